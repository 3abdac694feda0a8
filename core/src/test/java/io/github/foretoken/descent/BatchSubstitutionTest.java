package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.CausalAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSubstitutionTest {
    private static final BatchSubstitution GAUSSIAN = BatchSubstitution.of(Kernel.gaussian(2));

    private static PackedSequences sequences(int dimension, double scale, double offset, int... lengths) {
        Random random = new Random(dimension);
        int all = 0;
        for (int length : lengths) {
            all += length;
        }
        double[] tokens = new double[all * dimension];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = offset + scale * random.nextGaussian();
        }
        return PackedSequences.of(tokens, lengths, dimension);
    }

    private static double[][] definition(Matrix x, double width) {
        return definition(x, width, (inner, squares) -> Math.exp(-squares / 2));
    }

    /** û by its definition: Kaczmarz's method, pair by pair. The kernel is one of inner product and squared distance in a unit. */
    private static double[][] definition(Matrix x, double unit, DoubleBinaryOperator kernel) {
        int n = x.rows();
        double[][] mu = new double[n][x.cols()];
        double[][] estimates = new double[n][x.cols()];
        for (int t = 0; t < n; t++) {
            for (int s = 0; s < t; s++) {
                double value = value(x, t, s, unit, kernel);
                for (int c = 0; c < x.cols(); c++) {
                    estimates[t][c] += value * mu[s][c];
                }
            }
            for (int c = 0; t + 1 < n && c < x.cols(); c++) {
                mu[t][c] = (x.get(t + 1, c) - estimates[t][c]) / value(x, t, t, unit, kernel);
            }
        }
        return estimates;
    }

    private static double value(Matrix x, int t, int s, double unit, DoubleBinaryOperator kernel) {
        double inner = 0;
        double squares = 0;
        for (int c = 0; c < x.cols(); c++) {
            double difference = (x.get(t, c) - x.get(s, c)) / unit;
            inner += x.get(t, c) / unit * (x.get(s, c) / unit);
            squares += difference * difference;
        }
        return kernel.applyAsDouble(inner, squares);
    }

    static Stream<Arguments> kernelsOfOnesOwn() {
        return Stream.of(
                arguments(Kernel.gaussian(2).plus(Kernel.linear().times(0.5)),
                        (DoubleBinaryOperator) (inner, squares) -> Math.exp(-squares / 8) + 0.5 * inner),
                arguments(Kernel.exponential(0.5).times(Kernel.matern32(1)),
                        (DoubleBinaryOperator) (inner, squares) -> Math.exp(0.5 * inner) * (1 + Math.sqrt(3 * squares))
                                * Math.exp(-Math.sqrt(3 * squares))),
                arguments(Kernel.ofInner("cosh", Math::cosh),
                        (DoubleBinaryOperator) (inner, squares) -> Math.cosh(inner)),
                arguments(Kernel.ofDistance("cauchy", r -> 1 / (1 + r * r)),
                        (DoubleBinaryOperator) (inner, squares) -> 1 / (1 + squares)));
    }

    @ParameterizedTest
    @MethodSource("kernelsOfOnesOwn")
    void kernelsOfOnesOwnAreTakenToo(Kernel kernel, DoubleBinaryOperator formula) {
        PackedSequences x = sequences(3, 0.5, 0, 9, 30, 1, 17);
        PackedSequences estimates = BatchSubstitution.of(kernel).predict(x);
        for (int i = 0; i < x.count(); i++) {
            double[][] expected = definition(x.sequence(i), 1, formula);
            for (int t = 0; t < x.length(i); t++) {
                // gamma(T) times sums of up to T weights and the condition of the triangle.
                assertThat(estimates.sequence(i).row(t)).containsExactly(expected[t],
                        Offset.offset(30 * 30 * 64 * Math.ulp(1.0)));
            }
        }
    }

    /** Sizes at which tokens live; the kernel's width and the tolerance are in their unit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12, 1e-300, 1e300})
    void everySequenceIsPredictedFromItselfAtEveryScale(double scale) {
        int[] lengths = {1, 0, 7, 512, 8, 600, 4, 33, 2, 65, 513, 64};
        PackedSequences x = sequences(3, scale, 0, lengths);
        PackedSequences estimates = BatchSubstitution.of(Kernel.gaussian(0.5 * scale)).predict(x);
        assertThat(estimates.count()).isEqualTo(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            double[][] expected = definition(x.sequence(i), 0.5 * scale);
            for (int t = 0; t < lengths[i]; t++) {
                for (int c = 0; c < 3; c++) {
                    // gamma(T) times the weights, each at most a few tokens' size here.
                    assertThat(Math.abs(estimates.sequence(i).get(t, c) - expected[t][c]))
                            .isLessThanOrEqualTo(64 * lengths[i] * Math.ulp(1.0) * scale);
                }
            }
        }
    }

    @Test
    void anOffsetIsNoMatterForKernelsOfDistances() {
        PackedSequences x = sequences(2, 1, 1e9, 40, 40, 17);
        PackedSequences estimates = GAUSSIAN.predict(x);
        for (int i = 0; i < 3; i++) {
            double[][] expected = definition(x.sequence(i), 2);
            for (int t = 0; t < x.length(i); t++) {
                assertThat(Math.abs(estimates.sequence(i).get(t, 1) - expected[t][1]))
                        .isLessThanOrEqualTo(64 * 40 * Math.ulp(1e9));
            }
        }
    }

    @Test
    void nothingIsAllocatedForASequence() {
        BatchSubstitution batch = GAUSSIAN.withParallelism(Parallelism.sequential());
        double[] few = new double[2_000 * 32 * 4];
        double[] many = new double[20_000 * 32 * 4];
        long least = Long.MAX_VALUE;
        // Until loops are compiled a vector is an object.
        for (int round = 0; round < 40; round++) {
            long start = allocated();
            batch.predict(PackedSequences.of(few.clone(), 32, 4), few);
            long middle = allocated();
            batch.predict(PackedSequences.of(many.clone(), 32, 4), many);
            long end = allocated();
            least = Math.min(least, (end - middle) - (middle - start));
        }
        long copies = (many.length - few.length) * (long) Double.BYTES;
        // Lengths and starts of both the tokens and the result, an int each.
        assertThat((least - copies) / 18_000.0).isLessThanOrEqualTo(5 * Integer.BYTES);
    }

    /** Bytes, by this thread so far; 0 where the module that knows is absent, as on the module path. */
    static long allocated() {
        try {
            Object bean =
                    Class.forName("java.lang.management.ManagementFactory").getMethod("getThreadMXBean").invoke(null);
            return (long) Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod("getCurrentThreadAllocatedBytes")
                    .invoke(bean);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }

    @Test
    void whatDoesNotFitIsNamedWithItsSequence() {
        PackedSequences x = sequences(2, 1, 0, 5, 6, 7);
        x.sequence(1).data()[x.start(1) + 3] = Double.NaN;
        assertThatThrownBy(() -> GAUSSIAN.predict(x)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequence 1 of features[1][1] is NaN");
        assertThat(GAUSSIAN.predict(x.range(2, 3)).count()).as("of others").isEqualTo(1);
        PackedSequences y = sequences(2, 1, 0, 5, 6);
        PackedSequences z = sequences(2, 1, 0, 5, 6, 5);
        assertThatThrownBy(() -> GAUSSIAN.predict(z, y))
                .hasMessage("targets must have as many sequences as features: features has 3, targets has 2");
        assertThatThrownBy(() -> GAUSSIAN.predict(y, sequences(1, 1, 0, 5, 4)))
                .hasMessage("targets must be as long as features, or one shorter: sequence 1 of features has 6 tokens, "
                        + "that of targets has 4");
        assertThatThrownBy(() -> GAUSSIAN.predict(y, new double[21]))
                .hasMessage("predictions must have 22 elements, as the sequences have, not 21");
        assertThatThrownBy(() -> GAUSSIAN.predict(y, y.tokens())).hasMessageContaining("must not be the array");
        assertThatThrownBy(() -> GAUSSIAN.withCorrection(Correction.FULL.withRidge(1)).limit(y))
                .isInstanceOf(IllegalStateException.class);
        PackedSequences growing = PackedSequences.of(new double[]{1, 1, 1, 100, 3000}, new int[]{2, 3}, 1);
        assertThatThrownBy(() -> BatchSubstitution.of(Kernel.exponential()).predict(growing))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("sequence 1: û does not fit float64 from token 3 on");
        BatchSubstitution linear = BatchSubstitution.of(Kernel.linear());
        for (double size : new double[]{1e200, 1e-200}) {
            PackedSequences extreme = PackedSequences.of(new double[]{1, 2, size, 2}, new int[]{2, 2}, 1);
            assertThatThrownBy(() -> linear.predict(extreme)).isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("sequence 1: ")
                    .hasMessageContaining("token 1");
        }
    }

    @Test
    void aZeroTokenPredictsZeroAndTeachesNothing() {
        PackedSequences x = PackedSequences.of(new double[]{1, 0, 2, 0, 3, 5}, new int[]{6}, 1);
        double[] expected = ForwardSubstitution.of(Kernel.linear()).predict(x.sequence(0)).toArray();
        assertThat(expected).containsExactly(0, 0, 0, 0, 0, 25.0 / 3);
        assertThat(BatchSubstitution.of(Kernel.linear()).predict(x).tokens()).containsExactly(expected);
    }

    @Test
    void attentionSaysWhatDoesNotMatch() {
        CausalAttention attention = CausalAttention.softmax();
        PackedSequences q = sequences(2, 1, 0, 5, 6);
        assertThatThrownBy(() -> attention.apply(q, sequences(2, 1, 0, 5, 7), q)).hasMessage(
                "q and k must have sequences of the same lengths: sequence 1 of q has 6 tokens, that of k has 7");
        assertThatThrownBy(() -> attention.apply(q, q, sequences(2, 1, 0, 5)))
                .hasMessageContaining("k and v must have as many sequences");
        assertThatThrownBy(() -> attention.apply(q, sequences(3, 1, 0, 5, 6), q))
                .hasMessageContaining("q and k must have tokens of one dimension");
        PackedSequences large = sequences(2, 1e200, 0, 5, 6);
        assertThatThrownBy(() -> attention.apply(large, large, q)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("attention of sequence 0 does not fit float64");
    }

    /** Longer sequences are computed by themselves, and the others are not disturbed. */
    @Test
    void lengthsMayDiffer() {
        List<Matrix> all = new ArrayList<>();
        for (int length : new int[]{0, 1000, 3, 512, 513, 1}) {
            all.add(sequences(2, 1, 0, length).sequence(0));
        }
        PackedSequences x = PackedSequences.copyOf(all);
        PackedSequences attended = CausalAttention.softmax().apply(x, x, x);
        for (int i = 0; i < all.size(); i++) {
            PackedSequences one = PackedSequences.copyOf(List.of(all.get(i)));
            assertThat(attended.sequence(i).toArray())
                    .containsExactly(CausalAttention.softmax().apply(one, one, one).tokens());
            assertThat(GAUSSIAN.limit(x).sequence(i).toArray()).containsExactly(GAUSSIAN.limit(one).tokens());
        }
    }

    /** Wide ones are computed by themselves, too: side by side where there are as many as threads, and it does not show. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void wideSequencesAreComputedByThemselves(int threads) {
        // 4,096 numbers have a lane still, 4,160 have none.
        PackedSequences x = sequences(64, 0.1, 0, 64, 65, 9, 200, 65, 1);
        Parallelism parallelism = Parallelism.of(threads);
        PackedSequences limits = GAUSSIAN.withParallelism(parallelism).limit(x);
        CausalAttention attention = CausalAttention.softmax();
        PackedSequences attended = attention.withParallelism(parallelism).apply(x, x, x);
        for (int i = 0; i < x.count(); i++) {
            PackedSequences one = x.range(i, i + 1);
            assertThat(limits.sequence(i).toArray()).containsExactly(GAUSSIAN.limit(one).sequence(0).toArray());
            Matrix rows = x.sequence(i);
            double[] alone = attention.apply(rows, rows, rows).toArray();
            assertThat(attended.sequence(i).toArray()).containsExactly(alone, Offset.offset(64 * Math.ulp(1.0)));
        }
        x.tokens()[x.start(3)] = 1e200;
        x.tokens()[x.start(4)] = 1e200;
        PackedSequences large = x;
        assertThatThrownBy(() -> attention.withParallelism(parallelism).apply(large, large, large))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("attention of sequence 3 does not fit float64");
        assertThatThrownBy(() -> BatchSubstitution.of(Kernel.exponential()).withParallelism(parallelism).predict(large))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("sequence 3: ");
    }
}
