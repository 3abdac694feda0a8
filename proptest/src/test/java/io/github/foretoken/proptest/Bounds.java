package io.github.foretoken.proptest;

import io.github.foretoken.testkit.reference.Rounding;

/** Tolerances of this library's own algorithms, beside those of the testkit's {@link Rounding}. */
final class Bounds {
    private Bounds() {}

    /** Roundings of tokens that were first rotated by a d x d matrix, itself orthogonal to d² roundings. */
    static double rotatedOperations(int d) {
        return Rounding.scoreOperations(d) + 4 * d * (d + 1);
    }

    /**
     * What {@code CausalDescent}'s split form takes for zero in 1 - eta A_tt: rounding of the exponent, amplified by exp,
     * and a generated sequence's drift off its sphere, one roundoff a token.
     *
     * @param exponent scale |x|² of an exponential kernel, 0 for the others
     */
    static double dropped(int length, double exponent) {
        return (64 + 8.0 * length) * Rounding.UNIT * (1 + exponent);
    }
}
