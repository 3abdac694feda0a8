package io.github.foretoken.perfkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double CONFIDENCE = 0.95;

    /** Of logarithms of a few units. */
    private static final double ROUNDING = 8 * Math.ulp(1.0);

    /** Against the bootstrap by its definition: drawing. */
    @Test
    void isThatOfTheBootstrap() {
        double[] base = {10.1, 10, 14, 10.3, 10.2, 11, 10.05, 10.4, 18, 10.15, 10.25, 10.35};
        double[] head = {10.6, 10.5, 10.7, 19, 10.8, 10.65, 12, 10.55, 10.9, 10.75, 11.1, 10.45};
        Random random = new Random(1);
        double[] drawn = new double[200_000];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = Math.log(quartileOfDraws(head, random) / quartileOfDraws(base, random));
        }
        Arrays.sort(drawn);

        Interval interval = Interval.ofForks(base, head, CONFIDENCE);

        // Third of twelve: 10.1 and 10.55.
        assertThat(interval.centre()).isCloseTo(Math.log(10.55 / 10.1), within(1e-15));
        // Quantiles of the drawn are within 0.001 of the exact probabilities, here a step between two differences at most.
        assertThat(interval.low()).isBetween(drawn[(int) (0.022 * drawn.length)] - ROUNDING,
                drawn[(int) (0.028 * drawn.length)] + ROUNDING);
        assertThat(interval.high()).isBetween(drawn[(int) (0.972 * drawn.length)] - ROUNDING,
                drawn[(int) (0.978 * drawn.length)] + ROUNDING);
    }

    private static double quartileOfDraws(double[] values, Random random) {
        double[] draws = new double[values.length];
        Arrays.setAll(draws, i -> values[random.nextInt(values.length)]);
        Arrays.sort(draws);
        return draws[(draws.length - 1) / 4];
    }

    /** A third of the forks disturbed by up to a half: what a shared machine does. */
    @Test
    void holdsTheTruthAndSeesFivePerCentOnADisturbedMachine() {
        Random random = new Random(7);
        int tries = 1000;
        int holds = 0;
        int seen = 0;
        int falseAlarms = 0;
        for (int i = 0; i < tries; i++) {
            Interval same = Interval.ofForks(forks(random, 1), forks(random, 1), CONFIDENCE);
            Interval slower = Interval.ofForks(forks(random, 1), forks(random, 1.05), CONFIDENCE);
            holds += same.low() <= 0 && same.high() >= 0 ? 1 : 0;
            falseAlarms += same.beyond(0.02) ? 1 : 0;
            seen += slower.beyond(0.02) ? 1 : 0;
        }
        // Four standard deviations of a binomial count around what is asked.
        double deviation = Math.sqrt(tries * CONFIDENCE * (1 - CONFIDENCE));
        assertThat(holds).isGreaterThan((int) (tries * CONFIDENCE - 4 * deviation));
        assertThat(falseAlarms).isLessThan((int) (tries * 0.025 + 4 * deviation));
        assertThat(seen).isGreaterThan(tries * 3 / 4);
    }

    private static double[] forks(Random random, double time) {
        double[] forks = new double[12];
        Arrays.setAll(forks, i -> time * (1 + 0.006 * random.nextGaussian())
                * (random.nextInt(3) == 0 ? 1 + 0.5 * random.nextDouble() : 1));
        return forks;
    }

    @Test
    void readsForksAsLogarithmsOfHeadOverBase() {
        Interval interval = Interval.ofForks(new double[]{2, 2, 2}, new double[]{2.2, 2.2, 2.2}, CONFIDENCE);

        assertThat(Interval.percent(interval.centre())).isCloseTo(10, within(1e-10));
        assertThat(interval.high() - interval.low()).isCloseTo(0, within(1e-9));
        assertThat(interval.beyond(0.09)).isTrue();
        assertThat(interval.beyond(0.11)).isFalse();
    }

    @Test
    void needsTwoForksOfEach() {
        assertThatThrownBy(() -> Interval.ofForks(new double[]{1}, new double[]{1}, CONFIDENCE))
                .hasMessageContaining("two times or more of each, not 1");
        assertThatThrownBy(() -> Interval.ofForks(new double[3], new double[2], CONFIDENCE))
                .hasMessageContaining("base has 3 times, head has 2");
    }
}
