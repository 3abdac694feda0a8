package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C += A B} in register tiles of rows x vectors. A tile's accumulators hide the latency of the fma ports, and its
 * shape sets how many loads an fma costs: 4 x 4 needs 8 loads for 16 fma, 8 x 2 needs 10, 4 x 2 needs 6 for 8.
 *
 * <p>Measured on AVX-512 against the same run's fma peak: 64 x 64 x 16 takes 72 % with 4 x 4 tiles and 63 % with 4 x 2;
 * 64 x 16 x 64 takes 80 % with 8 x 2 and 77 % with 4 x 2. Sixteen accumulators need more than the 16 registers of AVX2,
 * which therefore keeps 4 x 2.
 *
 * <p>Columns are the outer loop: the panel of B under a tile (k rows of at most four vectors) stays in L1 while the rows
 * of A and C pass by.
 */
final class VectorGemm {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Large tiles need the 32 vector registers of AVX-512 or AArch64; four lanes mean AVX2, which has 16. */
    static final boolean BIG_TILES = LANES != 4;

    private VectorGemm() {}

    /** {@link Microkernels#gemm}. */
    static void apply(int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        int quads = BIG_TILES ? n - n % (4 * LANES) : 0;
        int pairs = n - n % (2 * LANES);
        int singles = n - n % LANES;
        int j = 0;
        for (; j < quads; j += 4 * LANES) {
            quad(m, k, a, aOffset, aStride, b, bOffset + j, bStride, c, cOffset + j, cStride);
        }
        for (; j < pairs; j += 2 * LANES) {
            pair(m, k, a, aOffset, aStride, b, bOffset + j, bStride, c, cOffset + j, cStride);
        }
        for (; j < singles; j += LANES) {
            single(m, k, a, aOffset, aStride, b, bOffset + j, bStride, c, cOffset + j, cStride);
        }
        if (singles < n) {
            columnTail(m, singles, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
        }
    }

    /** Four vectors of columns. */
    private static void quad(int m, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            tile4x4(k, a, aOffset + i * aStride, aStride, b, bOffset, bStride, c, cOffset + i * cStride, cStride);
        }
        for (; i < m; i++) {
            tile1x2(k, a, aOffset + i * aStride, b, bOffset, bStride, c, cOffset + i * cStride);
            tile1x2(k, a, aOffset + i * aStride, b, bOffset + 2 * LANES, bStride, c, cOffset + i * cStride + 2 * LANES);
        }
    }

    /** Two vectors of columns. */
    private static void pair(int m, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        int i = 0;
        if (BIG_TILES) {
            for (; i + 8 <= m; i += 8) {
                tile8x2(k, a, aOffset + i * aStride, aStride, b, bOffset, bStride, c, cOffset + i * cStride, cStride);
            }
        }
        for (; i + 4 <= m; i += 4) {
            tile4x2(k, a, aOffset + i * aStride, aStride, b, bOffset, bStride, c, cOffset + i * cStride, cStride);
        }
        for (; i < m; i++) {
            tile1x2(k, a, aOffset + i * aStride, b, bOffset, bStride, c, cOffset + i * cStride);
        }
    }

