package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;

/**
 * Matrix products and triangular solves on blocks of row-major arrays.
 *
 * <p>Contract, for every method: only the elements of a block are read or written; what lies between its rows, and the
 * upper triangle of a triangular matrix, may hold anything. The output may not overlap an input. Arguments are checked: a
 * block that does not fit its array or its partners is an {@link IllegalArgumentException} that names routine, matrix and
 * shape. Backends agree by bound, not by bits; each by itself repeats its bits for equal arguments. May be called from any
 * number of threads; none starts one.
 */
public sealed interface Blas permits CheckedBlas {
    /** What is done to a matrix before it is used. */
    enum Transpose {
        NO, YES;

        int rows(Block x) {
            return this == NO ? x.rows() : x.columns();
        }

        int columns(Block x) {
            return this == NO ? x.columns() : x.rows();
        }

        /** Rows x columns of op(X) from its element (row, column) on, as they are stored. */
        Block part(Block x, int row, int column, int rows, int columns) {
            return this == NO ? x.part(row, column, rows, columns) : x.part(column, row, columns, rows);
        }
    }

    /** What the diagonal of a triangular matrix holds. */
    enum Diagonal {
        /** Ones, whatever is stored: it is not read. */
        UNIT,
        /** What is stored. */
        NON_UNIT
    }

    /** Who computes. */
    enum Backend {
        /** Our own loops; always there. */
        JAVA,
        /** dev.ludovic.netlib's Vector API loops. */
        NETLIB,
        /** A CBLAS library of the machine. */
        NATIVE
    }

    Backend backend();

    /** What runs: library, version, where it came from. */
    String description();

    /** Numbers of float64 in the vectors that it uses; 0 where it does not tell. */
    int lanes();

    /**
     * {@code C = alpha op(A) op(B) + beta C}.
     *
     * @param a m x k, or k x m when transposed. Not modified; not read when alpha is 0.
     * @param b k x n, or n x k when transposed. Not modified; not read when alpha is 0.
     * @param c m x n. Modified; not read when beta is 0.
     */
    void gemm(Transpose opA, Transpose opB, double alpha, Block a, Block b, double beta, Block c);

    /**
     * {@code B = op(L)^-1 B}, L lower triangular. A zero on a diagonal that is read gives infinities or NaN.
     *
     * @param l m x m, of which only the lower triangle is read. Not modified.
     * @param b m x n. Modified.
     */
    void trsm(Transpose op, Diagonal diagonal, Block l, Block b);
}
