package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.conformal.IntervalScores;

/** Adds up the errors of one method's forecasts. */
final class Tally {
    private final Scoring scoring;
    private final int dimension;
    private final double[] errors;
    private double absolute;
    private double squared;
    private final double[] levels;
    private final long[] covered;
    private final double[] widths;
    private final double[] winkler;
    private double crps;
    /** Probabilities of the ends of all intervals and of the middle, ascending. */
    private final double[] tau;
    private final double[] quantiles;

    /** @param intervals whether there are intervals to be scored */
    Tally(Scoring scoring, boolean intervals) {
        this.scoring = scoring;
        dimension = scoring.series().rows().cols();
        errors = new double[scoring.origins().length];
        levels = intervals ? scoring.asked().levels() : new double[0];
        covered = new long[levels.length];
        widths = new double[levels.length];
        winkler = new double[levels.length];
        int middle = levels.length;
        tau = new double[2 * middle + 1];
        quantiles = new double[tau.length];
        tau[middle] = 0.5;
        for (int level = 0; level < middle; level++) {
            tau[middle - 1 - level] = (1 - levels[level]) / 2;
            tau[middle + 1 + level] = (1 + levels[level]) / 2;
        }
    }

    /**
     * Adds a forecast.
     *
     * @param index of its first row among {@link Scoring#origins}
     */
    void add(int index, Ahead ahead) {
        Matrix rows = scoring.series().rows();
        int counted = 0;
        for (int h = 0; h < scoring.asked().horizon(); h++) {
            int row = scoring.origins()[index] + h;
            if (!scoring.counts(row)) {
                continue;
            }
            counted += dimension;
            for (int c = 0; c < dimension; c++) {
                int at = h * dimension + c;
                double truth = scoring.scaled(rows.get(row, c));
                double error = Math.scalb(rows.get(row, c) / 2 - ahead.mean()[at] / 2, -scoring.unit());
                absolute += Math.abs(error);
                squared += error * error;
                errors[index] += error * error;
                if (levels.length > 0) {
                    addIntervals(ahead, at, truth);
                }
            }
        }
        errors[index] /= Math.max(1, counted);
    }

    private void addIntervals(Ahead ahead, int at, double truth) {
        int middle = levels.length;
        quantiles[middle] = scoring.scaled(ahead.mean()[at]);
        for (int level = 0; level < middle; level++) {
            double lower = scoring.scaled(ahead.lower()[level][at]);
            double upper = scoring.scaled(ahead.upper()[level][at]);
            quantiles[middle - 1 - level] = lower;
            quantiles[middle + 1 + level] = upper;
            covered[level] += IntervalScores.covers(lower, upper, truth) ? 1 : 0;
            widths[level] += upper - lower;
            winkler[level] += IntervalScores.winkler(levels[level], lower, upper, truth);
        }
        crps += IntervalScores.crps(tau, quantiles, truth);
    }

    /**
     * What came of it.
     *
     * @param persistence {@link Score#relative} of persistence; NaN to take this one's own
     */
    Score score(String method, double nanosPerToken, double persistence) {
        double relative = squared / scoring.count();
        double reference = Double.isNaN(persistence) ? relative : persistence;
        // Each error was halved.
        int squares = 2 * (scoring.unit() + 1);
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.scalb(errors[i], squares);
        }
        double variation = scoring.variation();
        return new Score(method, Math.scalb(relative, squares), mean(absolute),
                variation > 0 ? squared / variation : Double.NaN, reference > 0 ? 1 - relative / reference : Double.NaN,
                nanosPerToken, relative, errors, levels.length == 0 ? IntervalScore.NONE : intervals(), null);
    }

    private IntervalScore intervals() {
        double[] shares = new double[levels.length];
        for (int level = 0; level < levels.length; level++) {
            shares[level] = (double) covered[level] / scoring.count();
            widths[level] = mean(widths[level]);
            winkler[level] = mean(winkler[level]);
        }
        return new IntervalScore(shares, widths, winkler, mean(crps));
    }

    private double mean(double sum) {
        return Math.scalb(sum / scoring.count(), scoring.unit() + 1);
    }
}
