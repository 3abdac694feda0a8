package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;

/** float32 without blocks or microkernels: row by row, so that the compiler's own vectors apply. */
final class FloatLoops {
    private FloatLoops() {}

    /** {@code C += alpha op(A) op(B)}; m, n, k >= 1; A and B are not modified, C is. */
    static void add(Transpose opA, Transpose opB, int m, int n, int k, float alpha, float[] a, int aOffset, int aStride,
            float[] b, int bOffset, int bStride, float[] c, int cOffset, int cStride) {
        float[] rows = opB == Transpose.NO ? b : transposed(n, k, b, bOffset, bStride);
        int offset = opB == Transpose.NO ? bOffset : 0;
        int stride = opB == Transpose.NO ? bStride : n;
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                axpy(n, alpha * a[JavaGemm.at(opA, aOffset, aStride, i, p)], rows, offset + p * stride, c,
                        cOffset + i * cStride);
            }
        }
    }

    private static float[] transposed(int rows, int cols, float[] x, int offset, int stride) {
        float[] result = new float[Math.multiplyExact(rows, cols)];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                result[j * rows + i] = x[offset + i * stride + j];
            }
        }
        return result;
    }

    /** {@code B = op(L)^-1 B}; m, n >= 1; L is not modified, B is. */
    static void solve(Transpose op, Diagonal diagonal, int m, int n, float[] l, int lOffset, int lStride, float[] b,
            int bOffset, int bStride) {
        for (int step = 0; step < m; step++) {
            int i = op == Transpose.NO ? step : m - 1 - step;
            int row = bOffset + i * bStride;
            for (int earlier = 0; earlier < step; earlier++) {
                int s = op == Transpose.NO ? earlier : m - 1 - earlier;
                axpy(n, -l[JavaGemm.at(op, lOffset, lStride, i, s)], b, bOffset + s * bStride, b, row);
            }
            if (diagonal == Diagonal.NON_UNIT) {
                float pivot = l[lOffset + i * lStride + i];
                for (int j = row; j < row + n; j++) {
                    b[j] /= pivot;
                }
            }
        }
    }

    private static void axpy(int n, float factor, float[] x, int from, float[] y, int to) {
        for (int j = 0; j < n; j++) {
            y[to + j] += factor * x[from + j];
        }
    }
}
