package io.github.foretoken.cli.table;

/**
 * What the columns and rows of a file are, beside values.
 *
 * @param keys columns that tell them apart; null for none
 * @param rows whether each row is one
 * @param inputs columns that are known ahead of their rows; null for none
 * @param calendar whether the calendar of the rows' times is, too
 */
public record SeriesRules(ColumnSelection keys, boolean rows, ColumnSelection inputs, boolean calendar) {
    /** Which way series run. */
    public enum Shape {
        COLUMNS, ROWS
    }

    /** The file is one series. */
    public static final SeriesRules ONE = new SeriesRules(null, false, null, false);

    /** Whether rows are more than one series of values. */
    boolean plain() {
        return keys == null && !rows && inputs == null && !calendar;
    }
}
