package io.github.foretoken.attention;

import static io.github.foretoken.attention.TokenLayout.set;

import io.github.foretoken.Matrix;
import java.util.List;

/**
 * T_0 at finite n, as a layer of a Transformer: tokens with positions, two heads of softmax with a residual connection,
 * and a feed-forward part that goes token by token. Its result tends to {@link AugmentedTokens#exact} as n grows.
 *
 * <p>{@link #encode} puts a zero token x_0, the beginning, before the others, and into each token of width 4d + 2
 * nothing but x_t and its position {@code p_t = (-1)^t n t}. The {@link #heads}, of scores {@code -p_t p_s} and
 * {@code p_t p_s}, add x_{t-1} and x_t; {@link #feedForward} tells a zero x_{t-1}, which stands for the beginning, by
 * {@code i = 2 / (1 + exp(n |x_{t-1}|))}. So a token other than the first whose predecessor is zero, or not much longer
 * than 1/n, is mistaken for the first.
 *
 * {@snippet lang = java :
 * AugmentingLayer first = AugmentingLayer.of(tokens.cols(), 40);
 * Matrix attended = first.heads().apply(first.encode(tokens));  // (T + 1) x (4d + 2)
 * Matrix augmented = first.feedForward(attended);               // row 0 is the beginning's own
 * Matrix same = first.apply(tokens);                            // all of it, without that row
 * }
 *
 * <p>Attention picks x_{t-1} and x_t up to {@code 2 max |x_s| e^(-n²)}. What that and i do to later layers:
 * docs/mathematics.md#the-first-layer. Immutable and safe for use by several threads. Source: Sander and Peyré, arXiv
 * 2410.03011, Prop. 1.
 */
public final class AugmentingLayer {
    private final TokenLayout at;
    private final double n;
    private final MultiHeadAttention heads;

    private AugmentingLayer(TokenLayout at, double n) {
        if (!(n > 0) || Double.isInfinite(n)) {
            throw new IllegalArgumentException("n must be positive and finite, not " + n);
        }
        this.at = at;
        this.n = n;
        this.heads = MultiHeadAttention.of(CausalAttention.softmax(),
                List.of(head(-1, TokenLayout.PREVIOUS), head(1, at.token())));
    }

    /**
     * The layer that makes augmented tokens in the form of {@link AugmentedTokens#exact}.
     *
     * @param dimension d, the number of coordinates of a token, 1 or more; not checked
     * @param n positive; the greater, the closer to the limit
     * @return a layer 4d + 2 wide
     * @throws IllegalArgumentException if n is not positive and finite
     */
    public static AugmentingLayer of(int dimension, double n) {
        return new AugmentingLayer(new TokenLayout(dimension), n);
    }

    /**
     * The layer that makes augmented tokens in the form of {@link AugmentedTokens#withNorms}.
     *
     * @param dimension d, the number of coordinates of a token, 1 or more; not checked
     * @param n positive; the greater, the closer to the limit
     * @return a layer 4d + 3 wide
     * @throws IllegalArgumentException if n is not positive and finite
     */
    public static AugmentingLayer withNorms(int dimension, double n) {
        return new AugmentingLayer(new TokenLayout(dimension, true), n);
    }

    /** The position is where the mark of the first token will be, the token where the target will be. */
    private AttentionHead head(double sign, int into) {
        Matrix query = Matrix.zeros(1, at.width());
        set(query, 0, at.first(), 1);
        Matrix key = Matrix.zeros(1, at.width());
        set(key, 0, at.first(), sign);
        Matrix value = Matrix.zeros(at.width(), at.width());
        for (int c = 0; c < at.dimension(); c++) {
            set(value, into + c, at.target() + c, 1);
        }
        return new AttentionHead(query, key, value);
    }

    /** {@return the two heads of softmax, to be applied with their residual connection} */
    public MultiHeadAttention heads() {
        return heads;
    }

