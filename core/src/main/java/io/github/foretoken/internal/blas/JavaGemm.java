package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.Microkernels;

/**
 * {@code C += alpha op(A) op(B)} in blocks copied to where the microkernel reads them fastest:
 *
 * <pre>
 * for each K x N block of op(B):      copied as panels of PANEL columns
 *     for each M x K block of op(A):  copied times alpha, p-major: K x M
 *         for each panel: C += block' panel
 * </pre>
 *
 * A panel is 256 x 64 doubles, 128 KiB, and so is a block of A: both stay in a second-level cache of 512 KiB while the
 * microkernel passes over them, and copying an element of A is repaid by 2 N flops, one of B by 2 m. All panels of a
 * block of B are 2 MiB, for the third level. Rows are {@value #STRIDE} apart, nine cache lines: an odd number, because a
 * power of two would crowd the rows of one register tile into few sets of the first level.
 */
final class JavaGemm {
    /** Whole register tiles of six rows. */
    private static final int M = 60;
    private static final int N = 1024;
    private static final int K = 256;
    private static final int PANEL = 64;
    private static final int STRIDE = PANEL + 8;
    /** Multiply-adds below which the copies cost more than they save: 32³ takes half the time without. */
    private static final long SMALL = 40_000;

    private final Microkernels loops;

    JavaGemm(Microkernels loops) {
        this.loops = loops;
    }

    /** m, n, k >= 1; A and B are not modified, C is. */
    void add(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a, int aOffset, int aStride,
            double[] b, int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        if ((long) m * n * k < SMALL) {
            addPlain(opA, opB, m, n, k, alpha, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
            return;
        }
        int depth = Math.min(k, K);
        double[] block = new double[depth * STRIDE];
        double[] panels = new double[ceilDiv(Math.min(n, N)) * depth * STRIDE];
        for (int j = 0; j < n; j += N) {
            int columns = Math.min(N, n - j);
            for (int p = 0; p < k; p += K) {
                int inner = Math.min(K, k - p);
                packPanels(opB, inner, columns, b, at(opB, bOffset, bStride, p, j), bStride, panels);
                for (int i = 0; i < m; i += M) {
                    int rows = Math.min(M, m - i);
                    // p-major is op(A) transposed.
                    pack(opA == Transpose.NO, inner, rows, alpha, a, at(opA, aOffset, aStride, i, p), aStride, block,
                            0);
                    addPanels(rows, columns, inner, block, panels, c, cOffset + i * cStride + j, cStride);
                }
            }
        }
    }

    private static void addPlain(Transpose opA, Transpose opB, int m, int n, int k, double alpha, double[] a,
            int aOffset, int aStride, double[] b, int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        int step = opB == Transpose.NO ? 1 : bStride;
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * cStride;
            for (int p = 0; p < k; p++) {
                double factor = alpha * a[at(opA, aOffset, aStride, i, p)];
                int from = at(opB, bOffset, bStride, p, 0);
                for (int j = 0; j < n; j++) {
                    c[row + j] += factor * b[from + j * step];
                }
            }
        }
    }

    /** Where element (i, j) of op(X) is stored. */
    static int at(Transpose op, int offset, int stride, int i, int j) {
        return op == Transpose.NO ? offset + i * stride + j : offset + j * stride + i;
    }

    private static int ceilDiv(int columns) {
        return (columns + PANEL - 1) / PANEL;
    }

    private static void packPanels(Transpose op, int inner, int columns, double[] b, int bOffset, int bStride,
            double[] panels) {
        for (int j = 0; j < columns; j += PANEL) {
            pack(op == Transpose.YES, inner, Math.min(PANEL, columns - j), 1, b, at(op, bOffset, bStride, 0, j),
                    bStride, panels, j / PANEL * inner * STRIDE);
        }
    }

    /** target = factor X, or factor X' when transposed; target is rows x cols with stride {@link #STRIDE}. */
    private static void pack(boolean transposed, int rows, int cols, double factor, double[] x, int offset, int stride,
            double[] target, int targetOffset) {
        if (transposed) {
            for (int j = 0; j < cols; j++) {
                for (int i = 0; i < rows; i++) {
                    target[targetOffset + i * STRIDE + j] = factor * x[offset + j * stride + i];
                }
            }
        } else {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    target[targetOffset + i * STRIDE + j] = factor * x[offset + i * stride + j];
                }
            }
        }
    }

    /**
     * {@code C += block' panels}: the only use of a microkernel here.
     *
     * @param block inner x rows, p-major
     * @param panels inner x {@link #PANEL} each, the last one perhaps narrower
     */
    private void addPanels(int rows, int columns, int inner, double[] block, double[] panels, double[] c, int cOffset,
            int cStride) {
        for (int j = 0; j < columns; j += PANEL) {
            loops.gemm(rows, Math.min(PANEL, columns - j), inner, block, 0, STRIDE, panels, j / PANEL * inner * STRIDE,
                    STRIDE, c, cOffset + j, cStride);
        }
    }
}
