package io.github.foretoken.internal.blas;

import java.util.Arrays;

/**
 * Check above, compute below: arguments, empty shapes and {@code beta} are dealt with here, once for all backends, so
 * that a backend's {@code add} and {@code solve} see valid views with at least one element and need no second thought.
 */
abstract non-sealed class CheckedBlas implements Blas {
    @Override
    public final void gemm(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset,
            int aStride, double[] b, int bOffset, int bStride, double beta, double[] c, int cOffset, int cStride) {
        checkGemm(opA, opB, m, n, k, a.length, aOffset, aStride, b.length, bOffset, bStride, c.length, cOffset,
                cStride);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0 || alpha == 0) {
            scale(m, n, beta, c, cOffset, cStride);
        } else {
            multiply(opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, beta, c, cOffset, cStride);
        }
    }

    @Override
    public final void gemm(Transpose opA, Transpose opB, int m, int n, int k, float alpha, float[] a, int aOffset,
            int aStride, float[] b, int bOffset, int bStride, float beta, float[] c, int cOffset, int cStride) {
        checkGemm(opA, opB, m, n, k, a.length, aOffset, aStride, b.length, bOffset, bStride, c.length, cOffset,
                cStride);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0 || alpha == 0) {
            scale(m, n, beta, c, cOffset, cStride);
        } else {
            multiply(opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, beta, c, cOffset, cStride);
        }
    }

    @Override
    public final void trsm(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride,
            double[] b, int bOffset, int bStride) {
        checkTrsm(m, n, l.length, lOffset, lStride, b.length, bOffset, bStride);
        if (m > 0 && n > 0) {
            solve(op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
        }
    }

    @Override
    public final void trsm(Transpose op, Diagonal diagonal, int m, int n, float[] l, int lOffset, int lStride,
            float[] b, int bOffset, int bStride) {
        checkTrsm(m, n, l.length, lOffset, lStride, b.length, bOffset, bStride);
        if (m > 0 && n > 0) {
            solve(op, diagonal, m, n, l, lOffset, lStride, b, bOffset, bStride);
        }
    }

    /** {@link Blas#gemm} for valid arguments with m, n, k >= 1 and alpha not 0. */
    abstract void multiply(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset,
            int aStride, double[] b, int bOffset, int bStride, double beta, double[] c, int cOffset, int cStride);

    /** The same in float32. */
    abstract void multiply(Transpose opA, Transpose opB, int m, int n, int k, float alpha, float[] a, int aOffset,
            int aStride, float[] b, int bOffset, int bStride, float beta, float[] c, int cOffset, int cStride);

    /** {@link Blas#trsm} for valid arguments with m, n >= 1. */
    abstract void solve(Transpose op, Diagonal diagonal, int m, int n, double[] l, int lOffset, int lStride, double[] b,
            int bOffset, int bStride);

    /** The same in float32. */
    abstract void solve(Transpose op, Diagonal diagonal, int m, int n, float[] l, int lOffset, int lStride, float[] b,
            int bOffset, int bStride);

    /** {@code C = beta C}; beta = 0 overwrites even NaN. */
    static void scale(int m, int n, double beta, double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * cStride;
            if (beta == 0) {
                Arrays.fill(c, row, row + n, 0);
            } else if (beta != 1) {
                for (int j = row; j < row + n; j++) {
                    c[j] *= beta;
                }
            }
        }
    }

    /** The same in float32. */
    static void scale(int m, int n, float beta, float[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * cStride;
            if (beta == 0) {
                Arrays.fill(c, row, row + n, 0);
            } else if (beta != 1) {
                for (int j = row; j < row + n; j++) {
                    c[j] *= beta;
                }
            }
        }
    }

    private static void checkGemm(Transpose opA, Transpose opB, int m, int n, int k, int aLength, int aOffset,
            int aStride, int bLength, int bOffset, int bStride, int cLength, int cOffset, int cStride) {
        boolean plainA = opA == Transpose.NO;
        boolean plainB = opB == Transpose.NO;
        check("gemm", "A", plainA ? m : k, plainA ? k : m, aLength, aOffset, aStride);
        check("gemm", "B", plainB ? k : n, plainB ? n : k, bLength, bOffset, bStride);
        check("gemm", "C", m, n, cLength, cOffset, cStride);
    }

    private static void checkTrsm(int m, int n, int lLength, int lOffset, int lStride, int bLength, int bOffset,
            int bStride) {
        check("trsm", "L", m, m, lLength, lOffset, lStride);
        check("trsm", "B", m, n, bLength, bOffset, bStride);
    }

    private static void check(String routine, String matrix, int rows, int cols, int length, int offset, int stride) {
        boolean sizes = rows >= 0 && cols >= 0 && offset >= 0 && stride >= cols;
        boolean empty = rows == 0 || cols == 0;
        if (!sizes || (!empty && offset + extent(rows, cols, stride) > length)) {
            throw new IllegalArgumentException(routine + ": " + matrix + " is " + rows + " x " + cols + " at offset "
                    + offset + " with stride " + stride + ", which does not fit an array of " + length);
        }
    }

    /** Elements from the first to the last of a view that is not empty. */
    static long extent(int rows, int cols, int stride) {
        return (rows - 1L) * stride + cols;
    }

    /** What a call through a method handle threw: handles declare everything, the routines nothing. */
    static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }
}
