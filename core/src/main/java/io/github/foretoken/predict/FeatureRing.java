package io.github.foretoken.predict;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last few tokens of a stream, and the features that they make: each the tokens at some lags one after the other, newest
 * first, and with an intercept a constant behind them. Memory is taken as tokens come, and for features once one is whole.
 */
final class FeatureRing {
    private final int dimension;
    private final Lags lags;
    private final int kept;
    private final int room;
    private final int size;
    /** What tokens are multiplied by where they are part of a feature. */
    private final double factor;
    /** Behind each feature; 0 for none. */
    private final double intercept;
    /** Slot s % room holds the s-th token since the last interruption. */
    private double[][] newest = {};
    /** What the newest token has taken the place of. */
    private double[] replaced = {};
    /** The newest feature, once it was asked for. */
    private double[] feature = {};
    private boolean collected;
    /** What {@link #due} gave. */
    private double[] due = {};
    private long tokens;
    /** Tokens since the last interruption. */
    private long since;

    /** A ring for as many features as have to wait for their target. */
    FeatureRing(PredictorSettings settings) {
        dimension = settings.dimension();
        lags = settings.features().lags();
        // Where there are several horizons, what learns keeps the features of before.
        kept = settings.horizons() > 1 ? 1 : settings.horizon();
        room = Math.addExact(lags.reach(), Math.max(kept, settings.horizons()) - 1);
        size = settings.featureSize();
        factor = settings.options().rescaling().factor();
        intercept = factor * settings.features().intercept();
    }

    private FeatureRing(FeatureRing other) {
        dimension = other.dimension;
        lags = other.lags;
        kept = other.kept;
        room = other.room;
        size = other.size;
        factor = other.factor;
        intercept = other.intercept;
        newest = new double[other.newest.length][];
        Arrays.setAll(newest, i -> other.newest[i] == null ? null : other.newest[i].clone());
        replaced = other.replaced.clone();
        feature = other.feature.clone();
        collected = other.collected;
        due = other.due.clone();
        tokens = other.tokens;
        since = other.since;
    }

    /** Takes all memory that tokens will ever ask for. */
    void reserveAll() {
        newest = new double[room][dimension];
        replaced = new double[dimension];
        reserveFeatures();
    }

    /** The tokens of a ring alike become those of this one, which has all its memory. */
    void copyFrom(FeatureRing other) {
        for (int slot = 0; slot < other.newest.length && other.newest[slot] != null; slot++) {
            System.arraycopy(other.newest[slot], 0, newest[slot], 0, dimension);
        }
        tokens = other.tokens;
        since = other.since;
        collected = false;
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
        long numbers = (long) replaced.length + feature.length + due.length;
        for (int slot = 0; slot < newest.length && newest[slot] != null; slot++) {
            numbers += dimension;
        }
        return numbers * Double.BYTES;
    }

    /** The newest token becomes this one. All memory first: without it nothing has changed. */
    void push(double[] token) {
        int slot = (int) (since % room);
        reserve(slot);
        exchange(slot);
        System.arraycopy(token, 0, newest[slot], 0, dimension);
        if (kept == 1) {
            double[] before = feature;
            feature = due;
            due = before;
        }
        collected = false;
        tokens++;
        since++;
    }

    private void reserve(int slot) {
        if (slot >= newest.length) {
            newest = Arrays.copyOf(newest, (int) Clamp.between(2L * newest.length, slot + 1L, room));
        }
        if (newest[slot] == null) {
            newest[slot] = new double[dimension];
        }
        if (replaced.length == 0) {
            replaced = new double[dimension];
        }
        if (since + 1 >= lags.reach()) {
            reserveFeatures();
        }
    }

    private void reserveFeatures() {
        if (due.length == 0) {
            double[] other = new double[size];
            due = new double[size];
            feature = other;
        }
    }

    /** Takes the last {@link #push} back: once. */
    void pop() {
        tokens--;
        since--;
        exchange((int) (since % room));
        collected = false;
    }

    private void exchange(int slot) {
        double[] token = newest[slot];
        newest[slot] = replaced;
        replaced = token;
    }

    /** Whether the feature {@code back} tokens ago is there, with all its lags. */
    boolean has(int back) {
        return since - back >= lags.reach();
    }

    /** The newest feature, which must be there. Valid until the next token, not to be modified. */
    double[] feature() {
        if (!collected) {
            collect(0, feature);
            collected = true;
        }
        return feature;
    }

    /**
     * The feature that the next token is the target of, if it is there. Valid until the next token after that one has been
     * pushed; not to be modified.
     */
    double[] due() {
        if (kept == 1) {
            return feature();
        }
        collect(kept - 1, due);
        return due;
    }

    private void collect(int back, double[] result) {
        int at = 0;
        for (int run = 0; run < lags.runs(); run++) {
            int slot = slot(lags.first(run) - 1 + back);
            for (int lag = lags.first(run); lag <= lags.last(run); lag++) {
                double[] part = newest[slot];
                for (int c = 0; c < dimension; c++) {
                    result[at++] = factor * part[c];
                }
                slot = slot == 0 ? room - 1 : slot - 1;
            }
        }
        if (at < size) {
            result[at] = intercept;
        }
    }

    /**
     * {@code |x|²} of the newest feature, with zeros where it is not all there.
     *
     * @return infinity if it overflows, NaN if an element of x does
     */
    double squaredNorm() {
        double norm = 0;
        for (int run = 0; run < lags.runs(); run++) {
            int slot = slot(lags.first(run) - 1);
            for (int lag = lags.first(run); lag <= lags.last(run) && lag <= since; lag++) {
                double[] part = newest[slot];
                for (int c = 0; c < dimension; c++) {
                    double x = factor * part[c];
                    norm += Double.isFinite(x) ? x * x : Double.NaN;
                }
                slot = slot == 0 ? room - 1 : slot - 1;
            }
        }
        return norm + (Double.isFinite(intercept) ? intercept * intercept : Double.NaN);
    }

    /** The token {@code back} tokens ago, as far back as the oldest feature kept reaches; the newest for 0. Not to be modified. */
    double[] token(int back) {
        return newest[slot(back)];
    }

    private int slot(int back) {
        return (int) ((since - 1 - back) % room);
    }
}
