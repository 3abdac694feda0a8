package io.github.foretoken.perfkit;

import java.util.Arrays;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * How much longer one build takes than another, as the natural logarithm of the ratio of times, with a confidence
 * interval.
 *
 * <p>The centre is the ratio of the lower quartiles of the forks' times. What disturbs a fork makes it slower, by more than what is looked
 * for and for as long as it runs, and on a shared machine it disturbs one in three: the faster forks are those that say what the code
 * takes, and agree within a per cent or two where means, trimmed or not, do not. The interval is that of the percentile bootstrap, each
 * build's forks drawn anew, computed exactly and not by drawing: an order statistic of {@code n} draws of {@code n} values is the
 * {@code j}-th of these with a difference of binomial probabilities. What makes fewer than three of four forks slower is not seen, and a few that are
 * much faster make it wide.
 *
 * @param centre of the log-ratios
 * @param low end of the interval
 * @param high end of the interval
 */
record Interval(double centre, double low, double high) {
    private static final int QUARTER = 4;

    /** A difference of two forks and how likely it is to be that of the quartiles. */
    private record Weighted(double difference, double probability) {}

    /**
     * The interval of head against base.
     *
     * @param base times, positive, not modified
     * @param head as many, not modified
     * @param confidence between 0 and 1
     */
    static Interval ofForks(double[] base, double[] head, double confidence) {
        int n = base.length;
        if (n != head.length) {
            throw new IllegalArgumentException("base has " + n + " times, head has " + head.length);
        }
        if (n < 2) {
            throw new IllegalArgumentException("an interval needs two times or more of each, not " + n);
        }
        double[] before = logarithms(base);
        double[] after = logarithms(head);
        double[] probabilities = probabilities(n);
        Weighted[] all = new Weighted[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                all[i * n + j] = new Weighted(after[j] - before[i], probabilities[i] * probabilities[j]);
            }
        }
        Arrays.sort(all, (one, other) -> Double.compare(one.difference, other.difference));
        double outside = (1 - confidence) / 2;
        return new Interval(after[quartile(n)] - before[quartile(n)], percentile(all, outside),
                percentile(all, 1 - outside));
    }

    /** The index of the lower quartile of so many. */
    private static int quartile(int n) {
        return (n - 1) / QUARTER;
    }

    private static double[] logarithms(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        Arrays.setAll(sorted, i -> Math.log(sorted[i]));
        return sorted;
    }

    /** That each of n values is the quartile of n draws of them: it is at most the j-th where enough draws are among the first j. */
    private static double[] probabilities(int n) {
        double[] probabilities = new double[n];
        double before = 0;
        for (int j = 0; j < n; j++) {
            double upTo = 1 - new BinomialDistribution(n, (j + 1.0) / n).cumulativeProbability(quartile(n));
            probabilities[j] = upTo - before;
            before = upTo;
        }
        return probabilities;
    }

    private static double percentile(Weighted[] sorted, double probability) {
        double sum = 0;
        for (Weighted one : sorted) {
            sum += one.probability;
            if (sum >= probability) {
                return one.difference;
            }
        }
        return sorted[sorted.length - 1].difference;
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
