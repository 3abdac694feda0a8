package io.github.foretoken.attention;

import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.Products;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A residual layer of several heads: {@code e <- e + sum over heads of A(e W_Q', e W_K') (e W_V')}, A being the masked
 * attention it is given. The heads read the same tokens; there is no feed-forward part.
 *
 * {@snippet lang = java :
 * // Queries, keys and values are the tokens themselves: three of two coordinates.
 * Matrix one = Matrix.of(new double[]{1, 0, 0, 1}, 2, 2);
 * AttentionHead head = new AttentionHead(one, one, one);
 * MultiHeadAttention layer = MultiHeadAttention.of(CausalAttention.softmax(), List.of(head));
 * Matrix out = layer.apply(Matrix.of(new double[]{1, 0, 0, 1, 1, 1}, 3, 2));
 * }
 *
 * <p>Immutable apart from the arrays its weights share; safe for use by several threads. Cost for each head 2 T (2p + m) m
 * flops beside that of {@link CausalAttention}. Source: Sander and Peyré, arXiv 2410.03011, section 2.
 */
public final class MultiHeadAttention {
    private final CausalAttention attention;
    private final List<AttentionHead> heads;

    private MultiHeadAttention(CausalAttention attention, List<AttentionHead> heads) {
        this.attention = attention;
        this.heads = heads;
    }

    /**
     * A layer of one head or more.
     *
     * @param attention of every head
     * @param heads their weights, one head or more; the list is copied, matrices are shared
     * @return the layer
     * @throws IllegalArgumentException if there is none, or they are not equally wide
     */
    public static MultiHeadAttention of(CausalAttention attention, List<AttentionHead> heads) {
        Objects.requireNonNull(attention, "attention");
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("heads is empty: a layer needs at least one");
        }
        for (AttentionHead head : heads) {
            if (head.width() != heads.get(0).width()) {
                throw new IllegalArgumentException("heads must be equally wide: one is " + heads.get(0).width()
                        + " wide, another " + head.width());
            }
        }
        return new MultiHeadAttention(attention, List.copyOf(heads));
    }

    /** {@return the heads, in the order in which their results are added; unmodifiable} */
    public List<AttentionHead> heads() {
        return heads;
    }

    /** {@return m, the width of the tokens} */
    public int width() {
        return heads.get(0).width();
    }

    /**
     * One layer, the residual connection included.
     *
     * @param e tokens, T x m, not modified
     * @return T x m, row-major in a new array
     * @throws IllegalArgumentException if e is not m wide, has no row or an element that is not finite
     * @throws ArithmeticException if the result does not fit float64
     */
    public Matrix apply(Matrix e) {
        check(e, "e");
        return addTo(e.toArray(), e);
    }

    /**
     * One layer on each of several independent sequences, of any lengths.
     *
     * @param sequences each T x m, not modified
     * @param parallelism over the sequences; the result is that of {@link #apply(Matrix)} to the bit
     * @return as many, in the same order
     * @throws IllegalArgumentException as {@link #apply(Matrix)}
     * @throws ArithmeticException as {@link #apply(Matrix)}
     */
    public List<Matrix> apply(List<Matrix> sequences, Parallelism parallelism) {
        return Batch.map(sequences, parallelism, this::apply);
    }

    /**
     * T(e), what a layer adds to its tokens: the sum of its heads alone. Infinitely many layers of infinitely small steps
     * follow {@code de/dtau = T(e)} (eq. 4).
     *
     * @param e tokens, T x m, not modified
     * @return T x m
     * @throws IllegalArgumentException as {@link #apply(Matrix)}
     * @throws ArithmeticException if the result does not fit float64
     */
    public Matrix update(Matrix e) {
        check(e, "e");
        return addTo(new double[Math.multiplyExact(e.rows(), e.cols())], e);
    }

    private Matrix addTo(double[] sum, Matrix e) {
        for (AttentionHead head : heads) {
            Matrix attended = attention.apply(times(e, head.query()), times(e, head.key()), times(e, head.value()));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += attended.data()[i];
            }
        }
        return Matrix.of(sum, e.rows(), e.cols());
    }

    /**
     * Gradients of a loss.
     *
     * @param tokens with respect to the layer's tokens, T x m
     * @param heads with respect to each head's weights, in their shapes
     */
    public record Gradient(Matrix tokens, List<AttentionHead> heads) {
        /** Copies the list. */
        public Gradient {
            heads = List.copyOf(Objects.requireNonNull(heads, "heads"));
        }
    }

    /**
     * The backward pass: for a loss whose gradient with respect to {@code apply(e)} is g, those with respect to e and to
     * the weights.
     *
     * @param e tokens, T x m, not modified
     * @param g the gradient with respect to the result, T x m, not modified
     * @return gradients in new arrays, that with respect to e through the residual connection included
     * @throws IllegalArgumentException if a shape does not match, there is no row, or an element is not finite
     * @throws ArithmeticException if a gradient does not fit float64
     */
    public Gradient gradient(Matrix e, Matrix g) {
        check(e, "e");
        check(g, "g");
        if (e.rows() != g.rows()) {
            throw new IllegalArgumentException(
                    "e and g must have the same shape: e is " + e.shape() + ", g is " + g.shape());
        }
        Matrix tokens = Matrix.of(g.toArray(), g.rows(), g.cols());
        List<AttentionHead> gradients = new ArrayList<>();
        for (AttentionHead head : heads) {
            AttentionGradient d =
                    attention.gradient(times(e, head.query()), times(e, head.key()), times(e, head.value()), g);
            addProduct(Transpose.NO, d.q(), head.query(), tokens);
            addProduct(Transpose.NO, d.k(), head.key(), tokens);
            addProduct(Transpose.NO, d.v(), head.value(), tokens);
            gradients.add(new AttentionHead(outer(d.q(), e), outer(d.k(), e), outer(d.v(), e)));
        }
        return new Gradient(tokens, gradients);
    }

    private void check(Matrix m, String name) {
        if (m.cols() != width()) {
            throw new IllegalArgumentException(
                    name + " is " + m.shape() + ", but the weights are for tokens of width " + width());
        }
        m.requireFinite(name);
    }

    /** {@code e W'}. */
    private static Matrix times(Matrix e, Matrix weights) {
        Matrix product = Matrix.zeros(e.rows(), weights.rows());
        Products.add(Transpose.NO, Transpose.YES, Blocks.of(e), Blocks.of(weights), Blocks.of(product));
        return product;
    }

    /** {@code d' e}. */
    private static Matrix outer(Matrix d, Matrix e) {
        Matrix product = Matrix.zeros(d.cols(), e.cols());
        addProduct(Transpose.YES, d, e, product);
        return product;
    }

    /** {@code c += op(a) b}. */
    private static void addProduct(Transpose op, Matrix a, Matrix b, Matrix c) {
        Products.add(op, Transpose.NO, Blocks.of(a), Blocks.of(b), Blocks.of(c));
    }
}
