package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * The last H features and their gains, so that a map for each step ahead can learn when its target falls due: the step-h map
 * from the feature of h tokens ago. Both are kept feature by feature, the newest first and in two copies H apart, so that
 * what belongs to steps 1..H lies side by side wherever the newest is.
 */
final class GainHistory {
    private final int dimension;
    private final int horizon;
    private final SquareRootGain root;
    final double[] features;
    final double[] gains;
    private final double[] gain;
    private int newest;

    GainHistory(int dimension, int horizon, double ridge, double forgetting) {
        this.dimension = dimension;
        this.horizon = horizon;
        root = new SquareRootGain(dimension, ridge, forgetting);
        features = new double[Math.multiplyExact(dimension, 2 * horizon)];
        gains = new double[features.length];
        gain = new double[dimension];
    }

    int dimension() {
        return dimension;
    }

    int horizon() {
        return horizon;
    }

    /** Where, in the rows of a coordinate, the newest lies; the feature of h tokens ago is h - 1 behind it. */
    int newest() {
        return newest;
    }

    /**
     * Appends a feature.
     *
     * @param feature p numbers, not modified
     */
    void push(double[] feature) {
        root.take(feature, gain);
        newest = newest == 0 ? horizon - 1 : newest - 1;
        for (int i = 0; i < dimension; i++) {
            int at = 2 * horizon * i + newest;
            features[at] = feature[i];
            features[at + horizon] = feature[i];
            gains[at] = gain[i];
            gains[at + horizon] = gain[i];
        }
    }

    void write(StateOutput out) throws IOException {
        root.write(out);
        out.putInt(newest);
        for (int i = 0; i < dimension; i++) {
            out.putDoubles(features, 2 * horizon * i, horizon);
            out.putDoubles(gains, 2 * horizon * i, horizon);
        }
    }

    void read(StateInput in) throws IOException {
        root.read(in);
        newest = Math.clamp(in.getInt(), 0, horizon - 1);
        for (int i = 0; i < dimension; i++) {
            int at = 2 * horizon * i;
            in.getDoubles(features, at, horizon);
            in.getDoubles(gains, at, horizon);
            System.arraycopy(features, at, features, at + horizon, horizon);
            System.arraycopy(gains, at, gains, at + horizon, horizon);
        }
    }

    static long bytes(long dimension, long horizon) {
        return SquareRootGain.bytes(dimension) + (4 * dimension * horizon + dimension) * Double.BYTES;
    }
}
