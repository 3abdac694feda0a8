package io.github.foretoken.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.internal.Block;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every twin of both precisions, built explicitly, against definitions by bound. */
class TwinsTest {
    /** A twin and the unit roundoff of its numbers; data are small multiples of 2^-10, which both precisions hold. */
    record Twin(String name, Microkernels loops, double roundoff) {
        double gamma(int n) {
            return n * roundoff / (1 - n * roundoff);
        }
    }

    private static final double POISON = Double.NaN;
    /** 1 ulp of the smallest float32: results may be subnormal. */
    private static final double TINY = 0x1p-149;

    /** Two of the three test runs demand the Vector API; only the class path without flags leaves its twins out. */
    static Stream<Twin> twins() {
        Stream<Twin> scalar = Stream.of(new Twin("scalar", new ScalarMicrokernels(), 0x1p-53),
                new Twin("scalar float32", new FloatAdapter(new FloatScalarMicrokernels()), 0x1p-24));
        return System.getProperty("foretoken.test.expect", "").equals("scalar") ? scalar
                : Stream.concat(scalar, Vectors.twins());
    }

    /** A class of its own, so that it is loaded only where its types exist. */
    private static final class Vectors {
        static Stream<Twin> twins() {
            return Stream.of(new Twin("vector", new VectorMicrokernels(), 0x1p-53),
                    new Twin("vector float32", new FloatAdapter(new FloatVectorMicrokernels()), 0x1p-24),
                    new Twin("fused", new FusedMicrokernels(new VectorMicrokernels()), 0x1p-53),
                    new Twin("fused float32",
                            new FloatAdapter(new FloatFusedMicrokernels(new FloatVectorMicrokernels())), 0x1p-24));
        }
    }

