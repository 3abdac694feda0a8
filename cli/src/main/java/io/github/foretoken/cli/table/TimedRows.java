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
 */
@SuppressWarnings("ArrayRecordComponent") // made and taken apart in this package
record TimedRows(double[] data, Optional<TimeColumn> column, Optional<Times> times) {
    /**
     * Puts rows in the order of time where the newest is first, and says what is odd about their times.
     *
     * @param data rows of {@code cols} numbers, as they stand in the file; overwritten
     */
    static TimedRows of(String source, double[] data, int cols, TimeFinder.Found found, TextColumns texts,
            List<String> names, RowNotes notes) {
        List<String> cells = texts.of(found.column());
        String name = names.isEmpty() ? "" : names.get(found.column());
        if (found.times().isEmpty()) {
            return new TimedRows(data, Optional.of(new TimeColumn(name, cells)), Optional.empty());
        }
        Times times = found.times().get();
        Times.Order order = Times.Order.of(times.micros());
        if (!order.words().isEmpty()) {
            notes.row("times are in " + CsvText.where(names, found.column()) + order.words());
        }
        if (!order.falls() || order.outOfOrder() > 0) {
            return new TimedRows(data, Optional.of(new TimeColumn(name, cells)), Optional.of(times));
        }
        int rows = data.length / cols;
        double[] reversed = new double[data.length];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(data, i * cols, reversed, (rows - 1 - i) * cols, cols);
        }
        return new TimedRows(reversed, Optional.of(new TimeColumn(name, cells.reversed())),
                Optional.of(times.reversed()));
    }

    /**
     * On a regular grid.
     *
     * @throws InputException if nothing tells the times
     */
    TimedRows every(long step, int cols, String source, RowNotes notes) {
        Times known = times.orElseThrow(() -> new InputException(
                source + " has no column of times, which --every needs; --time COLUMN says which it is"));
        TimeGrid grid = TimeGrid.of(data, cols, known, step, source);
        notes.row(known.micros().length + " rows make " + grid.rows() + " at even times"
                + (grid.empty() == 0 ? "" : ", " + grid.empty() + " of them missing"));
        return new TimedRows(grid.data(), column.map(c -> new TimeColumn(c.name(), grid.times())), Optional.empty());
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
