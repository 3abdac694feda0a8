package io.github.foretoken.papers.ical.trained;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.BlasSelection;

/** Products of tight row-major matrices and affine maps of rows, forward and backward. */
final class RowMaps {
    private RowMaps() {}

    /**
     * {@code y = x W' + bias}.
     *
     * @param x rows x in, not modified
     * @param weights of W, out x in, at {@code map}, and of the bias at {@code bias}; not modified
     * @param y rows x out, overwritten
     */
    static void forward(int rows, int in, int out, double[] x, double[] weights, int map, int bias, double[] y) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(weights, bias, y, i * out, out);
        }
        multiply(Transpose.NO, Transpose.YES, 1, Block.of(x, rows, in), new Block(weights, map, out, in, in), 1,
                Block.of(y, rows, out));
    }

    /**
     * Adds to the gradient of W and bias what a loss with the gradient dy with respect to y gives.
     *
     * @param gradient in the layout of the weights, modified
     */
    static void backward(int rows, int in, int out, double[] x, double[] dy, double[] gradient, int map, int bias) {
        multiply(Transpose.YES, Transpose.NO, 1, Block.of(dy, rows, out), Block.of(x, rows, in), 1,
                new Block(gradient, map, out, in, in));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < out; j++) {
                gradient[bias + j] += dy[i * out + j];
            }
        }
    }

    /** {@code dx = dy W}, added to dx or, where {@code beta} is 0, in its place. */
    static void backwardInput(int rows, int in, int out, double[] dy, double[] weights, int map, double beta,
            double[] dx) {
        multiply(Transpose.NO, Transpose.NO, 1, Block.of(dy, rows, out), new Block(weights, map, out, in, in), beta,
                Block.of(dx, rows, in));
    }

    /** {@code C = alpha op(A) op(B) + beta C}, as {@link Blas#gemm}. */
    static void multiply(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c) {
        int k = opA == Transpose.NO ? a.columns() : a.rows();
        BlasSelection.forGemm(c.rows(), c.columns(), k, 2.0 * c.rows() * c.columns() * k)
                .gemm(opA, opB, alpha, a, b, beta, c);
    }
}
