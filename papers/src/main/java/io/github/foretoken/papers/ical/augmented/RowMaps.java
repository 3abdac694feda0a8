package io.github.foretoken.papers.ical.augmented;

import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.BlasSelection;
import io.github.foretoken.internal.blas.Precision;

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
        multiply(Transpose.NO, Transpose.YES, rows, out, in, 1, x, 0, in, weights, map, in, 1, y, 0, out);
    }

    /**
     * Adds to the gradient of W and bias what a loss with the gradient dy with respect to y gives.
     *
     * @param gradient in the layout of the weights, modified
     */
    static void backward(int rows, int in, int out, double[] x, double[] dy, double[] gradient, int map, int bias) {
        multiply(Transpose.YES, Transpose.NO, out, in, rows, 1, dy, 0, out, x, 0, in, 1, gradient, map, in);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < out; j++) {
                gradient[bias + j] += dy[i * out + j];
            }
        }
    }

    /** {@code dx = dy W}, added to dx or, where {@code beta} is 0, in its place. */
    static void backwardInput(int rows, int in, int out, double[] dy, double[] weights, int map, double beta,
            double[] dx) {
        multiply(Transpose.NO, Transpose.NO, rows, in, out, 1, dy, 0, out, weights, map, in, beta, dx, 0, in);
    }

    /** {@code C = alpha op(A) op(B) + beta C}, as {@link Blas#gemm}. */
    static void multiply(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset,
            int aStride, double[] b, int bOffset, int bStride, double beta, double[] c, int cOffset, int cStride) {
        BlasSelection.forGemm(Precision.FLOAT64, m, n, k, 2.0 * m * n * k)
                .gemm(opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, beta, c, cOffset, cStride);
    }
}
