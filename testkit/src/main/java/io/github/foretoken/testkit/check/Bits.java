package io.github.foretoken.testkit.check;

/** Equality to the bit: NaN equals NaN of the same bits, 0 differs from -0. */
public final class Bits {
    private Bits() {}

    /** Fails unless all rows are the same. */
    public static void assertSame(String what, double[][] expected, double[][] actual) {
        Shapes.requireSame(what, expected, actual);
        assertSameRows(what, expected, actual, 0, expected.length);
    }

    /** Fails unless rows {@code from} to {@code to} (exclusive, 0-based) are the same. */
    public static void assertSameRows(String what, double[][] expected, double[][] actual, int from, int to) {
        for (int t = from; t < to; t++) {
            assertSame(what + " (" + Shapes.of(expected) + "), row " + (t + 1), expected[t], actual[t]);
        }
    }

    /** Fails unless all elements are the same. */
    public static void assertSame(String what, double[] expected, double[] actual) {
        if (actual == null || actual.length != expected.length) {
            throw new AssertionError(
                    what + " has " + (actual == null ? "no" : actual.length) + " elements, not " + expected.length);
        }
        for (int i = 0; i < expected.length; i++) {
            Claim.holds(same(expected[i], actual[i]),
                    "%s: first wrong entry in column %d: got %s, expected %s, to the bit", what, i + 1, actual[i],
                    expected[i]);
        }
    }

    /** Whether both have the same bits. */
    public static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }
}
