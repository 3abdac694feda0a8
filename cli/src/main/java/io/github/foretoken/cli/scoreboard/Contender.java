package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.cli.table.KnownAhead;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import io.github.foretoken.search.PredictorChoice;
import io.github.foretoken.search.PredictorSearch;
import java.util.List;
import java.util.function.Consumer;

/**
 * A method on the scoreboard.
 *
 * @param name unique on it
 * @param reach how many rows a prediction needs before it
 * @param intervals whether it gives some
 * @param cost of running it
 * @param start makes a new one
 */
public record Contender(String name, int reach, boolean intervals, Cost cost, Start start) {
    static final String AUTO = "auto";

    /** The row of the default forecaster. */
    public static final String FORECASTER = "forecaster";

    /** Begins a series. */
    @FunctionalInterface
    interface Start {
        /**
         * A method that has seen nothing.
         *
         * @param dimension d
         * @param asked what it will be asked for
         */
        RowForecaster of(int dimension, Protocol asked);
    }

    /** The default {@link io.github.foretoken.forecast.Forecaster}, which knows that of rows before they come. */
    static Contender forecaster(KnownAhead ahead) {
        return new Contender(FORECASTER, 1, true, Cost::forecasting,
                (d, asked) -> new DefaultForecaster(d, asked, ahead));
    }

    /** The same method on another series. */
    Contender on(ScoredSeries series) {
        return name.equals(FORECASTER) ? forecaster(series.ahead()) : this;
    }

    /** The next row will be like the last one. */
    public static Contender persistence() {
        return seasonal("persistence", 1);
    }

    /** The next row will be like the one a season before it. */
    public static Contender seasonal(int season) {
        return seasonal("seasonal persistence " + season, season);
    }

    private static Contender seasonal(String name, int season) {
        return new Contender(name, season, false, Cost::copying,
                (d, asked) -> new SeasonalPersistence(d, season, asked.horizon()));
    }

    /** An estimator of the next row by the library, under its canonical name. */
    public static Contender of(PredictorOptions options) {
        return direct(options, options.toString());
    }

    /**
     * An estimator of the library: beyond one step both directly, by an estimator of each step, and by going on from its own
     * predictions.
     *
     * @param options of one step ahead
     */
    static List<Contender> of(PredictorOptions options, int horizon) {
        if (horizon == 1 || !options.method().learns()) {
            return List.of(of(options));
        }
        return List.of(rolledOut(options, options + " roll-out"), direct(options, options + " direct"));
    }

    private static Contender direct(PredictorOptions options, String name) {
        return new Contender(name, options.features().lags().reach(), false, Cost.direct(options),
                (d, asked) -> new DirectPredictors(options, d, asked.horizon()));
    }

    private static Contender rolledOut(PredictorOptions options, String name) {
        return new Contender(name, options.features().lags().reach(), false, Cost.rolledOut(options),
                (d, asked) -> new RollOut(Predictor.of(options, d), asked.horizon()));
    }

    /**
     * The estimator that does best one step ahead on the rows before those scored; {@link PredictorSearch} looks at no
     * others. Beyond one step it goes on from its own predictions.
     *
     * @param notes told what was chosen
     */
    static Contender automatic(ScoredSeries series, int horizon, Consumer<String> notes) {
        try {
            PredictorChoice choice = PredictorSearch.standard()
                    .withLength(series.to())
                    .withBreaks(series.breaks())
                    .withFilled(series.filled())
                    .choose(series.rows().rows(0, series.from()));
            PredictorOptions options = choice.options();
            notes.accept("auto chose on the first " + series.from() + " rows " + choice.reason());
            Contender chosen = of(options, horizon).getFirst();
            return new Contender(AUTO, chosen.reach(), false, chosen.cost(), chosen.start());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Contender(AUTO, 1, false, Cost::copying, (_, _) -> {
                throw new IllegalArgumentException("it cannot choose: " + e.getMessage(), e);
            });
        }
    }
}
