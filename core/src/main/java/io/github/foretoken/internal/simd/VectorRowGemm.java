package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Microkernels#rowProduct} in register tiles of six rows x two vectors, as in {@link VectorGemm}, whose reasons hold
 * here too; A is read along six rows at once instead of across them. The last vector of an odd number takes a tile one
 * vector wide: its six chains fill three quarters of two fma ports.
 */
final class VectorRowGemm {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorRowGemm() {}

    static void apply(boolean add, int m, int n, int k, double[] a, int aOffset, int aStride, double[] b, int bOffset,
            int bStride, int bPanel, double[] c, int cOffset, int cStride) {
        int vectors = n / LANES;
        for (int v = 0; v < vectors; v += 2) {
            int at = bOffset + VectorGemm.vector(v, bPanel);
            int next = VectorGemm.next(v, bPanel);
            for (int i = 0; i < m; i += 6) {
                if (v + 2 <= vectors) {
                    tile6x2(add, k, a, aOffset + i * aStride, aStride, b, at, next, bStride, c,
                            cOffset + i * cStride + v * LANES, cStride);
                } else {
                    tile6x1(add, k, a, aOffset + i * aStride, aStride, b, at, bStride, c,
                            cOffset + i * cStride + v * LANES, cStride);
                }
            }
        }
    }

    private static void tile6x2(boolean add, int k, double[] a, int a0, int aStride, double[] b, int bOffset, int bNext,
            int bStride, double[] c, int c0, int cStride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        DoubleVector s00;
        DoubleVector s01;
        DoubleVector s10;
        DoubleVector s11;
        DoubleVector s20;
        DoubleVector s21;
        DoubleVector s30;
        DoubleVector s31;
        DoubleVector s40;
        DoubleVector s41;
        DoubleVector s50;
        DoubleVector s51;
        if (add) {
            s00 = DoubleVector.fromArray(SPECIES, c, c0);
            s01 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
            s10 = DoubleVector.fromArray(SPECIES, c, c1);
            s11 = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
            s20 = DoubleVector.fromArray(SPECIES, c, c2);
            s21 = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
            s30 = DoubleVector.fromArray(SPECIES, c, c3);
            s31 = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
            s40 = DoubleVector.fromArray(SPECIES, c, c4);
            s41 = DoubleVector.fromArray(SPECIES, c, c4 + LANES);
            s50 = DoubleVector.fromArray(SPECIES, c, c5);
            s51 = DoubleVector.fromArray(SPECIES, c, c5 + LANES);
        } else {
            s00 = DoubleVector.zero(SPECIES);
            s01 = s00;
            s10 = s00;
            s11 = s00;
            s20 = s00;
            s21 = s00;
            s30 = s00;
            s31 = s00;
            s40 = s00;
            s41 = s00;
            s50 = s00;
            s51 = s00;
        }
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + bNext);
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
            bRow += bStride;
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
    }

    private static void tile6x1(boolean add, int k, double[] a, int a0, int aStride, double[] b, int bOffset,
            int bStride, double[] c, int c0, int cStride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        DoubleVector s00;
        DoubleVector s10;
        DoubleVector s20;
        DoubleVector s30;
        DoubleVector s40;
        DoubleVector s50;
        if (add) {
            s00 = DoubleVector.fromArray(SPECIES, c, c0);
            s10 = DoubleVector.fromArray(SPECIES, c, c1);
            s20 = DoubleVector.fromArray(SPECIES, c, c2);
            s30 = DoubleVector.fromArray(SPECIES, c, c3);
            s40 = DoubleVector.fromArray(SPECIES, c, c4);
            s50 = DoubleVector.fromArray(SPECIES, c, c5);
        } else {
            s00 = DoubleVector.zero(SPECIES);
            s10 = s00;
            s20 = s00;
            s30 = s00;
            s40 = s00;
            s50 = s00;
        }
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[a4 + p]);
            s40 = x4.fma(b0, s40);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[a5 + p]);
            s50 = x5.fma(b0, s50);
            bRow += bStride;
        }
        s00.intoArray(c, c0);
        s10.intoArray(c, c1);
        s20.intoArray(c, c2);
        s30.intoArray(c, c3);
        s40.intoArray(c, c4);
        s50.intoArray(c, c5);
    }
}
