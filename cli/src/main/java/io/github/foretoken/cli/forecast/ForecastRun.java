package io.github.foretoken.cli.forecast;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Accuracy;
import io.github.foretoken.cli.method.Forecasters;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.method.ScoredRows;
import io.github.foretoken.cli.method.SquaredErrors;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.internal.Excerpt;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A forecaster that has seen a whole series.
 *
 * @param table what it has seen
 * @param forecaster after the last row
 * @param near after each row, what it said of the next one
 * @param far after each row, what it said of the one a horizon later
 */
record ForecastRun(Table table, Forecaster forecaster, Matrix near, Matrix far) {
    private static final int LISTED = 8;

    /** @throws IllegalArgumentException if a number is too large */
    static ForecastRun over(Table table, int horizon, Levels levels) {
        Forecasters.requireInputs(table, horizon);
        Matrix series = table.values();
        int d = series.cols();
        Forecaster forecaster = Forecasters.build(d, horizon, levels, table.ahead());
        Matrix near = Matrix.zeros(series.rows(), d);
        Matrix far = horizon == 1 ? near : Matrix.zeros(series.rows(), d);
        double[] row = new double[d];
        for (int t = 0; t < series.rows(); t++) {
            Forecasters.observe(forecaster, table, t, row);
            forecaster.mean(1, row);
            System.arraycopy(row, 0, near.data(), t * d, d);
            forecaster.mean(horizon, row);
            System.arraycopy(row, 0, far.data(), t * d, d);
        }
        return new ForecastRun(table, forecaster, near, far);
    }

    /** Of the next rows. */
    Forecast forecast() {
        return forecaster.forecast();
    }

    /** What the forecasts of the rows seen were worth. */
    void report(Notices notices, double seconds) {
        int d = forecaster.dimension();
        int horizon = forecaster.horizon();
        List<String> labels = table.labels();
        String names = !table.header() ? ""
                : " (" + labels.stream().limit(LISTED).map(Excerpt::of).collect(Collectors.joining(", "))
                        + (d > LISTED ? ", ..." : "") + ")";
        notices.say("T = " + table.values().rows() + " rows, d = " + d + names + "; "
                + (forecaster.season() == 0 ? "no season" : "a season of " + forecaster.season() + " rows") + "; "
                + Numbers.seconds(seconds) + " s");
        notices.fact("tokens", table.values().rows());
        notices.fact("columns", labels);
        notices.fact("method", "forecaster");
        notices.fact("season", forecaster.season());
        notices.fact("horizon", horizon);
        Accuracy.facts(null, notices);
        boolean worse = say(notices, near, 1);
        if (horizon > 1) {
            worse |= say(notices, far, horizon);
        }
        if (worse) {
            notices.warn("there these forecasts were worse than persistence, which repeats the newest row; "
                    + "predict --method persistence does that");
        }
        notices.fact("seconds", seconds);
        // What has been looked for already: a forecast needs no BLAS.
        notices.fact("acceleration", Acceleration.describe(1));
    }

    /** Of the forecasts so far ahead. */
    SquaredErrors errors(int horizon) {
        return SquaredErrors.of(table.values(), horizon == 1 ? near : far, horizon, ScoredRows.of(table, 1, horizon));
    }

    private boolean say(Notices notices, Matrix means, int horizon) {
        int[] rows = ScoredRows.of(table, 1, horizon);
        String ahead = horizon + (horizon == 1 ? " step ahead" : " steps ahead");
        if (rows.length == 0) {
            notices.note("no two rows are " + horizon + " apart, so nothing could be learned of " + ahead
                    + ": forecasts that far repeat the newest row or a shorter step's");
            return false;
        }
        Accuracy accuracy = Accuracy.of(table.values(), means, horizon, rows);
        notices.say("NMSE " + ahead + ", of " + rows.length + " rows seen: " + accuracy);
        if (horizon == 1) {
            Accuracy.facts(accuracy, notices);
        } else {
            notices.fact("nmse_at_horizon", accuracy.prediction());
            notices.fact("persistence_nmse_at_horizon", accuracy.persistence());
        }
        return accuracy.worse();
    }
}
