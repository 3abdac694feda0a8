package io.github.foretoken.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention in both precisions against its definition, summed in float64 with a running bound for each element. */
class CausalAttentionTest {
    enum Form {
        LINEAR, EXPONENTIAL, SOFTMAX
    }

    enum Precision {
        FLOAT64(0x1p-53), FLOAT32(0x1p-24);

        private final double roundoff;

        Precision(double roundoff) {
            this.roundoff = roundoff;
        }

        double gamma(double n) {
            return n * roundoff / (1 - n * roundoff);
        }

        Matrix apply(Form form, double scale, int threads, Matrix q, Matrix k, Matrix v) {
            Parallelism parallelism = Parallelism.of(threads);
            if (this == FLOAT64) {
                CausalAttention attention = switch (form) {
                    case LINEAR -> CausalAttention.linear();
                    case EXPONENTIAL -> CausalAttention.exponential();
                    case SOFTMAX -> CausalAttention.softmax();
                };
                return attention.withScale(scale).withParallelism(parallelism).apply(q, k, v);
            }
            FloatCausalAttention attention = switch (form) {
                case LINEAR -> FloatCausalAttention.linear();
                case EXPONENTIAL -> FloatCausalAttention.exponential();
                case SOFTMAX -> FloatCausalAttention.softmax();
            };
            return wide(attention.withScale((float) scale)
                    .withParallelism(parallelism)
                    .apply(narrow(q), narrow(k), narrow(v)));
        }

        private static FloatMatrix narrow(Matrix x) {
            float[] y = new float[x.data().length];
            for (int i = 0; i < y.length; i++) {
                y[i] = (float) x.data()[i];
            }
            return new FloatMatrix(y, x.offset(), x.rows(), x.cols(), x.stride());
        }

        private static Matrix wide(FloatMatrix x) {
            double[] y = new double[x.data().length];
            for (int i = 0; i < y.length; i++) {
                y[i] = x.data()[i];
            }
            return new Matrix(y, x.offset(), x.rows(), x.cols(), x.stride());
        }
    }

