package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two twins, built explicitly, against each other by bound and against definitions. */
class TwinsTest {
    private static final double ROUNDOFF = 0x1p-53;
    private static final double POISON = Double.NaN;

    private final Microkernels scalar = new ScalarMicrokernels();
    private Microkernels vector;

    @BeforeEach
    void loadVectorTwin() {
        // Two of the three test runs demand the Vector API; only the class path without flags may skip.
        assumeTrue(!System.getProperty("foretoken.test.expect", "").equals("scalar"));
        vector = new VectorMicrokernels();
    }

    static Stream<Arguments> shapes() {
        int[] rows = {1, 3, 4, 5, 64};
        int[] columns = {1, 7, 8, 9, 15, 16, 17, 33, 64};
        int[] depths = {0, 1, 4, 17, 64};
        return IntStream.of(rows)
                .boxed()
                .flatMap(m -> IntStream.of(columns)
                        .boxed()
                        .flatMap(n -> IntStream.of(depths).mapToObj(k -> Arguments.of(m, n, k))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gemmAgreesWithinGammaAndWritesNothingElse(int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(m, k, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        Operand c = Operand.random(m, n, 7, 3, random);
        double[] byScalar = c.data.clone();
        double[] byVector = c.data.clone();
        scalar.gemm(m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, byScalar, c.offset, c.stride);
        vector.gemm(m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, byVector, c.offset, c.stride);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double magnitude = Math.abs(c.at(i, j));
                for (int p = 0; p < k; p++) {
                    magnitude += Math.abs(a.at(i, p) * b.at(p, j));
                }
                int at = c.index(i, j);
                assertThat(byVector[at]).isCloseTo(byScalar[at],
                        offset(2 * gamma(k + 1) * magnitude + Double.MIN_VALUE));
                byScalar[at] = POISON;
                byVector[at] = POISON;
            }
        }
        assertThat(byScalar).containsOnly(POISON);
        assertThat(byVector).containsOnly(POISON);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void affineIsGemmOnBiasesAndNeverReadsItsOutput(int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(m, k, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        double[] rowBias = random.doubles(m + 2, -1, 1).toArray();
        double[] columnBias = random.doubles(n + 1, -1, 1).toArray();
        for (Microkernels loops : new Microkernels[]{scalar, vector}) {
            double[] result = new double[7 + m * (n + 3)];
            Arrays.fill(result, POISON);
            loops.affine(m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, rowBias, 2, columnBias, 1,
                    result, 7, n + 3);
            double[] expected = new double[7 + m * (n + 3)];
            Arrays.fill(expected, POISON);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    expected[7 + i * (n + 3) + j] = rowBias[2 + i] + columnBias[1 + j];
                }
            }
            loops.gemm(m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, expected, 7, n + 3);
            assertThat(result).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void squaredDistancesAgreeWithinGammaAndVanishForEqualPoints(int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(m, k, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        for (int p = 0; p < k; p++) {
            b.data[b.index(p, 0)] = 1e9 + a.at(0, p);
            a.data[a.index(0, p)] = 1e9 + a.at(0, p);
        }
        Operand c = Operand.random(m, n, 7, 3, random);
        for (Microkernels loops : new Microkernels[]{scalar, vector}) {
            double[] result = c.data.clone();
            loops.squaredDistances(-0.5, m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, result,
                    c.offset, c.stride);
            assertThat(result[c.index(0, 0)]).isZero();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double distance = 0;
                    for (int p = 0; p < k; p++) {
                        distance += (a.at(i, p) - b.at(p, j)) * (a.at(i, p) - b.at(p, j));
                    }
                    double expected = -0.5 * distance;
                    double bound = 2 * gamma(k + 3) * distance;
                    assertThat(result[c.index(i, j)]).isCloseTo(expected, offset(bound + Double.MIN_VALUE));
                    result[c.index(i, j)] = POISON;
                }
            }
            assertThat(result).containsOnly(POISON);
        }
    }

    @Test
    void elementsHaveTheSameBitsWhereverTheyStand() {
        Random random = new Random(5);
        int k = 19;
        double[] row = random.doubles(k, -1, 1).toArray();
        double[] column = random.doubles(k, -1, 1).toArray();
        for (int m : new int[]{1, 4, 7}) {
            for (int n : new int[]{1, 9, 31, 32}) {
                double[] a = new double[m * k];
                double[] b = new double[k * n];
                for (int i = 0; i < m; i++) {
                    System.arraycopy(row, 0, a, i * k, k);
                }
                for (int p = 0; p < k; p++) {
                    Arrays.fill(b, p * n, p * n + n, column[p]);
                }
                double[] c = new double[m * n];
                vector.gemm(m, n, k, a, 0, k, b, 0, n, c, 0, n);
                assertThat(c).containsOnly(c[0]);
                double[] distances = new double[m * n];
                vector.squaredDistances(-3, m, n, k, a, 0, k, b, 0, n, distances, 0, n);
                assertThat(distances).containsOnly(distances[0]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void elementwiseLoopsAgree(int length) {
        Random random = new Random(length);
        double[] x = random.doubles(length + 5, -30, 1).toArray();
        assertThat(vector.max(x, 2, length)).isEqualTo(scalar.max(x, 2, length));
        double magnitude = Arrays.stream(x, 2, 2 + length).map(Math::abs).sum();
        assertThat(vector.sum(x, 2, length)).isCloseTo(scalar.sum(x, 2, length), offset(2 * gamma(length) * magnitude));

        double[] roots = x.clone();
        double[] expected = x.clone();
        vector.negatedRoot(roots, 2, length);
        scalar.negatedRoot(expected, 2, length);
        assertThat(roots).containsExactly(expected);

        double[] matern = x.clone();
        double[] maternExpected = x.clone();
        vector.timesMaternPolynomial(matern, 2, length, roots, 2, 1.0 / 3);
        scalar.timesMaternPolynomial(maternExpected, 2, length, roots, 2, 1.0 / 3);
        double[] powers = x.clone();
        double[] powersExpected = x.clone();
        vector.power(powers, 2, length, 5);
        scalar.power(powersExpected, 2, length, 5);
        for (int i = 0; i < x.length; i++) {
            assertThat(matern[i]).isCloseTo(maternExpected[i], offset(4 * gamma(4) * Math.abs(maternExpected[i])));
            assertThat(powers[i]).isEqualTo(powersExpected[i]);
        }
    }

    static IntStream lengths() {
        return IntStream.of(1, 2, 7, 8, 9, 16, 19, 64, 100);
    }

    private static double gamma(int n) {
        return n * ROUNDOFF / (1 - n * ROUNDOFF);
    }

    /** A matrix in a larger array whose other elements are NaN. */
    private static final class Operand {
        final double[] data;
        final int offset;
        final int stride;

        Operand(double[] data, int offset, int stride) {
            this.data = data;
            this.offset = offset;
            this.stride = stride;
        }

        static Operand random(int rows, int cols, int offset, int padding, Random random) {
            int stride = cols + padding;
            Operand operand = new Operand(new double[offset + rows * stride + 2], offset, stride);
            Arrays.fill(operand.data, POISON);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    operand.data[operand.index(i, j)] = random.nextGaussian();
                }
            }
            return operand;
        }

        int index(int i, int j) {
            return offset + i * stride + j;
        }

        double at(int i, int j) {
            return data[index(i, j)];
        }
    }
}
