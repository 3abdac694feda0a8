package io.github.foretoken.internal.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ChangeMartingaleTest {
    private static final int RUNS = 20_000;
    private static final int LENGTH = 100;
    private static final double THRESHOLD = 20;

    /** P(ever above 20) is at most 1/20; four standard deviations of 20,000 runs above that would be no chance. */
    @Test
    void alarmsAreAsRareAsVilleSays() {
        assertRare(SplittableRandom::nextGaussian);
        // Ties of nearly all.
        assertRare(random -> random.nextInt(3));
    }

    private static void assertRare(ToDoubleFunction<SplittableRandom> draw) {
        SplittableRandom random = new SplittableRandom(1);
        ChangeMartingale martingale = new ChangeMartingale(2);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            martingale.restart();
            // Exchangeable and not independent: every run has a level and a scale of its own.
            double level = random.nextGaussian();
            double scale = Math.exp(random.nextGaussian());
            boolean alarm = false;
            for (int t = 0; t < LENGTH && !alarm; t++) {
                martingale.observe(level + scale * draw.applyAsDouble(random));
                alarm = martingale.log() >= Math.log(THRESHOLD);
            }
            alarms += alarm ? 1 : 0;
        }
        double p = 1 / THRESHOLD;
        assertThat(alarms).isBetween(1, (int) (RUNS * p + 4 * Math.sqrt(RUNS * p * (1 - p))));
    }

    /** A change that a person would see in a plot is found within some tens of scores. */
    @Test
    void changesAreFound() {
        assertFound(random -> 2 + random.nextGaussian());
        assertFound(random -> -2 + random.nextGaussian());
        assertFound(random -> 4 * random.nextGaussian());
        assertFound(random -> 0.1 * random.nextGaussian());
    }

    private static void assertFound(ToDoubleFunction<SplittableRandom> after) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ChangeMartingale martingale = new ChangeMartingale(seed);
            // More than have a cell of their own.
            for (int t = 0; t < 2500; t++) {
                martingale.observe(random.nextGaussian());
            }
            int delay = 0;
            for (; delay < 200 && martingale.log() < Math.log(1000); delay++) {
                martingale.observe(after.applyAsDouble(random));
            }
            assertThat(delay).isLessThan(200);
        }
    }

    /** Uniform, also given the one before, in every part of a stream much longer than there are cells. */
    @Test
    void ranksAreUniformAndIndependent() {
        SplittableRandom random = new SplittableRandom(3);
        int[][] count = new int[4][4];
        int pairs = 0;
        for (int stream = 0; stream < 20; stream++) {
            ConformalRanks ranks = new ConformalRanks(stream);
            double before = ranks.pValue(random.nextGaussian());
            for (int t = 0; t < 4000; t++) {
                double p = ranks.pValue(random.nextGaussian());
                assertThat(p).isStrictlyBetween(0.0, 1.0);
                count[(int) (4 * before)][(int) (4 * p)]++;
                before = p;
                pairs++;
            }
        }
        double expected = pairs / 16.0;
        double chiSquared = 0;
        for (int[] row : count) {
            for (int one : row) {
                chiSquared += (one - expected) * (one - expected) / expected;
            }
        }
        // 15 degrees of freedom: mean 15, standard deviation sqrt(30).
        assertThat(chiSquared).isLessThan(15 + 5 * Math.sqrt(30));
    }
}
