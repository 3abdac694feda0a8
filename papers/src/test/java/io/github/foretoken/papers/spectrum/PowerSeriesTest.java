package io.github.foretoken.papers.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSeriesTest {
    private static final double U = 0x1p-53;

    /**
     * The transform rotates by repeated multiplication, so that a value is off by u for each of its n terms; products of
     * transforms have norms up to those of their factors.
     */
    private static double bound(int n, double[] first, double[] second) {
        return 8 * U * n
                * Math.sqrt(Arrays.stream(first).map(x -> x * x).sum() * Arrays.stream(second).map(x -> x * x).sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 64, 500})
    void productsAreTheirDefinition(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] a = random.doubles(n, -1, 1).toArray();
        double[] b = random.doubles(n + 3, -1, 1).toArray();
        double[] c = random.doubles(Math.max(1, n / 2), -1, 1).toArray();
        compare(n, new double[][]{a, b, c}, n + 1);
        // Fewer terms than either has: the others must not come round.
        compare(n, new double[][]{a, b, c}, (n + 3) / 4);
    }

    private static void compare(int n, double[][] series, int terms) {
        double[] a = series[0];
        double[] b = series[1];
        double[] c = series[2];
        double[][] products = PowerSeries.products(a, b, c, terms);
        for (int t = 0; t < terms; t++) {
            double first = 0;
            double second = 0;
            for (int s = 0; s <= t; s++) {
                first += s < n ? a[s] * b[t - s] : 0;
                second += s < n && t - s < c.length ? a[s] * c[t - s] : 0;
            }
            double within = bound(4 * n + 8, a, b) + bound(4 * n + 8, a, c);
            assertThat(products[0][t]).isCloseTo(first, within(within));
            assertThat(products[1][t]).isCloseTo(second, within(within));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 33, 41, 300})
    void reciprocalsAreTheirDefinition(int n) {
        double[] series = new SplittableRandom(n).doubles(n, -0.1, 0.1).toArray();
        series[0] = 1;
        double[] reciprocal = PowerSeries.reciprocal(series);
        for (int t = 0; t < n; t++) {
            double product = 0;
            for (int s = 0; s <= t; s++) {
                product += series[s] * reciprocal[t - s];
            }
            assertThat(product).isCloseTo(t == 0 ? 1 : 0, within(4 * bound(4 * n + 8, series, reciprocal)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 100, 4096})
    void reciprocalsHaveClosedForms(int n) {
        double[] geometric = new double[n];
        Arrays.setAll(geometric, t -> Math.pow(0.8, t));
        double[] cosines = new double[n];
        Arrays.setAll(cosines, t -> Math.cos(1.1 * t));
        double[] periodic = new double[n];
        Arrays.setAll(periodic, t -> t % 7 == 0 ? 1 : 0);
        // 1 / (1 - r z)
        closeTo(geometric, t -> t == 0 ? 1 : t == 1 ? -0.8 : 0);
        // 1 / (1 - z^7)
        closeTo(periodic, t -> t == 0 ? 1 : t == 7 ? -1 : 0);
        // (1 - z cos) / (1 - 2 z cos + z²), the linear kernel's rotation of a plane: Theorem 2's rate is the cosine
        double cosine = Math.cos(1.1);
        closeTo(cosines, t -> t == 0 ? 1 : t == 1 ? -cosine : (1 - cosine * cosine) * Math.pow(cosine, t - 2));
    }

    private static void closeTo(double[] series, IntToDoubleFunction expected) {
        double[] reciprocal = PowerSeries.reciprocal(series);
        assertThat(reciprocal).hasSameSizeAs(series);
        // The inverse of the triangle has norm 2 at most: errors of a step are carried on by that, twice.
        double within = 4 * bound(4 * series.length + 8, series, reciprocal);
        for (int t = 0; t < series.length; t++) {
            assertThat(reciprocal[t]).as("t=%d of %d", t, series.length)
                    .isCloseTo(expected.applyAsDouble(t), within(within));
        }
    }
}
