package io.github.foretoken.internal.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.foretoken.internal.state.StateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps that share gains against normal equations of their own, for each step. */
class HorizonMapTest {
    private static final double UNIT = 0x1p-53;
    private static final Loops SCALAR = new Loops(0);

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 30", "3, 1, 0.99, 80", "5, 4, 1, 60", "8, 12, 0.98, 200", "4, 24, 0.9998, 20"})
    void eachStepIsTheRidgeRegressionOfItsOwnPairs(int p, int horizon, double forgetting, int tokens) {
        eachStepIsTheRidgeRegression(SCALAR, p, horizon, forgetting, tokens);
        // On vectors where there are any, and from one to the other on the way.
        eachStepIsTheRidgeRegression(new Loops(Double.MAX_VALUE), p, horizon, forgetting, tokens);
        eachStepIsTheRidgeRegression(new Loops(2.0 * 256 / tokens), p, horizon, forgetting, tokens);
    }

    private static void eachStepIsTheRidgeRegression(Loops loops, int p, int horizon, double forgetting, int tokens) {
        Random random = new Random(p * 31L + horizon);
        double ridge = 0.5;
        GainHistory history = new GainHistory(loops, p, horizon, ridge, forgetting);
        HorizonMap map = new HorizonMap(loops, p, horizon);
        double[][] features = new double[tokens][p];
        double[] targets = new double[tokens];
        double[] base = new double[horizon];
        double[] forecast = new double[horizon];
        for (int t = 0; t < tokens; t++) {
            loops.choose(t);
            targets[t] = random.nextGaussian();
            map.learn(targets[t], base, 0);
            for (int i = 0; i < p; i++) {
                features[t][i] = random.nextGaussian() + (i > 0 ? features[t][i - 1] : 0);
            }
            map.forecast(history, Arrays.copyOf(features[t], history.stride()), forecast);
            history.push(features[t]);
        }
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
        GainHistory history = new GainHistory(SCALAR, 2, 3, 1, 1);
        HorizonMap map = new HorizonMap(SCALAR, 2, 3);
        history.push(new double[]{1, 2});
        map.learn(5, new double[3], 0);
        double[] forecast = new double[3];
        map.forecast(history, Arrays.copyOf(new double[]{1, 2}, history.stride()), forecast);
        assertEquals(0, forecast[1]);
        assertEquals(0, forecast[2]);
        // x'x = 5, ridge 1.
        assertEquals(5 * 5.0 / 6, forecast[0], 1e-14);
    }

    /** On the way from scalar loops to vectors, and past looks at the growth. */
    @Test
    void whatWasSavedGoesOnToTheBit() throws IOException {
        Random random = new Random(1);
        Loops loops = new Loops(1);
        GainHistory whole = new GainHistory(loops, 5, 3, 1, 0.9);
        GainHistory saved = new GainHistory(loops, 5, 3, 1, 0.9);
        for (int t = 0; t < 600; t++) {
            loops.choose(t);
            double[] feature = random.doubles(5, -1, 1).toArray();
            // Nothing is seen of one direction, and zeros have signs.
            feature[3] = t % 2 == 0 ? 0.0 : -0.0;
            whole.push(feature);
            saved.push(feature);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            StateFile.write(file, saved::write);
            saved = StateFile.read(new ByteArrayInputStream(file.toByteArray()), in -> {
                GainHistory read = new GainHistory(loops, 5, 3, 1, 0.9);
                read.read(in);
                return read;
            });
            assertArrayEquals(whole.gains, saved.gains, "after " + t);
        }
    }

    @Test
    void aDirectionThatIsNeverSeenDoesNotGrowForEver() {
        SquareRootGain root = new SquareRootGain(SCALAR, 2, 1, 0.9);
        double[] gain = new double[2];
        for (int t = 0; t < 100_000; t++) {
            root.take(new double[]{1, 0}, gain, 0);
        }
        root.take(new double[]{0, 0x1p-20}, gain, 0);
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
