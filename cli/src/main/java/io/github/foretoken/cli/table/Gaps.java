package io.github.foretoken.cli.table;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Rows some of whose cells are missing, made whole.
 *
 * @param data rows that are left, row-major
 * @param breaks of these rows those that do not follow the one before them, ascending
 * @param filled of these rows those with a cell that took the value above, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // made and taken apart in this package
record Gaps(double[] data, int[] breaks, int[] filled) {
    /**
     * Lets the value above stand in for each that is missing, and the first one of its column before there is any.
     *
     * @param data rows of {@code cols} numbers, NaN where one is missing; overwritten
     * @return which cells were missing
     */
    static BitSet fill(double[] data, int cols) {
        BitSet holes = new BitSet();
        for (int c = 0; c < cols; c++) {
            int first = c;
            while (first < data.length && Double.isNaN(data[first])) {
                first += cols;
            }
            double stand = first < data.length ? data[first] : 0;
            for (int at = c; at < data.length; at += cols) {
                if (Double.isNaN(data[at])) {
                    holes.set(at);
                    data[at] = stand;
                }
                stand = data[at];
            }
        }
        return holes;
    }

    /** Rows with one of these cells, ascending. */
    static int[] rows(BitSet holes, int cols) {
        return holes.stream().map(at -> at / cols).distinct().toArray();
    }

    /**
     * Fills gaps or leaves rows out.
     *
     * @param data rows of {@code cols} numbers, NaN where one is missing; not modified
     * @param missing {@link Missing#HOLD} or {@link Missing#SKIP}
     */
    static Gaps close(double[] data, int cols, Missing missing) {
        int rows = data.length / cols;
        double[] kept = new double[data.length];
        BitSet broken = new BitSet();
        int count = 0;
        BitSet held = new BitSet();
        boolean gap = false;
        for (int i = 0; i < rows; i++) {
            int holes = holes(data, i, cols);
            boolean above = count > 0 && missing == Missing.HOLD;
            if (holes > 0 && !above) {
                gap = count > 0;
                continue;
            }
            for (int j = 0; j < cols; j++) {
                double x = data[i * cols + j];
                kept[count * cols + j] = Double.isNaN(x) ? kept[(count - 1) * cols + j] : x;
            }
            held.set(count, holes > 0);
            broken.set(count, gap);
            gap = false;
            count++;
        }
        return new Gaps(Arrays.copyOf(kept, count * cols), broken.stream().toArray(), held.stream().toArray());
    }

    private static int holes(double[] data, int row, int cols) {
        int holes = 0;
        for (int j = 0; j < cols; j++) {
            holes += Double.isNaN(data[row * cols + j]) ? 1 : 0;
        }
        return holes;
    }
}
