package io.github.foretoken.cli.report;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Levels;

/**
 * Predictions that were made before, beside the series.
 *
 * @param estimates for the charts
 * @param errors of all of them
 */
record GivenPredictions(Estimates estimates, StepErrors errors) {
    /**
     * Compares them.
     *
     * @param held the rows of the frame, with the newest value where one is missing
     * @param predictions see {@link Report#ofPredictions}
     */
    static GivenPredictions of(Frame frame, Matrix held, Matrix predictions, Levels levels, int first, int horizon) {
        int count = levels.count();
        int after = Math.max(0, first + predictions.rows() - frame.count());
        Estimates estimates = new Estimates(frame, levels, after);
        StepErrors errors = new StepErrors(frame.rows(), horizon, count);
        double[] lower = new double[count];
        double[] upper = new double[count];
        for (int i = 0; i < predictions.rows(); i++) {
            int row = first + i;
            for (int c = 0; c < frame.dimension(); c++) {
                int at = c * (1 + 2 * count);
                for (int level = 0; level < count; level++) {
                    lower[level] = predictions.get(i, at + 1 + 2 * level);
                    upper[level] = predictions.get(i, at + 2 + 2 * level);
                }
                double mean = predictions.get(i, at);
                estimates.set(row, c, mean, lower, upper);
                if (row < frame.count() && row >= horizon) {
                    errors.add(row, c, mean, held.get(row - horizon, c), lower, upper);
                }
            }
        }
        return new GivenPredictions(estimates, errors);
    }
}
