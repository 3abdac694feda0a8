package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.model.AttentionLayer;
import io.github.foretoken.papers.mechanics.model.ConditionalLogit;
import java.util.ArrayList;
import java.util.List;

/**
 * The minimisers of {@code log-loss + lambda/2 |W|²} as lambda vanishes. They have the limit that descent has, without its
 * steps: nothing bounces, and nothing crawls.
 *
 * @param draw the data
 * @param geometry of the limit
 * @param points one for each lambda
 */
public record RegularizationPath(Draw draw, Geometry geometry, List<Point> points) {
    /**
     * One minimiser.
     *
     * @param lambda the ridge
     * @param w the minimiser, d x d
     * @param measure at the minimiser
     * @param gradientNorm what is left of the gradient
     */
    public record Point(double lambda, Matrix w, Measure measure, double gradientNorm) {}

    /** Follows the path; lambdas, not modified, should decrease, because each minimum starts from the one before. */
    public static RegularizationPath of(Draw draw, double[] lambdas) {
        Geometry geometry = Geometry.of(draw.vocabulary(), draw.samples());
        AttentionLayer layer = new AttentionLayer(draw.vocabulary(), draw.samples());
        int entries = layer.dimension() * layer.dimension();
        List<double[]> basis = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            basis.add(new double[entries]);
            basis.getLast()[i] = 1;
        }
        ConditionalLogit loss = ConditionalLogit.of(layer, basis, draw.samples());
        double[] w = new double[entries];
        List<Point> points = new ArrayList<>();
        for (double lambda : lambdas) {
            ConditionalLogit.Minimum minimum = loss.minimise(lambda, w);
            w = minimum.coordinates();
            points.add(new Point(lambda, Matrix.of(w, layer.dimension(), layer.dimension()),
                    Measure.of(w, geometry, layer), minimum.gradientNorm()));
        }
        return new RegularizationPath(draw, geometry, List.copyOf(points));
    }
}
