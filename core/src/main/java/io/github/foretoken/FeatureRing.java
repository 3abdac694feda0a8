package io.github.foretoken;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last few features of a stream, each the tokens at some lags one after the other, newest first, and with an intercept a
 * 1 behind them.
 */
final class FeatureRing {
    private final int dimension;
    private final Lags lags;
    private final int kept;
    private final int room;
    private final int size;
    private final boolean intercept;
    /** Slot s % room holds the s-th token since the last interruption; slots are made as they are first used. */
    private double[][] newest = {};
    /** Slot f % kept holds the f-th whole feature since then. */
    private double[][] features = {};
    private long tokens;
    /** Tokens since the last interruption. */
    private long since;

    /** A ring for as many features as have to wait for their target. */
    FeatureRing(PredictorSettings settings) {
        dimension = settings.dimension;
        lags = settings.lags;
        kept = settings.horizon;
        room = Math.addExact(lags.reach(), kept - 1);
        size = settings.featureSize();
        intercept = settings.intercept;
    }

    private FeatureRing(FeatureRing other) {
        dimension = other.dimension;
        lags = other.lags;
        kept = other.kept;
        room = other.room;
        size = other.size;
        intercept = other.intercept;
        newest = clone(other.newest);
        features = clone(other.features);
        tokens = other.tokens;
        since = other.since;
    }

    private static double[][] clone(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i] == null ? null : rows[i].clone();
        }
        return copy;
    }

    /** With a row in that slot. */
    private static double[][] withSlot(double[][] rows, int slot, int most, int size) {
        double[][] longer = rows;
        if (slot >= rows.length) {
            longer = Arrays.copyOf(rows, (int) Math.min(Math.max(slot + 1L, 2L * rows.length), most));
        }
        if (longer[slot] == null) {
            longer[slot] = new double[size];
        }
        return longer;
    }

    FeatureRing copy() {
        return new FeatureRing(this);
    }

    /** How many tokens there were, and the newest of them, oldest first, from which the features follow. */
    void write(StateOutput out) throws IOException {
        int held = (int) Math.min(since, room);
        out.putLong(tokens);
        out.putInt(held);
        for (int back = held - 1; back >= 0; back--) {
            out.putDoubles(token(back), 0, dimension);
        }
    }

    /** Into a ring that is empty. */
    void read(StateInput in) throws IOException {
        long count = in.getSize("tokens");
        int held = in.getCount("newest tokens", (long) dimension * Double.BYTES);
        if (held > Math.min(count, room)) {
            throw new StateFlaw("claims " + held + " newest tokens, of " + count + " and with room for " + room);
        }
        double[] token = new double[held == 0 ? 0 : dimension];
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
        return (numbers(newest) + numbers(features)) * Double.BYTES;
    }

    private static long numbers(double[][] rows) {
        long numbers = 0;
        for (double[] row : rows) {
            numbers += row == null ? 0 : row.length;
        }
        return numbers;
    }

    /** The newest token becomes this one; the oldest feature is given up. */
    void push(double[] token) {
        int slot = (int) (since % room);
        long whole = since + 1 - lags.reach();
        int place = (int) (Math.max(whole, 0) % kept);
        newest = withSlot(newest, slot, room, dimension);
        if (whole >= 0) {
            features = withSlot(features, place, kept, size);
        }
        System.arraycopy(token, 0, newest[slot], 0, dimension);
        tokens++;
        since++;
        if (whole >= 0) {
            collect(features[place]);
        }
    }

    private void collect(double[] feature) {
        int at = 0;
        for (int run = 0; run < lags.runs(); run++) {
            for (int lag = lags.first(run); lag <= lags.last(run); lag++) {
                System.arraycopy(token(lag - 1), 0, feature, at, dimension);
                at += dimension;
            }
        }
        if (intercept) {
            feature[at] = 1;
        }
    }

    /** Whether the feature {@code back} tokens ago is there, with all its lags. */
    boolean has(int back) {
        return since - back >= lags.reach();
    }

    /** The feature {@code back} tokens ago; the newest for 0. Not to be modified. */
    double[] feature(int back) {
        return features[(int) ((since - lags.reach() - back) % kept)];
    }

    /** The token {@code back} tokens ago, as far back as the oldest feature kept reaches; the newest for 0. Not to be modified. */
    double[] token(int back) {
        return newest[(int) ((since - 1 - back) % room)];
    }
}
