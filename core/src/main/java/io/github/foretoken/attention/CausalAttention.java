package io.github.foretoken.attention;

import io.github.foretoken.Matrix;
import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.common.Blocks;
import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.tile.AttentionForm;
import io.github.foretoken.internal.tile.TiledAttention;
import io.github.foretoken.internal.tile.TiledAttentionGradient;
import java.util.Objects;

/**
 * Masked attention of one head: row t of the result is the sum over {@code s <= t} of {@code a_ts v_s}. With scores
 * {@code s_ts = scale <q_t, k_s>} this is, for
 *
 * <ul>
 *   <li>{@link #linear}: {@code a_ts = s_ts};
 *   <li>{@link #exponential}: {@code a_ts = exp(s_ts)};
 *   <li>{@link #softmax}: {@code a_ts = exp(s_ts)} over the sum of {@code exp(s_tr)} for {@code r <= t}.
 * </ul>
 *
 * {@snippet lang = java :
 * // Three tokens of two coordinates.
 * Matrix e = Matrix.of(new double[]{1, 0, 0, 1, 1, 1}, 3, 2);
 * Matrix out = CausalAttention.softmax().apply(e, e, e);
 * }
 *
 * <p>Scores are not divided by the root of the dimension unless {@link #withScale} says so: the kernels of the paper
 * have no such factor. No T x T matrix is ever stored: 2 (d + m) flops and one exponential for each of the T²/2 pairs
 * (linear: O(T d m) for long sequences), memory O(T (d + m)). Softmax does not overflow whatever the scores. Row t is
 * unchanged to the bit by changes to later rows, and by the number of threads.
 *
 * <p>An immutable description, safe for use by several threads. Source: Sander and Peyré, arXiv 2410.03011, section 2; the
 * online softmax is that of Milakov and Gimelshein, arXiv 1805.02867.
 */
public final class CausalAttention {
    private final AttentionForm form;
    private final double scale;
    private final Parallelism parallelism;

    private CausalAttention(AttentionForm form, double scale, Parallelism parallelism) {
        this.form = form;
        this.scale = scale;
        this.parallelism = parallelism;
    }

    /** {@return attention by the scores themselves} */
    public static CausalAttention linear() {
        return new CausalAttention(AttentionForm.LINEAR, 1, Parallelism.automatic());
    }

    /** {@return attention by the exponentials of the scores, not normalised} */
    public static CausalAttention exponential() {
        return new CausalAttention(AttentionForm.EXPONENTIAL, 1, Parallelism.automatic());
    }

    /** {@return attention by the exponentials of the scores, each row divided by its sum} */
    public static CausalAttention softmax() {
        return new CausalAttention(AttentionForm.SOFTMAX, 1, Parallelism.automatic());
    }

    /**
     * Multiplies scores by a factor.
     *
     * @param newScale finite; 1 by default, as in the paper; 1 over the root of d in most Transformers
     * @return a changed copy
     * @throws IllegalArgumentException if it is not finite
     */
    public CausalAttention withScale(double newScale) {
        if (!Double.isFinite(newScale)) {
            throw new IllegalArgumentException("scale must be finite, not " + newScale);
        }
        return new CausalAttention(form, newScale, parallelism);
    }

    /**
     * Runs on this many threads; the result is the same, to the bit.
     *
     * @param newParallelism {@link Parallelism#automatic} by default
     * @return a changed copy
     */
    public CausalAttention withParallelism(Parallelism newParallelism) {
        return new CausalAttention(form, scale, Objects.requireNonNull(newParallelism, "parallelism"));
    }

    boolean isLinear() {
        return form == AttentionForm.LINEAR;
    }

    AttentionForm form() {
        return form;
    }

    double scale() {
        return scale;
    }

    boolean isSoftmax() {
        return form == AttentionForm.SOFTMAX;
    }

    /**
     * The attended values.
     *
     * @param q queries, T x d, not modified
     * @param k keys, T x d, not modified
     * @param v values, T x m, not modified
     * @return T x m, row-major in a new array
     * @throws IllegalArgumentException if shapes do not match, there is no row, or an element is not finite
     * @throws ArithmeticException if a score or the result does not fit float64
     */
    public Matrix apply(Matrix q, Matrix k, Matrix v) {
        checkShapes(q, k, v);
        int rows = q.rows();
        long pairs = rows * (rows + 1L) / 2;
        return Matrix.of(attend(tiled(q, k, v, pairs), q, k, v, pairs), rows, v.cols());
    }

    /**
     * The attended values of many short sequences at once, of equal or different lengths: each attends to itself alone, and its
     * result is the same to the bit in any company, on any number of threads and in any order. A vector holds one number of
     * several sequences, so that it is full however short they are; sequences of more than 512 tokens,
     * or 4,096 numbers, are computed by {@link #apply(Matrix, Matrix, Matrix)}. For each thread it takes about 12,000 numbers
     * for each lane of a vector, and nothing for each sequence that shares vectors.
     *
     * @param q queries, sequences of T_i tokens in R^d, not modified
     * @param k keys, as many sequences of the same lengths in R^d, not modified
     * @param v values, as many sequences of the same lengths in R^m, not modified
     * @return as many sequences of the same lengths in R^m, in a new array
     * @throws IllegalArgumentException if numbers, lengths or dimensions do not match, or an element is not finite
     * @throws ArithmeticException if a score or the result of a sequence does not fit float64, saying of which
     */
    public PackedSequences apply(PackedSequences q, PackedSequences k, PackedSequences v) {
        return PackedAttention.apply(this, q, k, v, parallelism);
    }

