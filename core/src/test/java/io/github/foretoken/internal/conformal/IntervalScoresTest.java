package io.github.foretoken.internal.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalScoresTest {
    private static final double ROUNDING = 0x1p-50;

    /** Winkler's score is the two ends' pinball losses times 2 / (1 - level). */
    @Test
    void winklerIsTwoPinballLosses() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            double level = 0.5 + random.nextDouble() / 2.01;
            double lower = random.nextGaussian();
            double upper = lower + random.nextDouble();
            double actual = 2 * random.nextGaussian();
            double tail = (1 - level) / 2;
            double sum = 2 / (1 - level)
                    * (IntervalScores.pinball(tail, lower, actual) + IntervalScores.pinball(1 - tail, upper, actual));
            // 1 - level and 1 - tail lose what level has below the last bit of 1.
            assertThat(IntervalScores.winkler(level, lower, upper, actual)).isCloseTo(sum,
                    within(16 * ROUNDING * sum / (1 - level)));
        }
    }

    @Test
    void aPointForecastHasItsAbsoluteErrorAsScore() {
        double[] tau = {0.025, 0.1, 0.5, 0.9, 0.975};
        double[] quantile = {3, 3, 3, 3, 3};
        // Weighted means of 2 tau and of 2 - 2 tau: each probability is nearest to the quantile that stands for it.
        assertThat(IntervalScores.crps(tau, quantile, 5)).isCloseTo(2, within(0.02));
        assertThat(IntervalScores.crps(tau, quantile, 1)).isCloseTo(2, within(0.02));
        assertThat(IntervalScores.crps(tau, quantile, 3)).isZero();
    }

    @Test
    void infiniteEndsAreInfinitelyBadAndNeverUndefined() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(IntervalScores.winkler(0.8, -infinity, infinity, 1)).isEqualTo(infinity);
        assertThat(IntervalScores.winkler(0.8, 0, 1, 2)).isCloseTo(11, within(100 * ROUNDING));
        assertThat(IntervalScores.covers(0, 1, 1)).isTrue();
        assertThat(IntervalScores.covers(0, 1, Math.nextUp(1.0))).isFalse();
    }
}
