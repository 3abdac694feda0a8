package io.github.foretoken.testkit.reference;

/**
 * Tolerances as formulas in the unit roundoff u = 2^-53: rounding analysis in the style of Higham, "Accuracy and Stability of
 * Numerical Algorithms", chapters 3 and 8. Bounds hold for any order of summation, with or without fma.
 */
public final class Rounding {
    /** The unit roundoff of float64. */
    public static final double UNIT = 0x1p-53;
    /** The unit roundoff of float32. */
    public static final double FLOAT_UNIT = 0x1p-24;

    private Rounding() {}

    /** The relative error of n roundings in float64, {@code n u / (1 - n u)}. */
    public static double gamma(double n) {
        return gamma(n, UNIT);
    }

    /** The relative error of n roundings, each of this unit; infinite where nothing is left of a number. */
    public static double gamma(double n, double unit) {
        return n * unit < 1 ? n * unit / (1 - n * unit) : Double.POSITIVE_INFINITY;
    }

    /** The least normal number of that format: what is smaller has lost digits. */
    static double leastNormal(double unit) {
        return unit > UNIT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    /** Roundings behind a score of d coordinates: inner product, squared norms, scaling and biases, in two programs. */
    public static double scoreOperations(int d) {
        return 4 * (d + 4);
    }
}
