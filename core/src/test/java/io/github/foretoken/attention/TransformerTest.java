package io.github.foretoken.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.GoldenCase;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.sequence.RotationSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The construction of Prop. 1 and Prop. 5 against expected values and against the descent it computes. */
class TransformerTest {
    /** Tokens up to which the residual form's transients stay below the tolerance at eta = 1/k(x_1, x_1). */
    private static final int STABLE = 7;

    static Stream<GoldenCase> unitTokens() {
        return GoldenCase.all().filter(golden -> !golden.name().startsWith("inst0"));
    }

    @ParameterizedTest
    @MethodSource("unitTokens")
    void theExplicitTransformerComputesTheDescent(GoldenCase golden) {
        int d = golden.tokens().cols();
        for (Map.Entry<String, JsonNode> entry : golden.json().get("descent").properties()) {
            boolean softmax = entry.getKey().equals("softmax");
            if (!softmax && golden.length() > STABLE) {
                continue;
            }
            for (JsonNode test : entry.getValue().get("cases")) {
                double eta = test.get("eta").asDouble();
                for (Map.Entry<String, JsonNode> iterate : test.get("u").properties()) {
                    int n = Integer.parseInt(iterate.getKey());
                    Matrix u =
                            CausalTransformer.explicit(attention(entry.getKey()), d, n, eta, 1).apply(golden.tokens());
                    GoldenCase.assertClose(golden + " " + entry.getKey() + " eta=" + eta + " n=" + n, u,
                            golden.rows(test.get("rows")), GoldenCase.matrix(iterate.getValue()), 1e-12);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"softmax, 1", "softmax, 6", "softmax, 40", "id, 6", "id, 40", "exp, 6", "exp, 40"})
    void longerSequencesInTheStableRegime(String name, int n) {
        int length = 257;
        for (double norm : new double[]{1, 1.5}) {
            Matrix x = scaled(RotationSequence.random(15, 3).tokens(length), norm);
            double kappa = switch (name) {
                case "softmax" -> 1;
                case "id" -> norm * norm;
                default -> Math.exp(norm * norm);
            };
            double eta = name.equals("softmax") ? 1 : 25.0 / length / kappa;
            Matrix u = CausalTransformer.explicit(attention(name), 15, n, eta, norm * norm).apply(x);
            Matrix expected = CausalDescent.of(GoldenCase.kernel(name))
                    .withAttention(name.equals("softmax") ? Attention.SOFTMAX : Attention.UNNORMALIZED)
                    .withStep(eta)
                    .withForm(Form.RESIDUAL)
                    .iterate(x, n);
            GoldenCase.assertClose(name + " " + norm, u, all(length), expected, 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"id", "exp", "softmax"})
    void allChannelsButTheLastNeverMove(String name) {
        Matrix x = RotationSequence.random(4, 1).tokens(30);
        Matrix e = AugmentedTokens.exact(x);
        Matrix after = CausalTransformer.explicit(attention(name), 4, 5, 0.3, 1).transform(e);
        assertThat(after.columns(0, 14).toArray()).containsExactly(e.columns(0, 14).toArray());
        assertThat(after.columns(14, 18).toArray()).isNotEqualTo(e.columns(14, 18).toArray());
    }

    @Test
    void gradientsMatchTheGoldenOnes() {
        JsonNode golden = GoldenCase.named("extra_grad").json();
        double tolerance = golden.get("tolerance").asDouble();
        List<MultiHeadAttention> layers = new ArrayList<>();
        for (JsonNode layer : golden.get("weights")) {
            layers.add(MultiHeadAttention.of(CausalAttention.softmax(), heads(layer)));
        }
        Matrix x = GoldenCase.matrix(golden.get("x"));
        CausalTransformer.Gradient gradient = CausalTransformer.of(golden.get("d").asInt(), layers).gradient(x);
        assertThat(gradient.loss()).isCloseTo(golden.get("loss").asDouble(), offset(tolerance));
        GoldenCase.assertClose("e0", gradient.tokens(), all(x.rows()), GoldenCase.matrix(golden.get("grad_e0")),
                tolerance);
        for (int l = 0; l < layers.size(); l++) {
            List<AttentionHead> expected = heads(golden.get("grads").get(l));
            for (int h = 0; h < expected.size(); h++) {
                AttentionHead actual = gradient.layers().get(l).get(h);
                String what = "layer " + l + " head " + h;
                List<Integer> rows = all(actual.width());
                GoldenCase.assertClose(what + " W_Q", actual.query(), rows, expected.get(h).query(), tolerance);
                GoldenCase.assertClose(what + " W_K", actual.key(), rows, expected.get(h).key(), tolerance);
                GoldenCase.assertClose(what + " W_V", actual.value(), rows, expected.get(h).value(), tolerance);
            }
        }
    }

    private static List<AttentionHead> heads(JsonNode layer) {
        List<AttentionHead> heads = new ArrayList<>();
        for (JsonNode head : layer) {
            heads.add(new AttentionHead(GoldenCase.matrix(head.get("WQ")), GoldenCase.matrix(head.get("WK")),
                    GoldenCase.matrix(head.get("WV"))));
        }
        return heads;
    }

    /** Along random directions, for lengths that fill tiles and that do not. */
    @ParameterizedTest
    @CsvSource({"id, 5, 3, 2", "exp, 48, 4, 4", "softmax, 49, 7, 3", "softmax, 28, 9, 5", "exp, 76, 4, 17",
        "softmax, 131, 5, 9", "id, 130, 2, 5", "exp, 97, 3, 3"})
    void attentionGradientsAgreeWithCentralDifferences(String name, int rows, int d, int m) {
        CausalAttention attention = attention(name);
        Random random = new Random(rows);
        Matrix[] at = {uniform(rows, d, random), uniform(rows, d, random), uniform(rows, m, random)};
        Matrix g = uniform(rows, m, random);
        AttentionGradient gradient = attention.gradient(at[0], at[1], at[2], g);
        Matrix[] actual = {gradient.q(), gradient.k(), gradient.v()};
        double h = Math.cbrt(0x1p-52);
        for (int argument = 0; argument < 3; argument++) {
            Matrix direction = uniform(rows, at[argument].cols(), random);
            Matrix[] above = at.clone();
            Matrix[] below = at.clone();
            above[argument] = plus(at[argument], h, direction);
            below[argument] = plus(at[argument], -h, direction);
            double difference = (inner(attention.apply(above[0], above[1], above[2]), g)
                    - inner(attention.apply(below[0], below[1], below[2]), g)) / (2 * h);
            double magnitude = inner(absolute(actual[argument]), absolute(direction));
            // Truncation and rounding are both of the order of h² relative to the terms and their third derivatives.
            assertThat(inner(actual[argument], direction)).as("argument %d", argument)
                    .isCloseTo(difference, offset(1e4 * h * h * magnitude));
        }
    }

    @ParameterizedTest
    @CsvSource({"id", "exp", "softmax"})
    void floatGradientsAgreeWithDoubleOnes(String name) {
        int rows = 131;
        Random random = new Random(7);
        Matrix q = uniform(rows, 5, random);
        Matrix k = uniform(rows, 5, random);
        Matrix v = uniform(rows, 9, random);
        Matrix g = uniform(rows, 9, random);
        FloatCausalAttention floats = switch (name) {
            case "id" -> FloatCausalAttention.linear();
            case "exp" -> FloatCausalAttention.exponential();
            default -> FloatCausalAttention.softmax();
        };
        FloatAttentionGradient actual = floats.gradient(narrow(q), narrow(k), narrow(v), narrow(g));
        AttentionGradient expected = attention(name).gradient(q, k, v, g);
        assertFloats(actual.q(), expected.q());
        assertFloats(actual.k(), expected.k());
        assertFloats(actual.v(), expected.v());
    }

    @Test
    void layersOfFloatsAgreeWithLayersOfDoubles() {
        int width = 9;
        Random random = new Random(12);
        List<AttentionHead> heads = new ArrayList<>();
        List<FloatAttentionHead> narrow = new ArrayList<>();
        for (int h = 0; h < 3; h++) {
            AttentionHead head = new AttentionHead(uniform(4, width, random), uniform(4, width, random),
                    uniform(width, width, random));
            heads.add(head);
            narrow.add(new FloatAttentionHead(narrow(head.query()), narrow(head.key()), narrow(head.value())));
        }
        List<Matrix> sequences = List.of(uniform(131, width, random), uniform(28, width, random));
        MultiHeadAttention layer = MultiHeadAttention.of(CausalAttention.softmax(), heads);
        FloatMultiHeadAttention floats = FloatMultiHeadAttention.of(FloatCausalAttention.softmax(), narrow);
        List<FloatMatrix> results =
                floats.apply(sequences.stream().map(TransformerTest::narrow).toList(), Parallelism.of(2));
        for (int i = 0; i < sequences.size(); i++) {
            Matrix e = sequences.get(i);
            assertFloats(results.get(i), layer.apply(e));
            Matrix g = uniform(e.rows(), width, random);
            MultiHeadAttention.Gradient expected = layer.gradient(e, g);
            FloatMultiHeadAttention.Gradient actual = floats.gradient(narrow(e), narrow(g));
            assertFloats(actual.tokens(), expected.tokens());
            for (int h = 0; h < 3; h++) {
                assertFloats(actual.heads().get(h).query(), expected.heads().get(h).query());
                assertFloats(actual.heads().get(h).value(), expected.heads().get(h).value());
            }
        }
    }

    /** Sums of up to 131 products, of which each holds a sum of 9: relative to the greatest sum of their magnitudes. */
    private static void assertFloats(FloatMatrix actual, Matrix expected) {
        double bound = (131 + 9) * 0x1p-24 * 131;
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.cols(); j++) {
                assertThat((double) actual.get(i, j)).isCloseTo(expected.get(i, j), offset(bound));
            }
        }
    }

    private static FloatMatrix narrow(Matrix x) {
        float[] data = new float[x.rows() * x.cols()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) x.data()[i];
        }
        return FloatMatrix.of(data, x.rows(), x.cols());
    }

