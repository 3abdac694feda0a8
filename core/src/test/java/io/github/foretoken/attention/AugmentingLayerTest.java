package io.github.foretoken.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.GoldenCase;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Prop. 1 as a layer: against expected values, its limit, and what later layers make of its error by definition. */
class AugmentingLayerTest {
    private static final double UNIT = 0x1p-53;

    @Test
    void augmentedTokensMatchTheGoldenOnes() {
        JsonNode golden = GoldenCase.named("extra_prop1").json();
        int length = golden.get("T").asInt();
        Matrix x = GoldenCase.matrix(golden.get("x")).rows(0, length);
        for (Map.Entry<String, JsonNode> entry : golden.get("finite").properties()) {
            AugmentingLayer layer = AugmentingLayer.of(3, Double.parseDouble(entry.getKey()));
            Matrix expected = GoldenCase.matrix(entry.getValue());
            String name = "n = " + entry.getKey();
            GoldenCase.assertClose(name, layer.feedForward(layer.heads().apply(layer.encode(x))), all(length + 1),
                    expected, 1e-12);
            // Row 0 of the file is the beginning's own.
            GoldenCase.assertClose(name, layer.apply(x), all(length), expected.rows(1, length + 1), 1e-12);
        }
        GoldenCase.assertClose("limit", AugmentedTokens.exact(x), all(length),
                GoldenCase.matrix(golden.get("limit")).rows(1, length + 1), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"5, 60", "10, 60", "20, 60", "40, 60", "20, 3000"})
    void theErrorIsThatOfTheIndicator(double n, int length) {
        Matrix x = RotationSequence.random(3, 5).tokens(length);
        double worst = greatest(AugmentingLayer.of(3, n).apply(x), AugmentedTokens.exact(x));
        // Attention's own error is of the order of e^-n²; then comes rounding.
        assertThat(worst).isCloseTo(2 / (1 + Math.exp(n)), offset(4 * Math.exp(-n * n) + 8 * UNIT));
    }

    /** The mark is not read where keys have norms: the targets alone are off. */
    @Test
    void tokensOfAnyNormsGetTheirNorms() {
        double n = 6;
        Matrix x = uniform(25, 4, 3);
        Matrix e = AugmentingLayer.withNorms(4, n).apply(x);
        Matrix exact = AugmentedTokens.withNorms(x);
        for (int t = 0; t < 25; t++) {
            double before = t == 0 ? 0 : norm(x, t - 1);
            double first = t == 0 ? 0 : 2 / (1 + Math.exp(n * before));
            for (int c = 0; c < e.cols(); c++) {
                boolean target = c >= 10 && c < 14;
                double expected = exact.get(t, c) * (target ? 1 - first : 1);
                assertThat(e.get(t, c)).as("token %d, column %d", t + 1, c)
                        .isCloseTo(expected, offset(8 * n * (Math.exp(-n * n) + 4 * UNIT)));
            }
        }
    }

