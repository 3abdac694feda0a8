package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Clamp;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kernel ridge regression with a budget, against the exact one it approximates. */
class SparseKernelRidgeTest {
    private static final Kernel GAUSSIAN = Kernel.gaussian(1);

    /** A vocabulary lies in the dictionary, so that the fit is exact: (K + lambda / counts) alpha = mean successors. */
    @Test
    void doesNotDriftFromTheExactFitInAHundredThousandTokens() {
        int words = 30;
        double ridge = 0.1;
        Random random = new Random(2);
        double[][] x = new double[words][3];
        for (double[] word : x) {
            Arrays.setAll(word, i -> 1.5 * random.nextGaussian());
        }
        Predictor predictor = Predictor.kernelRidge(GAUSSIAN, 3, ridge).withBudget(words, 1e-12);
        double[][] sums = new double[words][3];
        int[] counts = new int[words];
        int last = -1;
        long bytes = 0;
        for (int t = 1; t <= 100_000; t++) {
            int word = last >= 0 && random.nextInt(3) > 0 ? (7 * last + 3) % words : random.nextInt(words);
            predictor.observe(x[word]);
            if (last >= 0) {
                counts[last]++;
                for (int c = 0; c < 3; c++) {
                    sums[last][c] += x[word][c];
                }
            }
            last = word;
            if (t == 1000 || t == 10_000 || t == 100_000) {
                // Some roundings a pair, of random signs, amplified by the condition of the normal equations.
                double condition = t / ridge;
                assertThat(predictor.predict()).containsExactly(exact(x, sums, counts, ridge, x[word]),
                        offset(Math.sqrt(t) * 0x1p-53 * condition));
                assertThat(bytes == 0 || bytes == predictor.memoryBytes()).isTrue();
                bytes = predictor.memoryBytes();
            }
        }
    }

    private static double[] exact(double[][] x, double[][] sums, int[] counts, double ridge, double[] query) {
        int n = x.length;
        double[][] system = new double[n][n + 3];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = counts[i] * GAUSSIAN.evaluate(x[i], x[j]);
            }
            system[i][i] += ridge;
            System.arraycopy(sums[i], 0, system[i], n, 3);
        }
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < n; i++) {
                double by = i == p ? 0 : system[i][p] / system[p][p];
                for (int j = p; j < n + 3; j++) {
                    system[i][j] -= by * system[p][j];
                }
            }
        }
        double[] result = new double[3];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                result[c] += GAUSSIAN.evaluate(x[i], query) * system[i][n + c] / system[i][i];
            }
        }
        return result;
    }

    @Test
    void tendsToTheExactFitWithTheRootOfTheNovelty() {
        Matrix x = PredictorTest.noisy(RotationSequence.random(2, 3).tokens(500), 0.1);
        double[] exact = Predictor.kernelRidge(GAUSSIAN, 2, 0.01).predict(x).toArray();
        for (double novelty : new double[]{1e-2, 1e-4, 1e-6, 1e-8, 1e-10}) {
            double[] sparse = Predictor.kernelRidge(GAUSSIAN, 2, 0.01).withBudget(500, novelty).predict(x).toArray();
            double worst = 0;
            for (int i = 0; i < exact.length; i++) {
                worst = Math.max(worst, Math.abs(sparse[i] - exact[i]));
            }
            // A feature is off by the root, and weights in it are of the size of the tokens over the root of the ridge.
            assertThat(worst).as("novelty " + novelty).isLessThan(Math.sqrt(novelty / 0.01));
        }
    }

    @Test
    void reachesTheNoiseFloorWithAFewKeysAndStaysThere() {
        double sigma = 0.02;
        int length = 30_000;
        Random random = new Random(8);
        Predictor predictor = Predictor.kernelRidge(Kernel.gaussian(0.3), 1, 1e-6).withBudget(40);
        double[] x = {0.3};
        double[] forecast = new double[1];
        double error = 0;
        for (int t = 0; t < length; t++) {
            predictor.predict(forecast);
            if (t >= length / 2) {
                error += (x[0] - forecast[0]) * (x[0] - forecast[0]);
            }
            predictor.observe(x);
            x[0] = Clamp.between(3.8 * x[0] * (1 - x[0]) + sigma * random.nextGaussian(), 0.05, 0.95);
        }
        double floor = sigma * sigma * length / 2;
        // Clamping takes some of the noise away. A sum of n squares of normal numbers strays by a share sqrt(2 / n).
        assertThat(error / floor).isBetween(0.8, 1 + 4 * Math.sqrt(4.0 / length) + 40.0 / (length / 2.0));
        assertThat(predictor.memoryBytes()).isLessThan(64 << 10);
    }

    @Test
    void whatFindsNoRoomIsProjectedAndForgettingFollowsChange() {
        Predictor full = Predictor.kernelRidge(GAUSSIAN, 1, 0.1).withBudget(2);
        for (double token : new double[]{0, 3, 100, 0, 3, 100, 0}) {
            full.observe(new double[]{token});
        }
        // Far from both keys, 100 has no coordinates: nothing is learned from it, nothing predicted.
        assertThat(full.predict()[0]).isGreaterThan(1);
        full.observe(new double[]{100});
        assertThat(full.predict()).containsExactly(0);

        Predictor forgetful = Predictor.kernelRidge(GAUSSIAN, 1, 0.01).withBudget(10).withForgetting(0.95);
        Predictor faithful = Predictor.kernelRidge(GAUSSIAN, 1, 0.01).withBudget(10);
        for (int t = 0; t < 600; t++) {
            double[] token = {t < 300 ? t % 3 : -t % 3 + 2};
            forgetful.observe(token);
            faithful.observe(token);
        }
        // Now 2, 1, 0, 2, ...: after 0 comes 2.
        double expected = 2;
        assertThat(forgetful.predict()[0]).isCloseTo(expected, offset(0.01));
        assertThat(Math.abs(faithful.predict()[0] - expected)).isGreaterThan(0.3);
        // gamma^60 is below float64's smallest number: what fades of the ridge must be put back sooner.
        Predictor hasty = Predictor.kernelRidge(Kernel.laplace(0.1), 1, 0.01).withBudget(60).withForgetting(1e-6);
        for (int t = 0; t < 400; t++) {
            hasty.observe(new double[]{t % 60});
        }
        assertThat(hasty.predict()[0]).isBetween(0.0, 60.0);
        assertThatThrownBy(() -> Predictor.affineProjection(GAUSSIAN, 1, 2).withBudget(3))
                .hasMessageContaining("take a budget");
        assertThatThrownBy(() -> faithful.withBudget(0)).hasMessage("budget must be 1 or more, not 0");
        assertThatThrownBy(() -> faithful.withBudget(3, 0)).hasMessageContaining("novelty must lie in [1e-12, 1)");
    }
}
