package io.github.foretoken;

/** The last few features of a stream, each the tokens at some lags one after the other: newest first. */
final class FeatureRing {
    private final int dimension;
    private final Lags lags;
    private final int kept;
    /** Slot t % length holds token t. */
    private final double[][] newest;
    /** Slot t % kept holds the feature of token t. */
    private final double[][] features;
    private long tokens;

    FeatureRing(int dimension, Lags lags, int kept) {
        this.dimension = dimension;
        this.lags = lags;
        this.kept = kept;
        newest = new double[Math.addExact(lags.reach(), kept - 1)][dimension];
        features = new double[kept][Math.multiplyExact(lags.count(), dimension)];
    }

    FeatureRing copy() {
        FeatureRing copy = new FeatureRing(dimension, lags, kept);
        for (int i = 0; i < newest.length; i++) {
            copy.newest[i] = newest[i].clone();
        }
        for (int i = 0; i < kept; i++) {
            copy.features[i] = features[i].clone();
        }
        copy.tokens = tokens;
        return copy;
    }

    void clear() {
        tokens = 0;
    }

    boolean isEmpty() {
        return tokens == 0;
    }

    long bytes() {
        return ((long) kept * lags.count() + newest.length) * dimension * Double.BYTES;
    }

    /** The newest token becomes this one; the oldest feature is given up. */
    void push(double[] token) {
        System.arraycopy(token, 0, newest[(int) (tokens % newest.length)], 0, dimension);
        tokens++;
        double[] feature = features[(int) ((tokens - 1) % kept)];
        for (int i = 0; i < lags.count() && lags.get(i) <= tokens; i++) {
            System.arraycopy(token(lags.get(i) - 1), 0, feature, i * dimension, dimension);
        }
    }

    /** Whether the feature {@code back} tokens ago is there, with all its lags. */
    boolean has(int back) {
        return tokens - back >= lags.reach();
    }

    /** The feature {@code back} tokens ago; the newest for 0. Not to be modified. */
    double[] feature(int back) {
        return features[(int) ((tokens - 1 - back) % kept)];
    }

    /** The token {@code back} tokens ago, as far back as the oldest feature kept reaches; the newest for 0. Not to be modified. */
    double[] token(int back) {
        return newest[(int) ((tokens - 1 - back) % newest.length)];
    }
}
