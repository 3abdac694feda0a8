package io.github.foretoken.internal.simd;

import io.github.foretoken.internal.Clamp;
import java.util.Arrays;

/**
 * The Vector API twin without vectors: each element by the same operations in the same order, so with the same bits, and the
 * same panels. For the beginning of a process, when vectors are still objects: these loops run at speed as soon as the first
 * compiler has seen them. Tiles of four rows x four columns keep sixteen sums in registers. Only where fma is one instruction,
 * as wherever vectors are used.
 */
class FusedMicrokernels extends ScalarMicrokernels {
    private static final int SIDE = 4;
    private static final double[] NO_BIAS = null;

    private final int lanes;
    private final int rows;
    private final int width;

    /** In the panels of those vectors. */
    FusedMicrokernels(Microkernels vectors) {
        lanes = vectors.lanes();
        rows = vectors.rows();
        width = vectors.panelWidth();
    }

    @Override
    public final int lanes() {
        return lanes;
    }

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final int panelWidth() {
        return width;
    }

    @Override
    public final void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b,
            int bOffset, int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        affine(m, n, k, a, aOffset, aStride, aPanel, b, bOffset, bStride, bPanel, NO_BIAS, 0, NO_BIAS, 0, c, cOffset,
                cStride);
    }

    @Override
    public final void affine(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b,
            int bOffset, int bStride, int bPanel, double[] rowBias, int rowOffset, double[] columnBias,
            int columnOffset, double[] c, int cOffset, int cStride) {
        if (rowBias != null) {
            for (int i = 0; i < m; i++) {
                double bias = rowBias[rowOffset + i];
                for (int j = 0; j < n; j++) {
                    c[cOffset + i * cStride + j] = bias + columnBias[columnOffset + j];
                }
            }
        }
        for (int j = 0; j < n;) {
            int columns = Math.min(SIDE, Math.min(n - j, width - j % width));
            int bColumn = bOffset + j / width * bPanel + j % width;
            for (int i = 0; i < m;) {
                int tall = Math.min(SIDE, Math.min(m - i, rows - i % rows));
                int aColumn = aOffset + i / rows * aPanel + i % rows;
                tile(tall, columns, k, a, aColumn, 1, aStride, b, bColumn, bStride, c, cOffset + i * cStride + j,
                        cStride);
                i += tall;
            }
            j += columns;
        }
    }

    /** {@code C += A B}: element (i, p) of A at {@code aOffset + i aRow + p aStep}. */
    private static void tile(int m, int n, int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, int cStride) {
        if (m == SIDE && n == SIDE) {
            tile4x4(k, a, aOffset, aRow, aStep, b, bOffset, bStride, c, cOffset, cStride);
            return;
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = c[cOffset + i * cStride + j];
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[aOffset + i * aRow + p * aStep], b[bOffset + p * bStride + j], sum);
                }
                c[cOffset + i * cStride + j] = sum;
            }
        }
    }

    private static void tile4x4(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, int cStride) {
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        double s00 = c[cOffset];
        double s01 = c[cOffset + 1];
        double s02 = c[cOffset + 2];
        double s03 = c[cOffset + 3];
        double s10 = c[c1];
        double s11 = c[c1 + 1];
        double s12 = c[c1 + 2];
        double s13 = c[c1 + 3];
        double s20 = c[c2];
        double s21 = c[c2 + 1];
        double s22 = c[c2 + 2];
        double s23 = c[c2 + 3];
        double s30 = c[c3];
        double s31 = c[c3 + 1];
        double s32 = c[c3 + 2];
        double s33 = c[c3 + 3];
        int x = aOffset;
        int y = bOffset;
        for (int p = 0; p < k; p++) {
            double y0 = b[y];
            double y1 = b[y + 1];
            double y2 = b[y + 2];
            double y3 = b[y + 3];
            double x0 = a[x];
            s00 = Math.fma(x0, y0, s00);
            s01 = Math.fma(x0, y1, s01);
            s02 = Math.fma(x0, y2, s02);
            s03 = Math.fma(x0, y3, s03);
            double x1 = a[x + aRow];
            s10 = Math.fma(x1, y0, s10);
            s11 = Math.fma(x1, y1, s11);
            s12 = Math.fma(x1, y2, s12);
            s13 = Math.fma(x1, y3, s13);
            double x2 = a[x + 2 * aRow];
            s20 = Math.fma(x2, y0, s20);
            s21 = Math.fma(x2, y1, s21);
            s22 = Math.fma(x2, y2, s22);
            s23 = Math.fma(x2, y3, s23);
            double x3 = a[x + 3 * aRow];
            s30 = Math.fma(x3, y0, s30);
            s31 = Math.fma(x3, y1, s31);
            s32 = Math.fma(x3, y2, s32);
            s33 = Math.fma(x3, y3, s33);
            x += aStep;
            y += bStride;
        }
        c[cOffset] = s00;
        c[cOffset + 1] = s01;
        c[cOffset + 2] = s02;
        c[cOffset + 3] = s03;
        c[c1] = s10;
        c[c1 + 1] = s11;
        c[c1 + 2] = s12;
        c[c1 + 3] = s13;
        c[c2] = s20;
        c[c2 + 1] = s21;
        c[c2 + 2] = s22;
        c[c2 + 3] = s23;
        c[c3] = s30;
        c[c3 + 1] = s31;
        c[c3 + 2] = s32;
        c[c3 + 3] = s33;
    }

    @Override
    public final void exp2(double[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = VectorExp2.scalar(x[i]);
        }
    }

    @Override
    public final void exp2Columns(int rows, int columns, double[] x, int offset, int stride, double[] shift,
            int shiftOffset, double[] sums, int sumOffset) {
        double most = mostExponent();
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            for (int j = 0; j < columns; j++) {
                double power = VectorExp2.scalar(Clamp.between(x[row + j] + shift[shiftOffset + j], -most, most));
                x[row + j] = power;
                sums[sumOffset + j] += power;
            }
        }
    }

    @Override
    public final void columnMaxima(int rows, int columns, double[] x, int offset, int stride, double[] maxima,
            int maximaOffset) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double v = x[offset + i * stride + j];
                if (v > maxima[maximaOffset + j]) {
                    maxima[maximaOffset + j] = v;
                }
            }
        }
    }

    @Override
    public final void rowProduct(boolean add, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        for (int i = 0; !add && i < m; i++) {
            Arrays.fill(c, cOffset + i * cStride, cOffset + i * cStride + n, 0);
        }
        for (int j = 0; j < n;) {
            int columns = Math.min(SIDE, Math.min(n - j, width - j % width));
            for (int i = 0; i < m; i += SIDE) {
                tile(Math.min(SIDE, m - i), columns, k, a, aOffset + i * aStride, aStride, 1, b,
                        bOffset + j / width * bPanel + j % width, bStride, c, cOffset + i * cStride + j, cStride);
            }
            j += columns;
        }
    }

    @Override
    public final void columnProducts(int rows, int columns, double[] x, double[] y, int offset, int stride,
            double[] sums, int sumOffset) {
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            for (int j = 0; j < columns; j++) {
                sums[sumOffset + j] = Math.fma(x[row + j], y[row + j], sums[sumOffset + j]);
            }
        }
    }
}
