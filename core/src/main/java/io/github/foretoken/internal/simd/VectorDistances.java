package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Scores of the radial kernels: register tiles of 4 rows x 1 vector, the distance counterpart of the small GEMM. */
final class VectorDistances {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorDistances() {}

    static void apply(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, int cStride) {
        int bound = n - n % LANES;
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            for (int j = 0; j < bound; j += LANES) {
                tile4(factor, k, a, aOffset + i * aStride, aStride, b, bOffset + j, bStride, c,
                        cOffset + i * cStride + j, cStride);
            }
        }
        for (; i < m; i++) {
            for (int j = 0; j < bound; j += LANES) {
                tile1(factor, k, a, aOffset + i * aStride, b, bOffset + j, bStride, c, cOffset + i * cStride + j);
            }
        }
        for (i = 0; i < m; i++) {
            for (int j = bound; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    double difference = a[aOffset + i * aStride + p] - b[bOffset + p * bStride + j];
                    sum = Math.fma(difference, difference, sum);
                }
                c[cOffset + i * cStride + j] = factor * sum;
            }
        }
    }

    private static void tile4(double factor, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, int cStride) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int a1 = aOffset + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector y = DoubleVector.fromArray(SPECIES, b, bRow);
            bRow += bStride;
            DoubleVector d0 = DoubleVector.broadcast(SPECIES, a[aOffset + p]).sub(y);
            s0 = d0.fma(d0, s0);
            DoubleVector d1 = DoubleVector.broadcast(SPECIES, a[a1 + p]).sub(y);
            s1 = d1.fma(d1, s1);
            DoubleVector d2 = DoubleVector.broadcast(SPECIES, a[a2 + p]).sub(y);
            s2 = d2.fma(d2, s2);
            DoubleVector d3 = DoubleVector.broadcast(SPECIES, a[a3 + p]).sub(y);
            s3 = d3.fma(d3, s3);
        }
        s0.mul(factor).intoArray(c, cOffset);
        s1.mul(factor).intoArray(c, cOffset + cStride);
        s2.mul(factor).intoArray(c, cOffset + 2 * cStride);
        s3.mul(factor).intoArray(c, cOffset + 3 * cStride);
    }

    private static void tile1(double factor, int k, double[] a, int aOffset, double[] b, int bOffset, int bStride,
            double[] c, int cOffset) {
        DoubleVector s = DoubleVector.zero(SPECIES);
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector d =
                    DoubleVector.broadcast(SPECIES, a[aOffset + p]).sub(DoubleVector.fromArray(SPECIES, b, bRow));
            bRow += bStride;
            s = d.fma(d, s);
        }
        s.mul(factor).intoArray(c, cOffset);
    }
}
