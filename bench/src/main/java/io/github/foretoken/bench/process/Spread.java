package io.github.foretoken.bench.process;

import io.github.foretoken.bench.Times;
import java.util.Arrays;
import java.util.List;

/**
 * What several runs of one thing came to.
 *
 * @param median of the runs
 * @param least of the runs
 * @param greatest of the runs
 * @param runs how many
 */
public record Spread(double median, double least, double greatest, int runs) {
    /** Of one run or more. */
    static Spread of(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no run");
        }
        return new Spread(Times.median(sorted), sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** Every value as that many of another unit. */
    Spread times(double factor) {
        double[] ends = {factor * least, factor * greatest};
        Arrays.sort(ends);
        return new Spread(factor * median, ends[0], ends[1], runs);
    }

    /** What is so many a second for something that took these seconds. */
    Spread rate(double amount) {
        return new Spread(amount / median, amount / greatest, amount / least, runs);
    }

    /** How much the greatest is above the least, 0 for one run. */
    double excess() {
        return greatest / least - 1;
    }
}
