package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Quantile trackers of residuals: for each of many sequences of residuals a ladder of K rungs, the ends of its K / 2 intervals
 * in ascending order. O(K) a residual.
 *
 * <p>Rung k, of probability tau_k, has a hidden position z_k in R. Issued is {@code Q(z'_k)}, where z' is z made monotone by
 * moving upper rungs up and lower rungs down, and Q, the same for all rungs, is increasing: {@code scale * growth(z)}, infinite
 * from |z| = {@value #REACH} on. When the residual is there, {@code z_k += eta_k (tau_k - [residual below what was issued])}.
 *
 * <p>The promise holds for any sequence. The updates telescope, so after T residuals the share of those below rung k differs
 * from tau_k by at most {@code 2 max |z_k| / (eta_k T)} (summation by parts: steps only shrink). And |z_k| is at most
 * {@code REACH + (K + 1) n s}, s the largest step and n the residuals in flight: past REACH the rung passes, or excludes,
 * everything and turns back; rungs that would cross are issued as one, see the same outcome, and so move apart again
 * (Gibbs and Candès 2021; Angelopoulos, Candès and Tibshirani 2023; for rungs that are issued in order and updated unordered,
 * Ding, Gibbs and Tibshirani 2025). The exception are residuals equal to both ends of an interval that is a point: they count
 * as covered and move nothing.
 */
final class QuantileLadders {
    /** 2^20 scales out, a rung is infinite. */
    static final double REACH = 20;
    /** Where one step moves the miss rate by about two points at 80 %: the local coverage of 500 residuals stays within 7. */
    private static final double STEP = 0.08;
    /** A little larger where outcomes are rarer. */
    private static final double TAIL_POWER = 0.05;
    /** Residuals until steps have their final size, and how much larger they are at first. */
    private static final double SETTLING = 50;
    static final double FIRST_STEPS = 8;
    /** Residuals that the two running means of |residual| remember. Their geometric mean follows bursts and forgets them. */
    private static final double SLOW = 40;
    private static final double FAST = 8;

    private final int ladders;
    private final int rungs;
    private final int half;
    private final double[] up;
    private final double[] down;
    private final double[] start;
    private final double[] position;
    private final double[] slow;
    private final double[] fast;
    private final long[] seen;

    /** @param levels of central intervals, ascending, in (0, 1) */
    QuantileLadders(int ladders, double[] levels) {
        this.ladders = ladders;
        half = levels.length;
        rungs = 2 * half;
        up = new double[rungs];
        down = new double[rungs];
        start = new double[rungs];
        for (int l = 0; l < half; l++) {
            double tail = (1 - levels[l]) / 2;
            double step = step(levels[l]);
            int high = half + l;
            int low = half - 1 - l;
            up[high] = step * (1 - tail);
            down[high] = step * tail;
            up[low] = down[high];
            down[low] = up[high];
            start[high] = start(levels[l]);
            start[low] = -start[high];
        }
        position = new double[Math.multiplyExact(ladders, rungs)];
        slow = new double[ladders];
        fast = new double[ladders];
        seen = new long[ladders];
        reset();
    }

    /** eta of a level's two rungs for residuals that are known one step later. */
    static double step(double level) {
        double tail = (1 - level) / 2;
        return STEP * StrictMath.pow(tail * (1 - tail), -TAIL_POWER);
    }

    /** By how much steps are smaller for forecasts h steps ahead, whose residuals are alike for h tokens. */
    static double caution(int h) {
        return 1 / StrictMath.cbrt(h);
    }

    /** Of logistic residuals, with {@code E|r| = 2 ln 2} and a quantile of {@code ln((1 + level) / (1 - level))}. */
    private static double start(double level) {
        double ratio = 1 + StrictMath.log((1 + level) / (1 - level)) / (2 * StrictMath.log(2));
        int whole = Math.getExponent(ratio);
        return whole + Math.scalb(ratio, -whole) - 1;
    }

    int rungs() {
        return rungs;
    }

    /** What may be added to a forecast, K offsets in ascending order, overwritten; infinite where nothing is known. */
    void issue(int ladder, double[] offsets, int at) {
        if (seen[ladder] == 0) {
            Arrays.fill(offsets, at, at + half, Double.NEGATIVE_INFINITY);
            Arrays.fill(offsets, at + half, at + rungs, Double.POSITIVE_INFINITY);
            return;
        }
        double scale = scale(ladder);
        int first = ladder * rungs;
        double low = position[first + half - 1];
        double high = position[first + half];
        if (low > high) {
            low = (low + high) / 2;
            high = low;
        }
        for (int l = 0; l < half; l++) {
            if (l > 0) {
                low = Math.min(low, position[first + half - 1 - l]);
                high = Math.max(high, position[first + half + l]);
            }
            offsets[at + half - 1 - l] = offset(scale, low);
            offsets[at + half + l] = offset(scale, high);
        }
    }

    /** The geometric mean of two means, the same bits but for the exponent at any power-of-two scale; wider while few are known. */
    private double scale(int ladder) {
        int exponent = Math.getExponent(Math.max(slow[ladder], fast[ladder]));
        double product = Math.scalb(slow[ladder], -exponent) * Math.scalb(fast[ladder], -exponent);
        // A mean of so few is uncertain: about what Student's t makes of it.
        return Math.scalb(Math.sqrt(product) * (1 + 2.0 / seen[ladder]), exponent);
    }

    private static double offset(double scale, double z) {
        return Math.abs(z) >= REACH ? Math.copySign(Double.POSITIVE_INFINITY, z) : scale * growth(z);
    }

    /** Odd, increasing, continuous: 2^|z| - 1 at whole numbers and straight between them, exact on every machine. */
    private static double growth(double z) {
        double size = Math.abs(z);
        int whole = (int) size;
        return Math.copySign(Math.scalb(1 + (size - whole), whole) - 1, z);
    }

    /**
     * Learns what came of a forecast. Outcomes are told by the ends that users saw, mean plus offset as rounded.
     *
     * @param offsets K that {@link #issue} gave, from {@code at} on, not modified
     * @param caution the steps' factor
     */
    void learn(int ladder, double mean, double actual, double[] offsets, int at, double caution) {
        long count = ++seen[ladder];
        boolean point = mean + offsets[at + half - 1] == actual && mean + offsets[at + half] == actual;
        if (!point) {
            double factor = caution * Clamp.between(SETTLING / count, 1, FIRST_STEPS);
            int first = ladder * rungs;
            for (int k = 0; k < rungs; k++) {
                // Ends belong to the interval.
                double end = mean + offsets[at + k];
                boolean below = k < half ? actual < end : actual <= end;
                position[first + k] += factor * (below ? -down[k] : up[k]);
            }
        }
        double size = Math.abs(actual - mean);
        slow[ladder] += (size - slow[ladder]) / Math.min((double) count, SLOW);
        fast[ladder] += (size - fast[ladder]) / Math.min((double) count, FAST);
    }

    void reset() {
        for (int i = 0; i < ladders; i++) {
            System.arraycopy(start, 0, position, i * rungs, rungs);
        }
        Arrays.fill(slow, 0);
        Arrays.fill(fast, 0);
        Arrays.fill(seen, 0);
    }

    void copyFrom(QuantileLadders other) {
        System.arraycopy(other.position, 0, position, 0, position.length);
        System.arraycopy(other.slow, 0, slow, 0, ladders);
        System.arraycopy(other.fast, 0, fast, 0, ladders);
        System.arraycopy(other.seen, 0, seen, 0, ladders);
    }

    void write(StateOutput out) throws IOException {
        out.putDoubles(position, 0, position.length);
        out.putDoubles(slow, 0, ladders);
        out.putDoubles(fast, 0, ladders);
        for (long count : seen) {
            out.putLong(count);
        }
    }

    void read(StateInput in) throws IOException {
        in.getAnyDoubles(position, 0, position.length);
        in.getAnyDoubles(slow, 0, ladders);
        in.getAnyDoubles(fast, 0, ladders);
        for (int i = 0; i < ladders; i++) {
            seen[i] = in.getSize("residuals");
        }
    }

    long bytes() {
        return (position.length + 3L * ladders) * Double.BYTES;
    }
}
