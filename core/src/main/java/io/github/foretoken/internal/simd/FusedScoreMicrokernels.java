package io.github.foretoken.internal.simd;

/** {@link FusedMicrokernels} with the loops of single kernels. */
final class FusedScoreMicrokernels extends FusedMicrokernels implements ScoreMicrokernels {
    FusedScoreMicrokernels(Microkernels vectors) {
        super(vectors);
    }

    @Override
    public void squaredDistances(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                distances(factor, k, a, aOffset + i, aStride, b, bOffset + j, bStride, c, cOffset + i * cStride + j);
            }
            for (; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    double difference = a[aOffset + p * aStride + i] - b[bOffset + p * bStride + j];
                    sum = Math.fma(difference, difference, sum);
                }
                c[cOffset + i * cStride + j] = factor * sum;
            }
        }
    }

    private static void distances(double factor, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, double[] c, int cOffset) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int p = 0; p < k; p++) {
            double x = a[aOffset + p * aStride];
            int y = bOffset + p * bStride;
            double d0 = x - b[y];
            double d1 = x - b[y + 1];
            double d2 = x - b[y + 2];
            double d3 = x - b[y + 3];
            s0 = Math.fma(d0, d0, s0);
            s1 = Math.fma(d1, d1, s1);
            s2 = Math.fma(d2, d2, s2);
            s3 = Math.fma(d3, d3, s3);
        }
        c[cOffset] = factor * s0;
        c[cOffset + 1] = factor * s1;
        c[cOffset + 2] = factor * s2;
        c[cOffset + 3] = factor * s3;
    }

    @Override
    public void negatedRoot(double[] x, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = ScalarScoreMicrokernels.negatedRoot(x[i]);
        }
    }

    @Override
    public void timesMaternPolynomial(double[] x, int offset, int length, double[] negated, int negatedOffset,
            double linear, double quadratic) {
        for (int i = 0; i < length; i++) {
            double a = -negated[negatedOffset + i];
            x[offset + i] *= Math.fma(Math.fma(a, quadratic, linear), a, 1);
        }
    }

    @Override
    public void power(double[] x, int offset, int length, int exponent) {
        for (int i = offset; i < offset + length; i++) {
            x[i] = ScalarScoreMicrokernels.power(x[i], exponent);
        }
    }
}
