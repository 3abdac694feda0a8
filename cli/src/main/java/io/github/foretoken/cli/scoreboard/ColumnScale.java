package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Columns brought to mean 0 and standard deviation 1, as measured on the first rows. */
public final class ColumnScale {
    private ColumnScale() {}

    /**
     * A standardised copy.
     *
     * @param rows N x d, not modified
     * @param filled of them those that nobody measured, which are not: ascending
     * @param first how many rows to measure, 2 to N; a column that is constant on them is only centred
     */
    public static Matrix standardize(Matrix rows, int[] filled, int first) {
        if (first < 2 || first > rows.rows()) {
            throw new IllegalArgumentException(
                    "the number of rows to standardise by must lie between 2 and " + rows.rows() + ", not be " + first);
        }
        int[] measured = IntStream.range(0, first).filter(i -> Arrays.binarySearch(filled, i) < 0).toArray();
        Matrix result = Matrix.zeros(rows.rows(), rows.cols());
        for (int j = 0; j < rows.cols(); j++) {
            // Halves: a difference of any two fits.
            double half = 0;
            for (int i = 0; i < measured.length; i++) {
                half += (rows.get(measured[i], j) / 2 - half) / (i + 1);
            }
            double greatest = 0;
            for (int i : measured) {
                greatest = Math.max(greatest, Math.abs(rows.get(i, j) / 2 - half));
            }
            int unit = greatest > 0 ? Math.getExponent(greatest) : -1;
            double variance = 0;
            for (int i : measured) {
                double scaled = Math.scalb(rows.get(i, j) / 2 - half, -unit);
                variance += scaled * scaled / measured.length;
            }
            double deviation = variance > 0 ? Math.sqrt(variance) : 1;
            for (int i = 0; i < rows.rows(); i++) {
                result.data()[i * rows.cols() + j] = Math.scalb(rows.get(i, j) / 2 - half, -unit) / deviation;
            }
        }
        return result;
    }
}
