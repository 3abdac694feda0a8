package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Strides;
import java.util.Arrays;

/**
 * Where everything of one sequence on its way through the layers stands. Tokens are rows, padded with zero rows to whole
 * register tiles and in width to whole vectors. A layer projects a token onto {@code [Q_1 .. Q_H | K_1 .. K_H | V_1 .. V_H]}
 * at once, each part as wide as whole vectors. Attention stands keys x queries: the softmax of a query runs down a column, so
 * that vectors hold many queries and no sum crosses one.
 *
 * @param length T of the longest
 * @param weights sizes of a layer
 * @param lanes elements of a vector
 * @param panelWidth of the loops
 */
public record PassLayout(int length, LayerWeights weights, int lanes, int panelWidth) {
    /** For these loops, of either precision. */
    public PassLayout {
        if (weights.heads() < 1 || length < 1) {
            throw new IllegalArgumentException("heads and length must be 1 or more");
        }
    }

    /**
     * Whether every array of a pass through that many layers, and of its gradient, has a length that an int can hold.
     * Otherwise the sizes below throw.
     */
    public boolean fits(int layers) {
        // An array of a pass is one of these wide, or less, and has a row for each token.
        double most = (double) columns() * Math.max(columns(), stride());
        double panels = (double) Strides.roundUp(stride(), panelWidth) * Strides.roundUp(tokenStride(), panelWidth);
        double gradient = (double) layers * stride() * tokenStride();
        return Math.max(most, Math.max(panels, gradient)) <= Integer.MAX_VALUE;
    }

    /** Tokens with their padding. */
    public int rows() {
        return rows(length);
    }

    /** So many tokens with their padding. */
    int rows(int count) {
        return Strides.roundUp(count, Microkernels.STRIP);
    }

    /** Queries with their padding: the row length of attention. */
    int columns() {
        return Strides.roundUp(rows(), lanes);
    }

    /** Row length of tokens. */
    public int tokenStride() {
        return Strides.roundUp(weights.width(), lanes);
    }

    /** Width of a head's queries, with padding. */
    int inner() {
        return Strides.roundUp(weights.inner(), lanes);
    }

    /** Row length of projected tokens. */
    int stride() {
        return weights.heads() * (2 * inner() + tokenStride());
    }

    int query(int head) {
        return head * inner();
    }

    int key(int head) {
        return (weights.heads() + head) * inner();
    }

    int value(int head) {
        return 2 * weights.heads() * inner() + head * tokenStride();
    }

    /** Elements of tokens. */
    int tokenSize() {
        return Math.multiplyExact(rows(), tokenStride());
    }

    /** Elements of tokens that stand transposed. */
    int transposedSize() {
        return Math.multiplyExact(tokenStride(), columns());
    }

    /** Elements of projected tokens. */
    int projectedSize() {
        return Math.multiplyExact(rows(), stride());
    }

    /** Elements of all heads' queries, transposed. */
    int querySize() {
        return Math.multiplyExact(weights.heads() * inner(), columns());
    }

    /** Elements of a head's attention. */
    int attentionSize() {
        return Math.multiplyExact(rows(), columns());
    }

    /** Elements of a layer's gradient as {@link SequencePass#backward} adds it up: a row for each projected column. */
    public int gradientSize() {
        return Math.multiplyExact(stride(), tokenStride());
    }

    /** For each projected column, where its row of weights begins among those of a layer; -1 where it is padding. */
    int[] sources() {
        int[] sources = new int[stride()];
        Arrays.fill(sources, -1);
        for (int head = 0; head < weights.heads(); head++) {
            for (int i = 0; i < weights.inner(); i++) {
                sources[query(head) + i] = weights.query(head) + i * weights.width();
                sources[key(head) + i] = weights.key(head) + i * weights.width();
            }
            for (int i = 0; i < weights.width(); i++) {
                sources[value(head) + i] = weights.value(head) + i * weights.width();
            }
        }
        return sources;
    }
}
