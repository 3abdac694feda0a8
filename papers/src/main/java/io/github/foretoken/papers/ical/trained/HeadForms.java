package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Transpose;

/**
 * What a head does to tokens that are repeated and have biases added, as forms of z = (s, 1), of n = d + 1 numbers: the score
 * {@code z_t' A z_s} and the value {@code V z_s}.
 */
final class HeadForms {
    private final HeadsShape shape;
    private final int m;
    private final int n;
    private final double scale;
    private final double[] queries;
    private final double[] keys;
    private final double[] scores;
    private final double[] values;
    private final double[] change;

    HeadForms(HeadsShape shape) {
        this.shape = shape;
        m = shape.width();
        n = shape.d() + 1;
        scale = 1 / Math.sqrt(m);
        queries = new double[shape.heads() * m * n];
        keys = new double[shape.heads() * m * n];
        values = new double[shape.heads() * m * n];
        scores = new double[shape.heads() * n * n];
        change = new double[m * n];
    }

    /** Of these weights, not modified. */
    void forward(double[] weights) {
        for (int head = 0; head < shape.heads(); head++) {
            fold(head, 0, weights, queries);
            fold(head, 1, weights, keys);
            fold(head, 2, weights, values);
            RowMaps.multiply(Transpose.YES, Transpose.NO, scale, narrow(queries, head), narrow(keys, head), 0,
                    scores(head));
        }
    }

    /** A, n x n. */
    Block scores(int head) {
        return new Block(scores, head * n * n, n, n, n);
    }

    /** V, m x n. */
    Block values(int head) {
        return narrow(values, head);
    }

    /**
     * After {@link #forward}.
     *
     * @param dScores the loss's gradient with respect to A, n x n, not modified
     * @param dValues with respect to V, m x n, not modified
     * @param gradient with respect to the weights, added to
     */
    void backward(int head, double[] dScores, double[] dValues, double[] gradient) {
        Block form = Block.of(dScores, n, n);
        Block changed = Block.of(change, m, n);
        RowMaps.multiply(Transpose.NO, Transpose.YES, scale, narrow(keys, head), form, 0, changed);
        unfold(head, 0, change, gradient);
        RowMaps.multiply(Transpose.NO, Transpose.NO, scale, narrow(queries, head), form, 0, changed);
        unfold(head, 1, change, gradient);
        unfold(head, 2, dValues, gradient);
    }

    private Block narrow(double[] maps, int head) {
        return new Block(maps, head * m * n, m, n, n);
    }

    /** Both copies of a token meet one map, the sum of two halves; the bias is the last column. */
    private void fold(int head, int which, double[] weights, double[] maps) {
        int d = shape.d();
        for (int i = 0; i < m; i++) {
            int from = shape.map(head, which) + i * m;
            int to = (head * m + i) * n;
            for (int j = 0; j < d; j++) {
                maps[to + j] = weights[from + j] + weights[from + d + j];
            }
            maps[to + d] = weights[shape.bias(head, which) + i];
        }
    }

    private void unfold(int head, int which, double[] dMap, double[] gradient) {
        int d = shape.d();
        for (int i = 0; i < m; i++) {
            int to = shape.map(head, which) + i * m;
            for (int j = 0; j < d; j++) {
                gradient[to + j] += dMap[i * n + j];
                gradient[to + d + j] += dMap[i * n + j];
            }
            gradient[shape.bias(head, which) + i] += dMap[i * n + d];
        }
    }
}
