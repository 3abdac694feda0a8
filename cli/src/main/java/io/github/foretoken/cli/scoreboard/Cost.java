package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Memory;
import io.github.foretoken.predict.Method;
import io.github.foretoken.predict.PredictorOptions;

/** About how many multiplications and additions methods take. */
@FunctionalInterface
interface Cost {
    /** Operations that a kernel value costs beyond its distance or inner product. */
    double KERNEL_VALUE = 20;

    /** A number that is remembered comes from main memory, and is worth as many operations. */
    double MEMORY = 4;

    /** For a column of the forecaster and a row, of one step and of each further one; the square-root updates are the most. */
    double FORECASTER_COLUMN = 15_000;

    double FORECASTER_STEP = 600;
    /** Columns up to which the forecaster crosses them, and about how many features it makes of them. */
    double MOST_CROSSED = 10;

    double CROSSED_FEATURES = 240;

    /**
     * Of a whole series.
     *
     * @param n rows
     * @param d columns
     * @param horizon steps ahead
     */
    double of(double n, double d, int horizon);

    /** Of repeating what was. */
    static double copying(double n, double d, int horizon) {
        return n * d * horizon;
    }

    /** Of the default forecaster. */
    static double forecasting(double n, double d, int horizon) {
        double crossed = d > 1 && d <= MOST_CROSSED
                ? 4 * CROSSED_FEATURES * CROSSED_FEATURES + 4 * horizon * CROSSED_FEATURES * d
                : 0;
        return n * (d * (FORECASTER_COLUMN + FORECASTER_STEP * horizon) + crossed);
    }

    /** Of a predictor of each step. */
    static Cost direct(PredictorOptions options) {
        return (n, d, horizon) -> horizon * (learning(options, n, d) + predicting(options, n, d));
    }

    /** Of a predictor of the next row that goes on from its own predictions. */
    static Cost rolledOut(PredictorOptions options) {
        return (n, d, horizon) -> learning(options, n, d) + horizon * predicting(options, n, d);
    }

    private static double predicting(PredictorOptions options, double n, double d) {
        double p = d * options.features().lags().count();
        double keys = keys(options, n);
        return switch (options.method()) {
            case PERSISTENCE, MEAN -> n * d;
            default -> weights(options) ? mapping(options, n, p) + 2 * n * features(options, p) * d
                    : MEMORY * n * keys * (p + KERNEL_VALUE + d);
        };
    }

    private static double learning(PredictorOptions options, double n, double d) {
        double p = d * options.features().lags().count();
        double keys = keys(options, n);
        double once = switch (options.method()) {
            case PERSISTENCE, MEAN -> n * d;
            case LEAST_SQUARES -> n * (6 * p * p + 2 * p * d);
            // The same, but for a budget, as there is a kernel: all that was seen is factorised.
            case KERNEL_RIDGE ->
                    bounded(options) ? 6 * n * keys * keys : linear(options) ? n * 6 * p * p : n * n / 3 * n;
            // On a budget a triangle is solved, too.
            default -> weights(options) ? 2 * n * features(options, p) * d
                    : 2 * n * keys * d * options.memory().order() + (bounded(options) ? 2 * n * keys * keys : 0);
        };
        int window = options.memory().window();
        return window != Memory.ALL ? once * window : once;
    }

    /** How many rows are remembered, on average; 0 by methods that keep weights instead. */
    private static double keys(PredictorOptions options, double n) {
        return weights(options) ? 0 : Math.min(n / 2, options.memory().budget());
    }

    private static boolean weights(PredictorOptions options) {
        return (linear(options) && options.method() != Method.AFFINE_PROJECTION)
                || options.memory().random().count() > 0;
    }

    /** How many numbers weights are multiplied by: those of p, or random features of them. */
    private static double features(PredictorOptions options, double p) {
        int random = options.memory().random().count();
        return random > 0 ? random : p;
    }

    /** Of random features: an inner product and a cosine, or an exponential, each. */
    private static double mapping(PredictorOptions options, double n, double p) {
        return n * options.memory().random().count() * (p + KERNEL_VALUE);
    }

    private static boolean linear(PredictorOptions options) {
        return options.kernel() instanceof Kernel.Linear;
    }

    private static boolean bounded(PredictorOptions options) {
        return options.memory().budget() != Memory.ALL;
    }
}
