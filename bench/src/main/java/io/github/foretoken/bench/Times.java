package io.github.foretoken.bench;

import io.github.foretoken.perfkit.CpuTimeProfiler;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The processor time of one call over the forks of one benchmark: each fork counts once, by the median of its iterations, because
 * forks are what differs on a quiet machine and iterations are what other programs disturb on a busy one.
 *
 * @param median of the forks, in microseconds
 * @param least of the forks
 * @param greatest of the forks
 */
public record Times(double median, double least, double greatest) {
    /** Of one benchmark. */
    public static Times of(RunResult result) {
        Collection<BenchmarkResult> forks = result.getBenchmarkResults();
        double[] each = forks.stream()
                .mapToDouble(
                        fork -> median(fork.getIterationResults().stream().mapToDouble(Times::microseconds).toArray()))
                .sorted()
                .toArray();
        return new Times(median(each), each[0], each[each.length - 1]);
    }

    /** Processor time where it was measured; else JMH's wall clock. */
    private static double microseconds(IterationResult iteration) {
        Result<?> cpu = iteration.getSecondaryResults().get(CpuTimeProfiler.LABEL);
        return cpu == null ? iteration.getPrimaryResult().getScore() : cpu.getScore();
    }

    /** Of any numbers, at least one. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** How many times longer {@code other} takes: {@code median [least..greatest]}, the ends being the worst pairings. */
    String ratioTo(Times other) {
        return String.format(Locale.ROOT, "%.2f [%.2f..%.2f]", other.median / median, other.least / greatest,
                other.greatest / least);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s [%s..%s]", digits(median), digits(least), digits(greatest));
    }

    /** Four significant digits, no exponent. */
    private static String digits(double microseconds) {
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(microseconds)));
        return String.format(Locale.ROOT, "%." + Math.min(decimals, 4) + "f", microseconds);
    }
}
