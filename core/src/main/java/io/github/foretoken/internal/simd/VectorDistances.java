package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scores of the radial kernels, the distance counterpart of {@link VectorGemm}: register tiles of six rows x one vector,
 * because each step also needs the difference in a register.
 */
final class VectorDistances {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorDistances() {}

    static void apply(double factor, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, int cStride) {
        int bound = n - n % LANES;
        int i = 0;
        for (; i + 6 <= m; i += 6) {
            for (int j = 0; j < bound; j += LANES) {
                tile6(factor, k, a, aOffset + i, aStride, b, bOffset + j, bStride, c, cOffset + i * cStride + j,
                        cStride);
            }
        }
        for (; i < m; i++) {
            for (int j = 0; j < bound; j += LANES) {
                tile1(factor, k, a, aOffset + i, aStride, b, bOffset + j, bStride, c, cOffset + i * cStride + j);
            }
        }
        for (i = 0; i < m; i++) {
            for (int j = bound; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    double difference = a[aOffset + p * aStride + i] - b[bOffset + p * bStride + j];
                    sum = Math.fma(difference, difference, sum);
                }
                c[cOffset + i * cStride + j] = factor * sum;
            }
        }
    }

    private static void tile6(double factor, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, double[] c, int cOffset, int cStride) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        int aRow = aOffset;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector y = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector d0 = DoubleVector.broadcast(SPECIES, a[aRow]).sub(y);
            s0 = d0.fma(d0, s0);
            DoubleVector d1 = DoubleVector.broadcast(SPECIES, a[aRow + 1]).sub(y);
            s1 = d1.fma(d1, s1);
            DoubleVector d2 = DoubleVector.broadcast(SPECIES, a[aRow + 2]).sub(y);
            s2 = d2.fma(d2, s2);
            DoubleVector d3 = DoubleVector.broadcast(SPECIES, a[aRow + 3]).sub(y);
            s3 = d3.fma(d3, s3);
            DoubleVector d4 = DoubleVector.broadcast(SPECIES, a[aRow + 4]).sub(y);
            s4 = d4.fma(d4, s4);
            DoubleVector d5 = DoubleVector.broadcast(SPECIES, a[aRow + 5]).sub(y);
            s5 = d5.fma(d5, s5);
            aRow += aStride;
            bRow += bStride;
        }
        s0.mul(factor).intoArray(c, cOffset);
        s1.mul(factor).intoArray(c, cOffset + cStride);
        s2.mul(factor).intoArray(c, cOffset + 2 * cStride);
        s3.mul(factor).intoArray(c, cOffset + 3 * cStride);
        s4.mul(factor).intoArray(c, cOffset + 4 * cStride);
        s5.mul(factor).intoArray(c, cOffset + 5 * cStride);
    }

    private static void tile1(double factor, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, double[] c, int cOffset) {
        DoubleVector s = DoubleVector.zero(SPECIES);
        int aRow = aOffset;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector d = DoubleVector.broadcast(SPECIES, a[aRow]).sub(DoubleVector.fromArray(SPECIES, b, bRow));
            aRow += aStride;
            bRow += bStride;
            s = d.fma(d, s);
        }
        s.mul(factor).intoArray(c, cOffset);
    }
}
