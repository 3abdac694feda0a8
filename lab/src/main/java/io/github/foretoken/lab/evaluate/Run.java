package io.github.foretoken.lab.evaluate;

import io.github.foretoken.Matrix;
import java.util.function.BooleanSupplier;

/**
 * One method's way through a series.
 *
 * @param predictions (to - from) x d, row i estimating row from + i
 * @param nanosPerRow time to predict and learn a row, in the mean over those rows
 */
record Run(Matrix predictions, double nanosPerRow) {
    /** Enough for a method's loops to be compiled. */
    private static final long WARM_NANOS = 100_000_000;

    /** Runs it, after warming it up on the first rows. */
    static Run of(Contender contender, Series series) {
        long start = System.nanoTime();
        do {
            pass(contender, series, () -> System.nanoTime() - start >= WARM_NANOS);
        } while (System.nanoTime() - start < WARM_NANOS);
        return pass(contender, series, () -> false);
    }

    /** Ends before its end only where its result is not wanted. */
    private static Run pass(Contender contender, Series series, BooleanSupplier enough) {
        int d = series.rows().cols();
        Forecaster forecaster = contender.start().apply(d);
        Matrix predictions = Matrix.zeros(series.to() - series.from(), d);
        double[] prediction = new double[d];
        double[] row = new double[d];
        for (int i = 0; i < series.from() && !enough.getAsBoolean(); i++) {
            step(forecaster, series, i, prediction, row);
        }
        long start = System.nanoTime();
        for (int i = series.from(); i < series.to() && !enough.getAsBoolean(); i++) {
            step(forecaster, series, i, prediction, row);
            System.arraycopy(prediction, 0, predictions.data(), (i - series.from()) * d, d);
        }
        return new Run(predictions, (double) (System.nanoTime() - start) / predictions.rows());
    }

    private static void step(Forecaster forecaster, Series series, int i, double[] prediction, double[] row) {
        if (series.isBreak(i)) {
            forecaster.interrupt();
        }
        forecaster.predict(prediction);
        Matrix rows = series.rows();
        System.arraycopy(rows.data(), rows.offset() + i * rows.stride(), row, 0, row.length);
        forecaster.observe(row);
    }
}