    static Stream<Arguments> cases() {
        int[][] shapes = {{1, 1, 1}, {1, 4, 3}, {2, 3, 5}, {5, 16, 16}, {31, 2, 9}, {47, 8, 8}, {48, 15, 15},
            {49, 7, 33}, {96, 4, 4}, {97, 5, 1}, {200, 16, 17}, {331, 3, 64}, {150, 130, 70}};
        return Arrays.stream(Precision.values())
                .flatMap(precision -> Arrays.stream(Form.values())
                        .flatMap(form -> Arrays.stream(shapes)
                                .map(s -> Arguments.of(precision, form, s[0], s[1], s[2]))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheDefinition(Precision precision, Form form, int rows, int d, int m) {
        Random random = new Random(rows + 31L * d + 7L * m);
        double scale = 1 / Math.sqrt(d);
        Matrix q = view(rows, d, 1, random);
        Matrix k = view(rows, d, 1, random);
        Matrix v = view(rows, m, 1, random);
        assertWithinBound(precision, form, (float) scale, q, k, v, precision.apply(form, (float) scale, 1, q, k, v));
    }

    /** The definition in float64, and for each element a bound for the rounding of the given precision. */
    private static void assertWithinBound(Precision precision, Form form, double scale, Matrix q, Matrix k, Matrix v,
            Matrix actual) {
        int d = q.cols();
        for (int t = 0; t < q.rows(); t++) {
            double[] scores = new double[t + 1];
            double[] errors = new double[t + 1];
            for (int s = 0; s <= t; s++) {
                double size = 0;
                for (int c = 0; c < d; c++) {
                    scores[s] += scale * q.get(t, c) * k.get(s, c);
                    size += Math.abs(scale * q.get(t, c) * k.get(s, c));
                }
                errors[s] = precision.gamma(d + 4) * size;
            }
            double greatest = form == Form.SOFTMAX ? Arrays.stream(scores).max().orElseThrow() : 0;
            double sum = 0;
            double[] weights = new double[t + 1];
            double[] relative = new double[t + 1];
            double worst = 0;
            for (int s = 0; s <= t; s++) {
                weights[s] = form == Form.LINEAR ? scores[s] : Math.exp(scores[s] - greatest);
                // The shift is rounded as well, and a power is within 2 ulp.
                relative[s] = form == Form.LINEAR ? 0
                        : 2 * errors[s] + precision.gamma(6 + 3 * Math.abs(scores[s]) + 3 * Math.abs(greatest));
                worst = Math.max(worst, relative[s]);
                sum += weights[s];
            }
            double divisor = form == Form.SOFTMAX ? sum : 1;
            for (int c = 0; c < v.cols(); c++) {
                double expected = 0;
                double bound = 0;
                for (int s = 0; s <= t; s++) {
                    expected += weights[s] * v.get(s, c) / divisor;
                    double size = Math.abs(weights[s] * v.get(s, c)) / divisor;
                    bound += size * (relative[s] + worst + precision.gamma(2 * t + 20))
                            + (form == Form.LINEAR ? errors[s] * Math.abs(v.get(s, c)) : 0);
                }
                assertThat(actual.get(t, c)).as("row %d, column %d", t, c)
                        .isCloseTo(expected, offset(2 * bound + 0x1p-140));
            }
        }
    }

    static Stream<Arguments> softmax() {
        return Arrays.stream(Precision.values()).map(Arguments::of);
    }

    /** Scores that rise by hundreds along the sequence move the shift again and again; those that fall leave it alone. */
    @ParameterizedTest
    @MethodSource("softmax")
    void softmaxFollowsScoresOfAnySize(Precision precision) {
        int rows = 400;
        for (double slope : new double[]{-3, -0.4, 0.4, 3, 100}) {
            double[] keys = new double[rows];
            Arrays.setAll(keys, s -> slope * s);
            Matrix k = Matrix.of(keys, rows, 1);
            double[] ones = new double[rows];
            Arrays.fill(ones, 1);
            double[] values = new Random(3).ints(rows, -8, 8).asDoubleStream().toArray();
            Matrix result =
                    precision.apply(Form.SOFTMAX, 1, 1, Matrix.of(ones, rows, 1), k, Matrix.of(values, rows, 1));
            for (int t = 0; t < rows; t++) {
                int last = t;
                double greatest = Math.max(0, slope * t);
                double[] weights =
                        IntStream.rangeClosed(0, last).mapToDouble(s -> Math.exp(slope * s - greatest)).toArray();
                double expected = IntStream.rangeClosed(0, last).mapToDouble(s -> weights[s] * values[s]).sum()
                        / Arrays.stream(weights).sum();
                // Scores are exact up to one rounding of log2 e and one of the product.
                double bound = 16 * precision.gamma(2 * t + 10 + 6 * Math.abs(slope) * t);
                assertThat(result.get(t, 0)).isCloseTo(expected, offset(bound));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("softmax")
    void softmaxOfEqualValuesIsThatValue(Precision precision) {
        Random random = new Random(4);
        Matrix q = view(333, 5, 30, random);
        double[] ones = new double[333 * 3];
        Arrays.fill(ones, 1);
        Matrix result = precision.apply(Form.SOFTMAX, 1, 1, q, q, Matrix.of(ones, 333, 3));
        for (double x : result.data()) {
            assertThat(x).isCloseTo(1, offset(precision.gamma(2 * 333)));
        }
    }

    static Stream<Arguments> forms() {
        return Arrays.stream(Precision.values())
                .flatMap(p -> Arrays.stream(Form.values()).map(form -> Arguments.of(p, form)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void laterTokensAndThreadsChangeNoBit(Precision precision, Form form) {
        Random random = new Random(9);
        int rows = 700;
        Matrix q = view(rows, 6, 1, random);
        Matrix k = view(rows, 6, 1, random);
        Matrix v = view(rows, 11, 1, random);
        Matrix whole = precision.apply(form, 0.5, 1, q, k, v);
        for (int threads : new int[]{2, 3, 8}) {
            assertThat(precision.apply(form, 0.5, threads, q, k, v).data()).containsExactly(whole.data());
        }
        int changed = 300;
        Matrix later = view(rows, 6, 1, random);
        System.arraycopy(k.data(), 0, later.data(), 0, k.offset() + changed * k.stride());
        double[] other = precision.apply(form, 0.5, 1, q, later, v).data();
        assertThat(Arrays.copyOf(other, changed * 11)).containsExactly(Arrays.copyOf(whole.data(), changed * 11));
        assertThat(other).isNotEqualTo(whole.data());
    }

    /** A score so great that its query needs a new shift must not move those of earlier queries in its tile. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void aLaterGreatScoreChangesNoBit(Precision precision) {
        Matrix q = Matrix.zeros(96, 1);
        Matrix k = Matrix.zeros(96, 1);
        Matrix v = view(96, 3, 1, new Random(4));
        Arrays.fill(q.data(), 1);
        Arrays.fill(k.data(), 48, 96, 0.5);
        k.data()[47] = 1;
        double[] usual = precision.apply(Form.SOFTMAX, 1, 1, q, k, v).data();
        q.data()[95] = 200;
        double[] other = precision.apply(Form.SOFTMAX, 1, 1, q, k, v).data();
        assertThat(Arrays.copyOf(other, 95 * 3)).containsExactly(Arrays.copyOf(usual, 95 * 3));
        assertThat(other[95 * 3]).isCloseTo(v.get(47, 0), offset(1e-6));
    }

    @Test
    void oneTokenAttendsToItself() {
        assertThat(CausalAttention.softmax()
                .apply(Matrix.of(new double[]{1}, 1, 1), Matrix.of(new double[]{1}, 1, 1),
                        Matrix.of(new double[]{5}, 1, 1))
                .get(0, 0)).isEqualTo(5);
    }

    @Test
    void badArgumentsAreNamed() {
        Matrix three = Matrix.zeros(3, 2);
        assertThatThrownBy(() -> CausalAttention.softmax().apply(three, Matrix.zeros(3, 1), three))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("q and k must have the same shape: q is 3 x 2, k is 3 x 1");
        assertThatThrownBy(() -> CausalAttention.softmax().apply(three, three, Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k and v must have the same number of rows: k is 3 x 2, v is 2 x 2");
        Matrix empty = Matrix.zeros(0, 2);
        assertThatThrownBy(() -> CausalAttention.softmax().apply(empty, empty, empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("q has no rows");
        Matrix poisoned = Matrix.of(new double[]{1, 2, Double.NaN, 4, 5, 6}, 3, 2);
        assertThatThrownBy(() -> CausalAttention.linear().apply(three, three, poisoned))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("v[1][0] is NaN; every element must be finite");
        assertThatThrownBy(() -> CausalAttention.linear().withScale(Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale must be finite, not Infinity");
        Matrix large = Matrix.of(new double[]{1e200, 1e200, 1e200}, 3, 1);
        for (CausalAttention attention : new CausalAttention[]{CausalAttention.linear(), CausalAttention.exponential(),
            CausalAttention.softmax()}) {
            assertThatThrownBy(() -> attention.apply(large, large, large)).isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("does not fit float64 from row 1 on");
        }
    }

    /** Entries of that size within a poisoned array. */
    private static Matrix view(int rows, int cols, double size, Random random) {
        int stride = cols + 3;
        double[] data = new double[2 + rows * stride];
        Arrays.fill(data, Double.NaN);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                data[2 + i * stride + j] = (float) (size * random.nextGaussian());
            }
        }
        return new Matrix(data, 2, rows, cols, stride);
    }
}
