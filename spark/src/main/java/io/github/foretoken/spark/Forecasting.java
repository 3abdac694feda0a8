package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.ForecasterBuilder;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What is asked of forecasts: how far ahead, with which intervals, and what is to happen with sequences that have none. Never
 * changes; each {@code with} method gives another. What is out of range is refused at once, not in a task.
 *
 * {@snippet lang = java :
 * Forecasting asked = Forecasting.ofSteps(24).withLevels(0.8, 0.95).withSeason(168).failingOnBadRows();
 * }
 */
public final class Forecasting implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double PER_CENT = 100;
    private static final int LOOK = -1;

    /** H. */
    private final int horizon;
    /** Of intervals, ascending. */
    private final double[] levels;
    /** In tokens; 0 or 1 for none, or looked for. */
    private final int season;
    /** Whether a row that cannot be used fails the job. */
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
     * @param horizon H, how many, 1 to 4096
     * @return what is asked
     * @throws IllegalArgumentException if horizon is out of range
     */
    public static Forecasting ofSteps(int horizon) {
        return new Forecasting(horizon, new double[]{0.8}, LOOK, false);
    }

    /**
     * With intervals at these levels, such as 0.8 and 0.95. A level of 0.8 makes columns {@code lower80} and {@code upper80}.
     *
     * @param shares of tokens that intervals are to hold, at least one, each in (0, 1), in any order; copied
     * @return a changed copy
     * @throws IllegalArgumentException if there is none or one is out of its range
     */
    public Forecasting withLevels(double... shares) {
        double[] ascending = shares.clone();
        Arrays.sort(ascending);
        return new Forecasting(horizon, ascending, season, failing);
    }

    /**
     * With a season of that many tokens in every sequence instead of one that is looked for.
     *
     * @param tokens 2 to 16384; 0 or 1 for none
     * @return a changed copy
     * @throws IllegalArgumentException if tokens is out of range
     */
    public Forecasting withSeason(int tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("season must be 0, for none, or a number of tokens, not " + tokens);
        }
        return new Forecasting(horizon, levels, tokens, failing);
    }

    /**
     * With a job that fails at a row that cannot be used; without this it gets null and a reason.
     *
     * @return a changed copy
     */
    public Forecasting failingOnBadRows() {
        return new Forecasting(horizon, levels, season, true);
    }

    /** {@return H, how many tokens are forecast} */
    public int horizon() {
        return horizon;
    }

    /** {@return the levels of intervals, ascending, as a new array} */
    public double[] levels() {
        return levels.clone();
    }

    /** {@return the season in tokens; 0 or 1 for none, -1 where it is looked for} */
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
