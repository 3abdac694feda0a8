package io.github.foretoken.attention;

import static io.github.foretoken.attention.TokenLayout.set;

import io.github.foretoken.Matrix;

/**
 * The first layer of the construction, T_0: tokens x_t in R^d become e_t in R^{4d+2}. Their parts are
 *
 * <pre>
 * columns  [0, d)      d             [d+1, 2d+1)  2d+1  [2d+2, 3d+2)      [3d+2, 4d+2)
 * e_t      x_{t-1}     1 if t = 1    x_t          1     x_t, 0 if t = 1   u_t
 * </pre>
 *
 * with x_0 = 0 and u_t = 0: what two heads need to run a step of the descent. {@link #withNorms} has squared norms in
 * addition, for tokens whose norms vary. This is written down here; {@link AugmentingLayer} computes it as a layer of a
 * Transformer does, from positions and softmax, to within an error of {@code 2 / (1 + exp(n |x_{t-1}|))}. Source:
 * Sander and Peyré, arXiv 2410.03011, Prop. 1.
 */
public final class AugmentedTokens {
    private AugmentedTokens() {}

    /**
     * The width of augmented tokens without norms.
     *
     * @param dimension d, the number of coordinates of a token, 1 or more; not checked
     * @return 4d + 2
     * @throws ArithmeticException if that does not fit an int
     */
    public static int width(int dimension) {
        return new TokenLayout(dimension).width();
    }

    /**
     * The limit of T_0, with u_t = 0.
     *
     * @param tokens x_1..x_T, T x d, T 0 or more; not modified
     * @return e_1..e_T, T x (4d + 2), row-major in a new array
     * @throws IllegalArgumentException if an element is not finite
     */
    public static Matrix exact(Matrix tokens) {
        return exact(tokens, Matrix.zeros(tokens.rows(), tokens.cols()));
    }

    /**
     * The limit of T_0 with u_t from the rows of a matrix, at which layers then start.
     *
     * @param tokens x_1..x_T, T x d, T 0 or more; not modified
     * @param u u_1..u_T, T x d, not modified
     * @return e_1..e_T, T x (4d + 2), row-major in a new array
     * @throws IllegalArgumentException if the shapes differ or an element is not finite
     */
    public static Matrix exact(Matrix tokens, Matrix u) {
        tokens.requireFinite("tokens");
        u.requireFinite("u");
        if (u.rows() != tokens.rows() || u.cols() != tokens.cols()) {
            throw new IllegalArgumentException(
                    "u and tokens must have the same shape: u is " + u.shape() + ", tokens is " + tokens.shape());
        }
        Matrix e = laidOut(new TokenLayout(tokens.cols()), tokens, u);
        if (e.rows() > 0) {
            set(e, 0, tokens.cols(), 1);
        }
        return e;
    }

    /**
     * The limit of T_0 for tokens of any norms. |x_{t-1}|² stands in the place of the first token's mark, and |x_t|²
     * between x_t and u_t,
     *
     * <pre>
     * columns  [0, d)      d             [d+1, 2d+1)  2d+1  [2d+2, 3d+2)      3d+2    [3d+3, 4d+3)
     * e_t      x_{t-1}     |x_{t-1}|²    x_t          1     x_t, 0 if t = 1   |x_t|²  u_t
     * </pre>
     *
     * @param tokens x_1..x_T, T x d, T 0 or more; not modified
     * @return e_1..e_T, T x (4d + 3), row-major in a new array
     * @throws IllegalArgumentException if an element is not finite
     * @throws ArithmeticException if a squared norm does not fit float64
     */
    public static Matrix withNorms(Matrix tokens) {
        tokens.requireFinite("tokens");
        TokenLayout at = new TokenLayout(tokens.cols(), true);
        Matrix e = laidOut(at, tokens, Matrix.zeros(tokens.rows(), tokens.cols()));
        for (int t = 0; t < tokens.rows(); t++) {
            double square = squaredNorm(tokens.row(t), t + 1);
            set(e, t, at.norm(), square);
            if (t + 1 < tokens.rows()) {
                set(e, t + 1, at.first(), square);
            }
        }
        return e;
    }

    /** Of token t, counted from 1. */
    static double squaredNorm(double[] token, int t) {
        double square = 0;
        for (double x : token) {
            square += x * x;
        }
        if (Double.isInfinite(square)) {
            throw new ArithmeticException(
                    "the squared norm of token " + t + " overflows float64; scale the tokens down");
        }
        return square;
    }

    /** All but the column of the first token's mark, and norms. */
    private static Matrix laidOut(TokenLayout at, Matrix tokens, Matrix u) {
        Matrix e = Matrix.zeros(tokens.rows(), at.width());
        for (int t = 0; t < tokens.rows(); t++) {
            if (t > 0) {
                copy(tokens, t - 1, e, t, TokenLayout.PREVIOUS);
                copy(tokens, t, e, t, at.target());
            }
            copy(tokens, t, e, t, at.token());
            set(e, t, at.one(), 1);
            copy(u, t, e, t, at.estimate());
        }
        return e;
    }

    private static void copy(Matrix source, int row, Matrix e, int t, int column) {
        System.arraycopy(source.data(), source.offset() + row * source.stride(), e.data(), t * e.stride() + column,
                source.cols());
    }
}
