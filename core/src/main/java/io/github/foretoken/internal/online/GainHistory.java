package io.github.foretoken.internal.online;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last H features and their gains, so that a map for each step ahead can learn when its target falls due: the step-h map
 * from the feature of h tokens ago. Both are kept feature by feature, the newest first and in two copies H apart, so that
 * what belongs to steps 1..H lies side by side wherever the newest is.
 */
public final class GainHistory {
    private final int horizon;
    private final Gains source;
    private int dimension;
    double[] features;
    double[] gains;
    private double[] gain;
    /** What the newest feature has taken the place of, and its gain. */
    private double[] lostFeature;
    private double[] lostGain;
    /** The largest gain of each feature, as they are kept. */
    private final double[] largest;
    private double lostLargest;
    private int newest;

    /**
     * Of zeros.
     *
     * @param dimension p, for which all memory is taken
     * @param horizon H
     * @param source of gains, used by nobody else
     */
    public GainHistory(int dimension, int horizon, Gains source) {
        this.dimension = dimension;
        this.horizon = horizon;
        this.source = source;
        features = new double[Math.multiplyExact(dimension, 2 * horizon)];
        gains = new double[features.length];
        gain = new double[dimension];
        lostFeature = new double[dimension];
        lostGain = new double[dimension];
        largest = new double[horizon];
    }

    /** Takes memory for that many coordinates, those beyond the present ones being 0; {@link #widen} makes them count. */
    void reserve(int coordinates) {
        if (coordinates > gain.length) {
            int room = Growth.of(gain.length, coordinates, Integer.MAX_VALUE / (2 * horizon));
            double[] moreFeatures = Arrays.copyOf(features, 2 * horizon * room);
            double[] moreGains = Arrays.copyOf(gains, 2 * horizon * room);
            double[] feature = new double[room];
            double[] other = new double[room];
            gain = new double[room];
            features = moreFeatures;
            gains = moreGains;
            lostFeature = feature;
            lostGain = other;
        }
    }

    /** There are that many coordinates, for which memory was taken. */
    void widen(int coordinates) {
        dimension = coordinates;
    }

    int dimension() {
        return dimension;
    }

    /** Where, in the rows of a coordinate, the newest lies; the feature of h tokens ago is h - 1 behind it. */
    int newest() {
        return newest;
    }

    /** No gain that is kept is larger. */
    double largestGain() {
        double most = 0;
        for (double one : largest) {
            most = Math.max(most, one);
        }
        return most;
    }

    /**
     * Appends a feature.
     *
     * @param feature p numbers, not modified
     */
    public void push(double[] feature) {
        stage(feature);
        source.accept(feature);
    }

    /** Appends a feature that counts for those behind it only when the source accepts it. */
    void stage(double[] feature) {
        source.gain(feature, gain);
        newest = newest == 0 ? horizon - 1 : newest - 1;
        double most = 0;
        for (int i = 0; i < dimension; i++) {
            int at = 2 * horizon * i + newest;
            lostFeature[i] = features[at];
            lostGain[i] = gains[at];
            put(at, feature[i], gain[i]);
            most = Math.max(most, Math.abs(gain[i]));
        }
        lostLargest = largest[newest];
        largest[newest] = most;
    }

    /** Takes back what was staged last. */
    void unstage() {
        for (int i = 0; i < dimension; i++) {
            put(2 * horizon * i + newest, lostFeature[i], lostGain[i]);
        }
        largest[newest] = lostLargest;
        newest = newest == horizon - 1 ? 0 : newest + 1;
    }

    private void put(int at, double feature, double own) {
        features[at] = feature;
        features[at + horizon] = feature;
        gains[at] = own;
        gains[at + horizon] = own;
    }

    /** No feature from before waits for a target. */
    void clear() {
        Arrays.fill(features, 0);
        Arrays.fill(gains, 0);
        Arrays.fill(largest, 0);
    }

    /** Takes over what one with another source has, of no more coordinates than there is room for. */
    void copyFrom(GainHistory other) {
        dimension = other.dimension;
        newest = other.newest;
        System.arraycopy(other.features, 0, features, 0, 2 * horizon * dimension);
        System.arraycopy(other.gains, 0, gains, 0, 2 * horizon * dimension);
        System.arraycopy(other.largest, 0, largest, 0, horizon);
    }

    /** Source and features. */
    public void write(StateOutput out) throws IOException {
        source.write(out);
        writeFeatures(out);
    }

    void writeFeatures(StateOutput out) throws IOException {
        out.putInt(newest);
        for (int i = 0; i < dimension; i++) {
            out.putDoubles(features, 2 * horizon * i, horizon);
            out.putDoubles(gains, 2 * horizon * i, horizon);
        }
    }

    /** What was written. */
    public void read(StateInput in) throws IOException {
        source.read(in);
        readFeatures(in);
    }

    void readFeatures(StateInput in) throws IOException {
        newest = Clamp.between(in.getInt(), 0, horizon - 1);
        Arrays.fill(largest, 0);
        for (int i = 0; i < dimension; i++) {
            int at = 2 * horizon * i;
            in.getDoubles(features, at, horizon);
            in.getDoubles(gains, at, horizon);
            System.arraycopy(features, at, features, at + horizon, horizon);
            System.arraycopy(gains, at, gains, at + horizon, horizon);
            for (int h = 0; h < horizon; h++) {
                largest[h] = Math.max(largest[h], Math.abs(gains[at + h]));
            }
        }
    }

    long bytes() {
        return (2L * features.length + 3L * gain.length + horizon) * Double.BYTES;
    }

    /** Of that many coordinates and steps, without the source. */
    public static long bytes(long dimension, long horizon) {
        return (4 * dimension * horizon + 3 * dimension + horizon) * Double.BYTES;
    }
}
