package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.ical.descent.Rotations;

/** The affine map from a network's last tokens to estimates of the next token of each, and what they miss. */
final class Readout {
    private final int width;
    private final int d;
    private final int length;
    private final double[] errors;

    /** From tokens of a width to d numbers, of at most so many sequences of {@code length} tokens. */
    Readout(int width, int d, int length, int sequences) {
        this.width = width;
        this.d = d;
        this.length = length;
        errors = new double[sequences * length * d];
    }

    /**
     * The sum of squared errors.
     *
     * @param tokens T x width of each sequence, not modified
     * @param weights of the map, d x width, at {@code map}, and of the bias at {@code bias}; not modified
     */
    double squares(double[] tokens, double[] weights, int map, int bias, Rotations rotations, int[] numbers, int from,
            int to) {
        RowMaps.forward((to - from) * length, width, d, tokens, weights, map, bias, errors);
        double squares = 0;
        for (int i = 0; i < to - from; i++) {
            Matrix sequence = rotations.sequence(numbers[from + i]);
            for (int t = 0; t < length; t++) {
                for (int j = 0; j < d; j++) {
                    int at = (i * length + t) * d + j;
                    errors[at] -= sequence.get(t + 1, j);
                    squares += errors[at] * errors[at];
                }
            }
        }
        return squares;
    }

    /** How far off the estimates were that {@link #squares} made, squared and summed over sequences, for each row. */
    double[] squaresByRow(int sequences) {
        double[] squares = new double[length];
        for (int at = 0; at < sequences * length * d; at++) {
            squares[at / d % length] += errors[at] * errors[at];
        }
        return squares;
    }

    /**
     * After {@link #squares}, once.
     *
     * @param factor of the loss, on the sum of squares
     * @param tokens as they were; overwritten by the loss's gradient with respect to them
     * @param gradient with respect to the weights, added to
     */
    void backward(int sequences, double factor, double[] tokens, double[] weights, int map, int bias,
            double[] gradient) {
        int rows = sequences * length;
        for (int i = 0; i < rows * d; i++) {
            errors[i] *= 2 * factor;
        }
        RowMaps.backward(rows, width, d, tokens, errors, gradient, map, bias);
        RowMaps.backwardInput(rows, width, d, errors, weights, map, 0, tokens);
    }
}
