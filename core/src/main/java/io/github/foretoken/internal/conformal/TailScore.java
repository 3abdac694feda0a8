package io.github.foretoken.internal.conformal;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far out in the upper tail of a stream a number is: about {@code -log10 P(as large or larger)}, by rank up to the largest
 * tenth, and beyond by a tail fitted to that tenth (peaks over a threshold, Siffer et al. 2017), exponential for numbers that
 * have a scale, Pareto for sizes. Below the largest tenth it falls to 0 at the mean. 0 while fewer than {@value #FEW} are known.
 * Shifts (exponential) and scales do not matter. Remembers between {@value #MEMORY} and twice as many numbers.
 */
final class TailScore {
    private static final int FEW = 20;
    private static final int MEMORY = 5000;
    private static final int TENTH = 10;
    private static final int KEPT = MEMORY / TENTH;
    private static final int FEWEST_PEAKS = 4;
    private static final double LN10 = StrictMath.log(10);
    private static final double LN2 = StrictMath.log(2);
    /** No stream is long enough to tell such numbers apart. */
    private static final double MOST = 1e6;
    /** Sizes may always be about to become larger: their tail is never taken to be lighter than Student's with four degrees. */
    private static final double LEAST_INDEX = 0.25;
    /** Products are brought back to 1 before they leave float64's range. */
    private static final double LARGE = 0x1p500;

    private final boolean pareto;
    /** The largest, in descending order. */
    private final double[] peak = new double[KEPT];
    private int peaks;
    private long count;
    private double mean;
    /** The peak at an index, and what a number must exceed to become one: of many streams few peaks are in a cache. */
    private double threshold;
    private int thresholdAt = -1;
    private double least = Double.NEGATIVE_INFINITY;
    private final long seed;
    private final SplitMix random;

    /** @param pareto for sizes, which are 0 or positive */
    TailScore(boolean pareto, long seed) {
        this.pareto = pareto;
        this.seed = seed;
        random = new SplitMix(seed);
    }

    /** Of the next number, before it is learned. */
    double score(double value) {
        if (count < FEW) {
            return 0;
        }
        int above = Math.min(Math.max(FEWEST_PEAKS, (int) (count / TENTH)), peaks - 1);
        if (above != thresholdAt) {
            threshold = peak[above];
            thresholdAt = above;
        }
        if (value <= threshold && !(value > mean)) {
            return 0;
        }
        double base = StrictMath.log10((count + 1.0) / (above + 1.0));
        if (value <= threshold) {
            // Where all are alike there is no telling how far below.
            return base * ((value - mean) / (threshold - mean));
        }
        double excess = pareto ? ratioExcess(value, above) : shiftExcess(value, above);
        // There may be no tail to fit: most are 0, or the largest tenth are alike. Then the rank is all there is.
        return excess < 0 ? StrictMath.log10((count + 1.0) / (larger(value) + 1.0))
                : Math.min(base + excess / LN10, MOST);
    }

    /** Over the mean excess; negative where there is none. */
    private double shiftExcess(double value, int above) {
        // In four sums that do not wait for each other.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < above; i += 4) {
            s0 += peak[i] - threshold;
            s1 += peak[i + 1] - threshold;
            s2 += peak[i + 2] - threshold;
            s3 += peak[i + 3] - threshold;
        }
        for (; i < above; i++) {
            s0 += peak[i] - threshold;
        }
        double sum = (s0 + s1) + (s2 + s3);
        return sum == 0 ? -1 : (value - threshold) / (sum / above);
    }

    /** Logarithm of the ratio over its mean (Hill's estimate of the tail's index); negative where there is none. */
    private double ratioExcess(double value, int above) {
        if (threshold == 0) {
            return -1;
        }
        double product = 1;
        int exponent = 0;
        for (int i = 0; i < above; i++) {
            double ratio = peak[i] / threshold;
            if (product > LARGE || ratio > LARGE) {
                int by = Math.getExponent(product);
                product = Math.scalb(product, -by);
                exponent += by;
            }
            product *= ratio;
        }
        int by = Math.getExponent(product);
        product = Math.scalb(product, -by);
        exponent += by;
        double index = (StrictMath.log(product) + exponent * LN2) / above;
        return StrictMath.log(value / threshold) / Math.max(index, LEAST_INDEX);
    }

    /** How many of the peaks are as large or larger. */
    private int larger(double value) {
        int low = 0;
        int high = peaks;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (peak[middle] >= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Learns a number. */
    void add(double value) {
        count++;
        mean += (value - mean) / count;
        if (peaks < KEPT || value > least) {
            int at = larger(value);
            peaks = Math.min(peaks + 1, KEPT);
            System.arraycopy(peak, at, peak, at + 1, peaks - 1 - at);
            peak[at] = value;
            peaksChanged();
        }
        if (count == 2 * MEMORY) {
            forgetHalf();
        }
    }

    /** Of each two neighbours one. */
    private void forgetHalf() {
        peaks /= 2;
        for (int i = 0; i < peaks; i++) {
            peak[i] = peak[2 * i + (random.next() < 0 ? 1 : 0)];
        }
        count = MEMORY;
        peaksChanged();
    }

    private void peaksChanged() {
        thresholdAt = -1;
        least = peaks == 0 ? Double.NEGATIVE_INFINITY : peak[peaks - 1];
    }

    void reset() {
        Arrays.fill(peak, 0);
        peaks = 0;
        count = 0;
        mean = 0;
        random.restart(seed);
        peaksChanged();
    }

    void copyFrom(TailScore other) {
        System.arraycopy(other.peak, 0, peak, 0, KEPT);
        peaks = other.peaks;
        count = other.count;
        mean = other.mean;
        random.restart(other.random.state());
        peaksChanged();
    }

    void write(StateOutput out) throws IOException {
        out.putInt(peaks);
        out.putDoubles(peak, 0, peaks);
        out.putLong(count);
        out.putDouble(mean);
        out.putLong(random.state());
    }

    void read(StateInput in) throws IOException {
        peaks = in.getCount("peaks", Double.BYTES);
        if (peaks > KEPT) {
            throw new StateFlaw("claims " + peaks + " peaks of " + KEPT);
        }
        in.getAnyDoubles(peak, 0, peaks);
        count = in.getSize("scores");
        mean = in.getAnyDouble();
        random.restart(in.getLong());
        peaksChanged();
    }

    static long bytes() {
        return KEPT * (long) Double.BYTES;
    }
}
