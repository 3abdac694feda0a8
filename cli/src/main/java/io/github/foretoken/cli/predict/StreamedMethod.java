package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.predict.Method;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import java.util.Arrays;
import java.util.Optional;

/**
 * A {@link Predictor} over all rows.
 *
 * @param options which
 */
record StreamedMethod(PredictorOptions options) implements SeriesMethod {
    private static final int DOUBTED = 300;
    /** Tokens tried before all of them, and how many times as many are tried next: a quarter of a per cent of the work. */
    private static final int FIRST = 128;
    private static final int PARTS = 20;

    @Override
    public int reach() {
        return options.features().lags().reach();
    }

    @Override
    public boolean learns() {
        return options.method().learns();
    }

    @Override
    public int horizon() {
        return options.steps().horizon();
    }

    @Override
    public SeriesPredictions predict(Table table) {
        Matrix series = table.values();
        if (table.breaks().length > 0) {
            return SeriesPredictions.of(acrossGaps(series, table.breaks()));
        }
        Predictor predictor = Predictor.of(options, series.cols());
        if (options.method() == Method.KACZMARZ) {
            // An overflow is found in little time where it is near the start: no row depends on later ones.
            for (long first = FIRST; first * PARTS < series.rows() - reach(); first *= PARTS) {
                predictor.predict(series.rows(0, (int) first + reach()));
            }
        }
        Matrix all = predictor.predict(series);
        return SeriesPredictions.of(all.rows(reach() - 1, all.rows()));
    }

    private Matrix acrossGaps(Matrix series, int[] breaks) {
        int d = series.cols();
        Predictor predictor = Predictor.of(options, d);
        double[] token = new double[d];
        double[] row = new double[d];
        int skipped = reach() - 1;
        Matrix predictions = Matrix.zeros(series.rows() - skipped, d);
        int since = 0;
        for (int t = 0; t < series.rows(); t++) {
            if (Arrays.binarySearch(breaks, t) >= 0) {
                predictor.interrupt();
                since = t;
            }
            System.arraycopy(series.data(), series.offset() + t * series.stride(), token, 0, d);
            predictor.observe(token);
            if (t >= skipped) {
                boolean enough = t - since >= skipped;
                if (enough) {
                    predictor.predict(row);
                }
                // Too short a time after a gap there is nothing better than persistence.
                System.arraycopy(enough ? row : token, 0, predictions.data(), (t - skipped) * d, d);
            }
        }
        return predictions;
    }

    /** By the last rows: a condition number grows slowly with their number. */
    @Override
    public Optional<String> doubt(Matrix series) {
        if (options.method() == Method.KACZMARZ || !options.method().learns()) {
            // Nothing is factorised or inverted.
            return Optional.empty();
        }
        Predictor predictor = Predictor.of(options, series.cols());
        try {
            for (int t = Math.max(0, series.rows() - reach() - DOUBTED); t < series.rows(); t++) {
                predictor.observe(series.row(t));
            }
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        return predictor.doubt();
    }

    @Override
    public String describe() {
        return "method " + options;
    }
}
