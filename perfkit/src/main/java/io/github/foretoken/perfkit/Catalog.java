package io.github.foretoken.perfkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The benchmarks of a jar, as the JMH that is in it lists them. */
public final class Catalog {
    private static final Pattern PARAMETER = Pattern.compile("\\s+param \"(.+)\" = \\{(.*)\\}");
    private static final Pattern BENCHMARK = Pattern.compile("\\w+(?:\\.[\\w$]+)+");

    private Catalog() {}

    /** Every benchmark at every combination of its annotated parameters. */
    static List<BenchmarkCase> of(Lifetime lifetime, Path jar, List<String> java, Path folder) {
        Path log = folder.resolve("list.log");
        List<String> command = new ArrayList<>(JmhFork.java(jar, java));
        command.addAll(List.of("org.openjdk.jmh.Main", "-lp"));
        int status = lifetime.run(new ProcessBuilder(command), log);
        try {
            String text = Files.readString(log);
            List<BenchmarkCase> cases = parse(text);
            if (status != 0 || cases.isEmpty()) {
                throw new PerfkitException(jar + " lists no benchmarks: "
                        + text.lines().filter(line -> !line.isBlank()).findFirst().orElse("JMH says nothing")
                        + "; is it a jar that runs JMH?");
            }
            return cases;
        } catch (IOException e) {
            throw new PerfkitException(log + " cannot be read: " + e, e);
        }
    }

    /** What {@code -lp} prints: a line for each benchmark and, indented, one for each of its parameters. */
    static List<BenchmarkCase> parse(String text) {
        Map<String, Map<String, List<String>>> benchmarks = new LinkedHashMap<>();
        Map<String, List<String>> last = null;
        for (String line : text.lines().toList()) {
            Matcher parameter = PARAMETER.matcher(line);
            if (BENCHMARK.matcher(line).matches()) {
                last = new LinkedHashMap<>();
                benchmarks.put(line, last);
            } else if (last != null && parameter.matches()) {
                last.put(parameter.group(1), Arrays.asList(parameter.group(2).split(", ", -1)));
            }
        }
        List<BenchmarkCase> cases = new ArrayList<>();
        benchmarks.forEach((name, parameters) -> combinations(parameters)
                .forEach(values -> cases.add(new BenchmarkCase(name, values))));
        return cases;
    }

    /** All choices of one value for each parameter. */
    public static List<SortedMap<String, String>> combinations(Map<String, List<String>> values) {
        List<SortedMap<String, String>> all = List.of(new TreeMap<>());
        for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
            List<SortedMap<String, String>> longer = new ArrayList<>();
            for (SortedMap<String, String> shorter : all) {
                for (String value : parameter.getValue()) {
                    SortedMap<String, String> one = new TreeMap<>(shorter);
                    one.put(parameter.getKey(), value);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }
}
