package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;

/** The testkit's equality to the bit, of matrices. */
final class Bits {
    private Bits() {}

    static void assertSame(String what, Matrix expected, Matrix actual) {
        io.github.foretoken.testkit.check.Bits.assertSame(what, Dense.rows(expected), Dense.rows(actual));
    }

    /** Rows {@code from} to {@code to} (exclusive), 0-based. */
    static void assertSameRows(String what, Matrix expected, Matrix actual, int from, int to) {
        if (expected.rows() != actual.rows() || expected.cols() != actual.cols()) {
            throw new AssertionError(what + " is " + actual.shape() + ", not " + expected.shape());
        }
        io.github.foretoken.testkit.check.Bits.assertSameRows(what, Dense.rows(expected), Dense.rows(actual), from, to);
    }

    static void assertSame(String what, double[] expected, double[] actual) {
        io.github.foretoken.testkit.check.Bits.assertSame(what, expected, actual);
    }
}
