package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.simd.Exp2;
import java.util.Arrays;

/** Bernstein online aggregation, BOA (Wintenberger 2017), with a learning rate for each candidate and step. */
final class BernsteinWeights {
    private static final double LEAST = 0.01;
    /** A candidate's own range counts as no less than this share of the widest one's. */
    private static final double NARROWEST = 0x1p-20;

    private final Loops loops;
    private final CandidateRows rows;
    private final double[] regrets;
    private final double[] squares;
    private final double[] range;
    final double[] weights;
    /** Work space. */
    private final double[] rate;

    BernsteinWeights(Loops loops, CandidateRows rows) {
        this.loops = loops;
        this.rows = rows;
        regrets = rows.numbers();
        squares = rows.numbers();
        range = rows.numbers();
        weights = rows.numbers();
        rate = rows.numbers();
        Arrays.fill(weights, 1.0 / rows.candidates);
    }

    /** What each candidate would have gained, not modified. */
    void learn(double[] regret) {
        for (int i = 0; i < regret.length; i++) {
            range[i] = Math.max(range[i], Math.abs(regret[i]));
            squares[i] += regret[i] * regret[i];
        }
        rates();
        for (int i = 0; i < regret.length; i++) {
            regrets[i] += regret[i] - rate[i] * regret[i] * regret[i];
        }
        weigh();
    }

    /** From ranges and squares, with the widest range of each step. */
    private void rates() {
        rows.greatest(range, rows.most, 0);
        rows.repeat(rows.most, rate);
        double spread = Math.log(rows.candidates);
        for (int i = 0; i < rate.length; i++) {
            rate[i] = rate(Math.max(range[i], NARROWEST * rate[i]), squares[i], spread);
        }
    }

    private static double rate(double range, double squares, double spread) {
        return range == 0 ? 0 : Math.min(0.5 / range, Math.sqrt(spread / squares));
    }

    /** Weights proportional to {@code rate exp(rate regret)}; as they were where all candidates have been alike. */
    private void weigh() {
        double[] power = rows.work;
        double[] sum = rows.sum;
        highest();
        rows.repeat(sum, power);
        for (int i = 0; i < power.length; i++) {
            power[i] = Exp2.baseTwo(rate[i] * regrets[i] - power[i]);
        }
        loops.elementwise().exp2(power, 0, power.length);
        for (int i = 0; i < power.length; i++) {
            power[i] *= rate[i];
        }
        rows.sum(power);
        int horizon = rows.horizon;
        for (int k = 0; k < rows.candidates; k++) {
            int row = k * horizon;
            for (int h = 0; h < horizon; h++) {
                weights[row + h] = rows.most[h] == 0 ? weights[row + h] : power[row + h] / sum[h];
            }
        }
    }

    /** The highest {@code rate regret} of each step, into the rows' sums. */
    private void highest() {
        double[] score = rows.work;
        for (int i = 0; i < score.length; i++) {
            score[i] = rate[i] * regrets[i];
        }
        rows.greatest(score, rows.sum, Double.NEGATIVE_INFINITY);
    }

    /** See {@link Aggregation#relearn}. */
    void relearn() {
        for (int i = 0; i < regrets.length; i++) {
            regrets[i] *= Aggregation.FADED;
            squares[i] *= Aggregation.FADED * Aggregation.FADED;
            range[i] *= Aggregation.FADED;
        }
        rates();
        highest();
        for (int i = 0; i < regrets.length; i++) {
            int h = i % rows.horizon;
            if (rows.most[h] > 0) {
                regrets[i] = Math.max(regrets[i], (rows.sum[h] + Math.log(LEAST)) / rate[i]);
            }
        }
        weigh();
    }

    /** See {@link Aggregation#restart}. */
    void restart(int candidate) {
        rates();
        for (int h = 0; h < rows.horizon; h++) {
            if (rows.most[h] > 0) {
                int at = candidate * rows.horizon + h;
                double greatest = Double.NEGATIVE_INFINITY;
                for (int i = h; i < regrets.length; i += rows.horizon) {
                    greatest = i == at ? greatest : Math.max(greatest, rate[i] * regrets[i] + Math.log(rate[i]));
                }
                regrets[at] = Math.min(regrets[at], (greatest + Math.log(LEAST) - Math.log(rate[at])) / rate[at]);
            }
        }
        weigh();
    }

    /** All that was learned, in the order in which it is saved. */
    double[][] state() {
        return new double[][]{regrets, squares, range, weights};
    }
}
