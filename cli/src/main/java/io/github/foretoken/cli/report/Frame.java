package io.github.foretoken.cli.report;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.RegularTimes;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.table.TimeColumn;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What of a table a page has room for: the first columns, the newest rows. What is counted is counted of all rows.
 *
 * @param rows N x d, NaN where nothing was measured; not modified
 * @param names of all columns
 * @param times of the last rows, of all that are shown at least, as they stand in the file; none where there are none
 * @param next goes on after those, or null
 * @param clock what the times are called
 */
record Frame(Matrix rows, List<String> names, List<String> times, RegularTimes next, String clock) {
    /** The most columns that a page shows. */
    static final int MOST_COLUMNS = 12;
    private static final int MOST_ROWS = 200_000;
    /** Of rows times columns. */
    private static final int MOST_CELLS = 1_200_000;

    /** All rows of the file, those included that a method was not given. */
    static Frame ofFile(Table table) {
        List<String> cells = table.times().map(column -> column.cells()).orElse(List.of());
        boolean all = !cells.isEmpty() && cells.size() == table.measured().rows();
        if (!all) {
            return new Frame(table.measured(), table.labels(), List.of(), null, "row");
        }
        TimeColumn column = table.times().get();
        return new Frame(table.measured(), table.labels(), cells, RegularTimes.of(column).orElse(null),
                column.name().isBlank() ? "time" : column.name());
    }

    /** The rows that a method was given. */
    static Frame ofRows(Table table) {
        if (table.measured().rows() == table.values().rows()) {
            return ofFile(table);
        }
        return new Frame(table.values(), table.labels(), List.of(), null, "row, of those with values");
    }

    /** N. */
    int count() {
        return rows.rows();
    }

    /** d. */
    int dimension() {
        return rows.cols();
    }

    /** How many columns are shown: the first ones. */
    int columns() {
        return Math.min(MOST_COLUMNS, dimension());
    }

    /** The first row that is shown; all after it are, too. */
    int first() {
        return Math.max(0, count() - Math.min(MOST_ROWS, MOST_CELLS / columns()));
    }

    /** A column of the rows shown, followed by that many without a value. */
    double[] shown(int column, int after) {
        double[] values = new double[count() - first() + after];
        Arrays.setAll(values, i -> first() + i < count() ? rows.get(first() + i, column) : Double.NaN);
        return values;
    }

    /** The time of a row, from 0 on; of rows to come, too, where times go on regularly. */
    Optional<String> time(int row) {
        int at = row - (count() - times.size());
        if (row < count()) {
            return at < 0 || times.isEmpty() ? Optional.empty() : Optional.of(times.get(at));
        }
        try {
            return next == null ? Optional.empty() : Optional.of(next.at(row - count() + 1L));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** What to call a row, from 0 on. */
    String label(int row) {
        return time(row).orElse("row " + Words.count(row + 1L));
    }

    /** The middle of what a column holds; 0 where it holds nothing. */
    double middle(int column) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int row = first(); row < count(); row++) {
            double value = rows.get(row, column);
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low <= high ? low / 2 + high / 2 : 0;
    }
}
