package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Transpose;
import java.util.Arrays;

/**
 * For each head the causal softmax attention of positions on positions, T x T: it does not depend on the tokens, but its queries
 * and keys come from the weights that theirs do.
 */
final class PositionalAttention {
    private final HeadsShape shape;
    private final int length;
    private final int m;
    private final double scale;
    private final double[] attention;
    private final double[] queries;
    private final double[] keys;
    private final double[] change;

    PositionalAttention(HeadsShape shape) {
        this.shape = shape;
        length = shape.length();
        m = shape.width();
        scale = 1 / Math.sqrt(m);
        attention = new double[shape.heads() * length * length];
        queries = new double[length * m];
        keys = new double[length * m];
        change = new double[length * m];
    }

    /** Of these weights, not modified. */
    void forward(double[] weights) {
        for (int head = 0; head < shape.heads(); head++) {
            project(head, weights);
            Block scores = of(head);
            RowMaps.multiply(Transpose.NO, Transpose.YES, scale, Block.of(queries, length, m),
                    Block.of(keys, length, m), 0, scores);
            for (int t = 0; t < length; t++) {
                softmax(attention, scores.at(t, 0), t + 1);
                Arrays.fill(attention, scores.at(t, 0) + t + 1, scores.at(t, 0) + length, 0);
            }
        }
    }

    /** One head's, T x T, with zeros above the diagonal. */
    Block of(int head) {
        return new Block(attention, head * length * length, length, length, length);
    }

    /**
     * After {@link #forward}.
     *
     * @param dAttention the loss's gradient with respect to a head's attention, T x T; overwritten
     * @param gradient with respect to the weights, added to
     */
    void backward(int head, double[] dAttention, double[] weights, double[] gradient) {
        Block given = of(head);
        for (int t = 0; t < length; t++) {
            double mean = 0;
            for (int s = 0; s <= t; s++) {
                mean += attention[given.at(t, s)] * dAttention[t * length + s];
            }
            for (int s = 0; s < length; s++) {
                dAttention[t * length + s] =
                        s > t ? 0 : attention[given.at(t, s)] * (dAttention[t * length + s] - mean);
            }
        }
        project(head, weights);
        Block scores = Block.of(dAttention, length, length);
        RowMaps.multiply(Transpose.NO, Transpose.NO, scale, scores, Block.of(keys, length, m), 0,
                Block.of(change, length, m));
        pull(head, 0, weights, gradient);
        RowMaps.multiply(Transpose.YES, Transpose.NO, scale, scores, Block.of(queries, length, m), 0,
                Block.of(change, length, m));
        pull(head, 1, weights, gradient);
    }

    private void project(int head, double[] weights) {
        double[] positions = Arrays.copyOfRange(weights, shape.positions(), shape.output());
        RowMaps.forward(length, m, m, positions, weights, shape.map(head, 0), shape.bias(head, 0), queries);
        RowMaps.forward(length, m, m, positions, weights, shape.map(head, 1), shape.bias(head, 1), keys);
    }

    private void pull(int head, int which, double[] weights, double[] gradient) {
        double[] positions = Arrays.copyOfRange(weights, shape.positions(), shape.output());
        RowMaps.backward(length, m, m, positions, change, gradient, shape.map(head, which), shape.bias(head, which));
        RowMaps.multiply(Transpose.NO, Transpose.NO, 1, Block.of(change, length, m),
                new Block(weights, shape.map(head, which), m, m, m), 1,
                new Block(gradient, shape.positions(), length, m, m));
    }

    private static void softmax(double[] scores, int from, int count) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            greatest = Math.max(greatest, scores[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            scores[i] = Math.exp(scores[i] - greatest);
            sum += scores[i];
        }
        for (int i = from; i < from + count; i++) {
            scores[i] /= sum;
        }
    }
}
