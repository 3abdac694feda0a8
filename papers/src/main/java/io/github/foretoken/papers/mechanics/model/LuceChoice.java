package io.github.foretoken.papers.mechanics.model;

import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.Arrays;
import java.util.List;

/**
 * Luce's choice model: among the tokens of a sequence the label is chosen with a probability proportional to its strength.
 * Inside a strongly connected component the strengths of greatest likelihood exist and are unique up to a factor; their
 * logarithms are what {@code W_fin} makes of the scores when the vocabulary is independent. Computed by Hunter's MM iteration,
 * which knows nothing of W.
 */
public final class LuceChoice {
    private static final int MOST_STEPS = 100_000;
    private static final double TOLERANCE = 1e-15;

    private LuceChoice() {}

    /**
     * Strengths of the tokens of one component.
     *
     * @param component its tokens
     * @param reduced sequences of this last token, reduced to tokens of this component, see {@link FiniteSolution#reduced}
     * @return one for each token of the component, of geometric mean 1
     */
    public static double[] strengths(List<Integer> component, List<Sample> reduced) {
        int m = component.size();
        double[] wins = new double[m];
        double[][] counts = new double[reduced.size()][m];
        for (int i = 0; i < counts.length; i++) {
            wins[component.indexOf(reduced.get(i).label())]++;
            for (int token : reduced.get(i).tokens()) {
                counts[i][component.indexOf(token)]++;
            }
        }
        double[] strengths = new double[m];
        Arrays.fill(strengths, 1);
        for (int step = 0; m > 1 && step < MOST_STEPS; step++) {
            double[] next = improved(strengths, wins, counts);
            double change = 0;
            for (int j = 0; j < m; j++) {
                change = Math.max(change, Math.abs(next[j] / strengths[j] - 1));
            }
            strengths = next;
            if (change <= m * TOLERANCE) {
                break;
            }
        }
        return strengths;
    }

    private static double[] improved(double[] strengths, double[] wins, double[][] counts) {
        double[] chances = new double[strengths.length];
        for (double[] count : counts) {
            Vectors.add(1 / Vectors.dot(count, strengths), count, chances);
        }
        double logarithms = 0;
        double[] next = new double[strengths.length];
        for (int j = 0; j < next.length; j++) {
            next[j] = wins[j] / chances[j];
            logarithms += Math.log(next[j]) / next.length;
        }
        double scale = Math.exp(-logarithms);
        for (int j = 0; j < next.length; j++) {
            next[j] *= scale;
        }
        return next;
    }
}