    static Stream<Arguments> shapes() {
        int[] rows = {1, 2, 5, 6, 12, 13, 20, 28, 31, 48, 52};
        int[] columns = {1, 8, 9, 16, 17, 33, 48, 64, 83};
        int[] depths = {0, 1, 17, 48};
        return twins().flatMap(twin -> IntStream.of(rows)
                .boxed()
                .flatMap(m -> IntStream.of(columns)
                        .boxed()
                        .flatMap(n -> IntStream.of(depths).mapToObj(k -> Arguments.of(twin, m, n, k)))));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gemmAddsTheProductAndWritesNothingElse(Twin twin, int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(k, m, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        Operand c = Operand.random(m, n, 7, 3, random);
        double[] result = c.data.clone();
        twin.loops.gemm(m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, result, c.offset, c.stride);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double expected = c.at(i, j);
                double magnitude = Math.abs(expected);
                for (int p = 0; p < k; p++) {
                    double term = a.at(p, i) * b.at(p, j);
                    expected += term;
                    magnitude += Math.abs(term);
                }
                int at = c.index(i, j);
                assertThat(result[at]).isCloseTo(expected, offset(2 * twin.gamma(k + 1) * magnitude + TINY));
                result[at] = POISON;
            }
        }
        assertThat(result).containsOnly(POISON);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void affineIsGemmOnBiasesAndNeverReadsItsOutput(Twin twin, int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(k, m, 3, 2, random);
        Operand b = Operand.random(k, n, 5, 1, random);
        // Multiples of 2^-10 up to 1: their sums are exact in both precisions.
        double[] rowBias = random.ints(m + 2, -1024, 1024).mapToDouble(i -> i / 1024.0).toArray();
        double[] columnBias = random.ints(n + 1, -1024, 1024).mapToDouble(i -> i / 1024.0).toArray();
        double[] result = new double[7 + m * (n + 3)];
        Arrays.fill(result, POISON);
        twin.loops.affine(m, n, k, a.data, a.offset, a.stride, twin.loops.rows(), b.data, b.offset, b.stride,
                twin.loops.panelWidth(), rowBias, 2, columnBias, 1, result, 7, n + 3);
        double[] expected = new double[7 + m * (n + 3)];
        Arrays.fill(expected, POISON);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                expected[7 + i * (n + 3) + j] = rowBias[2 + i] + columnBias[1 + j];
            }
        }
        twin.loops.gemm(m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, expected, 7, n + 3);
        assertThat(result).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void panelsGiveTheBitsOfRows(Twin twin, int m, int n, int k) {
        Random random = new Random(31L * m + 7L * n + k);
        Operand a = Operand.random(k, m, 3, 2, random);
        double[] queries = new double[m * (k + 2)];
        for (int p = 0; p < k; p++) {
            for (int i = 0; i < m; i++) {
                queries[i * (k + 2) + p] = a.at(p, i);
            }
        }
        Operand b = Operand.random(k, n, 5, 1, random);
        int rows = twin.loops.rows();
        int width = twin.loops.panelWidth();
        double[] aPanels = new double[3 + Panels.size(k, m, rows)];
        double[] bPanels = new double[1 + Panels.size(k, n, width)];
        Panels.transposed(new Block(queries, 0, m, k, k + 2), rows, 1, aPanels, 3);
        Panels.copied(new Block(b.data, b.offset, k, n, b.stride), width, k, bPanels, 1);
        double[] expected = random.doubles((long) m * n).map(x -> (float) x).toArray();
        double[] result = expected.clone();
        twin.loops.gemm(m, n, k, a.data, a.offset, a.stride, b.data, b.offset, b.stride, expected, 0, n);
        twin.loops.gemm(m, n, k, aPanels, 3, rows, rows * k, bPanels, 1, width, width * k, result, 0, n);
        assertThat(result).containsExactly(expected);

        double[] rowBias = random.doubles(m).toArray();
        double[] columnBias = random.doubles(n).toArray();
        twin.loops.affine(m, n, k, a.data, a.offset, a.stride, rows, b.data, b.offset, b.stride, width, rowBias, 0,
                columnBias, 0, expected, 0, n);
        twin.loops.affine(m, n, k, aPanels, 3, rows, rows * k, bPanels, 1, width, width * k, rowBias, 0, columnBias, 0,
                result, 0, n);
        assertThat(result).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("twins")
    void elementsHaveTheSameBitsWhereverTheyStand(Twin twin) {
        Random random = new Random(5);
        int k = 19;
        double[] row = random.doubles(k, -1, 1).toArray();
        double[] column = random.doubles(k, -1, 1).toArray();
        for (int m : new int[]{1, 4, 7, 8, 14}) {
            for (int n : new int[]{1, 9, 31, 32, 48}) {
                double[] a = new double[k * m];
                double[] b = new double[k * n];
                for (int p = 0; p < k; p++) {
                    Arrays.fill(a, p * m, p * m + m, row[p]);
                    Arrays.fill(b, p * n, p * n + n, column[p]);
                }
                double[] c = new double[m * n];
                twin.loops.gemm(m, n, k, a, 0, m, b, 0, n, c, 0, n);
                assertThat(c).containsOnly(c[0]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void powersOfATileAndTheirColumnSums(Twin twin) {
        Random random = new Random(7);
        for (int columns : new int[]{1, 5, 8, 16, 21, 48}) {
            for (int rows : new int[]{0, 1, 6, 11}) {
                Operand x = Operand.random(rows, columns, 4, 3, random);
                double[] shift = random.ints(columns + 2, -5120, 5120).mapToDouble(i -> i / 1024.0).toArray();
                double[] sums = random.ints(columns + 1, 0, 1024).mapToDouble(i -> i / 1024.0).toArray();
                double[] before = sums.clone();
                double[] result = x.data.clone();
                twin.loops.exp2Columns(rows, columns, result, x.offset, x.stride, shift, 2, sums, 1);
                for (int j = 0; j < columns; j++) {
                    double sum = before[1 + j];
                    for (int i = 0; i < rows; i++) {
                        int at = x.index(i, j);
                        double expected = Math.pow(2, x.at(i, j) + shift[2 + j]);
                        double rounded =
                                2 * twin.roundoff * (3 + 2 * Math.abs(x.at(i, j)) + 2 * Math.abs(shift[2 + j]));
                        assertThat(result[at]).isCloseTo(expected, offset(rounded * expected));
                        sum += result[at];
                        result[at] = POISON;
                    }
                    assertThat(sums[1 + j]).isCloseTo(sum, offset(2 * twin.gamma(rows + 1) * sum));
                }
                assertThat(result).containsOnly(POISON);
                assertThat(sums[0]).isEqualTo(before[0]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void aColumnWithAGreatExponentShowsInItsSum(Twin twin) {
        int most = twin.loops.mostExponent();
        for (double x : new double[]{most, most + 0.5, 2.0 * most, 1e30, Double.POSITIVE_INFINITY, Double.NaN}) {
            double[] tile = new double[11 * 20];
            tile[7 * 20 + 13] = x;
            double[] sums = new double[20];
            twin.loops.exp2Columns(11, 20, tile, 0, 20, new double[20], 0, sums, 0);
            assertThat(sums[13] < Math.scalb(1.0, most)).as("sum " + sums[13] + " for " + x).isFalse();
            sums[13] = 11;
            assertThat(sums).containsOnly(11);
        }
        double[] tile = {Double.NEGATIVE_INFINITY, -1e30, -most - 1};
        double[] sums = new double[3];
        twin.loops.exp2Columns(1, 3, tile, 0, 3, new double[3], 0, sums, 0);
        assertThat(tile).containsOnly(Math.scalb(1.0, -most));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void maximaAndSumsOfColumns(Twin twin) {
        Random random = new Random(8);
        for (int columns : new int[]{1, 5, 8, 16, 21}) {
            for (int rows : new int[]{0, 1, 7}) {
                Operand x = Operand.random(rows, columns, 4, 3, random);
                double[] maxima = new double[columns + 1];
                double[] sums = new double[columns + 1];
                twin.loops.columnMaxima(rows, columns, x.data, x.offset, x.stride, maxima, 1);
                twin.loops.columnSums(rows, columns, x.data, x.offset, x.stride, sums, 1);
                for (int j = 0; j < columns; j++) {
                    int column = j;
                    double[] entries = IntStream.range(0, rows).mapToDouble(i -> x.at(i, column)).toArray();
                    assertThat(maxima[1 + j]).isEqualTo(Math.max(0, Arrays.stream(entries).max().orElse(0)));
                    double magnitude = Arrays.stream(entries).map(Math::abs).sum();
                    assertThat(sums[1 + j]).isCloseTo(Arrays.stream(entries).sum(),
                            offset(2 * twin.gamma(rows + 1) * magnitude));
                }
                assertThat(maxima[0] + sums[0]).isZero();
            }
        }
    }

    @Test
    void rowsOfOurBuffersAvoidPowersOfTwo() {
        for (int columns = 1; columns < 600; columns++) {
            for (int lanes : new int[]{1, 2, 4, 8, 16}) {
                int stride = Strides.of(columns, lanes, Double.BYTES);
                assertThat(stride).isBetween(columns, columns + 2 * lanes + Math.max(8, 2 * lanes));
                assertThat(stride % lanes).isZero();
                assertThat(stride >= 64 && stride % 16 == 0 && lanes <= 4).as("%d columns, stride %d", columns, stride)
                        .isFalse();
            }
        }
    }

    /** A matrix in a larger array whose other elements are NaN. */
    static final class Operand {
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
                    operand.data[operand.index(i, j)] = Math.rint(1024 * random.nextGaussian()) / 1024;
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
