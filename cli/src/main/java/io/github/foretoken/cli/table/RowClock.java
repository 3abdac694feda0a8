package io.github.foretoken.cli.table;

import java.time.DateTimeException;
import java.util.List;

/**
 * What the rows of a table are called along an axis: their times, where the file has some.
 *
 * @param name of the times
 * @param cells of the rows, as they stand in the file; none where there are none
 * @param next goes on after them, or null
 * @param first of the rows, the one that is number 0 on the axis
 */
public record RowClock(String name, List<String> cells, RegularTimes next, int first) {
    /** Of rows without times. */
    public static final RowClock NONE = new RowClock("", List.of(), null, 0);

    /** Of the rows that a method is given: no times where rows were left out. */
    public static RowClock of(Table table) {
        TimeColumn column = table.times().orElse(null);
        if (column == null || column.cells().size() != table.values().rows()) {
            return NONE;
        }
        return new RowClock(column.name().isBlank() ? "time" : column.name(), column.cells(),
                RegularTimes.of(column).orElse(null), 0);
    }

    /** The same rows, counted from this one on. */
    public RowClock from(int row) {
        return new RowClock(name, cells, next, first + row);
    }

    /** Whether there are times. */
    public boolean hasTimes() {
        return !cells.isEmpty();
    }

    /** The time of a row, 0 being the first; a blank where nobody knows it. */
    public String at(long row) {
        long at = first + row;
        if (at >= 0 && at < cells.size()) {
            String cell = cells.get((int) at);
            return cell.isBlank() ? " " : cell;
        }
        try {
            return at < 0 || next == null ? " " : next.at(at - cells.size() + 1);
        } catch (DateTimeException | ArithmeticException e) {
            return " ";
        }
    }
}
