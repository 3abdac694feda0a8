package io.github.foretoken.internal.blas;

/** Bounds of rounding errors. */
final class Tolerance {
    private Tolerance() {}

    /** gamma(n) = n u / (1 - n u): the relative error of n operations in a row. */
    static double gamma(int n) {
        double u = 0x1p-53;
        return n * u / (1 - n * u);
    }
}