    /** One vector of columns. */
    private static void single(int m, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            tile4x1(k, a, aOffset + i * aStride, aStride, b, bOffset, bStride, c, cOffset + i * cStride, cStride);
        }
        for (; i < m; i++) {
            tile1x1(k, a, aOffset + i * aStride, b, bOffset, bStride, c, cOffset + i * cStride);
        }
    }

    private static void tile4x4(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        int c0 = cOffset;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
        DoubleVector s02 = DoubleVector.fromArray(SPECIES, c, c0 + 2 * LANES);
        DoubleVector s03 = DoubleVector.fromArray(SPECIES, c, c0 + 3 * LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
        DoubleVector s12 = DoubleVector.fromArray(SPECIES, c, c1 + 2 * LANES);
        DoubleVector s13 = DoubleVector.fromArray(SPECIES, c, c1 + 3 * LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
        DoubleVector s22 = DoubleVector.fromArray(SPECIES, c, c2 + 2 * LANES);
        DoubleVector s23 = DoubleVector.fromArray(SPECIES, c, c2 + 3 * LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
        DoubleVector s32 = DoubleVector.fromArray(SPECIES, c, c3 + 2 * LANES);
        DoubleVector s33 = DoubleVector.fromArray(SPECIES, c, c3 + 3 * LANES);
        int a0 = aOffset;
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bRow + 2 * LANES);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, bRow + 3 * LANES);
            bRow += bStride;
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            s23 = x2.fma(b3, s23);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            s32 = x3.fma(b2, s32);
            s33 = x3.fma(b3, s33);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s02.intoArray(c, c0 + 2 * LANES);
        s03.intoArray(c, c0 + 3 * LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s12.intoArray(c, c1 + 2 * LANES);
        s13.intoArray(c, c1 + 3 * LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s22.intoArray(c, c2 + 2 * LANES);
        s23.intoArray(c, c2 + 3 * LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
        s32.intoArray(c, c3 + 2 * LANES);
        s33.intoArray(c, c3 + 3 * LANES);
    }

    private static void tile8x2(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int cOffset, int cStride) {
        int c0 = cOffset;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
        DoubleVector s40 = DoubleVector.fromArray(SPECIES, c, c4);
        DoubleVector s41 = DoubleVector.fromArray(SPECIES, c, c4 + LANES);
        DoubleVector s50 = DoubleVector.fromArray(SPECIES, c, c5);
        DoubleVector s51 = DoubleVector.fromArray(SPECIES, c, c5 + LANES);
        DoubleVector s60 = DoubleVector.fromArray(SPECIES, c, c6);
        DoubleVector s61 = DoubleVector.fromArray(SPECIES, c, c6 + LANES);
        DoubleVector s70 = DoubleVector.fromArray(SPECIES, c, c7);
        DoubleVector s71 = DoubleVector.fromArray(SPECIES, c, c7 + LANES);
        int a0 = aOffset;
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int a6 = a5 + aStride;
        int a7 = a6 + aStride;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + LANES);
            bRow += bStride;
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[a4 + p]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[a5 + p]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            DoubleVector x6 = DoubleVector.broadcast(SPECIES, a[a6 + p]);
            s60 = x6.fma(b0, s60);
            s61 = x6.fma(b1, s61);
            DoubleVector x7 = DoubleVector.broadcast(SPECIES, a[a7 + p]);
            s70 = x7.fma(b0, s70);
            s71 = x7.fma(b1, s71);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + LANES);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + LANES);
        s60.intoArray(c, c6);
        s61.intoArray(c, c6 + LANES);
        s70.intoArray(c, c7);
        s71.intoArray(c, c7 + LANES);
    }

    private static void tile4x2(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        DoubleVector s00 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s01 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
        DoubleVector s10 = DoubleVector.fromArray(SPECIES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
        DoubleVector s20 = DoubleVector.fromArray(SPECIES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
        DoubleVector s30 = DoubleVector.fromArray(SPECIES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
        int a0 = aOffset;
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + LANES);
            bRow += bStride;
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
    }

    private static void tile4x1(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, c, c1);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, c, c2);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, c, c3);
        int a0 = aOffset;
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            bRow += bStride;
            s0 = DoubleVector.broadcast(SPECIES, a[a0 + p]).fma(b0, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[a1 + p]).fma(b0, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[a2 + p]).fma(b0, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[a3 + p]).fma(b0, s3);
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
    }

    private static void tile1x2(int k, double[] a, int aOffset, double[] b, int bOffset, int bStride, double[] c,
            int c0) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, c, c0);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector x = DoubleVector.broadcast(SPECIES, a[aOffset + p]);
            s0 = x.fma(DoubleVector.fromArray(SPECIES, b, bRow), s0);
            s1 = x.fma(DoubleVector.fromArray(SPECIES, b, bRow + LANES), s1);
            bRow += bStride;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + LANES);
    }

    private static void tile1x1(int k, double[] a, int aOffset, double[] b, int bOffset, int bStride, double[] c,
            int c0) {
        DoubleVector s = DoubleVector.fromArray(SPECIES, c, c0);
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            s = DoubleVector.broadcast(SPECIES, a[aOffset + p]).fma(DoubleVector.fromArray(SPECIES, b, bRow), s);
            bRow += bStride;
        }
        s.intoArray(c, c0);
    }

    private static void columnTail(int m, int from, int n, int k, double[] a, int aOffset, int aStride, double[] b,
            int bOffset, int bStride, double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            for (int j = from; j < n; j++) {
                double sum = c[cOffset + i * cStride + j];
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[aOffset + i * aStride + p], b[bOffset + p * bStride + j], sum);
                }
                c[cOffset + i * cStride + j] = sum;
            }
        }
    }
}
