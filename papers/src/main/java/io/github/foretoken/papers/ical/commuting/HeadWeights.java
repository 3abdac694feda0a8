package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.Matrix;
import java.util.Random;

/**
 * H diagonal heads of linear attention and the positional weights they share. Head h scores with the diagonal a_h and has the
 * values b_h, rows h of A and B. Row t of P weighs keys 0 to t + 1, counted from 0, for the prediction of token t + 2 by query t;
 * its last row and what lies further right are not used. Mutable: descent moves the arrays.
 */
public final class HeadWeights {
    private final Matrix a;
    private final Matrix b;
    private final Matrix p;

    /**
     * Of these matrices.
     *
     * @param a H x d, shared
     * @param b H x d, shared
     * @param p T x T with T at least 2, shared
     * @throws IllegalArgumentException if the shapes do not match
     */
    public HeadWeights(Matrix a, Matrix b, Matrix p) {
        if (a.rows() != b.rows() || a.cols() != b.cols() || a.rows() == 0) {
            throw new IllegalArgumentException(
                    "a and b must have one row a head and the same shape: a is " + a.shape() + ", b is " + b.shape());
        }
        if (p.rows() != p.cols() || p.rows() < 2) {
            throw new IllegalArgumentException("p must be square, with 2 rows at least: it is " + p.shape());
        }
        this.a = a;
        this.b = b;
        this.p = p;
    }

    /** Zeros of the shapes of others. */
    static HeadWeights like(HeadWeights other) {
        return new HeadWeights(Matrix.zeros(other.heads(), other.dimension()),
                Matrix.zeros(other.heads(), other.dimension()), Matrix.zeros(other.tokens(), other.tokens()));
    }

    /** Gaussian numbers times {@code scale}: A, then B, then P, row by row. */
    public static HeadWeights random(int heads, int d, int tokens, double scale, Random random) {
        return new HeadWeights(gaussian(heads, d, scale, random), gaussian(heads, d, scale, random),
                gaussian(tokens, tokens, scale, random));
    }

    private static Matrix gaussian(int rows, int cols, double scale, Random random) {
        Matrix matrix = Matrix.zeros(rows, cols);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = scale * random.nextGaussian();
        }
        return matrix;
    }

    /** H x d, not a copy. */
    public Matrix a() {
        return a;
    }

    /** H x d, not a copy. */
    public Matrix b() {
        return b;
    }

    /** T x T, not a copy. */
    public Matrix p() {
        return p;
    }

    /** H. */
    public int heads() {
        return a.rows();
    }

    /** d. */
    public int dimension() {
        return a.cols();
    }

    /** T. */
    public int tokens() {
        return p.rows();
    }

    /** Rows of P in use. */
    public int rows() {
        return p.rows() - 1;
    }

    /** {@code C = B' A}, all that A and B have to do with the expected loss: d x d. */
    public Matrix product() {
        int d = dimension();
        Matrix c = Matrix.zeros(d, d);
        for (int h = 0; h < heads(); h++) {
            for (int i = 0; i < d; i++) {
                double left = b.data()[b.offset() + h * b.stride() + i];
                for (int j = 0; j < d; j++) {
                    c.data()[i * d + j] += left * a.data()[a.offset() + h * a.stride() + j];
                }
            }
        }
        return c;
    }

    /** P as far as it is used, (T - 1) x T; NaN elsewhere. */
    public Matrix used() {
        Matrix used = Matrix.zeros(rows(), tokens());
        for (int t = 0; t < rows(); t++) {
            for (int k = 0; k < tokens(); k++) {
                used.data()[t * tokens() + k] = k <= t + 1 ? p.get(t, k) : Double.NaN;
            }
        }
        return used;
    }

    HeadWeights copy() {
        return new HeadWeights(copy(a), copy(b), copy(p));
    }

    private static Matrix copy(Matrix matrix) {
        return Matrix.of(matrix.toArray(), matrix.rows(), matrix.cols());
    }
}
