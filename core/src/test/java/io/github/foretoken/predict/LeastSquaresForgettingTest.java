package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Least squares that forget, by their normal equations and where some directions are never shown. */
class LeastSquaresForgettingTest {
    @Test
    void leastSquaresWithForgettingSolvesItsNormalEquations() {
        int d = 3;
        double ridge = 0.5;
        double gamma = 0.95;
        Matrix x = PredictorTest.noisy(RotationSequence.random(d, 6).tokens(60), 0.3);
        Predictor predictor = Predictor.leastSquares(d, ridge).withForgetting(gamma);
        PredictorTest.stream(predictor, x);
        // W (sum of gamma^(n-s) x_s x_s' + gamma^n lambda I) = sum of gamma^(n-s) y_s x_s', applied to the newest token.
        int n = 59;
        double[][] normal = new double[d][d + d];
        for (int i = 0; i < d; i++) {
            normal[i][i] = Math.pow(gamma, n) * ridge;
        }
        for (int s = 0; s < n; s++) {
            double weight = Math.pow(gamma, n - 1 - s);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    normal[i][j] += weight * x.get(s, i) * x.get(s, j);
                    normal[i][d + j] += weight * x.get(s, i) * x.get(s + 1, j);
                }
            }
        }
        assertThat(predictor.predict()).containsExactly(applySolved(normal, x.row(n)), offset(1e-9));
    }

    /** A coordinate that never varies, or two that are always equal, must not keep the others from forgetting. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void leastSquaresGoesOnForgettingWhereSomeDirectionsAreNeverShown(double twin) {
        Random random = new Random(7);
        Predictor predictor = Predictor.leastSquares(4, 0.1).withForgetting(0.98);
        double[] token = {1, twin, 1, 0};
        double error = 0;
        int length = 10_000;
        for (int t = 0; t < length; t++) {
            // What the first coordinate is multiplied by changes sign late.
            double next = (t < length - 1000 ? 0.5 : -0.5) * token[0] + 0.1 * random.nextGaussian();
            double[] following = {next, twin * next, random.nextGaussian(), 0};
            if (t >= length - 500) {
                error += Math.pow(next - predictor.predict()[0], 2) / 500;
            }
            predictor.observe(following);
            token = following;
        }
        // The noise's variance; of 50 pairs in memory, two weights take 2 / 50, and a mean of 500 squares strays by 6 %.
        assertThat(error).isCloseTo(0.01, offset(0.01 * (2.0 / 50 + 3 * Math.sqrt(2.0 / 500))));
    }

    /** Gauss-Jordan on [A | B], A positive definite, then (A^-1 B)' x. */
    private static double[] applySolved(double[][] system, double[] x) {
        int d = system.length;
        for (int p = 0; p < d; p++) {
            for (int i = 0; i < d; i++) {
                if (i != p) {
                    double by = system[i][p] / system[p][p];
                    for (int j = 0; j < 2 * d; j++) {
                        system[i][j] -= by * system[p][j];
                    }
                }
            }
        }
        double[] result = new double[d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < d; i++) {
                result[j] += system[i][d + j] / system[i][i] * x[i];
            }
        }
        return result;
    }
}
