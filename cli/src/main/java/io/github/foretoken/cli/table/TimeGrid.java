package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows on a regular grid of times: the mean of all rows from one of its times to the next, and a row of missing values where there
 * is none.
 *
 * @param data row-major, NaN where a value is missing
 * @param rows of the grid
 * @param empty how many of them are missing as a whole
 * @param times of the rows, as they are written
 */
@SuppressWarnings("ArrayRecordComponent") // made and taken apart in this package
record TimeGrid(double[] data, int rows, int empty, List<String> times) {
    private static final long DAY = 86_400_000_000L;

    /**
     * Puts rows on a grid.
     *
     * @param data rows of {@code cols} numbers, NaN where one is missing
     * @param times of the rows, in any order
     * @param source for messages
     * @throws InputException if a row has no time, or the grid would be too long
     */
    static TimeGrid of(double[] data, int cols, Times times, long every, String source) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (long time : times.micros()) {
            if (time == TimeText.NONE) {
                throw new InputException(source + " has rows without a time, which --every cannot put anywhere");
            }
            first = Math.min(first, time);
            last = Math.max(last, time);
        }
        // From midnight before the first row on.
        long start = Math.floorDiv(first, DAY) * DAY;
        start += Math.floorDiv(first - start, every) * every;
        long count = Math.floorDiv(last - start, every) + 1;
        if (count > (Integer.MAX_VALUE - 8) / cols || count > 1000L * times.micros().length + 1000) {
            throw new InputException(source + ": --every would make " + count + " rows of " + times.micros().length
                    + "; give a longer step");
        }
        int rows = (int) count;
        double[] sums = new double[rows * cols];
        int[] counts = new int[rows * cols];
        int[] filled = new int[rows];
        for (int i = 0; i < times.micros().length; i++) {
            int row = (int) Math.floorDiv(times.micros()[i] - start, every);
            filled[row]++;
            for (int c = 0; c < cols; c++) {
                double x = data[i * cols + c];
                int at = row * cols + c;
                if (!Double.isNaN(x)) {
                    counts[at]++;
                    // A running mean: sums could overflow.
                    sums[at] = counts[at] == 1 ? x : sums[at] + (x / counts[at] - sums[at] / counts[at]);
                }
            }
        }
        for (int at = 0; at < sums.length; at++) {
            sums[at] = counts[at] == 0 ? Double.NaN : sums[at];
        }
        int empty = (int) Arrays.stream(filled).filter(n -> n == 0).count();
        long origin = start;
        return new TimeGrid(sums, rows, empty, new AbstractList<>() {
            @Override
            public String get(int row) {
                return times.format().text(origin + row * every, every % DAY == 0);
            }

            @Override
            public int size() {
                return rows;
            }
        });
    }
}
