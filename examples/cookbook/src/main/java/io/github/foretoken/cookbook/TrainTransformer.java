package io.github.foretoken.cookbook;

import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.Adam;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.FloatBatchGradient;
import io.github.foretoken.attention.FloatCausalAttention;
import io.github.foretoken.attention.TransformerShape;
import io.github.foretoken.sequence.RotationSequence;
import java.util.stream.IntStream;

/** Trains two layers of softmax attention on rotations of R^3, from the weights of the construction on. */
public final class TrainTransformer {
    private static final int DIMENSION = 3;
    private static final int LENGTH = 24;
    private static final int LAYERS = 2;
    private static final int BATCH = 32;

    /** One sequence after the other, each T x d. */
    static float[] sequences(int from, int count) {
        float[] all = new float[count * LENGTH * DIMENSION];
        for (int i = 0; i < count; i++) {
            double[] tokens = RotationSequence.random(DIMENSION, from + i).tokens(LENGTH).toArray();
            for (int j = 0; j < tokens.length; j++) {
                all[i * tokens.length + j] = (float) tokens[j];
            }
        }
        return all;
    }

    public static void main(String[] args) {
        float[] train = sequences(0, 512);
        float[] test = sequences(1_000_000, 256); // other rotations
        int[] order = IntStream.range(0, 512).toArray();

        TransformerShape shape = new TransformerShape(DIMENSION, LAYERS, 2, DIMENSION + 1, false);
        CausalTransformer start = CausalTransformer.explicit(CausalAttention.softmax(), DIMENSION, LAYERS, 1, 1);
        float[] weights = narrow(shape.flatten(start));
        float[] gradient = new float[shape.size()];
        FloatBatchGradient batches =
                FloatBatchGradient.of(FloatCausalAttention.softmax(), shape, LENGTH, Parallelism.automatic());
        double before = batches.errors(weights, test, order, 0, 256).loss();

        Adam adam = new Adam(shape.size());
        for (int epoch = 0; epoch < 12; epoch++) {
            for (int from = 0; from < order.length; from += BATCH) {
                batches.gradient(weights, train, order, from, from + BATCH, gradient);
                adam.step(weights, gradient, 4e-3);
            }
        }
        double after = batches.errors(weights, test, order, 0, 256).loss();
        System.out.println("loss on new rotations fell by more than a third: " + (after < before * 2 / 3));

        CausalTransformer trained = shape.transformer(CausalAttention.softmax(), widen(weights));
        Matrix next = trained.apply(RotationSequence.random(DIMENSION, 77).tokens(LENGTH));
        System.out.println("estimates of the next tokens: " + next.shape());
    }

    private static float[] narrow(double[] numbers) {
        float[] result = new float[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) numbers[i];
        }
        return result;
    }

    private static double[] widen(float[] numbers) {
        return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
    }
}
