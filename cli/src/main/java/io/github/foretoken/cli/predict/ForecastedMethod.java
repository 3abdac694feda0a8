package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Forecasters;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.forecast.Forecaster;

/**
 * A {@link Forecaster} over all rows.
 *
 * @param horizon how many rows ahead
 * @param levels of intervals
 */
record ForecastedMethod(int horizon, Levels levels) implements SeriesMethod {
    @Override
    public int reach() {
        return 1;
    }

    /** Before there are pairs of rows it repeats the newest. */
    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public SeriesPredictions predict(Table table) {
        Matrix series = table.values();
        int d = series.cols();
        Forecaster forecaster = Forecasters.build(d, horizon, levels, table.ahead());
        Matrix means = Matrix.zeros(series.rows(), d);
        Matrix output = levels.count() == 0 ? means : Matrix.zeros(series.rows(), levels.width(d));
        double[] row = new double[d];
        for (int t = 0; t < series.rows(); t++) {
            Forecasters.observe(forecaster, table, t, row);
            forecaster.mean(horizon, row);
            System.arraycopy(row, 0, means.data(), t * d, d);
            if (levels.count() > 0) {
                double[] wide = levels.row(forecaster.forecast(), horizon);
                System.arraycopy(wide, 0, output.data(), t * wide.length, wide.length);
            }
        }
        return new SeriesPredictions(means, output, levels);
    }

    @Override
    public String describe() {
        return "forecaster" + (horizon == 1 ? "" : ", " + horizon + " rows ahead");
    }
}
