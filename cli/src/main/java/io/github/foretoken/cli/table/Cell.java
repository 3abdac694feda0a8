package io.github.foretoken.cli.table;

/** What a cell of text holds. */
public enum Cell {
    NUMBER, EMPTY, MISSING, NOT_FINITE, TEXT;

    /** The number in a cell; infinite or NaN when there is none, see {@link #of}. */
    public static double value(String text) {
        return CellRules.PLAIN.value(text);
    }

    /** What kind of cell it is. */
    public static Cell of(String text) {
        return CellRules.PLAIN.kind(text);
    }

    /** What is wrong with a cell that is not a finite number, in words that fit on one line. */
    public static String fault(String text) {
        return CellRules.PLAIN.fault(text);
    }

    /** A cell as it can be shown on one line. */
    public static String quote(String text) {
        return CellRules.quote(text);
    }
}
