package io.github.foretoken.cli.stream;

import java.util.ArrayList;
import java.util.List;

/** Squared errors of estimates and of persistence over the tokens of one run, in any unit that fits float64. */
final class StreamScore {
    private final int horizon;
    private final int dimension;
    /** Rings of the last horizon ones, which grow as they come. */
    private final List<double[]> estimates = new ArrayList<>();
    private final List<double[]> tokens = new ArrayList<>();
    private final SumOfSquares error = new SumOfSquares();
    private final SumOfSquares persistence = new SumOfSquares();
    private long count;

    StreamScore(int dimension, int horizon) {
        this.dimension = dimension;
        this.horizon = horizon;
    }

    /**
     * Scores what was estimated of a token.
     *
     * @param token d numbers, not modified and not kept
     */
    void token(double[] token) {
        if (count < horizon) {
            estimates.add(new double[dimension]);
            tokens.add(token.clone());
            return;
        }
        int at = (int) (count % horizon);
        double[] estimate = estimates.get(at);
        double[] old = tokens.get(at);
        for (int c = 0; c < dimension; c++) {
            // Halves: a difference of any two fits.
            error.add(token[c] / 2 - estimate[c] / 2);
            persistence.add(token[c] / 2 - old[c] / 2);
            old[c] = token[c];
        }
    }

    /** Keeps what is estimated after that token. */
    void estimate(double[] numbers, StreamModel model) {
        double[] kept = estimates.get((int) (count++ % horizon));
        for (int c = 0; c < dimension; c++) {
            kept[c] = numbers[model.position(c)];
        }
    }

    /** How many tokens were scored. */
    long scored() {
        return Math.max(0, count - horizon);
    }

    /** The squared error over persistence's; NaN if neither, and infinite if only the other, is without error. */
    double ratio() {
        return error.over(persistence);
    }

    /** Whether persistence had the smaller errors. */
    boolean worse() {
        return error.exceeds(persistence);
    }

    /** A sum in units of the square of the largest term's power of two. */
    private static final class SumOfSquares {
        private int unit = Double.MIN_EXPONENT - 1;
        private double sum;

        void add(double x) {
            if (x == 0) {
                return;
            }
            int exponent = Math.getExponent(x);
            if (exponent > unit) {
                sum = Math.scalb(sum, 2 * Math.max(unit - exponent, -1000));
                unit = exponent;
            }
            double scaled = Math.scalb(x, -unit);
            sum += scaled * scaled;
        }

        double over(SumOfSquares other) {
            return Math.scalb(sum / other.sum, Math.clamp(2L * (unit - other.unit), -3000, 3000));
        }

        boolean exceeds(SumOfSquares other) {
            int shift = 2 * Math.clamp((long) unit - other.unit, -400, 400);
            return sum != 0 && Math.scalb(sum, shift) > other.sum;
        }
    }
}
