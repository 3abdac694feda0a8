package io.github.foretoken.bench.peers;

import io.github.foretoken.bench.ExpBenchmark;
import io.github.foretoken.bench.FmaPeakBenchmark;
import io.github.foretoken.bench.Times;
import io.github.foretoken.bench.TrainingInputs;
import io.github.foretoken.perfkit.CpuTimeProfiler;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The least time that arithmetic alone allows on one thread of this machine: 4 d flops a pair (query, key no later than
 * the query) at the fma peak, plus one exponential a pair at the speed of our exp loop alone. Two threads: half of it.
 * Work that masked halves of diagonal tiles, packing or normalisation add is not counted.
 */
final class Roofline {
    private static final int EXP_LENGTH = 2304;

    /** Microseconds of one call in the fastest fork, by benchmark: a roof is the best that was seen. */
    private final Map<String, Double> calls = new HashMap<>();

    Roofline(Collection<RunResult> results) {
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String type =
                    result.getParams().getParamsKeys().contains("type") ? " " + result.getParams().getParam("type")
                            : "";
            calls.put(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1) + type,
                    Times.of(result).least());
        }
    }

    static List<Options> runs() {
        return List.of(run(FmaPeakBenchmark.class).build(),
                run(ExpBenchmark.class).param("implementation", "vector")
                        .param("length", Integer.toString(EXP_LENGTH))
                        .build());
    }

    private static ChainedOptionsBuilder run(Class<?> benchmark) {
        return Effort.ofRoofline()
                .on(new OptionsBuilder().include("\\Q" + benchmark.getName() + "\\E\\.")
                        .shouldFailOnError(true)
                        // One thread, all Java: its processor time is the measure, whatever else the machine does.
                        .addProfiler(CpuTimeProfiler.class), List.of());
    }

    /** GFLOP/s of one thread, an fma being two. */
    double peak(boolean single) {
        return single ? FmaPeakBenchmark.floatFlops() / call("FmaPeakBenchmark.peakFloat") / 1e3
                : FmaPeakBenchmark.flops() / call("FmaPeakBenchmark.peak") / 1e3;
    }

    /** Nanoseconds of one exponential, without restoring its argument. */
    double exp(boolean single) {
        String type = single ? " float32" : " float64";
        return (call("ExpBenchmark.exp2" + type) - call("ExpBenchmark.restore" + type)) * 1e3 / EXP_LENGTH;
    }

    private double call(String benchmark) {
        return calls.getOrDefault(benchmark, Double.NaN);
    }

    /** Microseconds below which nobody can be by these loops. */
    double bound(Job job) {
        if (job.kind() == Job.Kind.TRAINING) {
            TrainingInputs step = new TrainingInputs(TrainingBenchmark.BATCH, job.tokens(), job.dimension(), 0);
            double each = step.products() / peak(job.single()) + step.exponentials() * exp(job.single());
            return step.batch() * each / 1e3 / job.threads();
        }
        double nanoseconds = 4.0 * job.dimension() / peak(job.single()) + exp(job.single());
        return job.pairs() * nanoseconds / 1e3 / job.threads();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "one thread: fma peak %.1f GFLOP/s in f64, %.1f in f32; one exp %.2f ns in f64, %.2f in f32",
                peak(false), peak(true), exp(false), exp(true));
    }
}
