package io.github.foretoken.bench.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Warm kernels in processes of their own, on the vectors of other machines. */
final class Kernels {
    /** Names by which figures have them, and what they are. */
    private static final Map<String, String> JOBS = jobs();
    static final Map<String, String> LABELS = Map.of("limit-16", "u* of 4,096 tokens in R^16", "limit-64",
            "u* of 4,096 tokens in R^64", "attention-64", "softmax attention, 4,096 tokens in R^64, float64",
            "attention32-64", "softmax attention, 4,096 tokens in R^64, float32", "batch-64-8",
            "u* of 1,000 sequences of 64 x 8");
    private static final String MILLISECONDS = "ms";

    private Kernels() {}

    private static Map<String, String> jobs() {
        Map<String, String> jobs = new LinkedHashMap<>();
        jobs.put("limit-16", "limit:4096:16");
        jobs.put("limit-64", "limit:4096:64");
        jobs.put("attention-64", "attention:4096:64");
        jobs.put("attention32-64", "attention32:4096:64");
        jobs.put("batch-64-8", "batch:1000:64:8");
        return jobs;
    }

    /** Every kernel under flags that make this machine a lesser one; one fork each. */
    static Report widths(Workshop workshop, Extent extent) {
        Report report = new Report();
        Map<String, List<String>> ways = new LinkedHashMap<>();
        for (String flag : List.of("UseAVX=0", "UseAVX=1", "UseAVX=2", "UseAVX=3", "MaxVectorSize=16",
                "MaxVectorSize=32")) {
            String refusal = Flags.refusal(workshop, flag);
            if (refusal.isEmpty()) {
                ways.put("-XX:" + flag, List.of(Workshop.MODULE, "-XX:" + flag));
            } else {
                report.leftOut().add("-XX:" + flag + ": " + refusal);
            }
        }
        ways.put("-Dforetoken.vector=false", List.of(Workshop.MODULE, "-Dforetoken.vector=false"));
        ways.forEach((way, options) -> JOBS.keySet().forEach(name -> {
            System.err.println(way + ": " + name);
            Map<String, String> values = probe(workshop, options, "warm", name, extent);
            report.figures()
                    .add(Figure.alone("widths." + way.replaceAll("^-XX:|^-D", "").replace('=', '-') + "." + name,
                            LABELS.get(name) + ", `" + way + "`", MILLISECONDS, Spread.of(List.of(median(values))),
                            values.getOrDefault("loops", "")));
        }));
        return report;
    }

    /** A million short sequences, on one thread and on two. */
    static Report many(Workshop workshop, Extent extent) {
        int count = extent.quick() ? 100_000 : 1_000_000;
        Rounds rounds = new Rounds();
        for (int threads = 1; threads <= 2; threads++) {
            List<String> command = workshop.program(Probe.class, List.of(Workshop.MODULE), "first",
                    "many:" + count + ":" + threads, "1");
            String name = "threads-" + threads;
            rounds.add("many, " + name,
                    () -> Map.of(name, Double.valueOf(workshop.child.run(command).values().get("first"))));
        }
        Report report = new Report();
        rounds.run(extent.fewRounds())
                .forEach(
                        (name, spread) -> report.figures()
                                .add(Figure.alone("batch." + name, String.format(Locale.ROOT,
                                        "%,d sequences of 64 x 8, Gaussian kernel, %s, the first call of a process",
                                        count, name.endsWith("1") ? "one thread" : "two threads"), "s", spread, "")));
        return report;
    }

    /**
     * What a probe says of a kernel.
     *
     * @param how warm or fork
     * @param name of the kernel
     */
    static Map<String, String> probe(Workshop workshop, List<String> options, String how, String name, Extent extent) {
        return workshop.child.run(workshop.program(Probe.class, options, how, JOBS.get(name),
                Double.toString(extent.warm()), Double.toString(extent.measured()))).values();
    }

    /** Milliseconds. */
    static double median(Map<String, String> values) {
        return 1e3 * Double.parseDouble(values.get("median"));
    }
}
