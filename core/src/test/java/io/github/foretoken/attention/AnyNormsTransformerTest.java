package io.github.foretoken.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.GoldenCase;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Transformer with key bias, for tokens whose norms vary; and several sequences at once. */
class AnyNormsTransformerTest {
    private static final double RELATIVE = 1e-12;

    /** Eq. 7 with {@code C_ts = exp(<x_t, x_s> - |x_s|²)}, as it is written. Steps without transients. */
    @ParameterizedTest
    @CsvSource({"softmax, 1, 1, 1", "softmax, 2, 7, 1", "softmax, 97, 7, 1", "softmax, 257, 40, 1.5", "exp, 2, 7, 1",
        "exp, 7, 7, 1", "exp, 97, 20, 0.1", "exp, 257, 40, 0.05"})
    void computesTheDescentOfTheColumnScaledMatrix(String name, int length, int n, double eta) {
        boolean softmax = name.equals("softmax");
        for (int d : new int[]{1, 4, 15}) {
            Matrix x = varying(length, d);
            Matrix u = CausalTransformer.explicitForAnyNorms(attention(softmax), d, n, eta).apply(x);
            Matrix expected = descent(x, softmax, n, eta);
            GoldenCase.assertClose(name + " d=" + d, u, IntStream.range(0, length).boxed().toList(), expected,
                    RELATIVE);
        }
    }

    private static Matrix descent(Matrix x, boolean softmax, int n, double eta) {
        int length = x.rows();
        double[][] c = new double[length][length];
        for (int t = 0; t < length; t++) {
            double sum = 0;
            for (int s = 0; s <= t; s++) {
                c[t][s] = Math.exp(dot(x.row(t), x.row(s)) - dot(x.row(s), x.row(s)));
                sum += c[t][s];
            }
            for (int s = 0; s <= t && softmax; s++) {
                c[t][s] /= sum;
            }
        }
        Matrix u = Matrix.zeros(length, x.cols());
        for (int layer = 0; layer < n; layer++) {
            Matrix next = Matrix.of(u.toArray(), length, x.cols());
            for (int t = 0; t < length; t++) {
                for (int j = 0; j < x.cols(); j++) {
                    double sum = c[t][t] * u.get(t, j);
                    for (int s = 0; s < t; s++) {
                        sum += c[t][s] * (u.get(s, j) - x.get(s + 1, j));
                    }
                    next.data()[t * x.cols() + j] -= eta * sum;
                }
            }
            u = next;
        }
        return u;
    }

    @ParameterizedTest
    @CsvSource({"softmax, 400", "exp, 12"})
    void itsLimitIsTheKaczmarzPrediction(String name, int n) {
        Matrix x = varying(12, 4);
        Matrix u = CausalTransformer.explicitForAnyNorms(attention(name.equals("softmax")), 4, n, 1).apply(x);
        Matrix expected = ForwardSubstitution.of(Kernel.exponential()).predict(x);
        GoldenCase.assertClose(name, u, IntStream.range(0, 12).boxed().toList(), expected, RELATIVE);
        // Not that of eq. 7 itself: a mix-up of the two would not go unnoticed.
        Matrix other = ForwardSubstitution.of(Kernel.exponential()).limit(x);
        assertThat(IntStream.range(0, 48)
                .mapToDouble(i -> Math.abs(expected.data()[i] - other.data()[i]))
                .max()
                .orElseThrow()).isGreaterThan(0.1);
    }

    @Test
    void allChannelsButTheLastNeverMove() {
        Matrix e = AugmentedTokens.withNorms(varying(20, 3));
        Matrix after = CausalTransformer.explicitForAnyNorms(CausalAttention.softmax(), 3, 5, 0.8).transform(e);
        assertThat(after.columns(0, 12).toArray()).containsExactly(e.columns(0, 12).toArray());
        assertThat(after.columns(12, 15).toArray()).isNotEqualTo(e.columns(12, 15).toArray());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> CausalTransformer.explicitForAnyNorms(CausalAttention.linear(), 3, 1, 1))
                .hasMessageStartingWith("linear attention has no key bias");
        assertThatThrownBy(() -> AugmentedTokens.withNorms(Matrix.of(new double[]{1, 1e200}, 2, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the squared norm of token 2 overflows");
    }

    @Test
    void severalSequencesAreEachAsByThemselves() {
        List<Matrix> sequences =
                IntStream.range(0, 40).mapToObj(i -> RotationSequence.random(5, i).tokens(1 + 7 * i)).toList();
        CausalTransformer model = CausalTransformer.explicit(CausalAttention.softmax(), 5, 3, 1, 1);
        MultiHeadAttention layer = model.layers().get(0);
        List<Matrix> augmented = sequences.stream().map(AugmentedTokens::exact).toList();
        for (int threads : new int[]{0, 1, 3}) {
            List<Matrix> together = model.apply(sequences, new Parallelism(threads));
            List<Matrix> layers = layer.apply(augmented, new Parallelism(threads));
            for (int i = 0; i < sequences.size(); i++) {
                assertThat(together.get(i).toArray()).containsExactly(model.apply(sequences.get(i)).toArray());
                assertThat(layers.get(i).toArray()).containsExactly(layer.apply(augmented.get(i)).toArray());
            }
        }
        assertThat(model.apply(List.of(), Parallelism.automatic())).isEmpty();
    }

    @Test
    void aSequenceThatDoesNotFitFailsTheBatch() {
        CausalTransformer model = CausalTransformer.explicit(CausalAttention.softmax(), 2, 1, 1, 1);
        List<Matrix> sequences = List.of(Matrix.zeros(3, 2), Matrix.zeros(3, 4), Matrix.zeros(3, 2));
        assertThatThrownBy(() -> model.apply(sequences, Parallelism.of(2)))
                .hasMessage("tokens is 3 x 4, but this Transformer is for dimension 2");
    }

    /** What a layer adds is its output less its input. */
    @Test
    void anUpdateIsALayerWithoutItsInput() {
        CausalTransformer model = CausalTransformer.explicit(CausalAttention.exponential(), 3, 1, 0.5, 1);
        Matrix e = AugmentedTokens.exact(RotationSequence.random(3, 2).tokens(30), varying(30, 3));
        Matrix update = model.layers().get(0).update(e);
        Matrix output = model.layers().get(0).apply(e);
        for (int i = 0; i < update.data().length; i++) {
            // One rounding for each head.
            assertThat(output.data()[i]).isCloseTo(e.data()[i] + update.data()[i],
                    offset(4 * 0x1p-53 * (Math.abs(e.data()[i]) + 30 * Math.abs(update.data()[i]))));
        }
    }

    private static CausalAttention attention(boolean softmax) {
        return softmax ? CausalAttention.softmax() : CausalAttention.exponential();
    }

    /** Norms within a factor of 2.7 of 1. */
    private static Matrix varying(int rows, int d) {
        Random random = new Random(31L * rows + d);
        Matrix x = Matrix.zeros(rows, d);
        for (int t = 0; t < rows; t++) {
            double[] g = random.doubles(d, -1, 1).toArray();
            double factor = Math.exp(2 * random.nextDouble() - 1) / Math.sqrt(dot(g, g));
            for (int j = 0; j < d; j++) {
                x.data()[t * d + j] = factor * g[j];
            }
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
