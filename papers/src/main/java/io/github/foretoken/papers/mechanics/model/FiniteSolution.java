package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.CyclicSubspace;
import io.github.foretoken.papers.mechanics.graph.PriorityGraph;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.List;

/**
 * {@code W_fin}: the minimiser over the {@link CyclicSubspace} of the log-loss on the reduced samples, each of which keeps
 * only the tokens of its label's component.
 *
 * @param w d x d
 * @param loss its loss, to which training tends
 * @param gradientNorm of the loss on the subspace, which is what is left to rounding
 */
public record FiniteSolution(Matrix w, double loss, double gradientNorm) {
    /** Solves for it; vocabulary, K x d, is not modified. */
    public static FiniteSolution of(Matrix vocabulary, List<Sample> samples, PriorityGraphs graphs,
            CyclicSubspace subspace) {
        List<double[]> basis = subspace.basis();
        ConditionalLogit.Minimum minimum =
                ConditionalLogit.of(new AttentionLayer(vocabulary, samples), basis, reduced(samples, graphs))
                        .minimise(0, new double[basis.size()]);
        double[] w = new double[vocabulary.cols() * vocabulary.cols()];
        for (int b = 0; b < basis.size(); b++) {
            Vectors.add(minimum.coordinates()[b], basis.get(b), w);
        }
        return new FiniteSolution(Matrix.of(w, vocabulary.cols(), vocabulary.cols()), minimum.loss(),
                minimum.gradientNorm());
    }

    /** Each sample with the tokens of its label's component alone, without samples of which only the label is left. */
    public static List<Sample> reduced(List<Sample> samples, PriorityGraphs graphs) {
        return samples.stream().map(sample -> {
            PriorityGraph graph = graphs.of(sample.last());
            int component = graph.component(sample.label());
            return sample.keeping(token -> graph.component(token) == component);
        }).filter(sample -> sample.tokens().stream().distinct().count() > 1).toList();
    }
}
