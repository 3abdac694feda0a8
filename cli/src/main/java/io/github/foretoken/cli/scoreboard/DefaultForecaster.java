package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.cli.table.KnownAhead;
import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.ForecasterBuilder;
import java.util.Arrays;

/** The library's {@link Forecaster} with nothing chosen for the series. */
final class DefaultForecaster implements RowForecaster {
    private final Forecaster forecaster;
    private final KnownAhead ahead;
    private final double[] levels;
    private int rows;
    private final double[] last;
    private final double[] row;

    /** @param ahead what it knows of rows before they come */
    DefaultForecaster(int dimension, Protocol asked, KnownAhead ahead) {
        this.ahead = ahead;
        levels = asked.levels();
        ForecasterBuilder builder = Forecaster.of(dimension).horizon(asked.horizon()).levels(levels).allowMissing();
        forecaster = (ahead.count() == 0 ? builder : builder.inputs(ahead.count())).build();
        last = new double[dimension];
        row = new double[dimension];
        Arrays.fill(last, Double.NaN);
    }

    @Override
    public void predict(Ahead ahead) {
        Forecast forecast = forecaster.forecast();
        int d = last.length;
        for (int h = 0; h < forecast.horizon(); h++) {
            System.arraycopy(forecast.mean(h + 1), 0, ahead.mean(), h * d, d);
            for (int level = 0; level < levels.length; level++) {
                System.arraycopy(forecast.lower(levels[level], h + 1), 0, ahead.lower()[level], h * d, d);
                System.arraycopy(forecast.upper(levels[level], h + 1), 0, ahead.upper()[level], h * d, d);
            }
        }
    }

    @Override
    public void observe(double[] newest) {
        take(newest, rows++);
        System.arraycopy(newest, 0, last, 0, last.length);
    }

    /** What is as in the row before counts as missing: a value that was held is no news. */
    @Override
    public void observeFilled(double[] newest) {
        for (int c = 0; c < row.length; c++) {
            row[c] = newest[c] == last[c] ? Double.NaN : newest[c];
        }
        take(row, rows++);
        System.arraycopy(newest, 0, last, 0, last.length);
    }

    /** A row without values stands for those that were left out. */
    @Override
    public void interrupt() {
        Arrays.fill(row, Double.NaN);
        take(row, rows - 1);
    }

    private void take(double[] token, int at) {
        if (ahead.count() == 0) {
            forecaster.observe(token);
        } else {
            forecaster.observe(token, ahead.after(at, forecaster.horizon()));
        }
    }
}
