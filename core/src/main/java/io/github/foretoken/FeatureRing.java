package io.github.foretoken;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * The last few features of a stream, each the newest tokens one after the other: feature t = (x_t, x_{t-1}, ...,
 * x_{t-delays+1}).
 */
final class FeatureRing {
    private final int dimension;
    private final int delays;
    private final int kept;
    /** Slot t % kept holds the feature of token t. */
    private final double[][] features;
    private long tokens;

    FeatureRing(int dimension, int delays, int kept) {
        this.dimension = dimension;
        this.delays = delays;
        this.kept = kept;
        features = new double[kept][Math.multiplyExact(delays, dimension)];
    }

    FeatureRing copy() {
        FeatureRing copy = new FeatureRing(dimension, delays, kept);
        for (int i = 0; i < kept; i++) {
            copy.features[i] = features[i].clone();
        }
        copy.tokens = tokens;
        return copy;
    }

    /** The newest tokens, oldest first, from which the features follow. */
    void write(StateOutput out) throws IOException {
        out.putLong(tokens);
        for (int back = held() - 1; back >= 0; back--) {
            int delay = Math.max(0, back - kept + 1);
            out.putDoubles(feature(back - delay), delay * dimension, dimension);
        }
    }

    /** Into a ring that is empty. */
    void read(StateInput in) throws IOException {
        double[] token = new double[dimension];
        long count = in.getSize("tokens");
        tokens = count;
        int held = held();
        tokens -= held;
        for (int i = 0; i < held; i++) {
            in.getDoubles(token, 0, dimension);
            push(token);
        }
    }

    /** How many tokens the features consist of. */
    private int held() {
        return (int) Math.min(tokens, delays + (long) kept - 1);
    }

    long tokens() {
        return tokens;
    }

    void clear() {
        tokens = 0;
    }

    long bytes() {
        return (long) kept * delays * dimension * Double.BYTES;
    }

    /** The newest token becomes this one; the oldest feature is given up. */
    void push(double[] token) {
        double[] before = features[(int) ((tokens + kept - 1) % kept)];
        double[] feature = features[(int) (tokens % kept)];
        if (delays > 1) {
            System.arraycopy(before, 0, feature, dimension, (delays - 1) * dimension);
        }
        System.arraycopy(token, 0, feature, 0, dimension);
        tokens++;
    }

    /** Whether the feature {@code back} tokens ago is there, with all its delays. */
    boolean has(int back) {
        return tokens - back >= delays;
    }

    /** The feature {@code back} tokens ago; the newest for 0. Not to be modified. */
    double[] feature(int back) {
        return features[(int) ((tokens - 1 - back) % kept)];
    }
}
