package io.github.foretoken.perfkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.perfkit.Comparison.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Synthetic forks: a per cent or two of noise, as fork minima have on a shared machine. */
class ComparisonTest {
    private static final int PAIRS = 12;
    private static final double THRESHOLD = 0.05;
    private static final int SEEDS = 300;
    private static final BenchmarkCase ONE = new BenchmarkCase("p.Bench.one", new TreeMap<>());
    private static final BenchmarkCase TWO = new BenchmarkCase("p.Bench.two", new TreeMap<>());

    private final List<String> order = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private final Comparison.Progress progress = new Comparison.Progress() {
        @Override
        public void expect(int forks) {}

        @Override
        public void fork(Side side, BenchmarkCase one) {
            order.add(side.word() + " " + one);
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private List<Outcome> run(Stopwatch stopwatch, BenchmarkCase... cases) {
        return new Comparison(stopwatch, progress, PAIRS, THRESHOLD).run(List.of(cases));
    }

    /** Times of 100 us with noise; head's n-th fork takes {@code factor(n)} times as long. */
    private static Stopwatch noisy(long seed, double noise, IntToDoubleFunction factor) {
        Random random = new Random(seed);
        int[] forks = new int[1];
        return (side, one) -> 100 * Math.exp(noise * random.nextGaussian())
                * (side == Side.HEAD ? factor.applyAsDouble(forks[0]++) : 1);
    }

    @Test
    void interleavesForksABBA() {
        run((side, one) -> 1, ONE, TWO);

        assertThat(order.subList(0, 8)).containsExactly("base Bench.one", "head Bench.one", "base Bench.two",
                "head Bench.two", "head Bench.one", "base Bench.one", "head Bench.two", "base Bench.two");
        assertThat(order).hasSize(2 * 2 * PAIRS);
    }

    @Test
    void tenPerCentTrips() {
        int tripped = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Outcome outcome = run(noisy(seed, 0.015, fork -> 1.1), ONE).get(0);
            if (outcome.verdict() == Verdict.REGRESSION) {
                assertThat(outcome.rounds()).hasSize(2);
                tripped++;
            }
        }
        assertThat(tripped).isGreaterThan(SEEDS * 98 / 100);
        assertThat(notes.get(0)).contains("Bench.one is slower by +").contains("measured once more");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.005, 0.02, 0.05})
    void noiseDoesNotTrip(double noise) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(run(noisy(seed, noise, fork -> 1), ONE).get(0).verdict()).as("seed %d", seed)
                    .isNotEqualTo(Verdict.REGRESSION);
        }
    }

    @Test
    void twoModesOfTheSameCodeDoNotTrip() {
        // Half of all forks are compiled so that they take twice as long, in both builds alike.
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Stopwatch bimodal = (side, one) -> random.nextBoolean() ? 100 : 200;
            assertThat(run(bimodal, ONE).get(0).verdict()).as("seed %d", seed).isNotEqualTo(Verdict.REGRESSION);
        }
    }

    @Test
    void disturbedForksNeitherTripNorHideAChange() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(run(noisy(seed, 0.01, fork -> fork % 3 == 0 ? 3 : 1), ONE).get(0).rounds()).as("seed %d", seed)
                    .hasSize(1);
            assertThat(run(noisy(seed, 0.005, fork -> fork % 3 == 0 ? 3 : 1.1), ONE).get(0).verdict())
                    .as("seed %d", seed)
                    .isEqualTo(Verdict.REGRESSION);
        }
    }

    @Test
    void aSlownessThatIsNotSeenAgainDoesNotFail() {
        Outcome outcome = run(noisy(1, 0.005, fork -> fork < PAIRS ? 1.2 : 1), ONE).get(0);

        assertThat(outcome.verdict()).isEqualTo(Verdict.UNCONFIRMED);
        assertThat(outcome.rounds()).hasSize(2);
    }

    @Test
    void noiseThatHidesARegressionIsNamed() {
        assertThat(run(noisy(2, 0.3, fork -> 1), ONE).get(0).verdict()).isEqualTo(Verdict.UNSURE);
    }

    @Test
    void onlyTheSuspiciousCaseIsMeasuredAgain() {
        Stopwatch stopwatch = (side, one) -> side == Side.HEAD && one.equals(TWO) ? 110 : 100;

        List<Outcome> outcomes = run(stopwatch, ONE, TWO);

        assertThat(outcomes).extracting(Outcome::verdict).containsExactly(Verdict.SAME, Verdict.REGRESSION);
        assertThat(outcomes).extracting(outcome -> outcome.rounds().size()).containsExactly(1, 2);
        assertThat(order).hasSize(2 * 2 * PAIRS + 2 * 2 * PAIRS);
    }

    @Test
    void namesSmallChangesWithoutFailing() {
        assertThat(run(noisy(1, 0.003, fork -> 1.03), ONE).get(0).verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(run(noisy(1, 0.003, fork -> 0.97), ONE).get(0).verdict()).isEqualTo(Verdict.FASTER);
    }
}
