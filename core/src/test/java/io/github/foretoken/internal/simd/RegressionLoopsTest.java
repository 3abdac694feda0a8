package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both twins, built explicitly, against definitions by bound. */
class RegressionLoopsTest {
    private static final double UNIT = 0x1p-53;

    static Stream<RegressionLoops> twins() {
        return System.getProperty("foretoken.test.expect", "").equals("scalar") ? Stream.of(new ScalarRegressionLoops())
                : Stream.of(new ScalarRegressionLoops(), Vectors.twin());
    }

    /** A class of its own, so that it is loaded only where its types exist. */
    private static final class Vectors {
        static RegressionLoops twin() {
            return new VectorRegressionLoops();
        }
    }

    static Stream<Arguments> sizes() {
        return twins().flatMap(
                loops -> IntStream.of(1, 2, 7, 8, 9, 16, 29, 51, 64, 225).mapToObj(p -> Arguments.of(loops, p)));
    }

    private static double gamma(int n) {
        return n * UNIT / (1 - n * UNIT);
    }

    /** Rows with zeros behind p numbers. */
    private static double[] rows(int rows, int p, int stride, Random random) {
        double[] x = new double[rows * stride];
        for (int k = 0; k < rows; k++) {
            for (int i = 0; i < p; i++) {
                x[k * stride + i] = random.nextGaussian();
            }
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void productsAreThoseOfTheDefinition(RegressionLoops loops, int p) {
        int stride = RegressionLoops.stride(p);
        Random random = new Random(p);
        double[] x = rows(3, p, stride, random);
        double[] y = rows(2, p, stride, random);
        double expected = 0;
        double size = 0;
        for (int i = 0; i < p; i++) {
            expected += x[2 * stride + i] * y[stride + i];
            size += Math.abs(x[2 * stride + i] * y[stride + i]);
        }
        assertThat(loops.product(p, x, 2 * stride, y, stride)).isCloseTo(expected, offset(2 * gamma(p) * size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aRowGrowsAndIsMultiplied(RegressionLoops loops, int p) {
        int stride = RegressionLoops.stride(p);
        Random random = new Random(p);
        double[] x = rows(2, p, stride, random);
        double[] sum = rows(3, p, stride, random);
        double[] before = sum.clone();
        double[] y = rows(1, p, stride, random);
        double product = loops.addThenProduct(p, 0.7, x, stride, sum, stride, y);
        double expected = 0;
        double size = 0;
        for (int i = 0; i < p; i++) {
            double term = 0.7 * x[stride + i];
            double one = before[stride + i] + term;
            double magnitude = Math.abs(before[stride + i]) + Math.abs(term);
            assertThat(sum[stride + i]).isCloseTo(one, offset(2 * gamma(2) * magnitude));
            expected += one * y[i];
            size += magnitude * Math.abs(y[i]);
        }
        assertThat(product).isCloseTo(expected, offset(2 * gamma(p + 2) * size));
        System.arraycopy(before, stride, sum, stride, stride);
        assertThat(sum).as("rows beside it").containsExactly(before);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aSweepTakesADirectionAwayAndProjects(RegressionLoops loops, int p) {
        int stride = RegressionLoops.stride(p);
        Random random = new Random(p);
        double[] root = rows(p, p, stride, random);
        double[] before = root.clone();
        double[] feature = rows(1, p, stride, random);
        double[] projection = rows(1, p, p, random);
        double[] old = projection.clone();
        double[] directions = rows(2, p, stride, random);
        double[] direction = Arrays.copyOf(directions, stride);
        loops.sweep(p, 0.3, 1.1, root, feature, projection, directions);
        double[] shrunk = before.clone();
        double[] sums = new double[p];
        double[] sizes = new double[p];
        for (int k = 0; k < p; k++) {
            loops.shrink(p, 0.3 * old[k], direction, 1.1, shrunk, k * stride);
            double expected = 0;
            double size = 0;
            for (int i = 0; i < p; i++) {
                int at = k * stride + i;
                double term = 0.3 * old[k] * direction[i];
                double bound = 2 * gamma(4) * 1.1 * (Math.abs(before[at]) + Math.abs(term));
                assertThat(root[at]).isCloseTo((before[at] - term) * 1.1, offset(bound));
                expected += root[at] * feature[i];
                size += Math.abs(root[at] * feature[i]);
            }
            assertThat(projection[k]).isCloseTo(expected, offset(2 * gamma(p) * size));
            for (int i = 0; i < p; i++) {
                sums[i] += projection[k] * root[k * stride + i];
                sizes[i] += Math.abs(projection[k] * root[k * stride + i]);
            }
        }
        assertThat(root).as("the same bits row by row").containsExactly(shrunk);
        assertThat(Arrays.copyOf(directions, stride)).as("not modified").containsExactly(direction);
        for (int i = 0; i < p; i++) {
            assertThat(directions[stride + i]).isCloseTo(sums[i], offset(2 * gamma(p) * sizes[i]));
        }
    }
}
