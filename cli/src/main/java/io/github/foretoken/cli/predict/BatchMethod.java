package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.KernelChoice;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.Streams;
import io.github.foretoken.descent.CausalDescent;

/**
 * The paper's methods, computed for all rows at once: the Kaczmarz prediction without further options, and descent.
 *
 * @param kernel which
 * @param reach P
 * @param descent its options, or null for the Kaczmarz prediction
 * @param streams where warnings go
 */
record BatchMethod(KernelChoice kernel, int reach, DescentOptions descent, Streams streams) implements SeriesMethod {
    /** Tokens tried before all of them, and how many times as many are tried next: a quarter of a per cent of the work. */
    private static final int FIRST = 128;
    private static final int PARTS = 20;

    @Override
    public int horizon() {
        return 1;
    }

    @Override
    public SeriesPredictions predict(Table table) {
        if (table.breaks().length > 0) {
            throw new IllegalArgumentException(
                    "rows are missing, which only a method that takes rows one by one can pass over");
        }
        Matrix series = table.values();
        Prediction prediction = new Prediction(kernel.kernel(), series, reach);
        if (descent == null) {
            // An overflow is found in little time where it is near the start: no row depends on later ones.
            for (long first = FIRST; first * PARTS < series.rows() - reach; first *= PARTS) {
                new Prediction(kernel.kernel(), series.rows(0, (int) first + reach), reach).kaczmarz();
            }
            return SeriesPredictions.of(prediction.kaczmarz());
        }
        CausalDescent iteration = descent.descent(kernel.kernel());
        if (descent.idle() != null) {
            streams.notices().note(descent.idle() + " does not change the limit; add --layers N");
        }
        String complaint = descent.layers().limit() ? null : prediction.complaint(iteration);
        if (complaint != null) {
            streams.notices().warn(descent.step() + " " + complaint);
        }
        return SeriesPredictions.of(prediction.descent(iteration, descent.layers()));
    }

    @Override
    public String describe() {
        return "kernel " + kernel.text() + ", method "
                + (descent == null ? "kaczmarz" : "descent (" + descent.describe() + ")");
    }
}
