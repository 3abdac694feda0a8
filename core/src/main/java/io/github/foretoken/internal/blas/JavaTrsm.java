package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;

/**
 * Triangular solves by halving: with L in four parts, solve for one half of the rows of B, subtract its part from the
 * other half by a product, solve for that. All but the {@link #LEAF} rows next to the diagonal is products.
 */
final class JavaTrsm {
    /** The leaf's plain loops run at a fraction of the product's speed, on 32/m of the work. */
    private static final int LEAF = 32;

    private final JavaGemm gemm;

    JavaTrsm(JavaGemm gemm) {
        this.gemm = gemm;
    }

    /** m, n >= 1; L is not modified, B is. */
    void solve(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride, double[] b,
            int bOffset, int bStride) {
        if (m <= LEAF) {
            solveRows(op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
            return;
        }
        int top = half(m);
        int below = lOffset + top * lStride;
        int lower = bOffset + top * bStride;
        if (op == Transpose.NO) {
            solve(op, diagonal, top, n, l, lOffset, lStride, b, bOffset, bStride);
            gemm.add(op, Transpose.NO, m - top, n, top, -1, l, below, lStride, b, bOffset, bStride, b, lower, bStride);
            solve(op, diagonal, m - top, n, l, below + top, lStride, b, lower, bStride);
        } else {
            solve(op, diagonal, m - top, n, l, below + top, lStride, b, lower, bStride);
            gemm.add(op, Transpose.NO, top, n, m - top, -1, l, below, lStride, b, lower, bStride, b, bOffset, bStride);
            solve(op, diagonal, top, n, l, lOffset, lStride, b, bOffset, bStride);
        }
    }

    /** A multiple of the leaf about the middle, so that leaves are full. */
    private static int half(int m) {
        return Math.max(LEAF, m / 2 / LEAF * LEAF);
    }

    /** Row by row: from the first one down, or from the last one up when transposed. */
    private static void solveRows(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride,
            double[] b, int bOffset, int bStride) {
        for (int step = 0; step < m; step++) {
            int i = op == Transpose.NO ? step : m - 1 - step;
            int row = bOffset + i * bStride;
            for (int earlier = 0; earlier < step; earlier++) {
                int s = op == Transpose.NO ? earlier : m - 1 - earlier;
                subtract(n, l[JavaGemm.at(op, lOffset, lStride, i, s)], b, bOffset + s * bStride, row);
            }
            if (diagonal == Diagonal.NON_UNIT) {
                double pivot = l[lOffset + i * lStride + i];
                for (int j = row; j < row + n; j++) {
                    b[j] /= pivot;
                }
            }
        }
    }

    private static void subtract(int n, double factor, double[] b, int from, int to) {
        for (int j = 0; j < n; j++) {
            b[to + j] -= factor * b[from + j];
        }
    }
}
