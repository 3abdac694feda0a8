package io.github.foretoken.cli.method;

import io.github.foretoken.Matrix;

/**
 * Sums of squares over some rows, in a unit in which they fit, whatever that of the numbers.
 *
 * @param rows how many
 * @param unit numbers, halved, were divided by two to the power of this
 * @param prediction of the errors of predictions
 * @param persistence of the errors of repeating the row a horizon before
 * @param variation of the deviations from the rows' own mean, column by column
 * @param misses whether a prediction of rows that are all alike misses one where persistence does not
 */
public record SquaredErrors(int rows, int unit, double prediction, double persistence, double variation,
        boolean misses) {
    /** Of no rows. */
    public static final SquaredErrors NONE = new SquaredErrors(0, Double.MIN_EXPONENT, 0, 0, 0, false);
    private static final int FARTHEST = 3000;

    /** As {@link Accuracy#of}. */
    public static SquaredErrors of(Matrix series, Matrix predictions, int horizon, int[] rows) {
        if (rows.length == 0) {
            return NONE;
        }
        int first = series.rows() - (predictions.rows() - horizon);
        double[] half = halfMeans(series, rows);
        double deviation = 0;
        double miss = 0;
        for (int j = 0; j < series.cols(); j++) {
            for (int row : rows) {
                double truth = series.get(row, j) / 2;
                deviation = Math.max(deviation, Math.abs(truth - half[j]));
                miss = Math.max(miss, Math.max(Math.abs(truth - predictions.get(row - first, j) / 2),
                        Math.abs(truth - series.get(row - horizon, j) / 2)));
            }
        }
        double greatest = deviation > 0 ? deviation : miss;
        int unit = greatest > 0 ? Math.getExponent(greatest) : Double.MIN_EXPONENT;
        double error = 0;
        double persistenceError = 0;
        double variation = 0;
        for (int j = 0; j < series.cols(); j++) {
            for (int row : rows) {
                // Halves: a difference of any two fits.
                double truth = series.get(row, j) / 2;
                error += square(truth - predictions.get(row - first, j) / 2, unit);
                persistenceError += square(truth - series.get(row - horizon, j) / 2, unit);
                variation += square(truth - half[j], unit);
            }
        }
        return new SquaredErrors(rows.length, unit, error, persistenceError, deviation > 0 ? variation : 0,
                deviation == 0 && error > 0 && persistenceError == 0);
    }

    /** With those of another series, whose deviations are from its own mean. */
    public SquaredErrors and(SquaredErrors other) {
        if (rows == 0 || other.rows == 0) {
            return rows == 0 ? other : this;
        }
        int common = Math.max(unit, other.unit);
        return new SquaredErrors(rows + other.rows, common, in(common, prediction) + other.in(common, other.prediction),
                in(common, persistence) + other.in(common, other.persistence),
                in(common, variation) + other.in(common, other.variation), misses || other.misses);
    }

    private double in(int common, double sum) {
        return Math.scalb(sum, Math.max(-FARTHEST, 2 * (unit - common)));
    }

    /** What they say together. */
    public Accuracy accuracy() {
        return variation == 0 ? new Accuracy(rows, Double.NaN, Double.NaN, misses)
                : new Accuracy(rows, prediction / variation, persistence / variation, prediction > persistence);
    }

    private static double[] halfMeans(Matrix series, int[] rows) {
        double[] half = new double[series.cols()];
        for (int j = 0; j < half.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                half[j] += (series.get(rows[i], j) / 2 - half[j]) / (i + 1);
            }
        }
        return half;
    }

    private static double square(double x, int unit) {
        double scaled = Math.scalb(x, -unit);
        return scaled * scaled;
    }
}
