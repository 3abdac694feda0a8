package io.github.foretoken.internal.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SurpriseScoresTest {
    /** Far above what 3,000 tokens of noise reach, see {@link #noiseSeldomSurprises}. */
    private static final double STRANGE = 6;

    /** A season of 24 with noise, forecast by its own law; what {@code events} add to it is not forecast. */
    private static double[] scores(double[] events, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SurpriseScores scores = new SurpriseScores(1, 1);
        double[] surprise = new double[events.length];
        for (int t = 0; t < events.length; t++) {
            double season = 10 * Math.sin(2 * Math.PI * t / 24);
            scores.observe(new double[]{season + random.nextGaussian() + events[t]}, new double[]{season});
            surprise[t] = scores.surprise(0);
            assertThat(scores.surprise()).isEqualTo(surprise[t]);
        }
        return surprise;
    }

    private static int strangest(double[] surprise) {
        int most = 0;
        for (int t = 1; t < surprise.length; t++) {
            most = surprise[t] > surprise[most] ? t : most;
        }
        return most;
    }

    @Test
    void noiseSeldomSurprises() {
        for (int seed = 0; seed < 20; seed++) {
            double[] surprise = scores(new double[3000], seed);
            assertThat(surprise[strangest(surprise)]).isLessThan(STRANGE);
            for (int t = 0; t < 20; t++) {
                assertThat(surprise[t]).isZero();
            }
        }
    }

    @Test
    void aSpikeIsTheStrangestOnceAndAtOnce() {
        double[] events = new double[3000];
        for (int t = 2000; t < 2010; t++) {
            events[t] = 30 - t % 2000;
        }
        double[] surprise = scores(events, 1);
        assertThat(strangest(surprise)).isEqualTo(2000);
        assertThat(surprise[2000]).isGreaterThan(STRANGE);
        for (int t = 2001; t < 2010; t++) {
            assertThat(surprise[t]).isLessThanOrEqualTo(Refractory.REPEATED);
        }
    }

    /** Within the range of the season: nothing but its residual is strange. */
    @Test
    void whatIsCommonElsewhereIsStrangeHere() {
        double[] events = new double[3000];
        // At the season's top.
        events[2022] = -16;
        double[] surprise = scores(events, 2);
        assertThat(strangest(surprise)).isEqualTo(2022);
    }

    /** A level that the noise reaches every few tokens, but never for days. */
    @Test
    void aLastingShiftIsStrange() {
        double[] events = new double[3000];
        for (int t = 2000; t < 3000; t++) {
            events[t] = 3;
        }
        double[] surprise = scores(events, 3);
        assertThat(strangest(surprise)).isBetween(2000, 2080);
    }

    @Test
    void missingCoordinatesScoreNothingAndTeachNothing() {
        SplittableRandom random = new SplittableRandom(4);
        SurpriseScores with = new SurpriseScores(2, 1);
        double[] predicted = {0, Double.NaN};
        for (int t = 0; t < 500; t++) {
            with.observe(new double[]{random.nextGaussian(), Double.NaN}, predicted);
            assertThat(with.surprise(1)).isZero();
        }
        assertThat(with.logEvidence(1)).isEqualTo(0);
        with.observe(new double[]{Double.NaN, 0.5}, predicted);
        assertThat(with.surprise(0)).isZero();
        assertThat(with.surprise(1)).isZero();
        assertThat(with.surprise()).isZero();
        // A value that nobody forecast is scored as a value.
        for (int t = 0; t < 500; t++) {
            with.observe(new double[]{Double.NaN, random.nextGaussian()}, predicted);
        }
        with.observe(new double[]{Double.NaN, 1e6}, predicted);
        assertThat(with.surprise(1)).isGreaterThan(STRANGE);
        assertThat(with.surprise()).isGreaterThan(STRANGE);
    }

    /** Of exponential scores: within what the estimated mean excess, of 100 to 500 peaks, is uncertain by. */
    @Test
    void tailsAreProbabilities() {
        SplittableRandom random = new SplittableRandom(5);
        TailScore tail = new TailScore(false, 1);
        for (int t = 0; t < 30_000; t++) {
            tail.add(-Math.log(random.nextDouble()));
            if (t % 1000 == 999) {
                for (double digits : new double[]{1, 2, 4}) {
                    assertThat(tail.score(digits * Math.log(10))).isBetween(0.65 * digits, 1.5 * digits);
                }
            }
        }
    }
}
