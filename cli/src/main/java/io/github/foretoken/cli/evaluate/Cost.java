package io.github.foretoken.cli.evaluate;

import io.github.foretoken.cli.method.PredictorSpec;

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
    static Cost direct(PredictorSpec spec) {
        return (n, d, horizon) -> horizon * (learning(spec, n, d) + predicting(spec, n, d));
    }

    /** Of a predictor of the next row that goes on from its own predictions. */
    static Cost rolledOut(PredictorSpec spec) {
        return (n, d, horizon) -> learning(spec, n, d) + horizon * predicting(spec, n, d);
    }

    private static double predicting(PredictorSpec spec, double n, double d) {
        double p = d * spec.lags().lags().size();
        double keys = keys(spec, n);
        return switch (spec.method()) {
            case "persistence", "mean" -> n * d;
            default -> keys == 0 ? 2 * n * p * d : MEMORY * n * keys * (p + KERNEL_VALUE + d);
        };
    }

    private static double learning(PredictorSpec spec, double n, double d) {
        double p = d * spec.lags().lags().size();
        double keys = keys(spec, n);
        double window = spec.window();
        double once = switch (spec.method()) {
            case "persistence", "mean" -> n * d;
            case "least-squares" -> n * (6 * p * p + 2 * p * d);
            // The same, but for a budget, as there is a kernel: all that was seen is factorised.
            case "kernel-ridge" ->
                    spec.budget() > 0 ? 6 * n * keys * keys : spec.linear() ? n * 6 * p * p : n * n / 3 * n;
            default -> keys == 0 ? 2 * n * p * d : 2 * n * keys * d * spec.order();
        };
        return window > 0 ? once * window : once;
    }

    /** How many rows are remembered, on average; 0 by methods that keep weights instead. */
    private static double keys(PredictorSpec spec, double n) {
        boolean weights = spec.linear() && !spec.method().equals("affine");
        double budget = spec.budget();
        return weights ? 0 : budget > 0 ? Math.min(n / 2, budget) : n / 2;
    }
}
