package io.github.foretoken.bench.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A warm microkernel allocates nothing. This is a matter of counting, not of time, so it holds on a busy machine too, and
 * it proves that C2 turned vectors into registers: where it does not, every one of them is an object, hundreds of
 * thousands of bytes a call.
 */
public final class AllocationGate {
    /** Bytes a call: JMH's own allocations are a few hundredths, one boxed vector is some tens. */
    static final double MICROKERNEL_LIMIT = 1;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Iterations of warm-up: enough when C2 is prompt, and for the second chance, when other programs hold it up. */
    private static final int[] WARM_UP = {3, 24};
    private static final TimeValue WARM_UP_TIME = TimeValue.milliseconds(400);
    private static final int ITERATIONS = 2;
    private static final TimeValue TIME = TimeValue.milliseconds(150);

    private AllocationGate() {}

    /**
     * Runs the listed benchmarks, each in a fork of its own, and prints what they allocate.
     *
     * @param commandLine JMH options to start from
     * @return exit status: 0, or 1 when one allocates too much
     */
    public static int check(Options commandLine) throws RunnerException {
        // Other benchmarks on this machine hold JMH's lock; only times would suffer.
        System.setProperty("jmh.ignoreLock", "true");
        Map<BenchmarkCase, Double> limits = GateList.own().allocationLimits(Catalog.own());
        Map<BenchmarkCase, Double> allocated = new LinkedHashMap<>();
        List<BenchmarkCase> over = List.copyOf(limits.keySet());
        for (int warmUp : WARM_UP) {
            List<BenchmarkCase> still = new ArrayList<>();
            for (BenchmarkCase one : over) {
                double bytes = bytes(commandLine, one, warmUp);
                allocated.put(one, bytes);
                boolean within = bytes < limits.get(one);
                System.out.printf(Locale.ROOT, "%14.2f B a call, limit %9.0f  %s%n", bytes, limits.get(one), one);
                if (!within) {
                    still.add(one);
                }
            }
            over = still;
        }
        for (BenchmarkCase one : over) {
            System.err
                    .printf(Locale.ROOT,
                            "%s allocates %.1f B a call when warm, the limit is %.0f: an object is made in"
                                    + " the loop, or vectors are not in registers%n",
                            one, allocated.get(one), limits.get(one));
        }
        return over.isEmpty() ? 0 : 1;
    }

    private static double bytes(Options commandLine, BenchmarkCase one, int warmUp) throws RunnerException {
        ChainedOptionsBuilder options = one.options(commandLine)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .forks(1)
                .warmupIterations(warmUp)
                .warmupTime(WARM_UP_TIME)
                .measurementIterations(ITERATIONS)
                .measurementTime(TIME);
        RunResult run = new Runner(options.build()).runSingle();
        Result<?> result = run.getSecondaryResults().get(ALLOCATED);
        if (result == null) {
            throw new RunnerException("this Java does not count allocations; use one that has com.sun.management");
        }
        return result.getScore();
    }
}
