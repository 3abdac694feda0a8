package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Quantile trackers of residuals, one ladder of K quantiles for each of many sequences of residuals, in O(K) a residual.
 *
 * <p>Rung k has a hidden position z_k in R, moved by {@code eta (tau_k - [residual below what was issued for it])}, and what is
 * issued is Q(z'_k), where z' is z made monotone and Q, the same for all rungs, maps R onto the residuals' range: {@code scale
 * g(z)}, g odd and growing as 2^|z|, scale a running mean of |residual|. Telescoping gives the promise: after T residuals the
 * share of those below rung k differs from tau_k by at most {@code (range of z) / (eta T)}, and z cannot leave the range where
 * Q passes all residuals by more than K + 1 steps per residual in flight, because rungs that would cross are issued as one and
 * then move apart (Angelopoulos, Candès and Tibshirani 2023; Gibbs and Candès 2021).
 */
final class QuantileLadders {
    private final int ladders;
    private final int rungs;
    private final double[] up;
    private final double[] down;
    private final double[] start;
    private final double[] position;
    private final double[] scale;
    private final long[] seen;

    /** @param levels of central intervals, ascending, in (0, 1) */
    QuantileLadders(int ladders, double[] levels) {
        this.ladders = ladders;
        rungs = 2 * levels.length;
        up = new double[rungs];
        down = new double[rungs];
        start = new double[rungs];
        for (int l = 0; l < levels.length; l++) {
            double tail = (1 - levels[l]) / 2;
            int high = levels.length + l;
            up[high] = STEP * (1 - tail);
            down[high] = STEP * tail;
            up[rungs - 1 - high] = STEP * tail;
            down[rungs - 1 - high] = STEP * (1 - tail);
            start[high] = SPREAD * l + 1;
            start[rungs - 1 - high] = -start[high];
        }
        position = new double[Math.multiplyExact(ladders, rungs)];
        scale = new double[ladders];
        seen = new long[ladders];
        reset();
    }

    private static final double STEP = 0.05;
    private static final double SPREAD = 0.5;
    private static final double MEMORY = 100;

    int rungs() {
        return rungs;
    }

    /** What may be added to a forecast: K offsets, ascending; infinite where nothing is known. */
    void issue(int ladder, double[] offsets, int at) {
        int half = rungs / 2;
        if (seen[ladder] == 0) {
            Arrays.fill(offsets, at, at + half, Double.NEGATIVE_INFINITY);
            Arrays.fill(offsets, at + half, at + rungs, Double.POSITIVE_INFINITY);
            return;
        }
        int first = ladder * rungs;
        double low = position[first + half - 1];
        double high = position[first + half];
        if (low > high) {
            low = (low + high) / 2;
            high = low;
        }
        for (int k = 0; k < half; k++) {
            low = Math.min(low, k == 0 ? low : position[first + half - 1 - k]);
            high = Math.max(high, k == 0 ? high : position[first + half + k]);
            offsets[at + half - 1 - k] = scale[ladder] * growth(low);
            offsets[at + half + k] = scale[ladder] * growth(high);
        }
    }

    /** Odd, increasing, continuous; 2^|z| - 1 at whole numbers and straight between them, so exact on every machine. */
    private static double growth(double z) {
        double size = Math.abs(z);
        int whole = (int) size;
        return Math.copySign(Math.scalb(1 + (size - whole), whole) - 1, z);
    }

    /** Learns what came of the offsets that were issued. */
    void learn(int ladder, double residual, double[] offsets, int at) {
        seen[ladder]++;
        if (offsets[at] != Double.NEGATIVE_INFINITY) {
            int half = rungs / 2;
            int first = ladder * rungs;
            boolean point = offsets[at + half - 1] == residual && offsets[at + half] == residual;
            for (int k = 0; k < rungs; k++) {
                boolean below = k < half ? residual < offsets[at + k] : residual <= offsets[at + k];
                if (!point) {
                    position[first + k] += below ? -down[k] : up[k];
                }
            }
        }
        scale[ladder] += (Math.abs(residual) - scale[ladder]) / Math.min((double) seen[ladder], MEMORY);
    }

    void reset() {
        for (int i = 0; i < ladders; i++) {
            System.arraycopy(start, 0, position, i * rungs, rungs);
        }
        Arrays.fill(scale, 0);
        Arrays.fill(seen, 0);
    }

    void copyFrom(QuantileLadders other) {
        System.arraycopy(other.position, 0, position, 0, position.length);
        System.arraycopy(other.scale, 0, scale, 0, scale.length);
        System.arraycopy(other.seen, 0, seen, 0, seen.length);
    }

    void write(StateOutput out) throws IOException {
        out.putDoubles(position, 0, position.length);
        out.putDoubles(scale, 0, ladders);
        for (long count : seen) {
            out.putLong(count);
        }
    }

    void read(StateInput in) throws IOException {
        in.getDoubles(position, 0, position.length);
        in.getDoubles(scale, 0, ladders);
        for (int i = 0; i < ladders; i++) {
            seen[i] = in.getSize("residuals");
        }
    }

    long bytes() {
        return (long) position.length * Double.BYTES + ladders * 2L * Double.BYTES;
    }
}
