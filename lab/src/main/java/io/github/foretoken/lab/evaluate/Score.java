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
 * @param errors squared error of each row scored, the mean over its columns; empty where the method failed
 * @param failure why there is no score, or null
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
public record Score(String method, double mse, double mae, double nmse, double skill, double nanosPerToken,
        double[] errors, String failure) {
    static Score failed(String method, String reason) {
        return new Score(method, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, new double[0], reason);
    }

    /**
     * Scores a run.
     *
     * @param scored the rows that count, each from {@code series.from()} on
     * @param persistence mean squared error of persistence on them; NaN to take this run's own
     */
    static Score of(String method, Run run, ScoredSeries series, int[] scored, double persistence) {
        Matrix rows = series.rows();
        double[] errors = new double[scored.length];
        double absolute = 0;
        double squared = 0;
        double variation = 0;
        for (int j = 0; j < rows.cols(); j++) {
            double mean = 0;
            for (int i = 0; i < scored.length; i++) {
                mean += (rows.get(scored[i], j) - mean) / (i + 1);
            }
            for (int i = 0; i < scored.length; i++) {
                double truth = rows.get(scored[i], j);
                double error = truth - run.predictions().get(scored[i] - series.from(), j);
                absolute += Math.abs(error);
                squared += error * error;
                variation += (truth - mean) * (truth - mean);
                errors[i] += error * error / rows.cols();
            }
        }
        double count = (double) scored.length * rows.cols();
        double mse = squared / count;
        double reference = Double.isNaN(persistence) ? mse : persistence;
        return new Score(method, mse, absolute / count, variation > 0 ? squared / variation : Double.NaN,
                reference > 0 ? 1 - mse / reference : Double.NaN, run.nanosPerRow(), errors, null);
    }
}
