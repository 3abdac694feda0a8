package io.github.foretoken;

/**
 * The last few features of a stream, each the newest tokens one after the other: feature t = (x_t, x_{t-1}, ...,
 * x_{t-delays+1}), and with an intercept a 1 behind them.
 */
final class FeatureRing {
    private final int dimension;
    private final int delays;
    private final int kept;
    /** Slot t % kept holds the feature of token t. */
    private final double[][] features;
    private long tokens;

    /** A ring for as many features as have to wait for their target. */
    FeatureRing(PredictorSettings settings) {
        dimension = settings.dimension;
        delays = settings.delays;
        kept = settings.horizon;
        features = new double[kept][settings.featureSize()];
        for (double[] feature : features) {
            if (settings.intercept) {
                feature[feature.length - 1] = 1;
            }
        }
    }

    private FeatureRing(FeatureRing other) {
        dimension = other.dimension;
        delays = other.delays;
        kept = other.kept;
        features = new double[kept][];
        for (int i = 0; i < kept; i++) {
            features[i] = other.features[i].clone();
        }
        tokens = other.tokens;
    }

    FeatureRing copy() {
        return new FeatureRing(this);
    }

    void clear() {
        tokens = 0;
    }

    long bytes() {
        return (long) kept * features[0].length * Double.BYTES;
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
