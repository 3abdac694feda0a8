package io.github.foretoken.bench.process;

import io.github.foretoken.Acceleration;
import io.github.foretoken.bench.FmaPeakBenchmark;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of the child processes: calls one job and prints lines {@code name value}, times in seconds.
 *
 * <pre>
 * Probe first JOB CALLS [warm-up]    the first call and the last of that many; warm-up calls {@link Acceleration#warmUp} before
 * Probe warm JOB WARM MEASURED       the median of the calls of MEASURED seconds after warm-up and WARM seconds of calls
 * Probe fork JOB WARM MEASURED       the same, and the median of what a millisecond's worth of fma takes between the calls
 * </pre>
 */
final class Probe {
    private static final int AT_LEAST = 3;
    private static final int FMA_CALLS = 40;
    private static final long FMA_WARM_NANOS = 300_000_000;

    private Probe() {}

    /** As said above. */
    public static void main(String[] args) {
        ProbeJob job = ProbeJob.of(args[1]);
        switch (args[0]) {
            case "first" -> first(job, Integer.parseInt(args[2]), List.of(args).contains("warm-up"));
            case "warm" -> warm(job, Double.parseDouble(args[2]), Double.parseDouble(args[3]));
            case "fork" -> fork(job, Double.parseDouble(args[2]), Double.parseDouble(args[3]));
            default -> throw new IllegalArgumentException("first, warm or fork, not " + args[0]);
        }
        System.out.println("loops " + Acceleration.describe());
    }

    private static void first(ProbeJob job, int calls, boolean warmUp) {
        if (warmUp) {
            long start = System.nanoTime();
            Acceleration.warmUp();
            print("warm-up", (System.nanoTime() - start) / 1e9);
        }
        print("first", job.call());
        double last = Double.NaN;
        for (int i = 1; i < calls; i++) {
            last = job.call();
        }
        print("last", last);
    }

    private static void warm(ProbeJob job, double warm, double measured) {
        // Or some processes would still be on their way: vectors take over after one to two seconds.
        Acceleration.warmUp();
        calls(job, warm, 1);
        List<Double> times = calls(job, measured, AT_LEAST);
        print("median", Spread.of(times).median());
    }

    /** The loop of fma is compiled when the job has been, so that it cannot change what the compiler makes of that. */
    private static void fork(ProbeJob job, double warm, double measured) {
        Acceleration.warmUp();
        calls(job, warm, 1);
        FmaPeakBenchmark fma = new FmaPeakBenchmark();
        fma.setUp();
        long end = System.nanoTime() + FMA_WARM_NANOS;
        while (System.nanoTime() < end) {
            peak(fma);
        }
        List<Double> times = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        end = System.nanoTime() + (long) (1e9 * measured);
        while (times.size() < AT_LEAST || System.nanoTime() < end) {
            times.add(job.call());
            peaks.add(peak(fma));
        }
        print("median", Spread.of(times).median());
        print("peak", Spread.of(peaks).median());
    }

    /** Seconds of a fixed number of fma, about a millisecond. */
    private static double peak(FmaPeakBenchmark fma) {
        double sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < FMA_CALLS; i++) {
            sum += fma.peak();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("no sum");
        }
        return seconds;
    }

    private static List<Double> calls(ProbeJob job, double seconds, int atLeast) {
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (1e9 * seconds);
        while (times.size() < atLeast || System.nanoTime() < end) {
            times.add(job.call());
        }
        return times;
    }

    private static void print(String name, double seconds) {
        System.out.println(name + " " + seconds);
    }
}
