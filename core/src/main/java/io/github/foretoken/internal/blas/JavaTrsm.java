package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;
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

    /** Neither is empty; L is not modified, B is. */
    void solve(Transpose op, Diagonal diagonal, Block l, Block b) {
        int m = b.rows();
        if (m <= LEAF) {
            solveRows(op, diagonal, l, b);
            return;
        }
        int top = half(m);
        Block upper = b.rows(0, top);
        Block lower = b.rows(top, m - top);
        Block below = l.part(top, 0, m - top, top);
        if (op == Transpose.NO) {
            solve(op, diagonal, l.part(0, 0, top, top), upper);
            gemm.add(op, Transpose.NO, -1, below, upper, lower);
            solve(op, diagonal, l.part(top, top, m - top, m - top), lower);
        } else {
            solve(op, diagonal, l.part(top, top, m - top, m - top), lower);
            gemm.add(op, Transpose.NO, -1, below, lower, upper);
            solve(op, diagonal, l.part(0, 0, top, top), upper);
        }
    }

    /** A multiple of the leaf about the middle, so that leaves are full. */
    private static int half(int m) {
        return Math.max(LEAF, m / 2 / LEAF * LEAF);
    }

    /** Row by row: from the first one down, or from the last one up when transposed. */
    private static void solveRows(Transpose op, Diagonal diagonal, Block l, Block b) {
        int m = b.rows();
        for (int step = 0; step < m; step++) {
            int i = op == Transpose.NO ? step : m - 1 - step;
            for (int earlier = 0; earlier < step; earlier++) {
                int s = op == Transpose.NO ? earlier : m - 1 - earlier;
                double factor = l.values()[op == Transpose.NO ? l.at(i, s) : l.at(s, i)];
                subtract(b.columns(), factor, b.values(), b.at(s, 0), b.at(i, 0));
            }
            if (diagonal == Diagonal.NON_UNIT) {
                double pivot = l.values()[l.at(i, i)];
                for (int j = 0; j < b.columns(); j++) {
                    b.values()[b.at(i, j)] /= pivot;
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
