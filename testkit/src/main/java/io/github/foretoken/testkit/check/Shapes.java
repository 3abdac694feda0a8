package io.github.foretoken.testkit.check;

/** Arrays of rows by their shape, for messages. */
public final class Shapes {
    private Shapes() {}

    /** {@code "5 x 3"}; {@code "0 x ?"} of no rows. */
    public static String of(double[][] rows) {
        return rows.length == 0 ? "0 x ?" : rows.length + " x " + rows[0].length;
    }

    /** Fails unless both are there and have as many rows, and each row as many columns. */
    public static void requireSame(String what, double[][] expected, double[][] actual) {
        if (actual == null || actual.length != expected.length) {
            throw new AssertionError(what + " is " + (actual == null ? "null" : of(actual)) + ", not " + of(expected));
        }
        for (int t = 0; t < actual.length; t++) {
            if (actual[t] == null || actual[t].length != expected[t].length) {
                throw new AssertionError(what + " has " + (actual[t] == null ? "no" : actual[t].length)
                        + " columns in row " + (t + 1) + ", not " + expected[t].length);
            }
        }
    }
}
