package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.simd.RegressionLoops;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * Linear maps from a feature to one number, one map for each step ahead, fitted by recursive least squares with the gains of
 * a {@link GainHistory}: each is what a fit of its own would be that sees its targets when they are due. What a map gives
 * is relative to a base that is known when the forecast is made. O(H p) a token, in one pass over the weights: what is to be
 * learned waits for the next forecast.
 */
final class HorizonMap {
    private final Loops loops;
    private final int dimension;
    private final int stride;
    private final int horizon;
    /** Row h: what the coordinates weigh for step h + 1. */
    private final double[] weights;
    /** By how much the newest token differs from the bases of its forecasts. */
    private final double[] target;
    private boolean waiting;

    HorizonMap(Loops loops, int dimension, int horizon) {
        this.loops = loops;
        this.dimension = dimension;
        this.horizon = horizon;
        stride = RegressionLoops.stride(dimension);
        weights = new double[Math.multiplyExact(stride, horizon)];
        target = new double[horizon];
    }

    /**
     * Takes a token, to be learned from all that was forecast for it.
     *
     * @param base what the forecasts made 1..H tokens ago were relative to, H numbers from an offset on, not modified
     */
    void learn(double token, double[] base, int offset) {
        for (int h = 0; h < horizon; h++) {
            target[h] = token - base[offset + h];
        }
        waiting = true;
    }

    /**
     * Forecasts from a feature that is pushed into the history only afterwards: what waits to be learned belongs to those
     * that are there.
     *
     * @param feature p numbers and zeros up to the history's stride, not modified
     * @param forecast H numbers, overwritten: steps 1..H, relative to their base
     */
    void forecast(GainHistory history, double[] feature, double[] forecast) {
        RegressionLoops loops = this.loops.regression();
        for (int h = 0; h < horizon; h++) {
            int row = h * stride;
            if (waiting) {
                int due = history.row(h);
                double error = target[h] - loops.product(dimension, weights, row, history.features, due);
                forecast[h] = loops.addThenProduct(dimension, error, history.gains, due, weights, row, feature);
            } else {
                forecast[h] = loops.product(dimension, weights, row, feature, 0);
            }
        }
        waiting = false;
    }

    /** Learns what waits. */
    void settle(GainHistory history) {
        RegressionLoops loops = this.loops.regression();
        for (int h = 0; waiting && h < horizon; h++) {
            int row = h * stride;
            int due = history.row(h);
            double error = target[h] - loops.product(dimension, weights, row, history.features, due);
            loops.addThenProduct(dimension, error, history.gains, due, weights, row, history.features);
        }
        waiting = false;
    }

    /**
     * What a coordinate of the feature weighs for a step, once nothing waits.
     *
     * @param step from 0 on
     */
    double weight(int coordinate, int step) {
        return weights[step * stride + coordinate];
    }

    /** Coordinate by coordinate, as they were once kept; nothing waits between tokens. */
    void write(StateOutput out) throws IOException {
        for (int i = 0; i < dimension; i++) {
            for (int h = 0; h < horizon; h++) {
                out.putDouble(weights[h * stride + i]);
            }
        }
    }

    void read(StateInput in) throws IOException {
        for (int i = 0; i < dimension; i++) {
            for (int h = 0; h < horizon; h++) {
                weights[h * stride + i] = in.getDouble();
            }
        }
    }

    static long bytes(long dimension, long horizon) {
        return (RegressionLoops.stride(dimension) + 1) * horizon * Double.BYTES;
    }
}