    /**
     * Tokens with their positions, x_0 = 0 before them.
     *
     * @param tokens x_1..x_T, T x d, T 0 or more; not modified
     * @return (T + 1) x m, m being the width of the layer, with p_t in column d, x_t from column 2d + 2 on, and zeros
     *     elsewhere
     * @throws IllegalArgumentException if tokens are not d wide, an element is not finite, or (n T)² does not fit
     *     float64
     */
    public Matrix encode(Matrix tokens) {
        if (tokens.cols() != at.dimension()) {
            throw new IllegalArgumentException(
                    "tokens is " + tokens.shape() + ", but this layer is for dimension " + at.dimension());
        }
        tokens.requireFinite("tokens");
        double last = n * tokens.rows();
        if (Double.isInfinite(last * last)) {
            throw new IllegalArgumentException("(n T)^2 must fit float64, not n = " + n + " with T = " + tokens.rows());
        }
        Matrix e = Matrix.zeros(tokens.rows() + 1, at.width());
        for (int t = 1; t <= tokens.rows(); t++) {
            set(e, t, at.first(), (t % 2 == 0 ? n : -n) * t);
            for (int c = 0; c < at.dimension(); c++) {
                set(e, t, at.target() + c, tokens.get(t - 1, c));
            }
        }
        return e;
    }

    /**
     * The feed-forward part, a function of each token alone: from a and b, which the heads have added, it makes
     * (a, i, b, 1, (1 - i) b, 0) with {@code i = 2 / (1 + exp(n |a|))}; with norms (a, |a|², b, 1, (1 - i) b, |b|², 0).
     *
     * @param attended the result of {@link #heads}, any number of rows, m wide; not modified
     * @return as many rows, m wide, in a new array
     * @throws IllegalArgumentException if attended is not m wide or an element is not finite
     * @throws ArithmeticException if tokens are with norms, and a squared norm does not fit float64
     */
    public Matrix feedForward(Matrix attended) {
        if (attended.cols() != at.width()) {
            throw new IllegalArgumentException(
                    "attended is " + attended.shape() + ", but this layer is " + at.width() + " wide");
        }
        attended.requireFinite("attended");
        int d = at.dimension();
        Matrix e = Matrix.zeros(attended.rows(), at.width());
        for (int t = 0; t < attended.rows(); t++) {
            double first = 2 / (1 + Math.exp(n * norm(attended, t, TokenLayout.PREVIOUS)));
            set(e, t, at.first(), at.norms() ? square(attended, t, TokenLayout.PREVIOUS) : first);
            set(e, t, at.one(), 1);
            for (int c = 0; c < d; c++) {
                double token = attended.get(t, at.token() + c);
                set(e, t, TokenLayout.PREVIOUS + c, attended.get(t, TokenLayout.PREVIOUS + c));
                set(e, t, at.token() + c, token);
                set(e, t, at.target() + c, (1 - first) * token);
            }
            if (at.norms()) {
                set(e, t, at.norm(), square(attended, t, at.token()));
            }
        }
        return e;
    }

    /**
     * The whole layer: {@link #encode}, {@link #heads}, {@link #feedForward}.
     *
     * @param tokens x_1..x_T, T x d, T 0 or more; not modified
     * @return e_1..e_T, T x m, a view without the row of the beginning, which later layers must not see
     * @throws IllegalArgumentException as {@link #encode}
     * @throws ArithmeticException as {@link #feedForward}
     */
    public Matrix apply(Matrix tokens) {
        return feedForward(heads.apply(encode(tokens))).rows(1, tokens.rows() + 1);
    }

    private double norm(Matrix e, int row, int from) {
        double norm = 0;
        for (int c = 0; c < at.dimension(); c++) {
            norm = Math.hypot(norm, e.get(row, from + c));
        }
        return norm;
    }

    private double square(Matrix e, int row, int from) {
        return AugmentedTokens.squaredNorm(e.columns(from, from + at.dimension()).row(row), row);
    }
}
