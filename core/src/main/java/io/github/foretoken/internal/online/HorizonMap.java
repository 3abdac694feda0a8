package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Linear maps from a feature to one number, one map for each step ahead, fitted by recursive least squares with the gains of
 * a {@link GainHistory}: each is what a fit of its own would be that sees its targets when they are due. What a map gives
 * is relative to a base that is known when the forecast is made. O(H p) a token.
 */
public final class HorizonMap {
    private int dimension;
    private final int horizon;
    /** Row i: what coordinate i weighs for steps 1..H. */
    private double[] weights;
    private final double[] error;

    /** Of zeros. */
    public HorizonMap(int dimension, int horizon) {
        this.dimension = dimension;
        this.horizon = horizon;
        weights = new double[Math.multiplyExact(dimension, horizon)];
        error = new double[horizon];
    }

    /** Takes memory for that many coordinates; those beyond the present ones weigh nothing. */
    void reserve(int coordinates) {
        if ((long) coordinates * horizon > weights.length) {
            int room = Growth.of(weights.length / horizon, coordinates, Integer.MAX_VALUE / horizon);
            weights = Arrays.copyOf(weights, room * horizon);
        }
    }

    /** There are that many coordinates, for which memory was taken. */
    void widen(int coordinates) {
        dimension = coordinates;
    }

    /**
     * Learns a token from all that was forecast for it, before its own feature is pushed.
     *
     * @param base what the forecasts made 1..H tokens ago were relative to, H numbers from an offset on, not modified
     */
    public void learn(GainHistory history, double token, double[] base, int offset) {
        for (int h = 0; h < horizon; h++) {
            error[h] = token - base[offset + h];
        }
        miss(history);
        correct(history);
    }

    /**
     * Compares targets with what is estimated for them, which is all that {@link #correct} needs.
     *
     * @param targets one a step, the first at an offset and each a stride behind the one before; not modified
     * @return the largest error, NaN or infinity if one is not finite
     */
    double compare(GainHistory history, double[] targets, int offset, int stride) {
        for (int h = 0; h < horizon; h++) {
            error[h] = targets[offset + h * stride];
        }
        miss(history);
        double most = 0;
        for (double one : error) {
            most = Math.max(most, Math.abs(one));
        }
        return most;
    }

    private void miss(GainHistory history) {
        int newest = history.newest();
        for (int i = 0; i < dimension; i++) {
            subtract(error, weights, i * horizon, history.features, 2 * horizon * i + newest, horizon);
        }
    }

    /** Learns what was compared last. */
    void correct(GainHistory history) {
        int newest = history.newest();
        for (int i = 0; i < dimension; i++) {
            correct(weights, i * horizon, history.gains, 2 * horizon * i + newest, error, horizon);
        }
    }

    /** Adds a multiple of one number a coordinate to the weights of a step, which is from 0 on. */
    void add(int step, double factor, double[] direction, int coordinates) {
        for (int i = 0; i < coordinates; i++) {
            weights[i * horizon + step] += factor * direction[i];
        }
    }

    /** The largest weight; NaN or infinity if one is not finite. */
    double largest() {
        double most = 0;
        for (int i = 0; i < dimension * horizon; i++) {
            most = Math.max(most, Math.abs(weights[i]));
        }
        return most;
    }

    void copyFrom(HorizonMap other) {
        dimension = other.dimension;
        System.arraycopy(other.weights, 0, weights, 0, dimension * horizon);
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
     * What each map gives.
     *
     * @param feature p numbers, not modified
     * @param forecast H numbers, overwritten: steps 1..H, relative to their base
     */
    public void forecast(double[] feature, double[] forecast) {
        Arrays.fill(forecast, 0, horizon, 0);
        for (int i = 0; i < dimension; i++) {
            add(forecast, feature[i], weights, i * horizon, horizon);
        }
    }

    /** What the first map gives, as {@link #forecast} would. */
    double next(double[] feature) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += feature[i] * weights[i * horizon];
        }
        return sum;
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
    public double weight(int coordinate, int step) {
        return weights[coordinate * horizon + step];
    }

    /** Writes the weights. */
    public void write(StateOutput out) throws IOException {
        out.putDoubles(weights, 0, dimension * horizon);
    }

    /** As many as were written. */
    public void read(StateInput in) throws IOException {
        in.getDoubles(weights, 0, dimension * horizon);
    }

    long bytes() {
        return ((long) weights.length + horizon) * Double.BYTES;
    }

    /** Of that many coordinates and steps. */
    public static long bytes(long dimension, long horizon) {
        return (dimension + 1) * horizon * Double.BYTES;
    }
}
