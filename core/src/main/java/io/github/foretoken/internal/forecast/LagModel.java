package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/** One column's linear maps on its own features, with room for the newest of them. */
final class LagModel {
    /** What was learned 5,000 tokens ago counts a third. */
    static final double SLOW = 0.9998;
    /** What was learned 1,000 tokens ago counts a third. */
    static final double QUICK = 0.999;
    /** In units in which a column's usual change is 1: the prior is worth a few tokens. */
    private static final double RIDGE = 8;

    /** Tokens a coordinate of which as much as is known remains when a change was noticed. */
    static final double KEPT = 8;

    private final double span;
    private final GainHistory history;
    private final HorizonMap map;
    private final Winsor winsor;
    /** With zeros behind what is used. */
    final double[] feature;

    /**
     * @param robust whether outliers among features are limited
     */
    LagModel(Loops loops, int dimension, int horizon, double forgetting, boolean robust) {
        history = new GainHistory(loops, dimension, horizon, RIDGE, forgetting);
        map = new HorizonMap(loops, dimension, horizon);
        span = 1 / (1 - forgetting);
        winsor = robust ? new Winsor(dimension) : null;
        feature = new double[history.stride()];
    }

    void learn(double token, double[] base, int offset) {
        map.learn(token, base, offset);
    }

    /**
     * Takes in {@link #feature}, which may be modified, and forecasts from it.
     *
     * @param forecast H numbers, overwritten
     */
    void forecast(double[] forecast) {
        if (winsor != null) {
            winsor.limit(feature);
        }
        map.forecast(history, feature, forecast);
        history.push(feature);
    }

    /**
     * Relies less on what was before a change.
     *
     * @param tokens that were learned from since the last one
     */
    void relearn(long tokens) {
        history.forget(share(feature.length, Math.min((double) tokens, span)));
    }

    static double share(int dimension, double known) {
        return Math.min(1, KEPT * dimension / known);
    }

    double weight(int coordinate, int step) {
        map.settle(history);
        return map.weight(coordinate, step);
    }

    void write(StateOutput out) throws IOException {
        history.write(out);
        map.write(out);
        if (winsor != null) {
            winsor.write(out);
        }
    }

    void read(StateInput in) throws IOException {
        history.read(in);
        map.read(in);
        if (winsor != null) {
            winsor.read(in);
        }
    }

    static long bytes(long dimension, long horizon) {
        return GainHistory.bytes(dimension, horizon) + HorizonMap.bytes(dimension, horizon)
                + 2 * dimension * Double.BYTES;
    }
}
