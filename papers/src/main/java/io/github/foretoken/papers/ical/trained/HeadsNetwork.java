package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.papers.ical.descent.Rotations;
import java.util.Arrays;

/**
 * The network of figure 7, forward and backward, on a few sequences at a time. A token is repeated to the width m = 2d; each head
 * weighs what a token says of another, {@code <q_t, k_s> / sqrt(m)}, by a causal softmax of positions; the heads' results are
 * added; then an affine map, LayerNorm, and an affine map to the estimate of s_{t+1}. There is no residual connection. The loss is
 * the mean squared error of a coordinate. In float64.
 *
 * <p>The heads differ in what they make of the same moments of the past. With z = (s, 1), head h gives
 * {@code V_h M_h(t) A_h' z_t}, where {@code M_h(t)} is the sum of {@code P_h(t, s) z_s z_s'}: matrix products of positions and
 * moments, and nothing else that grows with the square of the length.
 *
 * <p>Source: Sander et al., arXiv 2402.05787, figure 7, and the authors' non_augmented.py.
 */
final class HeadsNetwork implements TrainableNetwork {
    private final HeadsShape shape;
    private final int length;
    private final int n;
    private final int m;
    private final int most;
    /** Numbers of a coordinate: of all positions, and at each of all sequences. */
    private final int lanes;
    private final HeadForms forms;
    private final PositionalAttention positions;
    private final LayerNorm norm;
    private final Readout readout;
    /** z: n x lanes. */
    private final double[] tokens;
    /** Products of two coordinates of z, i <= j, at each position: T x n (n + 1) / 2 of as many numbers as sequences. */
    private final double[] products;
    /** The same of each head, weighed by its attention. */
    private final double[] moments;
    private final double[] dMoments;
    /** A' z and M A' z of each head, and what the loss says of them: n x lanes each. */
    private final double[] asked;
    private final double[] found;
    private final double[] dAsked;
    private final double[] dFound;
    /** The heads' sum, m x lanes, and row by row. */
    private final double[] sum;
    private final double[] rows;
    private final double[] mixed;
    private final double[] normed;

    HeadsNetwork(HeadsShape shape, int sequences) {
        this.shape = shape;
        length = shape.length();
        n = shape.d() + 1;
        m = shape.width();
        most = sequences;
        lanes = length * sequences;
        forms = new HeadForms(shape);
        positions = new PositionalAttention(shape);
        norm = new LayerNorm(m, lanes);
        readout = new Readout(m, shape.d(), length, sequences);
        tokens = new double[n * lanes];
        products = new double[pairs() * lanes];
        moments = new double[shape.heads() * pairs() * lanes];
        dMoments = new double[pairs() * lanes];
        asked = new double[shape.heads() * n * lanes];
        found = new double[shape.heads() * n * lanes];
        dAsked = new double[n * lanes];
        dFound = new double[n * lanes];
        sum = new double[m * lanes];
        rows = new double[m * lanes];
        mixed = new double[m * lanes];
        normed = new double[m * lanes];
    }

    private int pairs() {
        return n * (n + 1) / 2;
    }

    @Override
    public int room() {
        return most;
    }

    @Override
    public double squares(double[] weights, Rotations rotations, int[] numbers, int from, int to, double factor,
            double[] gradient) {
        int sequences = to - from;
        if (sequences > most || rotations.length() != length) {
            throw new IllegalArgumentException("there is room for " + most + " sequences of " + length
                    + " tokens, not for " + sequences + " of " + rotations.length());
        }
        read(rotations, numbers, from, to);
        forms.forward(weights);
        positions.forward(weights);
        Arrays.fill(sum, 0);
        for (int head = 0; head < shape.heads(); head++) {
            forward(head);
        }
        toRows(sequences);
        int count = sequences * length;
        RowMaps.forward(count, m, m, rows, weights, shape.output(), shape.outputBias(), mixed);
        Arrays.fill(normed, 0);
        norm.addTo(normed, count, mixed, weights, shape.gain(), shape.normBias());
        double squares =
                readout.squares(normed, weights, shape.finalMap(), shape.finalBias(), rotations, numbers, from, to);
        if (gradient != null) {
            backward(sequences, weights, factor, gradient);
        }
        return squares;
    }

    @Override
    public double[] squaresByRow(int sequences) {
        return readout.squaresByRow(sequences);
    }

    private void read(Rotations rotations, int[] numbers, int from, int to) {
        // Those of sequences that are not there stay 0, and so do all their derivatives.
        Arrays.fill(tokens, 0);
        for (int i = 0; i < to - from; i++) {
            Matrix sequence = rotations.sequence(numbers[from + i]);
            for (int t = 0; t < length; t++) {
                for (int j = 0; j < n; j++) {
                    tokens[j * lanes + t * most + i] = j < n - 1 ? sequence.get(t, j) : 1;
                }
            }
        }
        Arrays.fill(products, 0);
        for (int i = 0, pair = 0; i < n; i++) {
            for (int j = i; j < n; j++, pair++) {
                addPair(tokens, i, tokens, j, products, pair);
            }
        }
    }

