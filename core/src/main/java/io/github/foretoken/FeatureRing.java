package io.github.foretoken;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * The last few features of a stream, each the tokens at some lags one after the other, newest first, and with an intercept a
 * 1 behind them.
 */
final class FeatureRing {
    private final int dimension;
    private final Lags lags;
    private final int kept;
    /** Slot t % length holds token t. */
    private final double[][] newest;
    /** Slot t % kept holds the feature of token t. */
    private final double[][] features;
    /** What tokens are multiplied by where they are part of a feature. */
    private final double factor;
    /** What the newest token and its feature have taken the places of. */
    private double[] replacedToken;
    private double[] replacedFeature;
    private long tokens;
    /** Tokens since the last interruption. */
    private long since;

    /** A ring for as many features as have to wait for their target. */
    FeatureRing(PredictorSettings settings) {
        dimension = settings.dimension;
        lags = settings.lags;
        kept = settings.horizon;
        newest = new double[Math.addExact(lags.reach(), kept - 1)][dimension];
        features = new double[kept][settings.featureSize()];
        factor = settings.rescaling().factor();
        replacedToken = new double[dimension];
        replacedFeature = new double[settings.featureSize()];
        if (settings.intercept != 0) {
            for (double[] feature : features) {
                feature[feature.length - 1] = factor * settings.intercept;
            }
            replacedFeature[replacedFeature.length - 1] = factor * settings.intercept;
        }
    }

    private FeatureRing(FeatureRing other) {
        dimension = other.dimension;
        lags = other.lags;
        kept = other.kept;
        newest = clone(other.newest);
        features = clone(other.features);
        factor = other.factor;
        replacedToken = other.replacedToken.clone();
        replacedFeature = other.replacedFeature.clone();
        tokens = other.tokens;
        since = other.since;
    }

    private static double[][] clone(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    FeatureRing copy() {
        return new FeatureRing(this);
    }

    /** How many tokens there were, and the newest of them, oldest first, from which the features follow. */
    void write(StateOutput out) throws IOException {
        int held = (int) Math.min(since, newest.length);
        out.putLong(tokens);
        out.putInt(held);
        for (int back = held - 1; back >= 0; back--) {
            out.putDoubles(token(back), 0, dimension);
        }
    }

    /** Into a ring that is empty. */
    void read(StateInput in) throws IOException {
        double[] token = new double[dimension];
        long count = in.getSize("tokens");
        int held = in.getCount("newest tokens", (long) dimension * Double.BYTES);
        if (held > Math.min(count, newest.length)) {
            throw new StateFlaw(
                    "claims " + held + " newest tokens, of " + count + " and with room for " + newest.length);
        }
        tokens = count - held;
        for (int i = 0; i < held; i++) {
            in.getDoubles(token, 0, dimension);
            push(token);
        }
    }

    /** How many tokens there were, those before an interruption included. */
    long tokens() {
        return tokens;
    }

    /** No token from before is part of a feature any more. */
    void interrupt() {
        since = 0;
    }

    void clear() {
        tokens = 0;
        since = 0;
    }

    boolean isEmpty() {
        return since == 0;
    }

    long bytes() {
        return ((kept + 1L) * features[0].length + (newest.length + 1L) * dimension) * Double.BYTES;
    }

    /** The newest token becomes this one; the oldest feature is given up: {@link #replaced}. */
    void push(double[] token) {
        exchange();
        double[] newToken = newest[(int) (tokens % newest.length)];
        double[] feature = features[(int) (tokens % kept)];
        System.arraycopy(token, 0, newToken, 0, dimension);
        tokens++;
        since++;
        for (int i = 0; i < lags.count(); i++) {
            boolean there = lags.get(i) <= since;
            double[] part = there ? token(lags.get(i) - 1) : token;
            for (int c = 0; c < dimension; c++) {
                feature[i * dimension + c] = there ? factor * part[c] : 0;
            }
        }
    }

    /** Takes the last {@link #push} back: once. */
    void pop() {
        tokens--;
        since--;
        exchange();
    }

    /** Of the places of the next token. */
    private void exchange() {
        int at = (int) (tokens % newest.length);
        double[] token = newest[at];
        newest[at] = replacedToken;
        replacedToken = token;
        at = (int) (tokens % kept);
        double[] feature = features[at];
        features[at] = replacedFeature;
        replacedFeature = feature;
    }

    /** The feature that the newest one has taken the place of, as many tokens older as are kept. Not to be modified. */
    double[] replaced() {
        return replacedFeature;
    }

    /** Whether the feature {@code back} tokens ago is there, with all its lags. */
    boolean has(int back) {
        return since - back >= lags.reach();
    }

    /** The feature {@code back} tokens ago, with zeros where it is not all there; the newest for 0. Not to be modified. */
    double[] feature(int back) {
        return features[(int) ((tokens - 1 - back) % kept)];
    }

    /** The token {@code back} tokens ago, as far back as the oldest feature kept reaches; the newest for 0. Not to be modified. */
    double[] token(int back) {
        return newest[(int) ((tokens - 1 - back) % newest.length)];
    }
}
