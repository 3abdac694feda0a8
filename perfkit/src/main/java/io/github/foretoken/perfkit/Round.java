package io.github.foretoken.perfkit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Pairs of forks of one case: of each fork the fastest iteration, in microseconds a call. */
public final class Round {
    private final Map<Side, double[]> times = new EnumMap<>(Side.class);

    /** A round whose times are yet to be measured. */
    Round(int pairs) {
        for (Side side : Side.values()) {
            times.put(side, new double[pairs]);
        }
    }

    void set(Side side, int pair, double microseconds) {
        times.get(side)[pair] = microseconds;
    }

    /** Each measured next to the other side's element of the same index. */
    double[] times(Side side) {
        return times.get(side).clone();
    }

    double median(Side side) {
        return median(times.get(side));
    }

    Interval interval() {
        return Interval.ofForks(times.get(Side.BASE), times.get(Side.HEAD), Comparison.CONFIDENCE);
    }

    /** Of any numbers, at least one. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
