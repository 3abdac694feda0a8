package io.github.foretoken.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations against the normal equations they stand for. */
class TriangularLeastSquaresTest {
    private static final int COLUMNS = 2;
    private static final double RIDGE = 0.5;

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.9})
    void solvesItsNormalEquationsWhileCoordinatesBecomeMore(double gamma) {
        int most = 5;
        TriangularLeastSquares fit = new TriangularLeastSquares(most, COLUMNS, RIDGE, gamma, RidgeRule.HELD);
        Random random = new Random(4);
        // U'U and U'C, in full.
        double[][] normal = new double[most][most + COLUMNS];
        int turn = 0;
        int count = 0;
        for (int t = 0; t < 200; t++) {
            if (t % 7 == 0 && count < most) {
                fit.grow();
                normal[count][count] = RIDGE;
                count++;
            }
            double[] z = random.doubles(most, -1, 1).toArray();
            double[] y = random.doubles(COLUMNS + 1, -1, 1).toArray();
            fit.learn(z, 0, y, 1);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    normal[i][j] = gamma * normal[i][j] + z[i] * z[j];
                }
                for (int c = 0; c < COLUMNS; c++) {
                    normal[i][most + c] = gamma * normal[i][most + c] + z[i] * y[1 + c];
                }
            }
            turn = turn < count ? turn : 0;
            normal[turn][turn] += RIDGE * (1 - Math.pow(gamma, count));
            turn++;

            double[] x = random.doubles(most, -1, 1).toArray();
            double[] estimate = new double[COLUMNS];
            fit.copy().estimate(x, 0, estimate);
            // The smallest eigenvalue stays above a part of the ridge, so the condition below some hundred.
            assertThat(estimate).containsExactly(solved(normal, count, most, x), offset(1000 * (t + 10) * 0x1p-53));
        }
    }

    private static double[] solved(double[][] normal, int count, int most, double[] x) {
        double[][] system = Arrays.stream(normal).map(double[]::clone).toArray(double[][]::new);
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < count; i++) {
                double by = i == p ? 0 : system[i][p] / system[p][p];
                for (int j = 0; j < most + COLUMNS; j++) {
                    system[i][j] -= by * system[p][j];
                }
            }
        }
        double[] result = new double[COLUMNS];
        for (int c = 0; c < COLUMNS; c++) {
            for (int i = 0; i < count; i++) {
                result[c] += system[i][most + c] / system[i][i] * x[i];
            }
        }
        return result;
    }

    /** The rule of the ridge to the letter, with more than one coordinate's turn after each pair. */
    @Test
    void theRidgeIsHeldAsItsRuleSays() {
        int p = 6;
        double gamma = 0.05;
        TriangularLeastSquares fit = new TriangularLeastSquares(p, 1, RIDGE, gamma, RidgeRule.HELD);
        ExactLeastSquares exact = new ExactLeastSquares(p, RIDGE, gamma, RidgeRule.HELD);
        for (int k = 0; k < p; k++) {
            fit.grow();
        }
        Random random = new Random(6);
        double[] estimate = new double[1];
        for (int t = 0; t < 100; t++) {
            double[] z = random.doubles(p, -1, 1).toArray();
            fit.estimate(z, 0, estimate);
            assertThat(estimate[0]).isCloseTo(exact.estimate(z).doubleValue(), offset(2 * (p + 1) * exact.bound()));
            fit.learn(z, 0, z, 2);
            exact.learn(z, z[2]);
        }
    }

    /** A recursion for the inverse grows by 1 / gamma a pair there: beyond float64 after 14,000 pairs. */
    @Test
    void directionsThatAreNoLongerShownAreForgottenTowardsZero() {
        TriangularLeastSquares fit = new TriangularLeastSquares(2, 1, RIDGE, 0.95, RidgeRule.HELD);
        fit.grow();
        fit.grow();
        double[] estimate = new double[1];
        for (int t = 0; t < 100; t++) {
            fit.learn(new double[]{t % 2, (t + 1) % 2}, 0, new double[]{3}, 0);
        }
        fit.estimate(new double[]{0, 1}, 0, estimate);
        double before = estimate[0];
        for (int t = 0; t < 20_000; t++) {
            fit.learn(new double[]{1, 0}, 0, new double[]{3}, 0);
        }
        fit.estimate(new double[]{0, 1}, 0, estimate);
        assertThat(before).isBetween(2.0, 3.0);
        assertThat(estimate[0]).isCloseTo(0, offset(1e-100));
        fit.estimate(new double[]{1, 0}, 0, estimate);
        // Ridge against 1 / (1 - gamma) = 20 pairs; between turns it has faded by gamma² at most.
        assertThat(estimate[0]).isBetween(3 * 20 / (20 + RIDGE), 3 * 20 / (20 + 0.9 * RIDGE));
    }
}
