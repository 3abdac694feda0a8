package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.papers.mechanics.graph.Vectors;
import io.github.foretoken.papers.mechanics.model.AttentionLayer;

/**
 * How far training has come.
 *
 * @param correlation of W and W_svm
 * @param decomposed correlation of W and W_fin + R W_svm
 * @param projected correlation of W_svm and what of W is outside the cyclic subspace
 * @param cyclicDifference {@code |P W - W_fin|}, P the projection onto the cyclic subspace
 * @param norm of W
 * @param r R
 * @param labelMass mean attention on the component of the label
 */
public record Measure(double correlation, double decomposed, double projected, double cyclicDifference, double norm,
        double r, double labelMass) {
    /** At w, d x d, not modified. */
    static Measure of(double[] w, Geometry geometry, AttentionLayer layer) {
        double[] svm = geometry.svm().w().toArray();
        double[] fin = geometry.fin().w().toArray();
        double r = geometry.scale(w);
        double[] limit = fin.clone();
        Vectors.add(r, svm, limit);
        double[] cyclic = geometry.subspace().project(w);
        return new Measure(Vectors.correlation(w, svm), Vectors.correlation(w, limit),
                Vectors.correlation(svm, Vectors.difference(w, cyclic)), Vectors.norm(Vectors.difference(cyclic, fin)),
                Vectors.norm(w), r, layer.labelMass(w, geometry.graphs()));
    }
}
