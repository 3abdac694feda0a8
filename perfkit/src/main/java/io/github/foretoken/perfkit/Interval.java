package io.github.foretoken.perfkit;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How much longer one build takes than another, as the natural logarithm of the ratio of times, with a confidence
 * interval.
 *
 * <p>The centre is the 20 % trimmed mean of the pairs' log-ratios, the interval is Yuen's: Student's t with h - 1 degrees
 * of freedom, h being the number of pairs that trimming leaves, and the standard error
 * {@code sqrt((n - 1) s_w² / (h (h - 1)))}, s_w² being the variance after winsorizing. Without trimming (fewer than 5
 * pairs) this is the ordinary interval of a mean. Trimming, because a fork now and then is disturbed, or compiled
 * differently, by far more than what is looked for: under a plain mean one such fork hides a real change of 10 %.
 *
 * @param centre of the log-ratios
 * @param low end of the interval
 * @param high end of the interval
 */
record Interval(double centre, double low, double high) {
    private static final int TRIMMED_ONE_IN = 5;

    /**
     * The interval of head against base.
     *
     * @param base times, positive, not modified
     * @param head as many, each measured next to its partner, not modified
     * @param confidence between 0 and 1
     */
    static Interval ofPairs(double[] base, double[] head, double confidence) {
        if (base.length != head.length) {
            throw new IllegalArgumentException("base has " + base.length + " times, head has " + head.length);
        }
        double[] logRatios = new double[base.length];
        for (int i = 0; i < base.length; i++) {
            logRatios[i] = Math.log(head[i] / base[i]);
        }
        return of(logRatios, confidence);
    }

    /** The interval of the trimmed mean of these values, which are not modified. */
    static Interval of(double[] values, double confidence) {
        int n = values.length;
        if (n < 2) {
            throw new IllegalArgumentException("an interval needs two values or more, not " + n);
        }
        double[] winsorized = values.clone();
        Arrays.sort(winsorized);
        int trimmed = n / TRIMMED_ONE_IN;
        int kept = n - 2 * trimmed;
        double centre = Arrays.stream(winsorized, trimmed, n - trimmed).average().orElseThrow();
        Arrays.fill(winsorized, 0, trimmed, winsorized[trimmed]);
        Arrays.fill(winsorized, n - trimmed, n, winsorized[n - trimmed - 1]);
        double mean = Arrays.stream(winsorized).average().orElseThrow();
        double squares = Arrays.stream(winsorized).map(value -> (value - mean) * (value - mean)).sum();
        double error = Math.sqrt(squares / kept / (kept - 1));
        double reach = error * new TDistribution(kept - 1).inverseCumulativeProbability((1 + confidence) / 2);
        return new Interval(centre, centre - reach, centre + reach);
    }

    /** Whether all of the interval says: slower by more than this, 0.05 being 5 %. */
    boolean beyond(double slowdown) {
        return low > Math.log1p(slowdown);
    }

    /** A log-ratio as a change in per cent. */
    static double percent(double logRatio) {
        return 100 * Math.expm1(logRatio);
    }
}
