package io.github.foretoken.bench.gate;

import io.github.foretoken.bench.gate.HistoryEntry.Figure;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.Options;

/** Adds one run to the history: the timed benchmarks of the list, each beside its scalar twin, and the FMA peak. */
public final class Recording {
    private static final String PEAK = "FmaPeakBenchmark.peak";
    private static final String SCALAR = "scalar";

    private Recording() {}

    /**
     * The JMH runs to record.
     *
     * @param root of the repository, which must have a commit to record them for
     */
    public static List<Options> runs(Path root, Options commandLine) {
        new Git(root).head();
        List<BenchmarkCase> catalog = Catalog.own();
        Set<BenchmarkCase> cases = new LinkedHashSet<>();
        catalog.stream().filter(one -> one.simpleName().equals(PEAK)).forEach(cases::add);
        for (BenchmarkCase one : GateList.own().timed(catalog)) {
            cases.add(one);
            if (catalog.contains(one.on(SCALAR))) {
                cases.add(one.on(SCALAR));
            }
        }
        return cases.stream().map(one -> one.options(commandLine).build()).toList();
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
        HistoryEntry entry = entry(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), git.head(), git.changed(),
                results, flops, microseconds);
        return new History(root.resolve("bench/history")).add(entry);
    }

    private static HistoryEntry entry(String date, String revision, boolean changed, Collection<RunResult> results,
            ToDoubleFunction<BenchmarkParams> flops, ToDoubleFunction<RunResult> microseconds) {
        Map<BenchmarkCase, RunResult> byCase = new LinkedHashMap<>();
        results.forEach(result -> byCase.put(BenchmarkCase.of(result.getParams()), result));
        BenchmarkCase peakCase =
                byCase.keySet().stream().filter(one -> one.simpleName().equals(PEAK)).findFirst().orElseThrow();
        RunResult peak = byCase.remove(peakCase);
        double peakGflops = flops.applyAsDouble(peak.getParams()) / microseconds.applyAsDouble(peak) / 1e3;
        List<Figure> figures = new ArrayList<>();
        byCase.forEach((one, result) -> {
            if (!SCALAR.equals(one.parameters().get(BenchmarkCase.IMPLEMENTATION))) {
                RunResult scalar = byCase.get(one.on(SCALAR));
                figures.add(figure(one.job().toString(), microseconds.applyAsDouble(result),
                        scalar == null ? Double.NaN : microseconds.applyAsDouble(scalar),
                        flops.applyAsDouble(result.getParams()), peakGflops));
            }
        });
        return new HistoryEntry(date, revision, changed, Machine.here(), List.copyOf(peak.getParams().getJvmArgs()),
                peakGflops, figures);
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
