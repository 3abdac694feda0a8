package io.github.foretoken.forecast;

import io.github.foretoken.internal.forecast.Changes;
import io.github.foretoken.internal.forecast.ForecastEngine;
import io.github.foretoken.internal.forecast.Settings;
import java.util.Arrays;

/**
 * Options of a {@link Forecaster}. Each method changes this builder and returns it; all have good defaults.
 *
 * {@snippet lang = java :
 * Forecaster hourly =
 *         Forecaster.of(1).horizon(48).season(24).levels(0.5, 0.95).allowMissing().build();
 * }
 *
 * <p>A builder can build several forecasters. Not safe for use by several threads at once.
 */
public final class ForecasterBuilder {
    private static final int MOST_STEPS = 1 << 12;

    private final int dimension;
    private int horizon = 1;
    private int inputs;
    private boolean absolute;
    private boolean missing;
    private int season = Settings.DETECT;
    private double[] levels = {0.8, 0.9, 0.95};
    private double threshold = Changes.USUAL.threshold();
    private boolean adapts;

    ForecasterBuilder(int dimension) {
        require(dimension >= 1, "dimension must be 1 or more, not " + dimension);
        this.dimension = dimension;
    }

    /**
     * Forecasts steps 1..H. Memory grows with H² for each column.
     *
     * @param steps H, 1 to 4096; default 1
     * @return this builder
     * @throws IllegalArgumentException if steps is out of range
     */
    public ForecasterBuilder horizon(int steps) {
        require(steps >= 1 && steps <= MOST_STEPS, "horizon must be from 1 to " + MOST_STEPS + ", not " + steps);
        horizon = steps;
        return this;
    }

    /**
     * Takes inputs that are known ahead, a calendar or a plan, with every token: {@link Forecaster#observe(double[],
     * double[][])}. {@link Calendar} makes them of timestamps.
     *
     * @param number of inputs for each token, k, 1 or more; default none
     * @return this builder
     * @throws IllegalArgumentException if number is less than 1
     */
    public ForecasterBuilder inputs(int number) {
        require(number >= 1, "inputs must be 1 or more, not " + number);
        inputs = number;
        return this;
    }

    /**
     * Weighs candidates by their absolute errors, for those who are scored by MAE; default: by squared ones.
     *
     * @return this builder
     */
    public ForecasterBuilder absoluteLoss() {
        absolute = true;
        return this;
    }

    /**
     * Takes NaN for a value that is missing; default: it is refused.
     *
     * @return this builder
     */
    public ForecasterBuilder allowMissing() {
        missing = true;
        return this;
    }

    /**
     * Tokens repeat themselves after that many, roughly; default: looked for in the data.
     *
     * @param tokens 2 to 16384
     * @return this builder
     * @throws IllegalArgumentException if tokens is out of range
     */
    public ForecasterBuilder season(int tokens) {
        require(tokens >= 2 && tokens <= Settings.LONGEST,
                "season must be from 2 to " + Settings.LONGEST + " tokens, not " + tokens);
        season = tokens;
        return this;
    }

    /**
     * Looks for no season and takes none into account; default: one is looked for in the data.
     *
     * @return this builder
     */
    public ForecasterBuilder noSeason() {
        season = 0;
        return this;
    }

    /**
     * Gives intervals at these levels; default 0.8, 0.9, 0.95.
     *
     * @param shares of tokens that intervals are to hold, at least one, each in (0, 1), in any order; not kept
     * @return this builder
     * @throws IllegalArgumentException if there is none or one is out of its range
     */
    public ForecasterBuilder levels(double... shares) {
        require(shares.length > 0, "levels are missing: at least one is needed");
        double[] sorted = Arrays.stream(shares).sorted().distinct().toArray();
        for (double level : sorted) {
            require(level > 0 && level < 1, "levels must lie between 0 and 1, unlike " + level);
        }
        levels = sorted;
        return this;
    }

    /**
     * There is an alarm when the evidence of a change reaches this: {@link Forecaster#alarm}. The probability of a false one is
     * at most its inverse.
     *
     * @param evidence above 1 and finite; default 1000
     * @return this builder
     * @throws IllegalArgumentException if evidence is out of its range
     */
    public ForecasterBuilder alarmThreshold(double evidence) {
        require(evidence > 1 && evidence <= Double.MAX_VALUE,
                "alarmThreshold must be above 1 and finite, not " + evidence);
        threshold = evidence;
        return this;
    }

    /**
     * After an alarm what was learned before counts less beside what comes: regressions keep the information of eight tokens a
     * coefficient, and candidates that were worse get a chance at once. Default: nothing happens but the alarm, and regressions
     * forget at the pace they always have.
     *
     * @return this builder
     */
    public ForecasterBuilder adaptAfterAlarm() {
        adapts = true;
        return this;
    }

    /**
     * Makes a forecaster with these options.
     *
     * @return one that has observed nothing, and that later changes of this builder leave alone
     * @throws IllegalArgumentException if its state would not fit in any array
     */
    public Forecaster build() {
        return new Forecaster(new ForecastEngine(settings()));
    }

    private Settings settings() {
        return new Settings(dimension, horizon, inputs, absolute, missing, season, levels.clone(),
                new Changes(threshold, adapts));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
