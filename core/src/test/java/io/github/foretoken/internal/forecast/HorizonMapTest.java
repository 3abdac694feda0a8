package io.github.foretoken.internal.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.foretoken.internal.online.GainHistory;
import io.github.foretoken.internal.online.HorizonMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps that share gains against normal equations of their own, for each step. */
class HorizonMapTest {
    private static final double UNIT = 0x1p-53;

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 30", "3, 1, 0.99, 80", "5, 4, 1, 60", "8, 12, 0.98, 200", "4, 24, 0.9998, 20"})
    void eachStepIsTheRidgeRegressionOfItsOwnPairs(int p, int horizon, double forgetting, int tokens) {
        Random random = new Random(p * 31L + horizon);
        double ridge = 0.5;
        GainHistory history = new GainHistory(p, horizon, new SquareRootGain(p, ridge, forgetting));
        HorizonMap map = new HorizonMap(p, horizon);
        double[][] features = new double[tokens][p];
        double[] targets = new double[tokens];
        double[] base = new double[horizon];
        for (int t = 0; t < tokens; t++) {
            targets[t] = random.nextGaussian();
            map.learn(history, targets[t], base, 0);
            for (int i = 0; i < p; i++) {
                features[t][i] = random.nextGaussian() + (i > 0 ? features[t][i - 1] : 0);
            }
            history.push(features[t]);
        }
        double[] forecast = new double[horizon];
        map.forecast(features[tokens - 1], forecast);
        for (int h = 1; h <= horizon; h++) {
            double[][] normal = new double[p][p + 1];
            int pairs = Math.max(0, tokens - h);
            for (int i = 0; i < p; i++) {
                normal[i][i] = ridge * Math.pow(forgetting, pairs);
            }
            double size = 0;
            for (int s = 0; s < pairs; s++) {
                double weight = Math.pow(forgetting, pairs - 1 - s);
                for (int i = 0; i < p; i++) {
                    for (int j = 0; j < p; j++) {
                        normal[i][j] += weight * features[s][i] * features[s][j];
                    }
                    normal[i][p] += weight * features[s][i] * targets[s + h];
                }
                size = Math.max(size, Math.abs(targets[s + h]));
            }
            double expected = Solve.product(normal, features[tokens - 1]);
            // A few roundings for each pair and coordinate, times a condition that these features keep below 2^12.
            double bound = 8 * UNIT * p * tokens * 0x1p12 * Math.max(size, 1);
            assertEquals(expected, forecast[h - 1], bound, "step " + h);
        }
    }

    @Test
    void whatIsNotDueTeachesNothing() {
        GainHistory history = new GainHistory(2, 3, new SquareRootGain(2, 1, 1));
        HorizonMap map = new HorizonMap(2, 3);
        history.push(new double[]{1, 2});
        map.learn(history, 5, new double[3], 0);
        double[] forecast = new double[3];
        map.forecast(new double[]{1, 2}, forecast);
        assertEquals(0, forecast[1]);
        assertEquals(0, forecast[2]);
        // x'x = 5, ridge 1.
        assertEquals(5 * 5.0 / 6, forecast[0], 1e-14);
    }

    @Test
    void aDirectionThatIsNeverSeenDoesNotGrowForEver() {
        SquareRootGain root = new SquareRootGain(2, 1, 0.9);
        double[] gain = new double[2];
        for (int t = 0; t < 100_000; t++) {
            root.gain(new double[]{1, 0}, gain);
            root.accept(new double[]{1, 0});
        }
        root.gain(new double[]{0, 0x1p-20}, gain);
        assertEquals(true, Double.isFinite(gain[1]) && gain[1] > 0 && gain[1] <= 0x1p25, () -> "gain " + gain[1]);
    }

    /** Gaussian elimination with pivoting: shares nothing with what it checks. */
    private static final class Solve {
        static double product(double[][] a, double[] x) {
            int p = a.length;
            for (int k = 0; k < p; k++) {
                int best = k;
                for (int i = k; i < p; i++) {
                    best = Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best;
                }
                double[] row = a[best];
                a[best] = a[k];
                a[k] = row;
                for (int i = k + 1; i < p; i++) {
                    double factor = a[i][k] / row[k];
                    for (int j = k; j <= p; j++) {
                        a[i][j] -= factor * row[j];
                    }
                }
            }
            double[] w = new double[p];
            double sum = 0;
            for (int k = p - 1; k >= 0; k--) {
                double rest = a[k][p];
                for (int j = k + 1; j < p; j++) {
                    rest -= a[k][j] * w[j];
                }
                w[k] = rest / a[k][k];
                sum += w[k] * x[k];
            }
            return sum;
        }
    }
}