    private static Matrix uniform(int rows, int cols, Random random) {
        return Matrix.of(random.doubles((long) rows * cols, -0.5, 0.5).toArray(), rows, cols);
    }

    private static Matrix plus(Matrix x, double h, Matrix direction) {
        double[] sum = x.toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += h * direction.data()[i];
        }
        return Matrix.of(sum, x.rows(), x.cols());
    }

    private static Matrix absolute(Matrix x) {
        return Matrix.of(Arrays.stream(x.toArray()).map(Math::abs).toArray(), x.rows(), x.cols());
    }

    private static double inner(Matrix x, Matrix y) {
        double sum = 0;
        for (int i = 0; i < x.data().length; i++) {
            sum += x.data()[i] * y.data()[i];
        }
        return sum;
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Matrix square = Matrix.zeros(10, 10);
        assertThatThrownBy(() -> new AttentionHead(Matrix.zeros(2, 10), Matrix.zeros(3, 10), square))
                .hasMessage("W_Q and W_K must have the same shape: W_Q is 2 x 10, W_K is 3 x 10");
        assertThatThrownBy(() -> new AttentionHead(Matrix.zeros(2, 9), Matrix.zeros(2, 9), square))
                .hasMessage("W_V must be square and as wide as W_Q: W_V is 10 x 10, W_Q is 2 x 9");
        MultiHeadAttention layer =
                MultiHeadAttention.of(CausalAttention.softmax(), List.of(new AttentionHead(square, square, square)));
        assertThatThrownBy(() -> layer.apply(Matrix.zeros(4, 9)))
                .hasMessage("e is 4 x 9, but the weights are for tokens of width 10");
        assertThatThrownBy(() -> CausalTransformer.of(3, List.of(layer)))
                .hasMessage("tokens of dimension 3 need layers of width 14, not 10");
    }

    private static CausalAttention attention(String name) {
        return switch (name) {
            case "id" -> CausalAttention.linear();
            case "exp" -> CausalAttention.exponential();
            default -> CausalAttention.softmax();
        };
    }

    private static List<Integer> all(int rows) {
        return IntStream.range(0, rows).boxed().toList();
    }

    private static Matrix scaled(Matrix x, double norm) {
        double[] data = x.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] *= norm;
        }
        return Matrix.of(data, x.rows(), x.cols());
    }
}
