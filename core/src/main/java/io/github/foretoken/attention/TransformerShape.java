package io.github.foretoken.attention;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.tile.LayerWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The sizes of a trainable {@link CausalTransformer}, and the order of its weights in one array: layer after layer (tied: one
 * for all), in each layer head after head, of each head W_Q (p x m), W_K (p x m) and W_V (m x m), row by row, m being 4d + 2.
 *
 * {@snippet lang = java :
 * // The setting of the paper: tokens of R^15, six layers of two heads, p = d + 1.
 * TransformerShape shape = new TransformerShape(15, 6, 2, 16, false);
 * CausalTransformer start =
 *         CausalTransformer.explicit(CausalAttention.softmax(), 15, 6, 1.0, 1.0);
 * double[] weights = shape.flatten(start);  // to train from
 * CausalTransformer trained = shape.transformer(CausalAttention.softmax(), weights);
 * }
 *
 * @param dimension d, the number of coordinates of a token, 1 or more
 * @param layers n, 1 or more
 * @param heads of each layer, 1 or more
 * @param inner p, the width of queries and keys, d + 1 for {@link CausalTransformer#explicit}. A wider one would train no
 *     better: rows of W_Q and W_K that both start at zero have no gradient and stay there.
 * @param tied whether all layers have the same weights
 */
public record TransformerShape(int dimension, int layers, int heads, int inner, boolean tied) {
    private static final int MOST_WEIGHTS = 1 << 30;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is less than 1, or the weights are more than an array holds
     */
    public TransformerShape {
        if (dimension < 1 || layers < 1 || heads < 1 || inner < 1) {
            throw new IllegalArgumentException("dimension, layers, heads and inner must be 1 or more: dimension is "
                    + dimension + ", layers " + layers + ", heads " + heads + ", inner " + inner);
        }
        double m = 4.0 * dimension + 2;
        if (layers * (double) heads * m * (m + 2.0 * inner) > MOST_WEIGHTS) {
            throw new IllegalArgumentException("a Transformer of dimension " + dimension + " with " + layers
                    + " layers of " + heads + " heads has more weights than one array holds");
        }
    }

    /** {@return m, the width of the augmented tokens, 4d + 2} */
    public int width() {
        return new TokenLayout(dimension).width();
    }

    LayerWeights layer() {
        return new LayerWeights(width(), heads, inner);
    }

    /** {@return the number of layers that have weights of their own, 1 where they are tied} */
    public int distinctLayers() {
        return tied ? 1 : layers;
    }

    /** {@return the number of weights, and of elements of the array that holds them} */
    public int size() {
        return distinctLayers() * layer().size();
    }

    /**
     * Where the weights of a layer begin.
     *
     * @param layer from 0 to n - 1; not checked
     * @return an index into the array of weights
     */
    public int offset(int layer) {
        return tied ? 0 : layer * layer().size();
    }

    /**
     * Where W_Q of that layer and head begins.
     *
     * @param layer from 0 to n - 1; not checked
     * @param head from 0 to the number of heads less 1; not checked
     * @return an index into the array of weights
     */
    public int query(int layer, int head) {
        return offset(layer) + layer().query(head);
    }

    /**
     * Where W_K of that layer and head begins.
     *
     * @param layer from 0 to n - 1; not checked
     * @param head from 0 to the number of heads less 1; not checked
     * @return an index into the array of weights
     */
    public int key(int layer, int head) {
        return offset(layer) + layer().key(head);
    }

    /**
     * Where W_V of that layer and head begins.
     *
     * @param layer from 0 to n - 1; not checked
     * @param head from 0 to the number of heads less 1; not checked
     * @return an index into the array of weights
     */
    public int value(int layer, int head) {
        return offset(layer) + layer().value(head);
    }

    /**
     * The weights of a Transformer in this order; queries and keys that are narrower than p are padded with zeros. Tied
     * weights are those of the first layer.
     *
     * @param transformer without norms, of these sizes
     * @return {@link #size} weights, a new array
     * @throws IllegalArgumentException if its sizes are others
     */
    public double[] flatten(CausalTransformer transformer) {
        List<MultiHeadAttention> all = transformer.layers();
        if (all.size() != layers) {
            throw new IllegalArgumentException("the Transformer has " + all.size() + " layers, not " + layers);
        }
        double[] weights = new double[size()];
        for (int l = 0; l < distinctLayers(); l++) {
            List<AttentionHead> layer = all.get(l).heads();
            if (layer.size() != heads || all.get(l).width() != width()) {
                throw new IllegalArgumentException("layer " + (l + 1) + " has " + layer.size() + " heads of width "
                        + all.get(l).width() + ", not " + heads + " of width " + width());
            }
            for (int h = 0; h < heads; h++) {
                AttentionHead head = layer.get(h);
                if (head.query().rows() > inner) {
                    throw new IllegalArgumentException("W_Q of layer " + (l + 1) + ", head " + (h + 1) + " is "
                            + head.query().shape() + ", more than " + inner + " rows");
                }
                copy(head.query(), weights, query(l, h));
                copy(head.key(), weights, key(l, h));
                copy(head.value(), weights, value(l, h));
            }
        }
        return weights;
    }

    private static void copy(Matrix matrix, double[] weights, int at) {
        double[] tight = matrix.toArray();
        System.arraycopy(tight, 0, weights, at, tight.length);
    }

    /**
     * The Transformer with these weights; a tied one is the same layer n times.
     *
     * @param attention of every layer
     * @param weights in this order, copied
     * @return a Transformer that later changes of the array leave alone
     * @throws IllegalArgumentException if there are not {@link #size} of them, or one is not finite
     */
    public CausalTransformer transformer(CausalAttention attention, double[] weights) {
        requireSize("weights", weights.length);
        List<MultiHeadAttention> all = new ArrayList<>();
        for (int l = 0; l < distinctLayers(); l++) {
            List<AttentionHead> heads = new ArrayList<>();
            for (int h = 0; h < this.heads; h++) {
                heads.add(new AttentionHead(cut(weights, query(l, h), inner), cut(weights, key(l, h), inner),
                        cut(weights, value(l, h), width())));
            }
            all.add(MultiHeadAttention.of(attention, heads));
        }
        return CausalTransformer.of(dimension, tied ? Collections.nCopies(layers, all.get(0)) : all);
    }

    /**
     * The Transformer with these weights in float32, as training leaves them.
     *
     * @param attention of every layer
     * @param weights in this order, copied
     * @return in float64
     * @throws IllegalArgumentException if there are not {@link #size} of them, or one is not finite
     */
    public CausalTransformer transformer(CausalAttention attention, float[] weights) {
        double[] wide = new double[weights.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = weights[i];
        }
        return transformer(attention, wide);
    }

    /**
     * {@link #flatten} in float32, to train from.
     *
     * @param transformer of these sizes
     * @return its weights in this order, rounded
     * @throws IllegalArgumentException if its sizes are others
     */
    public float[] flattenToFloat(CausalTransformer transformer) {
        double[] weights = flatten(transformer);
        float[] rounded = new float[weights.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) weights[i];
        }
        return rounded;
    }

    private Matrix cut(double[] weights, int from, int rows) {
        double[] part = new double[rows * width()];
        System.arraycopy(weights, from, part, 0, part.length);
        return Matrix.of(part, rows, width());
    }

    void requireSize(String name, int length) {
        if (length != size()) {
            throw new IllegalArgumentException(name + " must have " + size() + " elements, not " + length);
        }
    }
}
