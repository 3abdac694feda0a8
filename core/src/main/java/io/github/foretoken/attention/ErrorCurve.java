package io.github.foretoken.attention;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.FloatBlock;
import java.util.Arrays;

/**
 * The errors {@code (1/d) |P e_t - x_{t+1}|²} of some sequences, token by token for t from 1 to T - 1: what figure 4 of the
 * paper shows, and what its loss adds up. Made by {@link BatchGradient}.
 */
public final class ErrorCurve {
    private final double[] sums;
    /** How many sequences are that long. */
    private final int[] counts;
    private int sequences;

    ErrorCurve(int errors) {
        sums = new double[errors];
        counts = new int[errors];
    }

    /** {@return for each t the mean over the sequences that have a token t + 1, in element t - 1; as long as the longest has errors} */
    public double[] errors() {
        int length = 0;
        while (length < sums.length && counts[length] > 0) {
            length++;
        }
        double[] errors = new double[length];
        Arrays.setAll(errors, t -> sums[t] / counts[t]);
        return errors;
    }

    /** {@return the paper's loss: a sequence's sum of errors, in the mean over the sequences} */
    public double loss() {
        double loss = 0;
        for (double sum : sums) {
            loss += sum;
        }
        return loss / sequences;
    }

    /** {@return how many sequences there are} */
    public int sequences() {
        return sequences;
    }

    void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        sequences = 0;
    }

    void add(ErrorCurve other) {
        sequences += other.sequences;
        for (int t = 0; t < sums.length; t++) {
            sums[t] += other.sums[t];
            counts[t] += other.counts[t];
        }
    }

    /**
     * Adds a sequence.
     *
     * @param estimates T - 1 x d, of the next tokens; not modified
     * @param x the sequence, tight from its offset on; not modified
     * @param gradient of the estimates' layout, overwritten at the estimates with the gradient of the sum
     */
    void add(Block estimates, double[] x, int from, double[] gradient) {
        sequences++;
        int d = estimates.columns();
        for (int t = 0; t < estimates.rows(); t++) {
            counts[t]++;
            for (int c = 0; c < d; c++) {
                int at = estimates.at(t, c);
                double residual = estimates.values()[at] - x[from + (t + 1) * d + c];
                sums[t] += residual * residual / d;
                gradient[at] = 2 * residual / d;
            }
        }
    }

    /** The same of float32 numbers, added up in float64. */
    void add(FloatBlock estimates, float[] x, int from, float[] gradient) {
        sequences++;
        int d = estimates.columns();
        for (int t = 0; t < estimates.rows(); t++) {
            counts[t]++;
            for (int c = 0; c < d; c++) {
                int at = estimates.at(t, c);
                double residual = (double) estimates.values()[at] - x[from + (t + 1) * d + c];
                sums[t] += residual * residual / d;
                gradient[at] = (float) (2 * residual / d);
            }
        }
    }
}
