package io.github.foretoken.lab.evaluate;

import io.github.foretoken.Matrix;

/**
 * A row of the scoreboard.
 *
 * @param method its name
 * @param mse mean squared error over rows and columns
 * @param mae mean absolute error, likewise
 * @param nmse mean squared error over the variance of the same rows around their mean, columns summed; NaN if they do not vary
 * @param skill {@code 1 - mse / (mse of persistence)}; NaN if persistence makes no error
 * @param nanosPerToken time to predict and learn a row, see {@link Run}
 * @param relative the mean squared error in a unit that is the same for all methods and fits the rows, whatever theirs is
 * @param errors squared error of each row scored, the mean over its columns; empty where the method failed
 * @param failure why there is no score, or null
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
public record Score(String method, double mse, double mae, double nmse, double skill, double nanosPerToken,
        double relative, double[] errors, String failure) {
    static Score failed(String method, String reason) {
        return new Score(method, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, new double[0],
                reason);
    }

    /** Whether its mean squared error is a number that float64 has all digits of. */
    boolean fits() {
        return Double.isFinite(mse) && (mse >= Double.MIN_NORMAL || relative == 0);
    }

    /**
     * Scores a run.
     *
     * @param scored the rows that count, each from {@code series.from()} on
     * @param persistence {@link #relative} of persistence on them; NaN to take this run's own
     */
    static Score of(String method, Run run, ScoredSeries series, int[] scored, double persistence) {
        Matrix rows = series.rows();
        double[] half = halfMeans(rows, scored);
        int unit = unit(rows, scored, half);
        double[] errors = new double[scored.length];
        double absolute = 0;
        double squared = 0;
        double variation = 0;
        for (int j = 0; j < rows.cols(); j++) {
            for (int i = 0; i < scored.length; i++) {
                // Halves: a difference of any two fits.
                double truth = rows.get(scored[i], j) / 2;
                double error = Math.scalb(truth - run.predictions().get(scored[i] - series.from(), j) / 2, -unit);
                double deviation = Math.scalb(truth - half[j], -unit);
                absolute += Math.abs(error);
                squared += error * error;
                variation += deviation * deviation;
                errors[i] += error * error / rows.cols();
            }
        }
        double count = (double) scored.length * rows.cols();
        double relative = squared / count;
        double reference = Double.isNaN(persistence) ? relative : persistence;
        // Each error was halved.
        int squares = 2 * (unit + 1);
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.scalb(errors[i], squares);
        }
        return new Score(method, Math.scalb(relative, squares), Math.scalb(absolute / count, unit + 1),
                variation > 0 ? squared / variation : Double.NaN, reference > 0 ? 1 - relative / reference : Double.NaN,
                run.nanosPerRow(), relative, errors, null);
    }

    private static double[] halfMeans(Matrix rows, int[] scored) {
        double[] half = new double[rows.cols()];
        for (int j = 0; j < half.length; j++) {
            for (int i = 0; i < scored.length; i++) {
                half[j] += (rows.get(scored[i], j) / 2 - half[j]) / (i + 1);
            }
        }
        return half;
    }

    /** The exponent of the greatest deviation; of the greatest element where there is none. */
    private static int unit(Matrix rows, int[] scored, double[] half) {
        double deviation = 0;
        double size = 0;
        for (int row : scored) {
            for (int j = 0; j < half.length; j++) {
                deviation = Math.max(deviation, Math.abs(rows.get(row, j) / 2 - half[j]));
                size = Math.max(size, Math.abs(half[j]));
            }
        }
        return deviation > 0 ? Math.getExponent(deviation) : size > 0 ? Math.getExponent(size) : 0;
    }
}
