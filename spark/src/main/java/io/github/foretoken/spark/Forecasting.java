package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.ForecasterBuilder;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What is asked of forecasts: how far ahead, with which intervals, and what is to happen with sequences that have none. Never
 * changes; each {@code with} method gives another.
 */
public final class Forecasting implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double PER_CENT = 100;
    private static final int LOOK = -1;

    private final int horizon;
    private final double[] levels;
    private final int season;
    private final boolean failing;

    private Forecasting(int horizon, double[] levels, int season, boolean failing) {
        this.horizon = horizon;
        this.levels = levels;
        this.season = season;
        this.failing = failing;
        // Says now what it refuses, not in a task.
        builder(1);
    }

    /**
     * The next tokens, with intervals of 80 %, and a season that is looked for in each sequence.
     *
     * @param horizon H, how many, 1 or more
     */
    public static Forecasting ofSteps(int horizon) {
        return new Forecasting(horizon, new double[]{0.8}, LOOK, false);
    }

    /** With intervals at these levels, such as 0.8 and 0.95, in any order. */
    public Forecasting withLevels(double... shares) {
        double[] ascending = shares.clone();
        Arrays.sort(ascending);
        return new Forecasting(horizon, ascending, season, failing);
    }

    /** With a season of that many tokens in every sequence, 0 for none, instead of one that is looked for. */
    public Forecasting withSeason(int tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("season must be 0, for none, or a number of tokens, not " + tokens);
        }
        return new Forecasting(horizon, levels, tokens, failing);
    }

    /** A row that cannot be used fails the job; without this it gets null and a reason. */
    public Forecasting failingOnBadRows() {
        return new Forecasting(horizon, levels, season, true);
    }

    /** H. */
    public int horizon() {
        return horizon;
    }

    /** Ascending. */
    public double[] levels() {
        return levels.clone();
    }

    /** In tokens; 0 for none, -1 where it is looked for. */
    public int season() {
        return season;
    }

    boolean failing() {
        return failing;
    }

    /** {@code 80} or {@code 99_5}: a level as part of a column's name. */
    static String text(double level) {
        return BigDecimal.valueOf(level)
                .multiply(BigDecimal.valueOf(PER_CENT))
                .stripTrailingZeros()
                .toPlainString()
                .replace('.', '_');
    }

    /** New and empty, of tokens of d numbers. */
    Forecaster forecaster(int d) {
        return builder(d).build();
    }

    private ForecasterBuilder builder(int d) {
        ForecasterBuilder builder = Forecaster.of(d).horizon(horizon).levels(levels);
        return season == LOOK ? builder : season < 2 ? builder.noSeason() : builder.season(season);
    }
}
