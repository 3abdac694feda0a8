package io.github.foretoken.internal.simd;

import java.util.Arrays;

/** The plain twin: fallback where the Vector API is missing or would not pay, and oracle for the other one. */
public final class ScalarMicrokernels implements Microkernels {
    @Override
    public int lanes() {
        return 1;
    }

    /** Row-wise axpy order; plain multiply-add, because fma may be emulated. */
    @Override
    public void gemm(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            int cRow = cOffset + i * cStride;
            for (int p = 0; p < k; p++) {
                double factor = a[aOffset + i * aStride + p];
                int bRow = bOffset + p * bStride;
                for (int j = 0; j < n; j++) {
                    c[cRow + j] += factor * b[bRow + j];
                }
            }
        }
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            int cRow = cOffset + i * cStride;
            Arrays.fill(c, cRow, cRow + n, 0);
            for (int p = 0; p < k; p++) {
                double x = a[aOffset + i * aStride + p];
                int bRow = bOffset + p * bStride;
                for (int j = 0; j < n; j++) {
                    double difference = x - b[bRow + j];
                    c[cRow + j] += factor * (difference * difference);
                }
            }
        }
    }

    @Override
    public void affine(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c, int cOffset,
            int cStride) {
        fill(m, n, rowBias, rowOffset, columnBias, columnOffset, c, cOffset, cStride);
        gemm(m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
    }

    /** {@code C = row + column}. */
    static void fill(int m, int n, double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c,
            int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            double bias = rowBias[rowOffset + i];
            int row = cOffset + i * cStride;
            for (int j = 0; j < n; j++) {
                c[row + j] = bias + columnBias[columnOffset + j];
            }
        }
    }

    @Override
    public void exp(double[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = Math.exp(x[i]);
        }
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = 0 - Math.sqrt(Math.clamp(-x[i], 0, 1e6));
        }
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double quadratic) {
        for (int i = 0; i < length; i++) {
            double a = -negated[negatedOffset + i];
            x[offset + i] *= 1 + a * (1 + quadratic * a);
        }
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = power(x[i], exponent);
        }
    }

    static double power(double base, int exponent) {
        double square = base;
        double result = 1;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    @Override
    public double max(double[] x, int offset, int length) {
        double max = x[offset];
        for (int i = offset + 1; i < offset + length; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    @Override
    public double sum(double[] x, int offset, int length) {
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += x[i];
        }
        return sum;
    }
}
