package io.github.foretoken.perfkit;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
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
    /** By name: loading it takes the JMH that only the measured jar has. */
    private static final String PROFILER = "io.github.foretoken.perfkit.CpuTimeProfiler";
    private static final Pattern FAILURE = Pattern.compile("(?:[a-z]\\w*\\.)+\\w*(?:Exception|Error): .*|ERROR: .*");

    /**
     * How forks are started.
     *
     * @param jmh options of JMH: how many iterations of which length
     * @param java options of the JVM that starts the fork; the fork has them too unless its benchmark says otherwise
     * @param cpuTime whether to read the benchmark thread's processor time and not the clock on the wall
     */
    record Settings(List<String> jmh, List<String> java, boolean cpuTime) {}

    private final Lifetime lifetime;
    private final Map<Side, Path> jars;
    private final Map<Side, String> labels;
    private final Settings settings;
    private final Path folder;

    /**
     * Forks of two builds.
     *
     * @param labels what to call them in messages
     * @param folder for JMH's output, existing
     */
    JmhFork(Lifetime lifetime, Map<Side, Path> jars, Map<Side, String> labels, Settings settings, Path folder) {
        this.lifetime = lifetime;
        this.jars = jars;
        this.labels = labels;
        this.settings = settings;
        this.folder = folder;
    }

    @Override
    public double microseconds(Side side, BenchmarkCase one) {
        Path log = folder.resolve("fork.log");
        Path result = folder.resolve("fork.json");
        int status = lifetime.run(new ProcessBuilder(command(jars.get(side), one, result)), log);
        if (status != 0) {
            throw new PerfkitException(
                    one + " failed in " + labels.get(side) + ": " + reason(log) + "; JMH's output is in " + log);
        }
        try {
            double least = fastest(Files.readString(result), settings.cpuTime);
            Files.delete(result);
            return least;
        } catch (IOException | JacksonException e) {
            throw new PerfkitException(one + " left no result in " + labels.get(side) + "; JMH's output is in " + log,
                    e);
        }
    }

    private List<String> command(Path jar, BenchmarkCase one, Path result) {
        List<String> command = new ArrayList<>(java(jar, settings.java));
        command.addAll(List.of("org.openjdk.jmh.Main", one.pattern(), "-foe", "true", "-f", "1", "-bm", "avgt", "-tu",
                "us", "-rf", "json", "-rff", result.toString()));
        command.addAll(settings.jmh);
        if (settings.cpuTime) {
            command.addAll(List.of("-prof", PROFILER));
        }
        one.parameters().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
        return command;
    }

    /** A JVM with the jar, and behind it this program for its profiler, on the class path, which JMH hands on to forks. */
    static List<String> java(Path jar, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // Other benchmarks on this machine hold JMH's lock.
        command.add("-Djmh.ignoreLock=true");
        command.add("-cp");
        command.add(jar + File.pathSeparator + own());
        return command;
    }

    private static Path own() {
        try {
            return Path.of(JmhFork.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The least of the iterations in JMH's JSON of one fork of one benchmark. */
    static double fastest(String json, boolean cpuTime) {
        JsonNode run = JsonMapper.shared().readTree(json).path(0);
        JsonNode metric =
                cpuTime ? run.path("secondaryMetrics").path(CpuTimeProfiler.LABEL) : run.path("primaryMetric");
        double least = Double.POSITIVE_INFINITY;
        for (JsonNode iteration : metric.path("rawData").path(0)) {
            least = Math.min(least, iteration.asDouble());
        }
        if (!(least > 0 && least < Double.POSITIVE_INFINITY)) {
            throw new PerfkitException("JMH's result has no time in it; it is: " + run);
        }
        return least;
    }

    /** The first line that names what went wrong, or else the first that says anything. */
    private static String reason(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8)
                    .stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.stream()
                    .filter(line -> FAILURE.matcher(line).matches())
                    .findFirst()
                    .orElse(lines.isEmpty() ? "JMH gave no reason" : lines.get(0));
        } catch (IOException e) {
            return "JMH's output cannot be read";
        }
    }
}
