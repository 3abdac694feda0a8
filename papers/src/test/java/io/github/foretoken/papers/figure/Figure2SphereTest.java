package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figure 2 on the sphere, against one projection after the other. */
class Figure2SphereTest {
    /** Some roundings for each of six projections of vectors of length 1 at most. */
    private static final double ROUNDING = 6 * 0x1p-50;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void pointsAreThoseOfOneProjectionAfterTheOther(long seed) {
        Figure2Sphere figure = new Figure2Sphere(seed);
        Matrix tokens = figure.tokens();
        Matrix products = figure.products();
        assertThat(products.rows()).isEqualTo(7);
        double[] v = products.row(0);
        assertThat(inner(v, v)).isCloseTo(1, within(ROUNDING));
        for (int k = 1; k <= 6; k++) {
            double[] x = tokens.row(6 - k);
            double along = inner(v, x) / inner(x, x);
            for (int j = 0; j < 3; j++) {
                v[j] -= along * x[j];
            }
            for (int j = 0; j < 3; j++) {
                assertThat(products.get(k, j)).as("seed %d, k = %d", seed, k).isCloseTo(v[j], within(ROUNDING));
            }
            assertThat(inner(products.row(k), x)).isCloseTo(0, within(ROUNDING));
        }
        double[] lengths = Figure2Sphere.lengths(products);
        assertThat(IntStream.range(1, 7)).allMatch(k -> lengths[k] < lengths[k - 1]);
        // All six projections, whichever end they are counted from.
        assertThat(figure.lengthsOfProp4()[6]).isCloseTo(lengths[6], within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void tokensAreThoseOfARotation(long seed) {
        Figure2Sphere figure = new Figure2Sphere(seed);
        for (int t = 0; t < 5; t++) {
            for (int i = 0; i < 3; i++) {
                assertThat(inner(figure.rotation().row(i), figure.tokens().row(t)))
                        .isCloseTo(figure.tokens().get(t + 1, i), within(ROUNDING));
            }
        }
    }

    private static double inner(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
