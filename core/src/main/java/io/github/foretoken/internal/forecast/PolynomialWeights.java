package io.github.foretoken.internal.forecast;

import java.util.Arrays;

/**
 * ML-Poly (Gaillard, Stoltz and van Erven 2014): candidates weigh {@code R(k)+ / (E² + V(k))}, where R sums r, V sums r² and E
 * is the largest |r| of the regrets r(k). For a loss that is convex and steps that are not delayed,
 * {@code sum l(p) - l(f(k)) <= sqrt((E² + V(k)) S)} with S the sum of {@code r(j)² / (E² + V(j))} over all j and tokens, E and
 * V as they were before the token: while E does not grow, S is K (1 + ln(1 + T)) at most.
 */
final class PolynomialWeights {
    private final CandidateRows rows;
    private final double[] regrets;
    private final double[] squares;
    final double[] weights;
    /** One number a step. */
    private final double[] range;

    PolynomialWeights(CandidateRows rows) {
        this.rows = rows;
        regrets = rows.numbers();
        squares = rows.numbers();
        weights = rows.numbers();
        range = new double[rows.horizon];
        Arrays.fill(weights, 1.0 / rows.candidates);
    }

    /** What each candidate would have gained, not modified. */
    void learn(double[] regret) {
        double[] size = rows.work;
        for (int i = 0; i < regret.length; i++) {
            regrets[i] += regret[i];
            squares[i] += regret[i] * regret[i];
            size[i] = Math.abs(regret[i]);
        }
        rows.greatest(size, rows.most, 0);
        for (int h = 0; h < rows.horizon; h++) {
            range[h] = Math.max(range[h], rows.most[h]);
        }
        weigh();
    }

    /** Equal weights where no regret is above 0. */
    private void weigh() {
        double[] widest = rows.work;
        rows.repeat(range, widest);
        for (int i = 0; i < widest.length; i++) {
            weights[i] = regrets[i] > 0 ? regrets[i] / (widest[i] * widest[i] + squares[i]) : 0;
        }
        rows.sum(weights);
        for (int k = 0; k < rows.candidates; k++) {
            int row = k * rows.horizon;
            for (int h = 0; h < rows.horizon; h++) {
                weights[row + h] = rows.sum[h] > 0 ? weights[row + h] / rows.sum[h] : 1.0 / rows.candidates;
            }
        }
    }

    /** See {@link Aggregation#relearn}; the weights stay as they are. */
    void relearn() {
        for (int i = 0; i < regrets.length; i++) {
            regrets[i] = Math.max(0, regrets[i] * Aggregation.FADED);
            squares[i] *= Aggregation.FADED * Aggregation.FADED;
        }
        for (int h = 0; h < range.length; h++) {
            range[h] *= Aggregation.FADED;
        }
    }

    /** See {@link Aggregation#restart}: the best of the others takes its place where none of them has gained. */
    void restart(int candidate) {
        for (int h = 0; h < rows.horizon; h++) {
            int at = candidate * rows.horizon + h;
            int heir = (candidate == 0 ? rows.horizon : 0) + h;
            for (int i = h; i < regrets.length; i += rows.horizon) {
                heir = i != at && regrets[i] > regrets[heir] ? i : heir;
            }
            if (regrets[heir] <= 0) {
                regrets[heir] = Math.max(regrets[heir], regrets[at]);
            }
            regrets[at] = Math.min(regrets[at], 0);
        }
        weigh();
    }

    /** All that was learned, in the order in which it is saved. */
    double[][] state() {
        return new double[][]{regrets, squares, weights, range};
    }
}
