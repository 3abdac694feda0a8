package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;

/**
 * What all methods are scored on: forecasts made before each of some rows, of that row and the H - 1 after it. A number
 * counts as often as it is forecast, unless nobody measured its row.
 */
final class Scoring {
    private final ScoredSeries series;
    private final Protocol asked;
    private final int[] origins;
    /** For each row how many forecasts of it count. */
    private final int[] weights;
    private final double[] half;
    private final int unit;
    private final double variation;
    private final long count;

    /**
     * Finds the rows.
     *
     * @param reach how many rows before it without a break a forecast needs
     * @throws IllegalArgumentException if there are none
     */
    Scoring(ScoredSeries series, Protocol asked, int reach) {
        this.series = series;
        this.asked = asked;
        origins = series.origins(reach, asked.horizon());
        weights = new int[series.to()];
        long pairs = 0;
        for (int origin : origins) {
            for (int h = 0; h < asked.horizon(); h++) {
                boolean counts = !series.isFilled(origin + h);
                weights[origin + h] += counts ? 1 : 0;
                pairs += counts ? 1 : 0;
            }
        }
        if (pairs == 0) {
            throw new IllegalArgumentException("no row to be scored has " + reach
                    + " rows before it without a gap, which the longest memory needs, "
                    + (asked.horizon() == 1 ? "and a value of its own"
                            : "and as many as the horizon, " + asked.horizon() + ", from it on"));
        }
        count = pairs * series.rows().cols();
        half = halfMeans();
        unit = greatestExponent();
        variation = squaredDeviations();
    }

    ScoredSeries series() {
        return series;
    }

    Protocol asked() {
        return asked;
    }

    /** First rows of the forecasts that count, ascending. */
    int[] origins() {
        return origins;
    }

    boolean counts(int row) {
        return weights[row] > 0;
    }

    /** How many numbers are compared. */
    long count() {
        return count;
    }

    /** Errors, halved, are divided by two to the power of this, whatever the data's unit, so that squares fit. */
    int unit() {
        return unit;
    }

    /** The sum of squared deviations, in the unit of squared errors, from the mean of what is compared, column by column. */
    double variation() {
        return variation;
    }

    /** A number in the unit of errors. Halves: a difference of any two fits. */
    double scaled(double x) {
        return Math.scalb(x / 2, -unit);
    }

    private double[] halfMeans() {
        Matrix rows = series.rows();
        double[] means = new double[rows.cols()];
        for (int j = 0; j < means.length; j++) {
            long seen = 0;
            for (int row = series.from(); row < weights.length; row++) {
                seen += weights[row];
                means[j] += weights[row] == 0 ? 0 : (rows.get(row, j) / 2 - means[j]) * weights[row] / seen;
            }
        }
        return means;
    }

    /** The exponent of the greatest deviation; of the greatest element where there is none. */
    private int greatestExponent() {
        double deviation = 0;
        double size = 0;
        for (int row = series.from(); row < weights.length; row++) {
            for (int j = 0; counts(row) && j < half.length; j++) {
                deviation = Math.max(deviation, Math.abs(series.rows().get(row, j) / 2 - half[j]));
                size = Math.max(size, Math.abs(half[j]));
            }
        }
        return deviation > 0 ? Math.getExponent(deviation) : size > 0 ? Math.getExponent(size) : 0;
    }

    private double squaredDeviations() {
        double sum = 0;
        for (int row = series.from(); row < weights.length; row++) {
            for (int j = 0; counts(row) && j < half.length; j++) {
                double deviation = Math.scalb(series.rows().get(row, j) / 2 - half[j], -unit);
                sum += weights[row] * deviation * deviation;
            }
        }
        return sum;
    }
}