    /**
     * At finite n later layers compute eq. 7 with marks i_s in the keys and targets (1 - i_s) x_s: for shorter tokens
     * that is far from eq. 7 itself.
     */
    @ParameterizedTest
    @CsvSource({"id, 6, 1, 5", "exp, 6, 1, 5", "softmax, 6, 1, 9", "softmax, 6, 0.5, 9", "softmax, 12, 1.5, 9",
        "id, 7, 0.5, 3", "exp, 6, 1.5, 3"})
    void layersReadMarksAndTargetsAsTheyAre(String name, double n, double radius, int layers) {
        int length = 30;
        int d = 4;
        Matrix x = scaled(RotationSequence.random(d, 8).tokens(length), radius);
        double square = radius * radius;
        double eta = name.equals("softmax") ? 1 : 2.0 / length / (name.equals("id") ? square : Math.exp(square));
        CausalAttention attention = switch (name) {
            case "id" -> CausalAttention.linear();
            case "exp" -> CausalAttention.exponential();
            default -> CausalAttention.softmax();
        };
        double[] mark = IntStream.range(0, length)
                .mapToDouble(t -> t == 0 ? 1 : 2 / (1 + Math.exp(n * norm(x, t - 1))))
                .toArray();
        double[][] own = new double[length][];
        double[][] shifted = new double[length][];
        for (int t = 0; t < length; t++) {
            own[t] = new double[t + 1];
            shifted[t] = new double[t + 1];
            for (int s = 0; s <= t; s++) {
                own[t][s] = inner(x, t, x, s);
                shifted[t][s] = (s == 0 ? 0 : inner(x, t, x, s - 1)) + (name.equals("softmax") ? square : 1) * mark[s];
            }
            weigh(name, own[t]);
            weigh(name, shifted[t]);
        }
        // Of a score, of a sum of T terms, and of what attention to positions misses by.
        double relative = (4 * (length + d) + 32) * UNIT * (1 + 2 * square)
                + 8 * (1 + radius) * (1 + radius) * n * Math.exp(-n * n);
        double[][] u = new double[length][d];
        double[][] error = new double[length][d];
        for (int l = 0; l < layers; l++) {
            double[][] next = new double[length][d];
            double[][] worse = new double[length][d];
            for (int t = 0; t < length; t++) {
                for (int c = 0; c < d; c++) {
                    next[t][c] = u[t][c];
                    double size = Math.abs(u[t][c]);
                    worse[t][c] = error[t][c];
                    for (int s = 0; s <= t; s++) {
                        double target = (1 - mark[s]) * x.get(s, c);
                        next[t][c] += eta * (shifted[t][s] * target - own[t][s] * u[s][c]);
                        double most = Math.abs(own[t][s]) + 1;
                        size += eta * (Math.abs(shifted[t][s]) + 1) * Math.abs(x.get(s, c))
                                + eta * most * Math.abs(u[s][c]);
                        worse[t][c] += eta * most * error[s][c];
                    }
                    worse[t][c] += relative * size;
                }
            }
            u = next;
            error = worse;
        }
        CausalTransformer exact = CausalTransformer.explicit(attention, d, layers, eta, square);
        Matrix actual = exact.withFirstLayer(n).apply(x);
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < length; t++) {
            for (int c = 0; c < d; c++) {
                assertThat(actual.get(t, c)).as("u_%d", t + 1).isCloseTo(u[t][c], offset(error[t][c]));
                least = Math.min(least, error[t][c]);
            }
        }
        // What is tested is not the limit.
        assertThat(greatest(actual, exact.apply(x))).isGreaterThan(1e-9);
        assertThat(least).isLessThan(1e-9);
    }

    @Test
    void sharpPositionsGiveTheLimitsEstimates() {
        Matrix x = RotationSequence.random(15, 2).tokens(120);
        CausalTransformer model = CausalTransformer.explicit(CausalAttention.softmax(), 15, 6, 1, 1);
        // (1 + eta)^6 times an error of a few roundings.
        assertThat(greatest(model.withFirstLayer(40).apply(x), model.apply(x))).isLessThan(64 * 200 * UNIT);
        assertThat(model.withFirstLayer(40).gradient(x).loss()).isCloseTo(model.gradient(x).loss(), offset(1e-10));
    }

    @Test
    void aZeroPredecessorIsTakenForTheBeginning() {
        Matrix x = Matrix.of(new double[]{1, 0, 0.5}, 3, 1);
        assertThat(AugmentingLayer.of(1, 30).apply(x).row(2)).containsExactly(new double[]{0, 1, 0.5, 1, 0, 0},
                offset(UNIT));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> AugmentingLayer.of(2, -1)).hasMessage("n must be positive and finite, not -1.0");
        assertThatThrownBy(() -> AugmentingLayer.of(2, Double.NaN)).hasMessageStartingWith("n must be positive");
        AugmentingLayer layer = AugmentingLayer.of(2, 1e200);
        assertThatThrownBy(() -> layer.apply(Matrix.zeros(3, 2)))
                .hasMessage("(n T)^2 must fit float64, not n = 1.0E200 with T = 3");
        assertThatThrownBy(() -> layer.apply(Matrix.zeros(3, 1)))
                .hasMessage("tokens is 3 x 1, but this layer is for dimension 2");
        assertThatThrownBy(() -> layer.feedForward(Matrix.zeros(3, 2)))
                .hasMessage("attended is 3 x 2, but this layer is 10 wide");
        assertThat(AugmentingLayer.of(2, 1).apply(Matrix.zeros(0, 2)).rows()).isZero();
        assertThatThrownBy(() -> AugmentingLayer.withNorms(1, 1).apply(Matrix.of(new double[]{1, 1e200}, 2, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the squared norm of token 2 overflows");
    }

    private static void weigh(String name, double[] scores) {
        double sum = name.equals("softmax") ? 0 : 1;
        for (int s = 0; s < scores.length; s++) {
            scores[s] = name.equals("id") ? scores[s] : Math.exp(scores[s]);
            sum += name.equals("softmax") ? scores[s] : 0;
        }
        for (int s = 0; s < scores.length; s++) {
            scores[s] /= sum;
        }
    }

    private static double greatest(Matrix a, Matrix b) {
        double greatest = 0;
        for (int t = 0; t < b.rows(); t++) {
            for (int c = 0; c < b.cols(); c++) {
                greatest = Math.max(greatest, Math.abs(a.get(t, c) - b.get(t, c)));
            }
        }
        return greatest;
    }

    private static double norm(Matrix x, int t) {
        return Math.sqrt(inner(x, t, x, t));
    }

    private static double inner(Matrix x, int t, Matrix y, int s) {
        double sum = 0;
        for (int c = 0; c < x.cols(); c++) {
            sum += x.get(t, c) * y.get(s, c);
        }
        return sum;
    }

    private static Matrix uniform(int rows, int cols, long seed) {
        return Matrix.of(new Random(seed).doubles((long) rows * cols, -1, 1).toArray(), rows, cols);
    }

    private static Matrix scaled(Matrix x, double factor) {
        double[] data = x.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] *= factor;
        }
        return Matrix.of(data, x.rows(), x.cols());
    }

    private static List<Integer> all(int rows) {
        return IntStream.range(0, rows).boxed().toList();
    }
}
