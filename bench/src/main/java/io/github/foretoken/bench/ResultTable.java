package io.github.foretoken.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** One row a job, one column an implementation, ratios between them, and the share of the machine's measured peak. */
final class ResultTable {
    private static final List<String> HEADER = List.of("job", "T", "d", "kernel", "definition us", "scalar us",
            "vector us", "definition/vector", "scalar/vector", "GFLOP/s", "% of peak", "vector B/call");
    private static final String FOOTNOTE = "\nTimes: of the processor, not the wall; median of the forks' medians"
            + " [least..greatest fork].\nRatios: of medians [worst..best pairing of forks].\n"
            + "GFLOP/s of the vector path: 4 d a pair of tokens for u*, 2 d (1 + n) for u^n, and " + (int) FlopCount.EXP
            + " an exponential,\nan fma counting as 2; % of what FmaPeakBenchmark measured in this run. Short sequences: the column vector is the public path, whatever it chooses.\n";
    private static final String ABSENT = "-";
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private ResultTable() {}

    static String of(Collection<RunResult> results) {
        Map<List<String>, Map<String, RunResult>> jobs = new LinkedHashMap<>();
        double peak = Double.NaN;
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            if (params.getBenchmark().endsWith("FmaPeakBenchmark.peak")) {
                peak = gigaflops(result);
            }
            jobs.computeIfAbsent(job(params), key -> new LinkedHashMap<>())
                    .put(tiny(params) ? params.getParam("implementation").replace("public", "vector")
                            : parameter(params, "implementation", "vector"), result);
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        for (Map.Entry<List<String>, Map<String, RunResult>> job : jobs.entrySet()) {
            lines.add(line(job.getKey(), job.getValue(), peak));
        }
        return aligned(lines) + FOOTNOTE;
    }

    /** What two rows differ in, the implementation aside: the first four columns. */
    private static List<String> job(BenchmarkParams params) {
        String name = params.getBenchmark();
        name = name.substring(name.lastIndexOf('.') + 1);
        String job = switch (name) {
            case "limit" -> tiny(params) ? "short u*" : "u*";
            case "attention" -> "short attention";
            case "iterate" -> "u^" + params.getParam("layers") + " " + params.getParam("attention");
            case "gemm", "affine" -> name + " " + params.getParam("shape") + " " + params.getParam("type");
            case "exp2", "restore" -> name + " x " + params.getParam("length") + " " + params.getParam("type");
            case "step" -> "training step, " + params.getParam("batch") + " sequences";
            case "attend" -> "softmax attention " + params.getParam("type");
            case "product", "solve" -> name + " " + params.getParam("size") + " " + params.getParam("backend");
            default -> name;
        };
        return List.of(job, parameter(params, "tokens", ABSENT), parameter(params, "dimension", ABSENT),
                parameter(params, "kernel", ABSENT));
    }

    private static boolean tiny(BenchmarkParams params) {
        return params.getBenchmark().contains("." + TinyInputBenchmark.class.getSimpleName() + ".");
    }

    private static String parameter(BenchmarkParams params, String name, String otherwise) {
        return params.getParamsKeys().contains(name) ? params.getParam(name) : otherwise;
    }

    private static List<String> line(List<String> job, Map<String, RunResult> runs, double peak) {
        List<String> line = new ArrayList<>(job);
        for (String implementation : List.of("definition", "scalar", "vector")) {
            line.add(runs.containsKey(implementation) ? Times.of(runs.get(implementation)).toString() : ABSENT);
        }
        RunResult vector = runs.get("vector");
        for (String other : List.of("definition", "scalar")) {
            line.add(vector == null || !runs.containsKey(other) ? ABSENT
                    : Times.of(vector).ratioTo(Times.of(runs.get(other))));
        }
        double rate = vector == null ? Double.NaN : gigaflops(vector);
        line.add(number(rate));
        // The peak is float64's; float32's own would be a share of itself.
        line.add(job.get(0).equals("peakFloat") ? ABSENT : number(100 * rate / peak));
        line.add(vector == null ? ABSENT : number(allocated(vector)));
        return line;
    }

    private static double gigaflops(RunResult result) {
        return FlopCount.of(result.getParams()) / Times.of(result).median() / 1e3;
    }

    /** Bytes a call; NaN when the profiler did not run. */
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().containsKey(ALLOCATION)
                ? result.getSecondaryResults().get(ALLOCATION).getScore()
                : Double.NaN;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? ABSENT : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String aligned(List<List<String>> lines) {
        int[] widths = new int[HEADER.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                row.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
