package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.graph.GraphSvm;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import io.github.foretoken.papers.mechanics.model.AttentionLayer;
import io.github.foretoken.papers.mechanics.model.NormalizedDescent;
import io.github.foretoken.papers.mechanics.model.SquaredLoss;
import java.util.ArrayList;
import java.util.List;

/**
 * Training of one draw with a squared loss and a general head: attention settles on tokens that need not be the labels, and W
 * aligns with the Graph-SVM of the graphs which those tokens induce.
 *
 * @param draw what was trained
 * @param selected for each sample the tokens that attention has settled on
 * @param localNorm of the Graph-SVM of the tokens selected
 * @param globalNorm of that of the labels
 * @param local correlation of W with the former, after steps 1, 2, ...
 * @param global with the latter
 * @param losses before steps 1, 2, ...
 * @param gradientNorms before steps 1, 2, ...
 */
public record LocalRun(Draw draw, List<List<Integer>> selected, double localNorm, double globalNorm, List<Double> local,
        List<Double> global, List<Double> losses, List<Double> gradientNorms) {
    /** Attention that counts as selection. */
    static final double SELECTED = 1e-2;
    /** Attention below selection that still is too much for a loser. */
    static final double IGNORED = 9e-3;

    /**
     * Trains.
     *
     * @param rate the length of a step
     */
    public static LocalRun of(Draw draw, double rate, int steps) {
        AttentionLayer layer = new AttentionLayer(draw.vocabulary(), draw.samples());
        List<double[]> path = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        List<Double> gradientNorms = new ArrayList<>();
        // Without the stop at noise: the published training has none, and its figures show what comes of that.
        Matrix end = new NormalizedDescent(new SquaredLoss(layer), rate, 0).run(draw.start(), steps,
                (step, w, loss, norm) -> {
                    path.add(w.clone());
                    losses.add(loss);
                    gradientNorms.add(norm);
                });
        double[][] attention = layer.attention(end.toArray());
        int tokens = draw.vocabulary().rows();
        GraphSvm.Solution local = GraphSvm.solve(draw.vocabulary(),
                PriorityGraphs.local(tokens, draw.samples(), attention, SELECTED, IGNORED));
        GraphSvm.Solution global = GraphSvm.solve(draw.vocabulary(), draw.graphs());
        List<List<Integer>> selected = new ArrayList<>();
        for (int i = 0; i < attention.length; i++) {
            selected.add(PriorityGraphs.above(draw.samples().get(i), attention[i], SELECTED, 2));
        }
        return new LocalRun(draw, List.copyOf(selected), local.norm(), global.norm(), correlations(path, local),
                correlations(path, global), List.copyOf(losses), List.copyOf(gradientNorms));
    }

    private static List<Double> correlations(List<double[]> path, GraphSvm.Solution svm) {
        double[] w = svm.w().toArray();
        return path.stream().mapToDouble(step -> Vectors.correlation(step, w)).boxed().toList();
    }
}
