package io.github.foretoken.cli.table;

import java.util.Arrays;
import java.util.List;

/**
 * A row that is a series.
 *
 * @param line where it stands
 * @param key what tells it from the others
 * @param values of all its cells, NaN where there is no number
 */
@SuppressWarnings("ArrayRecordComponent") // made and read in this package
record WideRow(long line, List<String> key, double[] values) {
    /** The values of some columns, without those at the end that are not there. */
    double[] of(int[] columns) {
        double[] some = new double[columns.length];
        int end = 0;
        for (int c = 0; c < columns.length; c++) {
            some[c] = columns[c] < values.length ? values[columns[c]] : Double.NaN;
            end = Double.isNaN(some[c]) ? end : c + 1;
        }
        return Arrays.copyOf(some, end);
    }
}