    private void forward(int head) {
        RowMaps.multiply(Transpose.NO, Transpose.NO, 1, positions.of(head), byPosition(products, 0), 0,
                byPosition(moments, head));
        RowMaps.multiply(Transpose.YES, Transpose.NO, 1, forms.scores(head), coordinates(tokens, 0), 0,
                coordinates(asked, head));
        Arrays.fill(found, head * n * lanes, (head + 1) * n * lanes, 0);
        for (int i = 0, pair = 0; i < n; i++) {
            for (int j = i; j < n; j++, pair++) {
                addProduct(head, pair, asked, head * n + j, found, head * n + i);
                if (i != j) {
                    addProduct(head, pair, asked, head * n + i, found, head * n + j);
                }
            }
        }
        RowMaps.multiply(Transpose.NO, Transpose.NO, 1, forms.values(head), coordinates(found, head), 1,
                Block.of(sum, m, lanes));
    }

    private void backward(int sequences, double[] weights, double factor, double[] gradient) {
        int count = sequences * length;
        readout.backward(sequences, factor, normed, weights, shape.finalMap(), shape.finalBias(), gradient);
        double[] dMixed = mixed;
        norm.backward(count, normed, weights, shape.gain(), shape.normBias(), dMixed, gradient);
        RowMaps.backward(count, m, m, rows, dMixed, gradient, shape.output(), shape.outputBias());
        RowMaps.backwardInput(count, m, m, dMixed, weights, shape.output(), 0, rows);
        fromRows(sequences);
        double[] dAttention = new double[length * length];
        for (int head = 0; head < shape.heads(); head++) {
            backward(head, dAttention, gradient);
            positions.backward(head, dAttention, weights, gradient);
        }
    }

    private void backward(int head, double[] dAttention, double[] gradient) {
        Block given = Block.of(sum, m, lanes);
        double[] dValues = new double[m * n];
        RowMaps.multiply(Transpose.NO, Transpose.YES, 1, given, coordinates(found, head), 0, Block.of(dValues, m, n));
        RowMaps.multiply(Transpose.YES, Transpose.NO, 1, forms.values(head), given, 0, coordinates(dFound, 0));
        Arrays.fill(dAsked, 0);
        Arrays.fill(dMoments, 0);
        for (int i = 0, pair = 0; i < n; i++) {
            for (int j = i; j < n; j++, pair++) {
                addProduct(head, pair, dFound, i, dAsked, j);
                addPair(dFound, i, asked, head * n + j, dMoments, pair);
                if (i != j) {
                    addProduct(head, pair, dFound, j, dAsked, i);
                    addPair(dFound, j, asked, head * n + i, dMoments, pair);
                }
            }
        }
        double[] dScores = new double[n * n];
        RowMaps.multiply(Transpose.NO, Transpose.YES, 1, coordinates(tokens, 0), coordinates(dAsked, 0), 0,
                Block.of(dScores, n, n));
        forms.backward(head, dScores, dValues, gradient);
        RowMaps.multiply(Transpose.NO, Transpose.YES, 1, byPosition(dMoments, 0), byPosition(products, 0), 0,
                Block.of(dAttention, length, length));
    }

    /** A head's moments as a matrix whose rows are positions. */
    private Block byPosition(double[] values, int head) {
        int width = pairs() * most;
        return new Block(values, head * length * width, length, width, width);
    }

    /** All coordinates of a head. */
    private Block coordinates(double[] values, int head) {
        return new Block(values, head * n * lanes, n, lanes, lanes);
    }

    /** A head's moment of a pair times coordinate j of y, added to k of z. */
    private void addProduct(int head, int pair, double[] y, int j, double[] z, int k) {
        for (int t = 0; t < length; t++) {
            int momentAt = ((head * length + t) * pairs() + pair) * most;
            int yAt = j * lanes + t * most;
            int zAt = k * lanes + t * most;
            for (int i = 0; i < most; i++) {
                z[zAt + i] += moments[momentAt + i] * y[yAt + i];
            }
        }
    }

    /** Coordinate i of x times j of y, added to a moment of a pair. */
    private void addPair(double[] x, int i, double[] y, int j, double[] sums, int pair) {
        for (int t = 0; t < length; t++) {
            int xAt = i * lanes + t * most;
            int yAt = j * lanes + t * most;
            int sumAt = (t * pairs() + pair) * most;
            for (int s = 0; s < most; s++) {
                sums[sumAt + s] += x[xAt + s] * y[yAt + s];
            }
        }
    }

    private void toRows(int sequences) {
        for (int i = 0; i < sequences; i++) {
            for (int t = 0; t < length; t++) {
                for (int c = 0; c < m; c++) {
                    rows[(i * length + t) * m + c] = sum[c * lanes + t * most + i];
                }
            }
        }
    }

    private void fromRows(int sequences) {
        Arrays.fill(sum, 0);
        for (int i = 0; i < sequences; i++) {
            for (int t = 0; t < length; t++) {
                for (int c = 0; c < m; c++) {
                    sum[c * lanes + t * most + i] = rows[(i * length + t) * m + c];
                }
            }
        }
    }
}
