package io.github.foretoken.cli.scoreboard;

/**
 * Adds up one method's scores of several series. Each number that is compared counts once, in its own unit, as those of the
 * columns of one series do; the variation is that of each series around its own mean.
 */
final class PooledScore {
    private final String method;
    private final int levels;
    private double numbers;
    private double squared;
    private double absolute;
    private double variation;
    private double forecasts;
    private double nanos;
    /** Sums of all that {@link IntervalScore#numbers} has, weighted by numbers compared. */
    private final double[] intervals;
    private boolean scored;
    private String failure;

    PooledScore(String method, int levels) {
        this.method = method;
        this.levels = levels;
        intervals = new double[3 * levels + 1];
    }

    boolean failed() {
        return failure != null;
    }

    void fail(String reason) {
        failure = reason;
    }

    /** Takes in those of the next series. */
    void add(Score score, Scoring scoring) {
        double count = scoring.count();
        numbers += count;
        squared += score.mse() * count;
        absolute += score.mae() * count;
        variation += Math.scalb(scoring.variation(), 2 * (scoring.unit() + 1));
        forecasts += scoring.origins().length;
        nanos += score.nanosPerToken() * scoring.origins().length;
        if (score.intervals().scored()) {
            scored = true;
            double[] own = score.intervals().numbers(levels);
            for (int i = 0; i < own.length; i++) {
                intervals[i] += own[i] * count;
            }
        }
    }

    /** @param persistence mean squared error of persistence; NaN to take this one's own */
    Score score(double persistence) {
        double mse = squared / numbers;
        if (failure != null || !Double.isFinite(mse)) {
            return Score.failed(method, failure != null ? failure
                    : "its squared errors do not fit float64; scale the values down, or give --standardize-rows");
        }
        double reference = Double.isNaN(persistence) ? mse : persistence;
        return new Score(method, mse, absolute / numbers, variation > 0 ? squared / variation : Double.NaN,
                reference > 0 ? 1 - mse / reference : Double.NaN, nanos / forecasts, mse, new double[0], intervals(),
                null);
    }

    private IntervalScore intervals() {
        if (!scored) {
            return IntervalScore.NONE;
        }
        double[][] parts = new double[3][levels];
        for (int level = 0; level < levels; level++) {
            for (int part = 0; part < parts.length; part++) {
                parts[part][level] = intervals[3 * level + part] / numbers;
            }
        }
        return new IntervalScore(parts[0], parts[1], parts[2], intervals[3 * levels] / numbers);
    }
}
