package io.github.foretoken.cli.stream;

/** Squared errors of estimates and of persistence over the tokens of one run, in any unit that fits float64. */
final class StreamErrors {
    private final SumOfSquares error = new SumOfSquares();
    private final SumOfSquares persistence = new SumOfSquares();
    private long scored;

    /** A coordinate, each of the three halved, so that a difference of any two fits. */
    void add(double token, double estimate, double old) {
        error.add(token - estimate);
        persistence.add(token - old);
    }

    /** All coordinates of a token are added. */
    void next() {
        scored++;
    }

    /** How many tokens were scored. */
    long scored() {
        return scored;
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
        /** 2^-unit, a normal number for the units of almost all; NaN for the others. */
        private double scale = Double.NaN;
        private double sum;

        void add(double x) {
            if (x == 0) {
                return;
            }
            int exponent = Math.getExponent(x);
            if (exponent > unit) {
                sum = Math.scalb(sum, 2 * Math.max(unit - exponent, -1000));
                unit = exponent;
                scale = Math.abs(unit) < 1000 ? Math.scalb(1.0, -unit) : Double.NaN;
            }
            double scaled = Double.isNaN(scale) ? Math.scalb(x, -unit) : x * scale;
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
