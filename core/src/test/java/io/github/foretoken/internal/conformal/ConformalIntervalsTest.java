package io.github.foretoken.internal.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConformalIntervalsTest {
    private static final double[] LEVELS = {0.8, 0.95};
    /** Two-sided normal quantiles of the levels. */
    private static final double[] NORMAL = {1.2815515655446004, 1.959963984540054};
    private static final int LENGTH = 8000;
    private static final int SCORED = 1600;

    /** Residuals of a volatile series: bursts, a scale that doubles half-way, one tail heavier than the other. */
    private static double[] residuals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] residual = new double[LENGTH];
        double variance = 1;
        for (int t = 0; t < LENGTH; t++) {
            double shock = random.nextGaussian();
            shock = shock > 0 ? 1.6 * shock : shock;
            residual[t] = Math.sqrt(variance) * shock * (t < LENGTH / 2 ? 1 : 2);
            variance = 0.05 + 0.85 * variance + 0.07 * variance * shock * shock;
        }
        return residual;
    }

    @Test
    void coverageIsKeptOverallAndLocallyAndIntervalsAreSharperThanGaussianOnes() {
        for (int seed = 0; seed < 5; seed++) {
            double[] residual = residuals(seed);
            ConformalIntervals intervals = new ConformalIntervals(1, 1, LEVELS);
            double[] mean = {0};
            double[] token = {0};
            double[] score = new double[2];
            double[] gaussian = new double[2];
            double squares = 0;
            boolean[][] covered = new boolean[2][LENGTH];
            for (int t = 0; t < LENGTH; t++) {
                intervals.issue(mean);
                double deviation = Math.sqrt(squares / Math.max(t, 1));
                for (int l = 0; l < 2; l++) {
                    double lower = intervals.lower(l, 0, 0);
                    double upper = intervals.upper(l, 0, 0);
                    covered[l][t] = IntervalScores.covers(lower, upper, residual[t]);
                    if (t >= SCORED) {
                        score[l] += IntervalScores.winkler(LEVELS[l], lower, upper, residual[t]);
                        double end = NORMAL[l] * deviation;
                        gaussian[l] += IntervalScores.winkler(LEVELS[l], -end, end, residual[t]);
                    }
                }
                token[0] = residual[t];
                squares += residual[t] * residual[t];
                intervals.observe(token);
            }
            for (int l = 0; l < 2; l++) {
                assertThat(share(covered[l], SCORED, LENGTH)).isBetween(LEVELS[l] - 0.01, LEVELS[l] + 0.01);
                for (int t = SCORED; t + 500 <= LENGTH; t++) {
                    assertThat(share(covered[l], t, t + 500)).isBetween(LEVELS[l] - 0.07, LEVELS[l] + 0.07);
                }
                assertThat(score[l]).isLessThan(gaussian[l]);
            }
        }
    }

    private static double share(boolean[] covered, int from, int to) {
        int count = 0;
        for (int t = from; t < to; t++) {
            count += covered[t] ? 1 : 0;
        }
        return count / (double) (to - from);
    }

    @Test
    void nothingIsPromisedBeforeTheFirstResidualOfAStepAndEveryIntervalIsFiniteAfterIt() {
        int horizons = 3;
        ConformalIntervals intervals = new ConformalIntervals(1, horizons, LEVELS);
        double[] means = new double[horizons];
        for (int t = 0; t < 50; t++) {
            intervals.issue(means);
            for (int h = 0; h < horizons; h++) {
                boolean known = t > h;
                assertThat(Double.isFinite(intervals.lower(1, h, 0))).isEqualTo(known);
                assertThat(Double.isFinite(intervals.upper(1, h, 0))).isEqualTo(known);
            }
            intervals.observe(new double[]{Math.sin(t) + 0.1});
        }
    }

    /** A series that never changes has intervals of no width, which hold. */
    @Test
    void whatIsCertainHasNoWidth() {
        ConformalIntervals intervals = new ConformalIntervals(1, 1, LEVELS);
        for (int t = 0; t < 5000; t++) {
            intervals.issue(new double[]{7});
            if (t > 0) {
                assertThat(intervals.lower(1, 0, 0)).isEqualTo(7);
                assertThat(intervals.upper(1, 0, 0)).isEqualTo(7);
            }
            intervals.observe(new double[]{7});
        }
    }

    @Test
    void missingTokensAndForecastsTeachNothing() {
        ConformalIntervals with = new ConformalIntervals(1, 1, LEVELS);
        ConformalIntervals without = new ConformalIntervals(1, 1, LEVELS);
        SplittableRandom random = new SplittableRandom(1);
        double[] missing = {Double.NaN};
        double[] bounds = new double[2];
        double[] expected = new double[2];
        for (int t = 0; t < 500; t++) {
            double[] token = {random.nextGaussian()};
            double[] mean = {0.5};
            with.issue(mean);
            with.observe(missing);
            with.issue(missing);
            with.observe(token);
            with.observe(token);
            with.issue(mean);
            without.issue(mean);
            for (int l = 0; l < 2; l++) {
                bounds[0] = with.lower(l, 0, 0);
                bounds[1] = with.upper(l, 0, 0);
                expected[0] = without.lower(l, 0, 0);
                expected[1] = without.upper(l, 0, 0);
                assertThat(bounds).isEqualTo(expected);
            }
            with.observe(token);
            without.observe(token);
        }
    }
}
