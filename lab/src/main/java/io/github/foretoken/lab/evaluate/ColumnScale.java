package io.github.foretoken.lab.evaluate;

import io.github.foretoken.Matrix;

/** Columns brought to mean 0 and standard deviation 1, as measured on the first rows. */
public final class ColumnScale {
    private ColumnScale() {}

    /**
     * A standardised copy.
     *
     * @param rows N x d, not modified
     * @param first how many rows to measure, 2 to N; a column that is constant on them is only centred
     */
    public static Matrix standardize(Matrix rows, int first) {
        if (first < 2 || first > rows.rows()) {
            throw new IllegalArgumentException(
                    "the number of rows to standardise by must lie between 2 and " + rows.rows() + ", not be " + first);
        }
        Matrix result = Matrix.zeros(rows.rows(), rows.cols());
        for (int j = 0; j < rows.cols(); j++) {
            double mean = 0;
            for (int i = 0; i < first; i++) {
                mean += (rows.get(i, j) - mean) / (i + 1);
            }
            double variance = 0;
            for (int i = 0; i < first; i++) {
                variance += (rows.get(i, j) - mean) * (rows.get(i, j) - mean) / first;
            }
            double deviation = variance > 0 ? Math.sqrt(variance) : 1;
            for (int i = 0; i < rows.rows(); i++) {
                result.data()[i * rows.cols() + j] = (rows.get(i, j) - mean) / deviation;
            }
        }
        return result;
    }
}
