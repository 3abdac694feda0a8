package io.github.foretoken.perfkit;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the JMH of one of two jars run one fork of one case. Each build decides the flags of its own forks. */
final class JmhFork implements Stopwatch {
    /** By name: loading it takes the JMH that only the measured jar has. */
    private static final String PROFILER = "io.github.foretoken.perfkit.CpuTimeProfiler";
    private static final Pattern FAILURE = Pattern.compile("(?:[a-z]\\w*\\.)+\\w*(?:Exception|Error): .*|ERROR: .*");

    /**
     * How forks are started.
     *
     * @param jmh options of JMH: how many iterations of which length
     * @param java options of the JVM that starts forks; the fork has them too unless its benchmark says otherwise
     * @param cpuTime whether to read the benchmark thread's processor time and not the clock on the wall
     */
    record Settings(List<String> jmh, List<String> java, boolean cpuTime) {}

    private final Map<Side, JmhProcess> processes = new EnumMap<>(Side.class);
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
        jars.forEach((side, jar) -> processes.put(side,
                new JmhProcess(lifetime, java(jar, settings.java), folder.resolve("jmh-" + side.word() + ".log"))));
        this.labels = labels;
        this.settings = settings;
        this.folder = folder;
    }

    @Override
    public double microseconds(Side side, BenchmarkCase one) {
        Path log = folder.resolve("fork.log");
        Path result = folder.resolve("fork.json");
        remove(log);
        String failure = processes.get(side).run(arguments(one, log, result));
        if (!failure.isEmpty()) {
            throw new PerfkitException(one + " failed in " + labels.get(side) + ": " + reason(log, failure)
                    + "; JMH's output is in " + log);
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

    /** An older fork's output must not be taken for this one's. */
    private static void remove(Path log) {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new PerfkitException(log + " cannot be removed (" + e + ")", e);
        }
    }

    private List<String> arguments(BenchmarkCase one, Path log, Path result) {
        List<String> arguments = new ArrayList<>(List.of(one.pattern(), "-foe", "true", "-f", "1", "-bm", "avgt", "-tu",
                "us", "-o", log.toString(), "-rf", "json", "-rff", result.toString()));
        arguments.addAll(settings.jmh);
        if (settings.cpuTime) {
            arguments.addAll(List.of("-prof", PROFILER));
        }
        one.parameters().forEach((name, value) -> arguments.addAll(List.of("-p", name + "=" + value)));
        return arguments;
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

    /** The first line that names what went wrong, or else what JMH's process says of it. */
    private static String reason(Path log, String failure) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.map(String::strip).filter(line -> FAILURE.matcher(line).matches()).findFirst().orElse(failure);
        } catch (IOException e) {
            return failure;
        }
    }
}
