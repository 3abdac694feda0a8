package io.github.foretoken.bench.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.util.Optional;

/** The benchmarks of a build, read from the list that JMH's annotation processor leaves in it. */
final class Catalog {
    private static final String LIST = BenchmarkList.BENCHMARK_LIST.substring(1);

    private Catalog() {}

    /** Of the program that runs. */
    static List<BenchmarkCase> own() {
        try (InputStream list = Catalog.class.getResourceAsStream(BenchmarkList.BENCHMARK_LIST)) {
            return cases(list);
        } catch (IOException e) {
            throw new GateException("this build's list of benchmarks cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of a jar. */
    static List<BenchmarkCase> of(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry list = zip.getEntry(LIST);
            if (list == null) {
                throw new GateException(jar + " holds no benchmarks; name a revision whose bench module builds some");
            }
            try (InputStream in = zip.getInputStream(list)) {
                return cases(in);
            }
        } catch (IOException e) {
            throw new GateException(jar + " cannot be read (" + e.getMessage() + "); delete it and try again", e);
        }
    }

    /** Whether a jar has this class. */
    static boolean has(Path jar, String className) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(className.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            throw new GateException(jar + " cannot be read (" + e.getMessage() + "); delete it and try again", e);
        }
    }

    /** Every benchmark at every combination of its annotated parameters. */
    private static List<BenchmarkCase> cases(InputStream list) throws IOException {
        List<BenchmarkCase> cases = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.readBenchmarkList(list)) {
            Optional<Map<String, String[]>> annotated = entry.getParams();
            Map<String, String[]> values = annotated.hasValue() ? annotated.get() : Map.of();
            for (SortedMap<String, String> parameters : combinations(values)) {
                cases.add(new BenchmarkCase(entry.getUsername(), parameters));
            }
        }
        return cases;
    }

    private static List<SortedMap<String, String>> combinations(Map<String, String[]> values) {
        List<SortedMap<String, String>> all = List.of(new TreeMap<>());
        for (Map.Entry<String, String[]> parameter : values.entrySet()) {
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
