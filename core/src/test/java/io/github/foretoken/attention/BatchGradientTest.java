package io.github.foretoken.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.GoldenCase;
import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.sequence.RotationSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The fast gradient of batches against golden values and against {@link CausalTransformer#gradient}. */
class BatchGradientTest {
    @Test
    void matchesTheGoldenGradient() {
        JsonNode golden = GoldenCase.named("extra_grad").json();
        List<MultiHeadAttention> layers = new ArrayList<>();
        List<MultiHeadAttention> gradients = new ArrayList<>();
        for (int l = 0; l < golden.get("weights").size(); l++) {
            layers.add(layer(golden.get("weights").get(l)));
            gradients.add(layer(golden.get("grads").get(l)));
        }
        int d = golden.get("d").asInt();
        Matrix x = GoldenCase.matrix(golden.get("x"));
        TransformerShape shape = new TransformerShape(d, layers.size(), layers.get(0).heads().size(), 4 * d + 2, false);
        double[] weights = shape.flatten(CausalTransformer.of(d, layers));
        double[] expected = shape.flatten(CausalTransformer.of(d, gradients));

        double[] gradient = new double[shape.size()];
        ErrorCurve curve = BatchGradient.of(CausalAttention.softmax(), shape, x.rows(), Parallelism.sequential())
                .gradient(weights, PackedSequences.copyOf(List.of(x)), new int[]{0}, 0, 1, gradient);
        double tolerance = golden.get("tolerance").asDouble();
        assertThat(curve.loss()).isCloseTo(golden.get("loss").asDouble(), offset(tolerance));
        assertClose(gradient, expected, tolerance * Math.max(1, greatest(expected)));

        float[] floats = new float[shape.size()];
        ErrorCurve single = FloatBatchGradient
                .of(FloatCausalAttention.softmax(), shape, x.rows(), Parallelism.sequential())
                .gradient(narrow(weights), narrow(PackedSequences.copyOf(List.of(x))), new int[]{0}, 0, 1, floats);
        assertThat(single.loss()).isCloseTo(golden.get("loss").asDouble(), offset(roundoff(shape, x.rows())));
        assertClose(widen(floats), expected, roundoff(shape, x.rows()) * greatest(expected));
    }

    private static MultiHeadAttention layer(JsonNode layer) {
        List<AttentionHead> heads = new ArrayList<>();
        for (JsonNode head : layer) {
            heads.add(new AttentionHead(GoldenCase.matrix(head.get("WQ")), GoldenCase.matrix(head.get("WK")),
                    GoldenCase.matrix(head.get("WV"))));
        }
        return MultiHeadAttention.of(CausalAttention.softmax(), heads);
    }

    /** Of float32, relative: in each layer forward and backward sums of T and of 3 m terms a head follow one another. */
    private static double roundoff(TransformerShape shape, int length) {
        return 0x1p-24 * 2 * shape.layers() * (length + 3.0 * shape.heads() * shape.width());
    }

    @ParameterizedTest
    @CsvSource({"softmax, 15, 6, 2, 100, false", "softmax, 3, 2, 1, 7, false", "softmax, 1, 3, 3, 2, true",
        "softmax, 4, 4, 2, 53, true", "exp, 3, 2, 2, 30, false", "id, 5, 3, 2, 41, false", "id, 2, 2, 1, 6, true"})
    void agreesWithTheGradientOfTheTransformer(String name, int d, int layers, int heads, int length, boolean tied) {
        TransformerShape shape = new TransformerShape(d, layers, heads, d + 1, tied);
        double[] weights = weights(shape, 5);
        int count = 5;
        PackedSequences x = sequences(d, length, 7);
        int[] order = {6, 1, 2, 0, 5, 3};
        CausalAttention attention = attention(name);
        CausalTransformer transformer = shape.transformer(attention, weights);
        double[] expected = new double[shape.size()];
        double loss = 0;
        for (int i = 1; i <= count; i++) {
            CausalTransformer.Gradient one = transformer.gradient(x.sequence(order[i]));
            loss += one.loss() / count;
            for (int l = 0; l < layers; l++) {
                // Added up by layers, because tied ones share their place.
                double[] part = new TransformerShape(d, 1, heads, d + 1, false).flatten(
                        CausalTransformer.of(d, List.of(MultiHeadAttention.of(attention, one.layers().get(l)))));
                for (int j = 0; j < part.length; j++) {
                    expected[shape.offset(l) + j] += part[j] / count;
                }
            }
        }
        double[] gradient = new double[shape.size()];
        Arrays.fill(gradient, Double.NaN);
        ErrorCurve curve = BatchGradient.of(attention, shape, length, Parallelism.of(2))
                .gradient(weights, x, order, 1, 1 + count, gradient);
        double roundoff = roundoff(shape, length);
        assertThat(curve.sequences()).isEqualTo(count);
        assertThat(curve.loss()).isCloseTo(loss, offset(roundoff * 0x1p-29 * Math.max(1, loss)));
        assertClose(gradient, expected, roundoff * 0x1p-29 * Math.max(1, greatest(expected)));

        float[] floats = new float[shape.size()];
        FloatBatchGradient single = FloatBatchGradient.of(floatAttention(name), shape, length, Parallelism.of(2));
        ErrorCurve floatCurve = single.gradient(narrow(weights), narrow(x), order, 1, 1 + count, floats);
        assertThat(floatCurve.loss()).isCloseTo(loss, offset(roundoff * Math.max(1, loss)));
        assertClose(widen(floats), expected, roundoff * Math.max(1, greatest(expected)));
        assertThat(single.errors(narrow(weights), narrow(x), order, 1, 1 + count).errors()).as("the forward pass alone")
                .containsExactly(floatCurve.errors());
    }

    /** Whatever was in the workspace before: each sequence's share is what it is alone, to the bit. */
    @ParameterizedTest
    @CsvSource({"softmax, false", "softmax, true", "exp, false", "id, true"})
    void lengthsMayVaryInABatch(String name, boolean tied) {
        TransformerShape shape = new TransformerShape(3, 2, 2, 4, tied);
        double[] weights = weights(shape, 8);
        int[] lengths = {41, 2, 17, 3, 40, 9, 2, 33};
        PackedSequences x = PackedSequences.copyOf(IntStream.range(0, lengths.length)
                .mapToObj(i -> RotationSequence.random(3, i).tokens(lengths[i]))
                .toList());
        double[] sum = new double[shape.size()];
        double[] errors = new double[40];
        double[] counts = new double[40];
        for (int i = 0; i < lengths.length; i++) {
            double[] one = new double[shape.size()];
            double[] curve = BatchGradient.of(attention(name), shape, lengths[i], Parallelism.sequential())
                    .gradient(weights, x.range(i, i + 1), new int[1], 0, 1, one)
                    .errors();
            assertThat(curve).hasSize(lengths[i] - 1);
            for (int t = 0; t < curve.length; t++) {
                errors[t] += curve[t];
                counts[t]++;
            }
            for (int j = 0; j < sum.length; j++) {
                sum[j] += one[j] / lengths.length;
            }
            BatchGradient wide = BatchGradient.of(attention(name), shape, 64, Parallelism.sequential());
            double[] again = new double[shape.size()];
            wide.gradient(weights, x, new int[]{0, 4, 7, 2}, 0, 4, new double[shape.size()]);
            wide.gradient(weights, x, new int[]{i}, 0, 1, again);
            assertThat(again).as("sequence %d", i).containsExactly(one);
        }
        double[] gradient = new double[shape.size()];
        ErrorCurve all = BatchGradient.of(attention(name), shape, 41, Parallelism.of(2))
                .gradient(weights, x, IntStream.range(0, lengths.length).toArray(), 0, lengths.length, gradient);
        // Sums of as many terms as there are sequences, in another order.
        double roundoff = 2 * lengths.length * 0x1p-53;
        assertClose(gradient, sum, roundoff * lengths.length * greatest(sum));
        assertThat(all.errors()).hasSize(40);
        for (int t = 0; t < errors.length; t++) {
            assertThat(all.errors()[t]).isCloseTo(errors[t] / counts[t], offset(roundoff * errors[t]));
        }
    }

    @Test
    void threadsDoNotChangeABit() {
        TransformerShape shape = new TransformerShape(15, 2, 2, 16, false);
        float[] weights = narrow(weights(shape, 3));
        FloatPackedSequences x = narrow(sequences(15, 40, 30));
        int[] order = IntStream.range(0, 30).toArray();
        float[] expected = null;
        for (int threads = 1; threads <= 3; threads++) {
            FloatBatchGradient batch =
                    FloatBatchGradient.of(FloatCausalAttention.softmax(), shape, 40, Parallelism.of(threads));
            for (int repetition = 0; repetition < 2; repetition++) {
                float[] gradient = new float[shape.size()];
                batch.gradient(weights, x, order, 0, 30, gradient);
                expected = expected == null ? gradient : expected;
                assertThat(gradient).containsExactly(expected);
            }
        }
    }

    /** Workspace comes with the batches that need it: not with the longest sequences, and not with the threads allowed. */
    @Test
    void workspaceIsOnlyWhatABatchNeeds() {
        TransformerShape shape = new TransformerShape(3, 1, 2, 4, false);
        // An attention matrix alone would take 8 GiB.
        BatchGradient.of(CausalAttention.softmax(), shape, BatchGradient.LONGEST, Parallelism.of(1000));
        double[] weights = weights(shape, 3);
        PackedSequences x = sequences(3, 20, 30);
        int[] order = IntStream.range(0, 30).toArray();
        double[] expected = new double[shape.size()];
        BatchGradient.of(CausalAttention.softmax(), shape, 20, Parallelism.sequential())
                .gradient(weights, x, order, 0, 30, expected);
        BatchGradient batch = BatchGradient.of(CausalAttention.softmax(), shape, 20, Parallelism.of(Integer.MAX_VALUE));
        batch.reserve(5, true);
        double[] gradient = new double[shape.size()];
        batch.errors(weights, x, order, 0, 1);
        batch.gradient(weights, x, order, 0, 30, gradient);
        assertThat(gradient).containsExactly(expected);
        assertThat(batch.errors(weights, x, order, 0, 30).errors())
                .isEqualTo(BatchGradient.of(CausalAttention.softmax(), shape, 20, Parallelism.sequential())
                        .errors(weights, x, order, 0, 30)
                        .errors());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        TransformerShape shape = new TransformerShape(2, 1, 1, 3, false);
        BatchGradient batch = BatchGradient.of(CausalAttention.softmax(), shape, 4, Parallelism.sequential());
        double[] weights = new double[shape.size()];
        PackedSequences one = PackedSequences.of(new double[8], 4, 2);
        assertThatThrownBy(() -> batch.errors(new double[3], one, new int[1], 0, 1))
                .hasMessage("weights must have " + shape.size() + " elements, not 3");
        assertThatThrownBy(() -> batch.errors(weights, PackedSequences.of(new double[12], 4, 3)))
                .hasMessage("sequences have tokens of dimension 3, but the Transformer is for 2");
        for (int length : new int[]{1, 5}) {
            assertThatThrownBy(() -> batch.errors(weights, PackedSequences.of(new double[2 * length], length, 2)))
                    .hasMessage("sequence 0 has " + length + " tokens; it must have from 2 to 4");
        }
        assertThatThrownBy(() -> batch.errors(weights, one, new int[]{1}, 0, 1))
                .hasMessage("order names sequence 1, but there are 1, numbered from 0");
        assertThatThrownBy(() -> batch.errors(weights, one, new int[1], 1, 1))
                .hasMessageStartingWith("from and to must be a range");
        for (int length : new int[]{1, BatchGradient.LONGEST + 1, 50_000, 65_536, Integer.MAX_VALUE}) {
            assertThatThrownBy(
                    () -> BatchGradient.of(CausalAttention.softmax(), shape, length, Parallelism.sequential()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("length must be from 2 to 32768, not " + length);
        }
        TransformerShape broad = new TransformerShape(2, 1, 1_000_000, 3, false);
        assertThatThrownBy(() -> BatchGradient.of(CausalAttention.softmax(), broad, 10_000, Parallelism.sequential()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sequences of length 10000 in TransformerShape[")
                .hasMessageEndingWith("need more numbers than one array holds");
        assertThatThrownBy(() -> batch.reserve(0, true)).hasMessage("sequences must be 1 or more, not 0");
        assertThatThrownBy(() -> new TransformerShape(2, 0, 1, 1, false))
                .hasMessageStartingWith("dimension, layers, heads and inner must be 1 or more");
        assertThatThrownBy(() -> shape.flatten(CausalTransformer.explicit(CausalAttention.softmax(), 2, 1, 1, 1)))
                .hasMessage("layer 1 has 2 heads of width 10, not 1 of width 10");
    }

    /** Near the construction, so that layers do something; small enough that no layer explodes. */
    private static double[] weights(TransformerShape shape, long seed) {
        Random random = new Random(seed);
        return random.doubles(shape.size(), -0.3, 0.3).map(w -> w / Math.sqrt(shape.width())).toArray();
    }

    private static PackedSequences sequences(int d, int length, int count) {
        return PackedSequences
                .copyOf(IntStream.range(0, count).mapToObj(i -> RotationSequence.random(d, i).tokens(length)).toList());
    }

    private static FloatPackedSequences narrow(PackedSequences x) {
        int[] lengths = IntStream.range(0, x.count()).map(x::length).toArray();
        return FloatPackedSequences.of(narrow(x.tokens()), lengths, x.dimension());
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], offset(tolerance));
        }
    }

    private static double greatest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElseThrow();
    }

    private static float[] narrow(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    private static double[] widen(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    private static CausalAttention attention(String name) {
        return switch (name) {
            case "id" -> CausalAttention.linear().withScale(0.7);
            case "exp" -> CausalAttention.exponential().withScale(0.7);
            default -> CausalAttention.softmax();
        };
    }

    private static FloatCausalAttention floatAttention(String name) {
        return switch (name) {
            case "id" -> FloatCausalAttention.linear().withScale(0.7f);
            case "exp" -> FloatCausalAttention.exponential().withScale(0.7f);
            default -> FloatCausalAttention.softmax();
        };
    }
}
