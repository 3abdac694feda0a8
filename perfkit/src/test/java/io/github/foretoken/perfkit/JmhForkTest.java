package io.github.foretoken.perfkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JmhForkTest {
    private static final String JSON = """
            [{"benchmark": "p.B.m",
              "primaryMetric": {"score": 3, "scoreUnit": "us/op", "rawData": [[3.5, 2.5, 3.0]]},
              "secondaryMetrics": {"time.cpu": {"rawData": [[2.25, 2.5, 2.75]]}}}]
            """;

    @Test
    void takesTheFastestIterationOfTheChosenClock() {
        assertThat(JmhFork.fastest(JSON, false)).isEqualTo(2.5);
        assertThat(JmhFork.fastest(JSON, true)).isEqualTo(2.25);
    }

    @Test
    void refusesAResultWithoutTimes() {
        assertThatThrownBy(() -> JmhFork.fastest("[]", false)).isInstanceOf(PerfkitException.class)
                .hasMessageContaining("no time in it");
    }
}
