package io.github.foretoken.bench;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Matrix;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.MultiHeadAttention;
import io.github.foretoken.attention.TransformerShape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A batch for a training step: the paper's Transformer, six layers of two heads of softmax, somewhat beside the weights of its
 * construction, so that no product has zeros to skip. All numbers are float32's.
 */
public final class TrainingInputs {
    public static final int LAYERS = 6;
    public static final int HEADS = 2;
    public static final double RATE = 2e-3;

    private static final double NOISE = 0.02;

    private final TransformerShape shape;
    private final int length;
    private final float[] weights;
    private final float[] sequences;

    /** That many sequences of that length in R^d. */
    public TrainingInputs(int batch, int length, int d, long seed) {
        shape = new TransformerShape(d, LAYERS, HEADS, d + 1, false);
        this.length = length;
        double[] theta0 = shape.flatten(CausalTransformer.explicit(CausalAttention.softmax(), d, LAYERS, 1, 1));
        Random random = new Random(seed);
        weights = Inputs.floats(Arrays.stream(theta0).map(w -> w + NOISE * random.nextGaussian()).toArray());
        sequences = Inputs.floats(Inputs.unitTokens(batch * length, d, seed).data());
    }

    /** Of the Transformer. */
    public TransformerShape shape() {
        return shape;
    }

    /** T. */
    public int length() {
        return length;
    }

    /** Number of sequences. */
    public int batch() {
        return sequences.length / (length * shape.dimension());
    }

    /** The weights, a copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** All sequences, T x d each; not a copy. */
    public float[] sequences() {
        return sequences;
    }

    /** The same as the library takes them. */
    public FloatPackedSequences packed() {
        return FloatPackedSequences.of(sequences, length, shape.dimension());
    }

    /** The numbers of all sequences. */
    public int[] order() {
        return IntStream.range(0, batch()).toArray();
    }

    /** One sequence. */
    public Matrix sequence(int number) {
        int size = length * shape.dimension();
        return Matrix.of(Inputs.doubles(Arrays.copyOfRange(sequences, number * size, (number + 1) * size)), length,
                shape.dimension());
    }

    /**
     * Throws unless a gradient is the definition's in float64, within {@code 4 n (T + 3 H m) u} of its greatest element: in
     * each layer, forward and backward, sums of T and of 3 m terms a head follow one another.
     */
    public void require(String who, double[] gradient) {
        double[] expected = new double[shape.size()];
        CausalTransformer transformer = shape.transformer(CausalAttention.softmax(), Inputs.doubles(weights));
        for (int i = 0; i < batch(); i++) {
            CausalTransformer.Gradient one = transformer.gradient(sequence(i));
            double[] flat = shape.flatten(CausalTransformer.of(shape.dimension(),
                    IntStream.range(0, LAYERS)
                            .mapToObj(l -> MultiHeadAttention.of(CausalAttention.softmax(), one.layers().get(l)))
                            .toList()));
            for (int j = 0; j < flat.length; j++) {
                expected[j] += flat[j] / batch();
            }
        }
        double greatest = 0;
        double worst = 0;
        for (int j = 0; j < expected.length; j++) {
            greatest = Math.max(greatest, Math.abs(expected[j]));
            worst = Math.max(worst, Math.abs(gradient[j] - expected[j]));
        }
        double roundoff = 4.0 * LAYERS * (length + 3.0 * HEADS * shape.width()) * 0x1p-24;
        Agreement.requireWithin(who + " gradient", worst, roundoff * greatest);
    }

    /**
     * Floating-point operations of a step: three products of tokens and weights a layer (two in the first, whose tokens are
     * given), three times the two of attention, and the exponentials.
     */
    public double flops() {
        return batch() * (products() + FlopCount.EXP * exponentials());
    }

    /** Those of a sequence that are products. */
    public double products() {
        double m = shape.width();
        double projection = 2 * length * m * HEADS * (2 * shape.inner() + m);
        double attention = HEADS * length * (length + 1.0) / 2 * (2 * shape.inner() + 2 * m);
        return (3 * LAYERS - 1) * projection + 3 * LAYERS * attention;
    }

    /** Of a sequence. */
    public double exponentials() {
        return LAYERS * HEADS * length * (length + 1.0) / 2;
    }
}
