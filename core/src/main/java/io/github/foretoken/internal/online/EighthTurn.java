package io.github.foretoken.internal.online;

/**
 * Sine and cosine of angles of up to an eighth of a turn, by their power series: the same bits everywhere, as Java's own of
 * StrictMath, which however may allocate an array a call.
 */
final class EighthTurn {
    /** Of powers of {@code x²}, from the highest on. */
    private static final double[] SINE = {1.0 / 355687428096000.0, -1.0 / 1307674368000.0, 1.0 / 6227020800.0,
        -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6};
    private static final double[] COSINE = {-1.0 / 6402373705728000.0, 1.0 / 20922789888000.0, -1.0 / 87178291200.0,
        1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24};

    private EighthTurn() {}

    /** Within 2 units in the last place for {@code |x| <= pi/4}: the first term left out is below {@code 2e-19 x}. */
    static double sine(double x) {
        double z = x * x;
        return x + x * (z * sum(SINE, z));
    }

    /** Likewise; the first term left out is below {@code 4e-21}. */
    static double cosine(double x) {
        double z = x * x;
        return 1 - (z / 2 - z * (z * sum(COSINE, z)));
    }

    private static double sum(double[] coefficients, double z) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = coefficient + z * sum;
        }
        return sum;
    }
}
