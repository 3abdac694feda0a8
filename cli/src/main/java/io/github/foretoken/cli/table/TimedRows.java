package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/**
 * Rows and their times.
 *
 * @param data row-major, the oldest row first
 * @param column the times as they are written; empty for none
 * @param times what they mean; empty where that is not known
 * @param turned whether they stand in the file the other way round
 */
@SuppressWarnings("ArrayRecordComponent") // made and taken apart in this package
record TimedRows(double[] data, Optional<TimeColumn> column, Optional<Times> times, boolean turned) {
    /**
     * Puts rows in the order of time where the newest is first.
     *
     * @param data rows of {@code cols} numbers, as they stand in the file; not modified
     * @param column their times as they are written
     * @param times what these mean; empty where nobody knows
     */
    static TimedRows of(double[] data, int cols, TimeColumn column, Optional<Times> times) {
        boolean turns = times.isPresent() && Times.Order.of(times.get().micros()).turns();
        if (!turns) {
            return new TimedRows(data, Optional.of(column), times, false);
        }
        int rows = data.length / cols;
        double[] reversed = new double[data.length];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(data, i * cols, reversed, (rows - 1 - i) * cols, cols);
        }
        return new TimedRows(reversed, Optional.of(new TimeColumn(column.name(), column.cells().reversed())),
                times.map(Times::reversed), true);
    }

    /**
     * On a regular grid.
     *
     * @throws InputException if nothing tells the times
     */
    TimeGrid every(long step, int cols, String source) {
        Times known = times.orElseThrow(() -> new InputException(
                source + " has no column of times, which --every needs; --time COLUMN says which it is"));
        return TimeGrid.of(data, cols, known, step, source);
    }

    /** Whether a value is missing. */
    boolean hasHoles() {
        for (double x : data) {
            if (Double.isNaN(x)) {
                return true;
            }
        }
        return false;
    }
}
