package io.github.foretoken.perfkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void isStudentsOwnForFewPairs() {
        Interval interval = Interval.of(new double[]{0.02, 0.04, 0.01, 0.03}, 0.95);

        // scipy.stats.t.interval(0.95, 3, loc=mean, scale=sd/2)
        assertThat(interval.centre()).isCloseTo(0.025, within(1e-15));
        assertThat(interval.low()).isCloseTo(0.004457397432391198, within(1e-9));
        assertThat(interval.high()).isCloseTo(0.0455426025676088, within(1e-9));
    }

    @Test
    void isYuensForManyPairs() {
        double[] values = {0.012, -0.004, 0.007, 0.003, 0.251, 0, -0.011, 0.009, 0.005, -0.002, 0.001, 0.006};

        Interval interval = Interval.of(values, 0.95);

        // scipy: trim_mean, mstats.winsorize and t.ppf; the error is that of ttest_ind(..., trim=0.2).
        assertThat(interval.centre()).isCloseTo(0.003625, within(1e-14));
        assertThat(interval.low()).isCloseTo(-0.0010715869467932716, within(1e-9));
        assertThat(interval.high()).isCloseTo(0.008321586946793271, within(1e-9));
    }

    @Test
    void readsPairsAsLogarithmsOfHeadOverBase() {
        Interval interval = Interval.ofPairs(new double[]{1, 2, 4}, new double[]{1.1, 2.2, 4.4}, 0.95);

        assertThat(Interval.percent(interval.centre())).isCloseTo(10, within(1e-10));
        assertThat(interval.high() - interval.low()).isCloseTo(0, within(1e-9));
        assertThat(interval.beyond(0.09)).isTrue();
        assertThat(interval.beyond(0.11)).isFalse();
    }

    @Test
    void needsTwoPairsAndPartners() {
        assertThatThrownBy(() -> Interval.of(new double[]{1}, 0.95)).hasMessageContaining("two values or more, not 1");
        assertThatThrownBy(() -> Interval.ofPairs(new double[3], new double[2], 0.95))
                .hasMessageContaining("base has 3 times, head has 2");
    }
}
