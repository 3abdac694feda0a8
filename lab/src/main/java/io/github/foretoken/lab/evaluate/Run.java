package io.github.foretoken.lab.evaluate;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * One method's way through a series.
 *
 * @param predictions (to - from) x d, row i estimating row from + i
 * @param nanosPerRow time to predict and learn a row: the median over up to {@value #STRETCHES} stretches of those rows, in
 *     which other programs' turns on the processor count little
 */
record Run(Matrix predictions, double nanosPerRow) {
    /** Enough for a method's loops to be compiled. */
    private static final long WARM_NANOS = 100_000_000;

    private static final int STRETCHES = 50;

    /** Runs it, after warming it up on the first rows. */
    static Run of(Contender contender, ScoredSeries series) {
        long start = System.nanoTime();
        do {
            pass(contender, series, () -> System.nanoTime() - start >= WARM_NANOS);
        } while (System.nanoTime() - start < WARM_NANOS);
        return pass(contender, series, () -> false);
    }

    /** Ends before its end only where its result is not wanted. */
    static Run pass(Contender contender, ScoredSeries series, BooleanSupplier enough) {
        int d = series.rows().cols();
        Forecaster forecaster = contender.start().apply(d);
        Matrix predictions = Matrix.zeros(series.to() - series.from(), d);
        double[] prediction = new double[d];
        double[] row = new double[d];
        for (int i = 0; i < series.from() && !enough.getAsBoolean(); i++) {
            step(forecaster, series, i, prediction, row);
        }
        int count = predictions.rows();
        double[] nanos = new double[Math.min(STRETCHES, count)];
        for (int k = 0; k < nanos.length && !enough.getAsBoolean(); k++) {
            int begin = (int) ((long) count * k / nanos.length);
            int end = (int) ((long) count * (k + 1) / nanos.length);
            long start = System.nanoTime();
            for (int i = begin; i < end; i++) {
                step(forecaster, series, series.from() + i, prediction, row);
                System.arraycopy(prediction, 0, predictions.data(), i * d, d);
            }
            nanos[k] = (double) (System.nanoTime() - start) / (end - begin);
        }
        Arrays.sort(nanos);
        return new Run(predictions, nanos[nanos.length / 2]);
    }

    private static void step(Forecaster forecaster, ScoredSeries series, int i, double[] prediction, double[] row) {
        if (series.isBreak(i)) {
            forecaster.interrupt();
        }
        forecaster.predict(prediction);
        Matrix rows = series.rows();
        System.arraycopy(rows.data(), rows.offset() + i * rows.stride(), row, 0, row.length);
        if (series.isFilled(i)) {
            forecaster.observeFilled(row);
        } else {
            forecaster.observe(row);
        }
    }
}
