package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Linear maps from a feature to one number, one map for each step ahead, fitted by recursive least squares with the gains of
 * a {@link GainHistory}: each is what a fit of its own would be that sees its targets when they are due. What a map gives
 * is relative to a base that is known when the forecast is made. O(H p) a token.
 */
final class HorizonMap {
    private final int dimension;
    private final int horizon;
    /** Row i: what coordinate i weighs for steps 1..H. */
    private final double[] weights;
    private final double[] error;

    HorizonMap(int dimension, int horizon) {
        this.dimension = dimension;
        this.horizon = horizon;
        weights = new double[Math.multiplyExact(dimension, horizon)];
        error = new double[horizon];
    }

    /**
     * Learns a token from all that was forecast for it, before its own feature is pushed.
     *
     * @param base what the forecasts made 1..H tokens ago were relative to, H numbers from an offset on, not modified
     */
    void learn(GainHistory history, double token, double[] base, int offset) {
        int newest = history.newest();
        for (int h = 0; h < horizon; h++) {
            error[h] = token - base[offset + h];
        }
        for (int i = 0; i < dimension; i++) {
            subtract(error, weights, i * horizon, history.features, 2 * horizon * i + newest, horizon);
        }
        for (int i = 0; i < dimension; i++) {
            correct(weights, i * horizon, history.gains, 2 * horizon * i + newest, error, horizon);
        }
    }

    private static void subtract(double[] error, double[] weights, int w, double[] features, int f, int count) {
        for (int h = 0; h < count; h++) {
            error[h] -= weights[w + h] * features[f + h];
        }
    }

    private static void correct(double[] weights, int w, double[] gains, int g, double[] error, int count) {
        for (int h = 0; h < count; h++) {
            weights[w + h] += gains[g + h] * error[h];
        }
    }

    /**
     * @param feature p numbers, not modified
     * @param forecast H numbers, overwritten: steps 1..H, relative to their base
     */
    void forecast(double[] feature, double[] forecast) {
        Arrays.fill(forecast, 0, horizon, 0);
        for (int i = 0; i < dimension; i++) {
            add(forecast, feature[i], weights, i * horizon, horizon);
        }
    }

    private static void add(double[] sum, double factor, double[] weights, int w, int count) {
        for (int h = 0; h < count; h++) {
            sum[h] += factor * weights[w + h];
        }
    }

    /**
     * What a coordinate of the feature weighs for a step.
     *
     * @param step from 0 on
     */
    double weight(int coordinate, int step) {
        return weights[coordinate * horizon + step];
    }

    void write(StateOutput out) throws IOException {
        out.putDoubles(weights, 0, weights.length);
    }

    void read(StateInput in) throws IOException {
        in.getDoubles(weights, 0, weights.length);
    }

    static long bytes(long dimension, long horizon) {
        return (dimension + 1) * horizon * Double.BYTES;
    }
}
