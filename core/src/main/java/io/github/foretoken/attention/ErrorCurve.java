package io.github.foretoken.attention;

import java.util.Arrays;

/**
 * The errors {@code (1/d) |P e_t - x_{t+1}|²} of some sequences, token by token for t from 1 to T - 1: what figure 4 of the
 * paper shows, and what its loss adds up. Made by {@link BatchGradient}.
 */
public final class ErrorCurve {
    private final double[] sums;
    private int sequences;

    ErrorCurve(int errors) {
        sums = new double[errors];
    }

    /** {@return the errors, their mean over the sequences: T - 1 numbers, element t - 1 being that of t; a new array} */
    public double[] errors() {
        return Arrays.stream(sums).map(sum -> sum / sequences).toArray();
    }

    /** {@return the paper's loss, the sum of {@link #errors}} */
    public double loss() {
        double loss = 0;
        for (double sum : sums) {
            loss += sum;
        }
        return loss / sequences;
    }

    /** {@return how many sequences there are, 1 or more} */
    public int sequences() {
        return sequences;
    }

    void clear() {
        Arrays.fill(sums, 0);
        sequences = 0;
    }

    void add(ErrorCurve other) {
        sequences += other.sequences;
        for (int t = 0; t < sums.length; t++) {
            sums[t] += other.sums[t];
        }
    }

    /**
     * Adds a sequence.
     *
     * @param estimates rows that long, of which d elements from the offset on estimate the next token; not modified
     * @param x the sequence, tight from its offset on; not modified
     * @param gradient of the estimates' shape, overwritten at the estimates with the gradient of the sum
     */
    void add(int d, double[] estimates, int offset, int stride, double[] x, int from, double[] gradient) {
        sequences++;
        for (int t = 0; t < sums.length; t++) {
            for (int c = 0; c < d; c++) {
                int at = t * stride + offset + c;
                double residual = estimates[at] - x[from + (t + 1) * d + c];
                sums[t] += residual * residual / d;
                gradient[at] = 2 * residual / d;
            }
        }
    }

    /** The same of float32 numbers, added up in float64. */
    void add(int d, float[] estimates, int offset, int stride, float[] x, int from, float[] gradient) {
        sequences++;
        for (int t = 0; t < sums.length; t++) {
            for (int c = 0; c < d; c++) {
                int at = t * stride + offset + c;
                double residual = (double) estimates[at] - x[from + (t + 1) * d + c];
                sums[t] += residual * residual / d;
                gradient[at] = (float) (2 * residual / d);
            }
        }
    }
}
