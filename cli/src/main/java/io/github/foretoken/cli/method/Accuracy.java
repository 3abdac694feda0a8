package io.github.foretoken.cli.method;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;

/**
 * How far predictions are from what came, as normalised mean squared errors: the mean squared error over some rows,
 * divided by the variance of those same rows around their mean (column by column, then summed). Predicting that mean
 * would score 1.
 *
 * @param rows number of rows compared
 * @param prediction of the predictions; NaN when the rows do not vary
 * @param persistence of repeating the row a horizon before; NaN likewise
 * @param worse whether persistence is better
 */
public record Accuracy(int rows, double prediction, double persistence, boolean worse) {
    /** Which persistence is so much better than that something is wrong. */
    private static final double FAR = 10;

    /**
     * Compares some rows. The unit of the numbers plays no part: they are brought to the size of the rows' deviations by a
     * power of two, so that squares fit.
     *
     * @param series all rows, not modified
     * @param predictions the last {@code horizon} rows are forecasts; the one before them estimates the last row of the
     *     series
     * @param horizon how many rows ahead they are; persistence is as many rows old
     * @param rows which, ascending, each with a prediction and a row a horizon before it; not modified
     */
    public static Accuracy of(Matrix series, Matrix predictions, int horizon, int[] rows) {
        return SquaredErrors.of(series, predictions, horizon, rows).accuracy();
    }

    /** Adds the facts {@code scored}, {@code nmse} and {@code persistence_nmse} of this, or if it is null of no comparison. */
    public static void facts(Accuracy accuracy, Notices notices) {
        notices.fact("scored", accuracy == null ? 0 : accuracy.rows());
        notices.fact("nmse", accuracy == null ? null : accuracy.prediction());
        notices.fact("persistence_nmse", accuracy == null ? null : accuracy.persistence());
    }

    /** Whether persistence is worse. */
    public boolean better() {
        return prediction < persistence;
    }

    /** Whether predictions are so much worse than persistence that another method should be taken. */
    public boolean hopeless() {
        return prediction > FAR * persistence;
    }

    @Override
    public String toString() {
        return Double.isNaN(prediction) ? "undefined, because the rows do not vary"
                : brief(prediction) + "   persistence " + brief(persistence);
    }

    private static String brief(double x) {
        return Double.isFinite(x) ? Numbers.brief(x) : "beyond float64";
    }
}
