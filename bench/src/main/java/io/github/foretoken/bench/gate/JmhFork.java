package io.github.foretoken.bench.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts JMH on one of two jars, for one fork of one case. Each build decides the flags of its own forks. */
final class JmhFork implements Stopwatch {
    /**
     * How long a fork runs, in JMH's options. Many short iterations and little warm-up: only the fastest iteration counts,
     * so one that C2 was late for does no harm, and one that nothing disturbed is likely to be among them.
     */
    enum Effort {
        /** Three seconds, since C2 needs about two for the Vector API on a busy machine. */
        FULL("-wi 2 -w 500ms -i 13 -r 150ms"),
        /** Two seconds, for a first look. */
        QUICK("-wi 2 -w 300ms -i 9 -r 150ms");

        private final String options;

        Effort(String options) {
            this.options = options;
        }
    }

    /** What the profiler calls its figure. */
    static final String CPU_TIME = "time.cpu";

    private static final String CPU_TIME_PROFILER = "io.github.foretoken.bench.CpuTimeProfiler";
    private static final Pattern FAILURE = Pattern.compile("(?:[a-z]\\w*\\.)+\\w*(?:Exception|Error): .*|ERROR: .*");

    private final Lifetime lifetime;
    private final Map<Side, Path> jars;
    private final Map<Side, String> labels;
    private final Effort effort;
    private final boolean cpuTime;
    private final Path folder;

    /**
     * Forks of two builds.
     *
     * @param labels what to call them in messages
     * @param cpuTime whether to read the benchmark thread's processor time and not the clock on the wall; both builds must
     *        {@linkplain #canReadCpuTime be able to}
     * @param folder for JMH's output, existing
     */
    JmhFork(Lifetime lifetime, Map<Side, Path> jars, Map<Side, String> labels, Effort effort, boolean cpuTime,
            Path folder) {
        this.lifetime = lifetime;
        this.jars = jars;
        this.labels = labels;
        this.effort = effort;
        this.cpuTime = cpuTime;
        this.folder = folder;
    }

    /** Whether a build has the profiler for it. */
    static boolean canReadCpuTime(Path jar) {
        return Catalog.has(jar, CPU_TIME_PROFILER);
    }

    @Override
    public double microseconds(Side side, BenchmarkCase one) {
        Path log = folder.resolve("fork.log");
        Path result = folder.resolve("fork.json");
        int status = lifetime.run(new ProcessBuilder(command(jars.get(side), one, result)), log);
        if (status != 0) {
            throw new GateException(
                    one + " failed in " + labels.get(side) + ": " + reason(log) + "; JMH's output is in " + log);
        }
        try {
            double least = fastest(Files.readString(result), cpuTime);
            Files.delete(result);
            return least;
        } catch (IOException | JacksonException e) {
            throw new GateException(one + " left no result in " + labels.get(side) + "; JMH's output is in " + log, e);
        }
    }

    private List<String> command(Path jar, BenchmarkCase one, Path result) {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", "-cp", jar.toString(), "org.openjdk.jmh.Main",
                        one.pattern(), "-foe", "true", "-f", "1", "-bm", "avgt", "-tu", "us", "-rf", "json", "-rff",
                        result.toString()));
        command.addAll(List.of(effort.options.split(" ", -1)));
        if (cpuTime) {
            command.addAll(List.of("-prof", CPU_TIME_PROFILER));
        }
        one.parameters().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
        return command;
    }

    /** The least of the iterations in JMH's JSON of one fork of one benchmark. */
    static double fastest(String json, boolean cpuTime) {
        JsonNode run = JsonMapper.shared().readTree(json).path(0);
        JsonNode metric = cpuTime ? run.path("secondaryMetrics").path(CPU_TIME) : run.path("primaryMetric");
        double least = Double.POSITIVE_INFINITY;
        for (JsonNode iteration : metric.path("rawData").path(0)) {
            least = Math.min(least, iteration.asDouble());
        }
        if (!(least > 0 && least < Double.POSITIVE_INFINITY)) {
            throw new GateException("JMH's result has no time in it; it is: " + run);
        }
        return least;
    }

    /** The first line that names what went wrong. */
    private static String reason(Path log) {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8)
                    .stream()
                    .map(String::strip)
                    .filter(line -> FAILURE.matcher(line).matches())
                    .findFirst()
                    .orElse("JMH gave no reason");
        } catch (IOException e) {
            return "JMH's output cannot be read";
        }
    }
}
