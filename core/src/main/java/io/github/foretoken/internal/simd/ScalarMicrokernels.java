package io.github.foretoken.internal.simd;

import io.github.foretoken.internal.Clamp;
import java.util.Arrays;

/** The plain twin: fallback where the Vector API is missing or would not pay, and oracle for the other one. */
public class ScalarMicrokernels implements Microkernels {
    private static final int ROWS = 6;
    private static final int PANEL = 48;

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int rows() {
        return ROWS;
    }

    /** A tile of scores or more: inner loops want to be long. */
    @Override
    public int panelWidth() {
        return PANEL;
    }

    /** Row-wise axpy order; plain multiply-add, because fma may be emulated. */
    @Override
    public void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        for (int from = 0; from < n; from += PANEL) {
            int width = Math.min(PANEL, n - from);
            int panel = bOffset + from / PANEL * bPanel;
            for (int i = 0; i < m; i++) {
                addRows(k, a, aOffset + i / ROWS * aPanel + i % ROWS, aStride, b, panel, bStride, width, c,
                        cOffset + i * cStride + from);
            }
        }
    }

    /** {@code c += sum over p of a_p b_p}, c and the rows b_p of that width, elements of a that far apart. */
    private static void addRows(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            int width, double[] c, int cRow) {
        for (int p = 0; p < k; p++) {
            double factor = a[aOffset + p * aStride];
            int bRow = bOffset + p * bStride;
            for (int j = 0; j < width; j++) {
                c[cRow + j] += factor * b[bRow + j];
            }
        }
    }

    @Override
    public void affine(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, int bPanel, double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c,
            int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            double bias = rowBias[rowOffset + i];
            for (int j = 0; j < n; j++) {
                c[cOffset + i * cStride + j] = bias + columnBias[columnOffset + j];
            }
        }
        gemm(m, n, k, a, aOffset, aStride, aPanel, b, bOffset, bStride, bPanel, c, cOffset, cStride);
    }

    @Override
    public void exp2(double[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = Exp2.of(x[i]);
        }
    }

    @Override
    public void exp2Columns(int rows, int columns, double[] x, int offset, int stride, double[] shift, int shiftOffset,
            double[] sums, int sumOffset) {
        double most = mostExponent();
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            for (int j = 0; j < columns; j++) {
                double power = Exp2.of(Clamp.between(x[row + j] + shift[shiftOffset + j], -most, most));
                x[row + j] = power;
                sums[sumOffset + j] += power;
            }
        }
    }

    @Override
    public int mostExponent() {
        return Double.MAX_EXPONENT / 2;
    }

    @Override
    public void columnMaxima(int rows, int columns, double[] x, int offset, int stride, double[] maxima,
            int maximaOffset) {
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            for (int j = 0; j < columns; j++) {
                maxima[maximaOffset + j] = Math.max(maxima[maximaOffset + j], x[row + j]);
            }
        }
    }

    @Override
    public void columnSums(int rows, int columns, double[] x, int offset, int stride, double[] sums, int sumOffset) {
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            for (int j = 0; j < columns; j++) {
                sums[sumOffset + j] += x[row + j];
            }
        }
    }

    @Override
    public void rowProduct(boolean add, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        for (int from = 0; from < n; from += PANEL) {
            int width = Math.min(PANEL, n - from);
            int panel = bOffset + from / PANEL * bPanel;
            for (int i = 0; i < m; i++) {
                int cRow = cOffset + i * cStride + from;
                if (!add) {
                    Arrays.fill(c, cRow, cRow + width, 0);
                }
                addRows(k, a, aOffset + i * aStride, 1, b, panel, bStride, width, c, cRow);
            }
        }
    }

    @Override
    public void scaleColumns(int rows, int columns, double[] x, int offset, int stride, double[] factors,
            int factorOffset) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[offset + i * stride + j] *= factors[factorOffset + j];
            }
        }
    }

    @Override
    public void columnProducts(int rows, int columns, double[] x, double[] y, int offset, int stride, double[] sums,
            int sumOffset) {
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            for (int j = 0; j < columns; j++) {
                sums[sumOffset + j] += x[row + j] * y[row + j];
            }
        }
    }

    @Override
    public void softmaxGradient(double factor, int rows, int columns, double[] x, double[] y, int offset, int stride,
            double[] sums, int sumOffset) {
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            for (int j = 0; j < columns; j++) {
                y[row + j] = factor * x[row + j] * (y[row + j] - sums[sumOffset + j]);
            }
        }
    }
}
