package io.github.foretoken.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.perfkit.BenchmarkCase;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GateListTest {
    private static final List<BenchmarkCase> CATALOG = OwnBenchmarks.all();

    @Test
    void everyLineFitsABenchmark() {
        assertThat(GateList.own().timed(CATALOG)).hasSizeBetween(6, 10);
        assertThat(GateList.own().allocationLimits(CATALOG)).isNotEmpty();
    }

    @Test
    void everyMicrokernelIsHeldToItsAllocation() {
        Set<String> checked = GateList.own()
                .allocationLimits(CATALOG)
                .keySet()
                .stream()
                .map(one -> one.benchmark().substring(one.benchmark().lastIndexOf('.') + 1))
                .collect(Collectors.toSet());

        assertThat(checked).containsAll(Arrays.stream(ScoreMicrokernels.class.getMethods())
                .filter(method -> method.getReturnType() == void.class)
                .map(Method::getName)
                .toList());
    }

    @Test
    void starsAndMissingParametersTakeEverything() {
        Map<BenchmarkCase, Double> limits =
                GateList.parse("alloc MicrokernelBenchmark.* implementation=vector").allocationLimits(CATALOG);

        assertThat(limits.keySet()).allSatisfy(
                one -> assertThat(one.toString()).matches("MicrokernelBenchmark\\.\\w+ .*implementation=vector.*"));
        assertThat(limits.keySet()).hasSizeGreaterThan(1);
        assertThat(limits.values()).containsOnly(1.0);
    }

    @Test
    void wholePathsMayAllocateTheirResult() {
        String line = "alloc+3 ForwardSubstitutionBenchmark.limit implementation=vector tokens=1000 dimension=16 "
                + "kernel=exponential";

        assertThat(GateList.parse(line).allocationLimits(CATALOG).values()).containsExactly(3.0 * 8 * 1000 * 16);
    }

    @Test
    void aLineThatFitsNothingOrSaysNothingIsAnError() {
        assertThatThrownBy(() -> GateList.parse("time NoBenchmark.at all=1").timed(CATALOG))
                .hasMessageContaining("no benchmark of this build fits the line: time NoBenchmark.at all=1");
        assertThatThrownBy(() -> GateList.parse("speed ExpBenchmark.exp"))
                .hasMessageContaining("speed ExpBenchmark.exp");
    }
}
