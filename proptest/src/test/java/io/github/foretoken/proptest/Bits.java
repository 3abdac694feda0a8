package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;

/** Equality to the bit: NaN equals NaN of the same bits, 0 differs from -0. */
final class Bits {
    private Bits() {}

    static void assertSame(String what, Matrix expected, Matrix actual) {
        assertSameRows(what, expected, actual, 0, expected.rows());
    }

    /** Rows {@code from} to {@code to} (exclusive), 0-based. */
    static void assertSameRows(String what, Matrix expected, Matrix actual, int from, int to) {
        if (expected.rows() != actual.rows() || expected.cols() != actual.cols()) {
            throw new AssertionError(what + " is " + actual.shape() + ", not " + expected.shape());
        }
        for (int t = from; t < to; t++) {
            assertSame(what + " of token " + (t + 1), expected.row(t), actual.row(t));
        }
    }

    static void assertSame(String what, double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            Claim.holds(same(expected[i], actual[i]), "%s, element %d: %s is not %s to the bit", what, i + 1, actual[i],
                    expected[i]);
        }
    }

    static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }
}
