package io.github.foretoken.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs and its variants agree. Nothing is timed. */
class SmokeTest {
    @Test
    void everyBenchmarkChecksItsVariantsAndProducesAScore() throws Exception {
        // Other builds on this machine may hold JMH's lock; timings do not matter here.
        System.setProperty("jmh.ignoreLock", "true");
        final int checksBefore = Agreement.checks();

        Collection<RunResult> results =
                Main.run(Plan.SMOKE.runs(Main.base(new OptionsBuilder().verbosity(VerboseMode.SILENT).build())));

        assertThat(results).allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
        // Warm-up and measurement of a benchmark share one setup, which makes one comparison or more.
        assertThat(Agreement.checks() - checksBefore).isGreaterThanOrEqualTo(results.size());
        assertThat(results.stream().map(result -> result.getParams().getBenchmark()).distinct())
                .containsExactlyInAnyOrderElementsOf(benchmarks());
        assertThat(ResultTable.of(results)).contains("u^6 softmax", "gemm 37x29x13 float32",
                "softmax attention float64", "gaussian:0.5");
    }

    private static Iterable<String> benchmarks() {
        return BenchmarkList.defaultList().getAll(null, List.of()).stream().map(entry -> entry.getUsername()).toList();
    }

    @Test
    void disagreementIsAnError() {
        double[][] reference = {{1, 2}, {3, 4}};
        double[] same = {1, 2, 3, 4};
        double[] other = {1, 2, 3, 4.5};
        double[] poisoned = {1, 2, 3, Double.NaN};
        Agreement.require("same", reference, same, 0);
        assertThatThrownBy(() -> Agreement.require("other", reference, other, 0.1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other disagrees with the definition: distance 0.5");
        assertThatThrownBy(() -> Agreement.require("poisoned", reference, poisoned, 0.1))
                .isInstanceOf(IllegalStateException.class);
    }
}