    /**
     * The backward pass: for a loss whose gradient with respect to {@code apply(q, k, v)} is g, those with respect to
     * q, k and v. Five products of d or m flops for each pair, memory O(T (d + m)); on the calling thread. Formulas:
     * docs/mathematics.md#backward-passes.
     *
     * @param q queries, T x d, not modified
     * @param k keys, T x d, not modified
     * @param v values, T x m, not modified
     * @param g the gradient with respect to the result, T x m, not modified
     * @return gradients of the shapes of q, k and v, row-major in new arrays
     * @throws IllegalArgumentException if shapes do not match, there is no row, or an element is not finite
     * @throws ArithmeticException if the result or a gradient does not fit float64
     */
    public AttentionGradient gradient(Matrix q, Matrix k, Matrix v, Matrix g) {
        checkShapes(q, k, v);
        requireFinite(q, k, v);
        if (g.rows() != v.rows() || g.cols() != v.cols()) {
            throw new IllegalArgumentException(
                    "g and v must have the same shape: g is " + g.shape() + ", v is " + v.shape());
        }
        g.requireFinite("g");
        int rows = q.rows();
        long pairs = rows * (rows + 1L) / 2;
        double[] logSums = null;
        double[] products = null;
        if (form == AttentionForm.SOFTMAX) {
            TiledAttention forward = tiled(q, k, v, pairs).keepingLogSums();
            double[] result = attend(forward, q, k, v, pairs);
            logSums = forward.logSums();
            products = products(g, result);
        }
        TiledAttentionGradient backward = new TiledAttentionGradient(MicrokernelSelection.forPairs(pairs), form, scale,
                Blocks.of(q), Blocks.of(k), Blocks.of(v), Blocks.of(g)).run(logSums, products);
        return new AttentionGradient(tight(backward.queries()), tight(backward.keys()), tight(backward.values()));
    }

    private static void checkShapes(Matrix q, Matrix k, Matrix v) {
        if (q.rows() != k.rows() || q.cols() != k.cols()) {
            throw new IllegalArgumentException(
                    "q and k must have the same shape: q is " + q.shape() + ", k is " + k.shape());
        }
        if (k.rows() != v.rows()) {
            throw new IllegalArgumentException(
                    "k and v must have the same number of rows: k is " + k.shape() + ", v is " + v.shape());
        }
        if (q.rows() == 0) {
            throw new IllegalArgumentException("q has no rows: at least one token is needed");
        }
    }

    private static void requireFinite(Matrix q, Matrix k, Matrix v) {
        q.requireFinite("q");
        k.requireFinite("k");
        v.requireFinite("v");
    }

    /** Elements are looked at on the way, on all threads; only if one is not finite is the culprit looked for. */
    private double[] attend(TiledAttention tiled, Matrix q, Matrix k, Matrix v, long pairs) {
        int threads = parallelism.forPairs(pairs);
        if (!tiled.pack(threads)) {
            requireFinite(q, k, v);
        }
        double[] result = tiled.run(threads);
        if (!tiled.fits()) {
            requireFit(result, q.rows(), v.cols());
        }
        return result;
    }

    private TiledAttention tiled(Matrix q, Matrix k, Matrix v, long pairs) {
        return new TiledAttention(MicrokernelSelection.forPairs(pairs), form, scale, Blocks.of(q), Blocks.of(k),
                Blocks.of(v));
    }

    private static double[] products(Matrix g, double[] result) {
        double[] products = new double[g.rows()];
        for (int t = 0; t < products.length; t++) {
            for (int c = 0; c < g.cols(); c++) {
                products[t] += g.data()[g.offset() + t * g.stride() + c] * result[t * g.cols() + c];
            }
        }
        return products;
    }

    private static Matrix tight(Block x) {
        Matrix view = new Matrix(x.values(), x.offset(), x.rows(), x.columns(), x.stride());
        Matrix tight = Matrix.of(view.toArray(), x.rows(), x.columns());
        requireFit(tight.data(), tight.rows(), tight.cols());
        return tight;
    }

    private static void requireFit(double[] result, int rows, int cols) {
        int lost = Finite.firstRowWithout(result, rows, cols);
        if (lost >= 0) {
            throw new ArithmeticException("attention does not fit float64 from row " + (lost + 1) + " on; "
                    + "scale the queries, keys or values down");
        }
    }

    /** {@return form and scale, for people} */
    @Override
    public String toString() {
        return "CausalAttention[form=" + form + ", scale=" + scale + "]";
    }
}
