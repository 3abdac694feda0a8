package io.github.foretoken.bench.process;

import io.github.foretoken.bench.gate.GateList;
import io.github.foretoken.bench.gate.SlowedJar;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gate says of a build beside itself, where it should find nothing, and beside a copy whose benchmarks take longer by a known
 * share, where it should find all. The second with as many pairs of forks as {@code bench/compare} takes, the first, which is repeated,
 * with half of them, and forks are short as with {@code --quick}. A comparison that is there already for the same build is not made
 * again, so that two hours and a half may be interrupted.
 */
final class GateTrial {
    /** By how much the copy is slower. */
    private static final double SHARE = 0.05;

    private static final int SLOWED_PAIRS = 12;
    private static final int SAME_PAIRS = 6;
    private static final String REGRESSION = "REGRESSION";

    private final Workshop workshop;
    private final Path base;
    private final Path folder;
    private final Path list;

    private GateTrial(Workshop workshop, Path jar) {
        this.workshop = workshop;
        folder = workshop.file("gate");
        base = folder.resolve("base.jar");
        list = folder.resolve("list.txt");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(base) || Files.mismatch(base, jar) >= 0) {
                clear();
                Files.copy(jar, base);
            }
            Files.write(list, GateList.own().timedLines());
        } catch (IOException e) {
            throw new PerfkitException(folder + " cannot be written (" + e + ")", e);
        }
    }

    /** What was compared with another build is of no use. */
    private void clear() throws IOException {
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Both, a row for each benchmark. */
    static Report measure(Workshop workshop, Extent extent) {
        Path jar = workshop.source("bench/target/benchmarks.jar");
        GateTrial trial = new GateTrial(workshop, jar);
        Path copy = trial.folder.resolve("same.jar");
        Path slowed = trial.folder.resolve("slowed.jar");
        try {
            if (!Files.exists(copy)) {
                Files.copy(trial.base, copy);
            }
        } catch (IOException e) {
            throw new PerfkitException(copy + " cannot be written (" + e + ")", e);
        }
        SlowedJar.write(trial.base, slowed, SHARE);
        Report report = new Report();
        trial.figures("slowed", "5 % slower", slowed, SLOWED_PAIRS, 1, report);
        trial.figures("same", "the same build", copy, SAME_PAIRS, extent.sameGates(), report);
        return report;
    }

    private void figures(String id, String what, Path head, int pairs, int repeats, Report report) {
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            System.err.printf("gate, %s: %d of %d%n", what, repeat, repeats);
            for (JsonNode one : comparison(head, pairs, id + "-" + repeat).path("benchmarks")) {
                found.computeIfAbsent(one.path("benchmark").asString(), key -> new ArrayList<>()).add(one);
            }
        }
        List<Double> called = new ArrayList<>();
        found.forEach((benchmark, all) -> {
            long times = all.stream().filter(one -> one.path("verdict").asString().equals(REGRESSION)).count();
            called.add(100.0 * times / repeats);
            List<Double> reach =
                    all.stream().map(one -> 50 * (one.path("high").asDouble() - one.path("low").asDouble())).toList();
            report.figures()
                    .add(Figure.alone("gate." + id + "." + benchmark.replaceAll("[^A-Za-z0-9]+", "-"),
                            "gate, beside " + what + ": `" + benchmark.replace(" implementation=vector", "") + "`", "%",
                            Spread.of(all.stream().map(one -> 100 * one.path("change").asDouble()).toList()),
                            String.format(Locale.ROOT,
                                    "called slower %d times of %d; intervals ± %.1f %% in the median", times, repeats,
                                    Spread.of(reach).median())));
        });
        report.figures()
                .add(Figure.alone("gate." + id, "gate, beside " + what + ", all benchmarks: called slower",
                        "% of the times", Spread.of(called), ""));
    }

    /** As the gate's own JSON has it. */
    private JsonNode comparison(Path head, int pairs, String name) {
        Path result = folder.resolve(name + ".json");
        try {
            if (!Files.exists(result)) {
                Path output = folder.resolve("comparison");
                workshop.child.run(workshop.gate(base.toString(), head.toString(), "--quick", "--pairs=" + pairs,
                        "--list=" + list, "--output=" + output), Set.of(0, 1));
                Files.move(output.resolve("comparison.json"), result);
            }
            return JsonMapper.shared().readTree(Files.readString(result));
        } catch (IOException | JacksonException e) {
            throw new PerfkitException(result + " cannot be used (" + e + "); remove it and measure again", e);
        }
    }
}
