package io.github.foretoken.lab;

import io.github.foretoken.Matrix;

/**
 * How far predictions are from what came, as normalised mean squared errors: the mean squared error over some rows,
 * divided by the variance of those same rows around their mean (column by column, then summed). Predicting that mean
 * would score 1.
 *
 * @param rows number of rows compared
 * @param prediction of the predictions; NaN when the rows do not vary
 * @param persistence of repeating the row before; NaN likewise
 */
record Accuracy(int rows, double prediction, double persistence) {
    /**
     * Compares some rows.
     *
     * @param series all rows, not modified
     * @param predictions the last {@code horizon} rows are forecasts; the one before them estimates the last row of the
     *     series
     * @param horizon how many rows ahead they are; persistence is as many rows old
     * @param from first row compared, among the rows that have both a prediction and a truth
     * @param to row after the last one compared, counted likewise
     */
    static Accuracy of(Matrix series, Matrix predictions, int horizon, int from, int to) {
        int compared = predictions.rows() - horizon;
        int first = series.rows() - compared;
        double error = 0;
        double persistenceError = 0;
        double variation = 0;
        for (int j = 0; j < series.cols(); j++) {
            double mean = 0;
            for (int i = from; i < to; i++) {
                mean += (series.get(first + i, j) - mean) / (i - from + 1);
            }
            for (int i = from; i < to; i++) {
                double truth = series.get(first + i, j);
                error += square(truth - predictions.get(i, j));
                persistenceError += square(truth - series.get(first + i - horizon, j));
                variation += square(truth - mean);
            }
        }
        return variation > 0 ? new Accuracy(to - from, error / variation, persistenceError / variation)
                : new Accuracy(to - from, Double.NaN, Double.NaN);
    }

    private static double square(double x) {
        return x * x;
    }

    @Override
    public String toString() {
        return Double.isNaN(prediction) ? "undefined, because the rows do not vary"
                : Numbers.brief(prediction) + "   persistence " + Numbers.brief(persistence);
    }
}
