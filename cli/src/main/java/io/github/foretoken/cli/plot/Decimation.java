package io.github.foretoken.cli.plot;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Thins a line to what a picture can show: in every pixel column the first, lowest, highest and last point stay, which
 * leaves the drawn line as it was. Ten thousand points otherwise make an SVG of megabytes.
 */
final class Decimation {
    private Decimation() {}

    /**
     * Indices of the points to keep, ascending.
     *
     * @param x ascending
     * @param y as many; NaN breaks the line and is kept
     * @param scale of the x axis: identity, or a logarithm
     * @param columns of the picture
     */
    static int[] keep(double[] x, double[] y, DoubleUnaryOperator scale, int columns) {
        int n = x.length;
        if (n <= 4L * columns) {
            int[] all = new int[n];
            Arrays.setAll(all, i -> i);
            return all;
        }
        double from = scale.applyAsDouble(x[0]);
        double perColumn = (scale.applyAsDouble(x[n - 1]) - from) / columns;
        boolean[] kept = new boolean[n];
        int start = 0;
        while (start < n) {
            double column = Math.floor((scale.applyAsDouble(x[start]) - from) / perColumn);
            int end = start + 1;
            while (end < n && Math.floor((scale.applyAsDouble(x[end]) - from) / perColumn) == column) {
                end++;
            }
            markColumn(y, start, end, kept);
            start = end;
        }
        int[] indices = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (kept[i]) {
                indices[count++] = i;
            }
        }
        return Arrays.copyOf(indices, count);
    }

    private static void markColumn(double[] y, int start, int end, boolean[] kept) {
        int lowest = start;
        int highest = start;
        for (int i = start; i < end; i++) {
            if (Double.isNaN(y[i])) {
                kept[i] = true;
            } else {
                // A NaN seed compares false both ways, so it is replaced explicitly.
                lowest = Double.isNaN(y[lowest]) || y[i] < y[lowest] ? i : lowest;
                highest = Double.isNaN(y[highest]) || y[i] > y[highest] ? i : highest;
            }
        }
        kept[start] = true;
        kept[lowest] = true;
        kept[highest] = true;
        kept[end - 1] = true;
    }
}
