package io.github.foretoken.internal.online;

/**
 * Sine and cosine of angles of up to an eighth of a turn, by their power series: the same bits everywhere, as Java's own of
 * StrictMath, which however may allocate an array a call.
 */
final class EighthTurn {
    private EighthTurn() {}

    /** Within 2 units in the last place for {@code |x| <= pi/4}: the first term left out is below {@code 2e-19 x}. */
    static double sine(double x) {
        double z = x * x;
        double sum = 1.0 / 355687428096000.0;
        sum = -1.0 / 1307674368000.0 + z * sum;
        sum = 1.0 / 6227020800.0 + z * sum;
        sum = -1.0 / 39916800 + z * sum;
        sum = 1.0 / 362880 + z * sum;
        sum = -1.0 / 5040 + z * sum;
        sum = 1.0 / 120 + z * sum;
        sum = -1.0 / 6 + z * sum;
        return x + x * (z * sum);
    }

    /** Likewise; the first term left out is below {@code 4e-21}. */
    static double cosine(double x) {
        double z = x * x;
        double sum = -1.0 / 6402373705728000.0;
        sum = 1.0 / 20922789888000.0 + z * sum;
        sum = -1.0 / 87178291200.0 + z * sum;
        sum = 1.0 / 479001600 + z * sum;
        sum = -1.0 / 3628800 + z * sum;
        sum = 1.0 / 40320 + z * sum;
        sum = -1.0 / 720 + z * sum;
        sum = 1.0 / 24 + z * sum;
        return 1 - (z / 2 - z * (z * sum));
    }
}
