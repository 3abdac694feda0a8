package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.CyclicSubspace;
import io.github.foretoken.papers.mechanics.graph.GraphSvm;
import io.github.foretoken.papers.mechanics.graph.KktCertificate;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import io.github.foretoken.papers.mechanics.model.FiniteSolution;
import java.util.List;

/**
 * Where training must go: graphs, Graph-SVM, cyclic subspace and finite part of one experiment.
 *
 * @param graphs of the labels
 * @param svm solution of the Graph-SVM
 * @param certificate that it is one
 * @param subspace the cyclic subspace
 * @param fin the finite part
 */
public record Geometry(PriorityGraphs graphs, GraphSvm.Solution svm, KktCertificate certificate,
        CyclicSubspace subspace, FiniteSolution fin) {
    /** That of these samples; vocabulary, K x d, is not modified. */
    public static Geometry of(Matrix vocabulary, List<Sample> samples) {
        PriorityGraphs graphs = PriorityGraphs.of(vocabulary.rows(), samples);
        GraphSvm.Solution svm = GraphSvm.solve(vocabulary, graphs);
        CyclicSubspace subspace = new CyclicSubspace(vocabulary, graphs);
        return new Geometry(graphs, svm, KktCertificate.of(vocabulary, svm), subspace,
                FiniteSolution.of(vocabulary, samples, graphs, subspace));
    }

    /** The R that brings {@code W_fin + R W_svm} nearest to w, d x d, not modified. */
    double scale(double[] w) {
        double[] svmW = svm.w().toArray();
        return Vectors.dot(Vectors.difference(w, fin.w().toArray()), svmW) / Vectors.dot(svmW, svmW);
    }
}
