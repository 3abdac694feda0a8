package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.simd.RegressionLoops;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * The last H features and their gains, so that a map for each step ahead can learn when its target falls due: the step-h map
 * from the feature of h tokens ago. Both are rings of H rows.
 */
final class GainHistory {
    private final int dimension;
    private final int stride;
    private final int horizon;
    private final SquareRootGain root;
    final double[] features;
    final double[] gains;
    private int newest;

    GainHistory(Loops loops, int dimension, int horizon, double ridge, double forgetting) {
        this.dimension = dimension;
        this.horizon = horizon;
        stride = RegressionLoops.stride(dimension);
        root = new SquareRootGain(loops, dimension, ridge, forgetting);
        features = new double[Math.multiplyExact(stride, horizon)];
        gains = new double[features.length];
    }

    /** Length of a row: p numbers, and zeros that make whole vectors of them. */
    int stride() {
        return stride;
    }

    /** Where the feature and the gain of that many tokens before the newest begin, fewer than H. */
    int row(int back) {
        int at = newest + back;
        return (at < horizon ? at : at - horizon) * stride;
    }

    /**
     * Appends a feature.
     *
     * @param feature p numbers, not modified
     */
    void push(double[] feature) {
        newest = newest == 0 ? horizon - 1 : newest - 1;
        System.arraycopy(feature, 0, features, newest * stride, dimension);
        root.take(features, gains, newest * stride);
    }

    /** As {@link SquareRootGain#forget}. */
    void forget(double share) {
        root.forget(share);
    }

    /** Coordinate by coordinate, as they were once kept. */
    void write(StateOutput out) throws IOException {
        root.write(out);
        out.putInt(newest);
        for (int i = 0; i < dimension; i++) {
            writeColumn(out, features, i);
            writeColumn(out, gains, i);
        }
    }

    private void writeColumn(StateOutput out, double[] rows, int column) throws IOException {
        for (int h = 0; h < horizon; h++) {
            out.putDouble(rows[h * stride + column]);
        }
    }

    void read(StateInput in) throws IOException {
        root.read(in);
        newest = Clamp.between(in.getInt(), 0, horizon - 1);
        for (int i = 0; i < dimension; i++) {
            readColumn(in, features, i);
            readColumn(in, gains, i);
        }
    }

    private void readColumn(StateInput in, double[] rows, int column) throws IOException {
        for (int h = 0; h < horizon; h++) {
            rows[h * stride + column] = in.getDouble();
        }
    }

    static long bytes(long dimension, long horizon) {
        return SquareRootGain.bytes(dimension) + 2 * RegressionLoops.stride(dimension) * horizon * Double.BYTES;
    }
}
