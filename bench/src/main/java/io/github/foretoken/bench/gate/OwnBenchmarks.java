package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.BenchmarkCase;
import io.github.foretoken.perfkit.Catalog;
import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.util.Optional;

/** The benchmarks of the program that runs, read from the list that JMH's annotation processor leaves in it. */
final class OwnBenchmarks {
    private OwnBenchmarks() {}

    static List<BenchmarkCase> all() {
        try (InputStream list = OwnBenchmarks.class.getResourceAsStream(BenchmarkList.BENCHMARK_LIST)) {
            return cases(list);
        } catch (IOException e) {
            throw new PerfkitException("this build's list of benchmarks cannot be read: " + e.getMessage(), e);
        }
    }

    /** Every benchmark at every combination of its annotated parameters. */
    private static List<BenchmarkCase> cases(InputStream list) throws IOException {
        List<BenchmarkCase> cases = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.readBenchmarkList(list)) {
            Optional<Map<String, String[]>> annotated = entry.getParams();
            Map<String, List<String>> values = new LinkedHashMap<>();
            if (annotated.hasValue()) {
                annotated.get().forEach((name, choices) -> values.put(name, List.of(choices)));
            }
            for (SortedMap<String, String> parameters : Catalog.combinations(values)) {
                cases.add(new BenchmarkCase(entry.getUsername(), parameters));
            }
        }
        return cases;
    }
}
