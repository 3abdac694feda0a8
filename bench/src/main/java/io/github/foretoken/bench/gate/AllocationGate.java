package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.BenchmarkCase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
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

    private static final TimeValue WARM_UP_TIME = TimeValue.milliseconds(350);

    /**
     * How long to warm up and to count.
     *
     * <p>Counting takes one iteration, long enough for JMH's own one or two kilobytes an iteration to vanish in it.
     */
    private enum Attempt {
        /** Enough when C2 is prompt. */
        PROMPT(3, 400),
        /** A second chance, for when other programs hold C2 up. */
        PATIENT(30, 3000);

        private final int warmUpIterations;
        private final int milliseconds;

        Attempt(int warmUpIterations, int milliseconds) {
            this.warmUpIterations = warmUpIterations;
            this.milliseconds = milliseconds;
        }
    }

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
        Map<BenchmarkCase, Double> limits = GateList.own().allocationLimits(OwnBenchmarks.all());
        Map<BenchmarkCase, Double> allocated = new LinkedHashMap<>();
        List<BenchmarkCase> over = List.copyOf(limits.keySet());
        for (Attempt attempt : Attempt.values()) {
            List<BenchmarkCase> still = new ArrayList<>();
            for (BenchmarkCase one : over) {
                double bytes = bytes(commandLine, one, attempt);
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

    private static double bytes(Options commandLine, BenchmarkCase one, Attempt attempt) throws RunnerException {
        ChainedOptionsBuilder options = JmhCase.options(one, commandLine)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(attempt.warmUpIterations)
                .warmupTime(WARM_UP_TIME)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(attempt.milliseconds));
        RunResult run = quietly(options.build());
        Result<?> result = run.getSecondaryResults().get(ALLOCATED);
        if (result == null) {
            throw new RunnerException("this Java does not count allocations; use one that has com.sun.management");
        }
        return result.getScore();
    }

    /** Every fork warns that the Vector API is an incubator module; what forks say is only of use when one fails. */
    private static RunResult quietly(Options options) throws RunnerException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        OutputFormat format = OutputFormatFactory
                .createFormatInstance(new PrintStream(said, true, StandardCharsets.UTF_8), VerboseMode.SILENT);
        try {
            return new Runner(options, format).runSingle();
        } catch (RunnerException e) {
            System.err.print(said.toString(StandardCharsets.UTF_8));
            throw e;
        }
    }
}
