package io.github.foretoken.internal.simd;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.Rounding;
import java.util.Arrays;

/** The plain twin of all kernels. */
public final class ScalarScoreMicrokernels extends ScalarMicrokernels implements ScoreMicrokernels {
    /** A score whose root counts for no more. */
    static final double FAR = -4_000_000;

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            int cRow = cOffset + i * cStride;
            Arrays.fill(c, cRow, cRow + n, 0);
            for (int p = 0; p < k; p++) {
                double x = a[aOffset + p * aStride + i];
                int bRow = bOffset + p * bStride;
                for (int j = 0; j < n; j++) {
                    double difference = x - b[bRow + j];
                    c[cRow + j] += factor * (difference * difference);
                }
            }
        }
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = negatedRoot(x[i]);
        }
    }

    /** The vector twin's tail too: the same operations give the same bits. */
    static double negatedRoot(double x) {
        return Rounding.of(0 - Math.sqrt(Clamp.between(-x, 0, -FAR)));
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double linear, double quadratic) {
        for (int i = 0; i < length; i++) {
            double a = -negated[negatedOffset + i];
            x[offset + i] *= 1 + a * (linear + quadratic * a);
        }
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = power(x[i], exponent);
        }
    }

    /** The vector twin's tail too: the same multiplications in the same order. */
    static double power(double x, int exponent) {
        double square = x;
        double result = 1;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
