package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Transpose;

/**
 * One layer, {@code e <- e + LayerNorm(W_O (linear attention of e) + b_O)}: scores {@code <q_t, k_s> / sqrt(m)} for s <= t and 0
 * beyond, without softmax. Holds what the backward pass needs of the sequences that were last run.
 */
final class AugmentedLayer {
    private final NetworkShape shape;
    private final int layer;
    private final int length;
    private final int m;
    private final double scale;
    private final LayerNorm norm;
    private final double[] input;
    /** Queries, keys and values side by side. */
    private final double[] projected;
    private final double[] dProjected;
    private final double[] attended;
    private final double[] mixed;
    private final double[] dMixed;
    private final double[] scores;
    private final double[] dScores;

    AugmentedLayer(NetworkShape shape, int layer, int length, int sequences) {
        this.shape = shape;
        this.layer = layer;
        this.length = length;
        m = shape.width();
        scale = 1 / Math.sqrt(m);
        int rows = sequences * length;
        norm = new LayerNorm(m, rows);
        input = new double[rows * m];
        projected = new double[rows * 3 * m];
        dProjected = new double[rows * 3 * m];
        attended = new double[rows * m];
        mixed = new double[rows * m];
        dMixed = new double[rows * m];
        scores = new double[rows * length];
        dScores = new double[length * length];
    }

    /** @param tokens of that many sequences, T x m each, modified */
    void forward(int sequences, double[] weights, double[] tokens) {
        int rows = sequences * length;
        System.arraycopy(tokens, 0, input, 0, rows * m);
        RowMaps.forward(rows, m, 3 * m, input, weights, shape.inputs(layer), shape.inputBias(layer), projected);
        for (int sequence = 0; sequence < sequences; sequence++) {
            Block square = square(scores, sequence);
            RowMaps.multiply(Transpose.NO, Transpose.YES, scale, third(projected, sequence, 0),
                    third(projected, sequence, 1), 0, square);
            clearFuture(square);
            RowMaps.multiply(Transpose.NO, Transpose.NO, 1, square, third(projected, sequence, 2), 0,
                    narrow(attended, sequence));
        }
        RowMaps.forward(rows, m, m, attended, weights, shape.output(layer), shape.outputBias(layer), mixed);
        norm.addTo(tokens, rows, mixed, weights, shape.gain(layer), shape.normBias(layer));
    }

    /**
     * After {@link #forward}.
     *
     * @param dTokens the loss's gradient with respect to what came out, replaced by that with respect to what went in
     * @param gradient with respect to the weights, added to
     */
    void backward(int sequences, double[] weights, double[] dTokens, double[] gradient) {
        int rows = sequences * length;
        norm.backward(rows, dTokens, weights, shape.gain(layer), shape.normBias(layer), dMixed, gradient);
        RowMaps.backward(rows, m, m, attended, dMixed, gradient, shape.output(layer), shape.outputBias(layer));
        // What came after the mixing is no longer needed: its room is taken.
        double[] dAttended = mixed;
        RowMaps.backwardInput(rows, m, m, dMixed, weights, shape.output(layer), 0, dAttended);
        for (int sequence = 0; sequence < sequences; sequence++) {
            backwardAttention(sequence, dAttended);
        }
        RowMaps.backward(rows, m, 3 * m, input, dProjected, gradient, shape.inputs(layer), shape.inputBias(layer));
        RowMaps.backwardInput(rows, m, 3 * m, dProjected, weights, shape.inputs(layer), 1, dTokens);
    }

    private void backwardAttention(int sequence, double[] dAttended) {
        Block attention = square(scores, sequence);
        Block change = square(dScores, 0);
        Block given = narrow(dAttended, sequence);
        // Values: S' da. Scores: da v', masked. Queries and keys: dS k and dS' q.
        RowMaps.multiply(Transpose.YES, Transpose.NO, 1, attention, given, 0, third(dProjected, sequence, 2));
        RowMaps.multiply(Transpose.NO, Transpose.YES, scale, given, third(projected, sequence, 2), 0, change);
        clearFuture(change);
        RowMaps.multiply(Transpose.NO, Transpose.NO, 1, change, third(projected, sequence, 1), 0,
                third(dProjected, sequence, 0));
        RowMaps.multiply(Transpose.YES, Transpose.NO, 1, change, third(projected, sequence, 0), 0,
                third(dProjected, sequence, 1));
    }

    /** A sequence's queries, keys or values. */
    private Block third(double[] sideBySide, int sequence, int which) {
        return new Block(sideBySide, sequence * length * 3 * m + which * m, length, m, 3 * m);
    }

    private Block narrow(double[] tokens, int sequence) {
        return new Block(tokens, sequence * length * m, length, m, m);
    }

    private Block square(double[] squares, int sequence) {
        return new Block(squares, sequence * length * length, length, length, length);
    }

    /** Zeros above the diagonal. */
    private void clearFuture(Block square) {
        for (int t = 0; t < length; t++) {
            for (int s = t + 1; s < length; s++) {
                square.values()[square.at(t, s)] = 0;
            }
        }
    }
}
