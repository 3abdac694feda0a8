package io.github.foretoken.internal.blas;

/**
 * Matrix products and triangular solves on raw row-major arrays.
 *
 * <p>Contract, for every method: a matrix is a view {@code (array, offset, stride)}, element (i, j) at
 * {@code offset + i * stride + j}, stride at least its number of columns. Only the elements of a view are read or
 * written: what lies between its rows, and the upper triangle of a triangular matrix, may hold anything. The output may
 * not overlap an input. Arguments are checked: a view that does not fit its array is an
 * {@link IllegalArgumentException} that names routine, matrix and shape. Backends agree by bound, not by bits; each by
 * itself repeats its bits for equal arguments. May be called from any number of threads; none starts one.
 */
public sealed interface Blas permits CheckedBlas {
    /** What is done to a matrix before it is used. */
    enum Transpose {
        NO, YES
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

    /**
     * {@code C = alpha op(A) op(B) + beta C}.
     *
     * @param m rows of C and op(A)
     * @param n columns of C and op(B)
     * @param k columns of op(A), rows of op(B)
     * @param a m x k, or k x m when transposed. Not modified; not read when alpha is 0.
     * @param b k x n, or n x k when transposed. Not modified; not read when alpha is 0.
     * @param c m x n. Modified; not read when beta is 0.
     */
    void gemm(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset, int aStride,
            double[] b, int bOffset, int bStride, double beta, double[] c, int cOffset, int cStride);

    /** The same in float32. */
    void gemm(Transpose opA, Transpose opB, int m, int n, int k, float alpha, float[] a, int aOffset, int aStride,
            float[] b, int bOffset, int bStride, float beta, float[] c, int cOffset, int cStride);

    /**
     * {@code B = op(L)^-1 B}, L lower triangular. A zero on a diagonal that is read gives infinities or NaN.
     *
     * @param m rows of B, rows and columns of L
     * @param n columns of B
     * @param l m x m, of which only the lower triangle is read. Not modified.
     * @param b m x n. Modified.
     */
    void trsm(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride, double[] b,
            int bOffset, int bStride);

    /** The same in float32. */
    void trsm(Transpose op, Diagonal diagonal, int m, int n, float[] l, int lOffset, int lStride, float[] b,
            int bOffset, int bStride);
}
