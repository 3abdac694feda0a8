package io.github.foretoken.bench.gate;

import io.github.foretoken.bench.gate.HistoryEntry.Figure;
import io.github.foretoken.perfkit.BenchmarkCase;
import io.github.foretoken.perfkit.Git;
import io.github.foretoken.perfkit.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import jdk.incubator.vector.DoubleVector;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.Options;

/** Adds one run to the history: the timed benchmarks of the list, each beside its scalar twin, and the FMA peak. */
public final class Recording {
    private static final String PEAK = "FmaPeakBenchmark.peak";
    private static final String FLOAT_PEAK = "FmaPeakBenchmark.peakFloat";
    private static final String SCALAR = "scalar";

    private Recording() {}

    /**
     * The JMH runs to record.
     *
     * @param root of the repository, which must have a commit to record them for
     */
    public static List<Options> runs(Path root, Options commandLine) {
        new Git(root).head();
        List<BenchmarkCase> catalog = OwnBenchmarks.all();
        Set<BenchmarkCase> cases = new LinkedHashSet<>();
        catalog.stream().filter(one -> List.of(PEAK, FLOAT_PEAK).contains(one.simpleName())).forEach(cases::add);
        for (BenchmarkCase one : GateList.own().timed(catalog)) {
            cases.add(one);
            if (catalog.contains(JmhCase.on(one, SCALAR))) {
                cases.add(JmhCase.on(one, SCALAR));
            }
        }
        return cases.stream().map(one -> JmhCase.options(one, commandLine).build()).toList();
    }

    /**
     * Writes what was measured to a new file.
     *
     * @param root of the repository
     * @param results of all {@linkplain #runs runs}
     * @param flops operations of one call; NaN where nobody counted
     * @param microseconds time of one call
     * @return the file
     */
    public static Path write(Path root, Collection<RunResult> results, ToDoubleFunction<BenchmarkParams> flops,
            ToDoubleFunction<RunResult> microseconds) throws IOException {
        Git git = new Git(root);
        HistoryEntry entry = entry(git, results, flops, microseconds);
        return new History(root.resolve("bench/history")).add(entry);
    }

    private static HistoryEntry entry(Git git, Collection<RunResult> results, ToDoubleFunction<BenchmarkParams> flops,
            ToDoubleFunction<RunResult> microseconds) {
        Map<BenchmarkCase, RunResult> byCase = new LinkedHashMap<>();
        results.forEach(result -> byCase.put(JmhCase.of(result.getParams()), result));
        RunResult peak = remove(byCase, PEAK);
        RunResult floatPeak = remove(byCase, FLOAT_PEAK);
        ToDoubleFunction<RunResult> gflops =
                result -> flops.applyAsDouble(result.getParams()) / microseconds.applyAsDouble(result) / 1e3;
        double peakGflops = gflops.applyAsDouble(peak);
        double floatPeakGflops = gflops.applyAsDouble(floatPeak);
        List<Figure> figures = new ArrayList<>();
        byCase.forEach((one, result) -> {
            if (!SCALAR.equals(one.parameters().get(JmhCase.IMPLEMENTATION))) {
                RunResult scalar = byCase.get(JmhCase.on(one, SCALAR));
                figures.add(figure(JmhCase.job(one).toString(), microseconds.applyAsDouble(result),
                        scalar == null ? Double.NaN : microseconds.applyAsDouble(scalar),
                        flops.applyAsDouble(result.getParams()), inFloat(one) ? floatPeakGflops : peakGflops));
            }
        });
        return new HistoryEntry(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), git.head(),
                git.date(git.head()), git.changed(), Machine.here(), Machine.busy().orElse(null),
                DoubleVector.SPECIES_PREFERRED.length(), List.copyOf(peak.getParams().getJvmArgs()), peakGflops,
                floatPeakGflops, figures);
    }

    private static RunResult remove(Map<BenchmarkCase, RunResult> results, String simpleName) {
        BenchmarkCase one = results.keySet()
                .stream()
                .filter(each -> each.simpleName().equals(simpleName))
                .findFirst()
                .orElseThrow();
        return results.remove(one);
    }

    /** Its peak has twice the lanes. */
    private static boolean inFloat(BenchmarkCase one) {
        return "float32".equals(one.parameters().get("type"));
    }

    /** One figure; NaN for a scalar time or a count of operations that does not exist. */
    static Figure figure(String benchmark, double microseconds, double scalarMicroseconds, double flops,
            double peakGflops) {
        double peakOperations = microseconds * peakGflops * 1e3;
        return new Figure(benchmark, microseconds, known(scalarMicroseconds), known(scalarMicroseconds / microseconds),
                known(flops / peakOperations), peakOperations);
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
