package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of twelve rows for {@link VectorGemm}, for columns that are too few for its others. Two vectors wide they
 * need 24 accumulators and three registers more, for processors with 32: a step of six rows would load eight times for
 * twelve fma, one of twelve rows loads fourteen times for 24, and a smaller part of its loop goes into indices.
 * Measured on AVX-512 against the fma peak: 48 x 16 x 48 takes 70 %, with six rows 60 %. One vector wide, they need
 * fourteen registers and fit AVX2 as well.
 *
 * <p>Rows 6 to 11 of A stand {@code aHalf} after rows 0 to 5, in the same panel or in the next one, and the second vector of
 * B {@code bNext} after the first.
 */
final class VectorTallTiles {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorTallTiles() {}

    static void tile12x2(int k, double[] a, int aOffset, int aStride, int aHalf, double[] b, int bOffset, int bNext,
            int bStride, double[] rowBias, int row, double[] columnBias, int column, double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        int c8 = c7 + cStride;
        int c9 = c8 + cStride;
        int c10 = c9 + cStride;
        int c11 = c10 + cStride;
        DoubleVector s0a;
        DoubleVector s0b;
        DoubleVector s1a;
        DoubleVector s1b;
        DoubleVector s2a;
        DoubleVector s2b;
        DoubleVector s3a;
        DoubleVector s3b;
        DoubleVector s4a;
        DoubleVector s4b;
        DoubleVector s5a;
        DoubleVector s5b;
        DoubleVector s6a;
        DoubleVector s6b;
        DoubleVector s7a;
        DoubleVector s7b;
        DoubleVector s8a;
        DoubleVector s8b;
        DoubleVector s9a;
        DoubleVector s9b;
        DoubleVector s10a;
        DoubleVector s10b;
        DoubleVector s11a;
        DoubleVector s11b;
        if (rowBias == null) {
            s0a = DoubleVector.fromArray(SPECIES, c, c0);
            s0b = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
            s1a = DoubleVector.fromArray(SPECIES, c, c1);
            s1b = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
            s2a = DoubleVector.fromArray(SPECIES, c, c2);
            s2b = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
            s3a = DoubleVector.fromArray(SPECIES, c, c3);
            s3b = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
            s4a = DoubleVector.fromArray(SPECIES, c, c4);
            s4b = DoubleVector.fromArray(SPECIES, c, c4 + LANES);
            s5a = DoubleVector.fromArray(SPECIES, c, c5);
            s5b = DoubleVector.fromArray(SPECIES, c, c5 + LANES);
            s6a = DoubleVector.fromArray(SPECIES, c, c6);
            s6b = DoubleVector.fromArray(SPECIES, c, c6 + LANES);
            s7a = DoubleVector.fromArray(SPECIES, c, c7);
            s7b = DoubleVector.fromArray(SPECIES, c, c7 + LANES);
            s8a = DoubleVector.fromArray(SPECIES, c, c8);
            s8b = DoubleVector.fromArray(SPECIES, c, c8 + LANES);
            s9a = DoubleVector.fromArray(SPECIES, c, c9);
            s9b = DoubleVector.fromArray(SPECIES, c, c9 + LANES);
            s10a = DoubleVector.fromArray(SPECIES, c, c10);
            s10b = DoubleVector.fromArray(SPECIES, c, c10 + LANES);
            s11a = DoubleVector.fromArray(SPECIES, c, c11);
            s11b = DoubleVector.fromArray(SPECIES, c, c11 + LANES);
        } else {
            DoubleVector bias0 = DoubleVector.fromArray(SPECIES, columnBias, column);
            DoubleVector bias1 = DoubleVector.fromArray(SPECIES, columnBias, column + LANES);
            DoubleVector r0 = DoubleVector.broadcast(SPECIES, rowBias[row]);
            s0a = r0.add(bias0);
            s0b = r0.add(bias1);
            DoubleVector r1 = DoubleVector.broadcast(SPECIES, rowBias[row + 1]);
            s1a = r1.add(bias0);
            s1b = r1.add(bias1);
            DoubleVector r2 = DoubleVector.broadcast(SPECIES, rowBias[row + 2]);
            s2a = r2.add(bias0);
            s2b = r2.add(bias1);
            DoubleVector r3 = DoubleVector.broadcast(SPECIES, rowBias[row + 3]);
            s3a = r3.add(bias0);
            s3b = r3.add(bias1);
            DoubleVector r4 = DoubleVector.broadcast(SPECIES, rowBias[row + 4]);
            s4a = r4.add(bias0);
            s4b = r4.add(bias1);
            DoubleVector r5 = DoubleVector.broadcast(SPECIES, rowBias[row + 5]);
            s5a = r5.add(bias0);
            s5b = r5.add(bias1);
            DoubleVector r6 = DoubleVector.broadcast(SPECIES, rowBias[row + 6]);
            s6a = r6.add(bias0);
            s6b = r6.add(bias1);
            DoubleVector r7 = DoubleVector.broadcast(SPECIES, rowBias[row + 7]);
            s7a = r7.add(bias0);
            s7b = r7.add(bias1);
            DoubleVector r8 = DoubleVector.broadcast(SPECIES, rowBias[row + 8]);
            s8a = r8.add(bias0);
            s8b = r8.add(bias1);
            DoubleVector r9 = DoubleVector.broadcast(SPECIES, rowBias[row + 9]);
            s9a = r9.add(bias0);
            s9b = r9.add(bias1);
            DoubleVector r10 = DoubleVector.broadcast(SPECIES, rowBias[row + 10]);
            s10a = r10.add(bias0);
            s10b = r10.add(bias1);
            DoubleVector r11 = DoubleVector.broadcast(SPECIES, rowBias[row + 11]);
            s11a = r11.add(bias0);
            s11b = r11.add(bias1);
        }
        int low = aOffset;
        int high = aOffset + aHalf;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + bNext);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[low]);
            s0a = x0.fma(b0, s0a);
            s0b = x0.fma(b1, s0b);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[low + 1]);
            s1a = x1.fma(b0, s1a);
            s1b = x1.fma(b1, s1b);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[low + 2]);
            s2a = x2.fma(b0, s2a);
            s2b = x2.fma(b1, s2b);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[low + 3]);
            s3a = x3.fma(b0, s3a);
            s3b = x3.fma(b1, s3b);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[low + 4]);
            s4a = x4.fma(b0, s4a);
            s4b = x4.fma(b1, s4b);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[low + 5]);
            s5a = x5.fma(b0, s5a);
            s5b = x5.fma(b1, s5b);
            DoubleVector x6 = DoubleVector.broadcast(SPECIES, a[high]);
            s6a = x6.fma(b0, s6a);
            s6b = x6.fma(b1, s6b);
            DoubleVector x7 = DoubleVector.broadcast(SPECIES, a[high + 1]);
            s7a = x7.fma(b0, s7a);
            s7b = x7.fma(b1, s7b);
            DoubleVector x8 = DoubleVector.broadcast(SPECIES, a[high + 2]);
            s8a = x8.fma(b0, s8a);
            s8b = x8.fma(b1, s8b);
            DoubleVector x9 = DoubleVector.broadcast(SPECIES, a[high + 3]);
            s9a = x9.fma(b0, s9a);
            s9b = x9.fma(b1, s9b);
            DoubleVector x10 = DoubleVector.broadcast(SPECIES, a[high + 4]);
            s10a = x10.fma(b0, s10a);
            s10b = x10.fma(b1, s10b);
            DoubleVector x11 = DoubleVector.broadcast(SPECIES, a[high + 5]);
            s11a = x11.fma(b0, s11a);
            s11b = x11.fma(b1, s11b);
            low += aStride;
            high += aStride;
            bRow += bStride;
        }
        s0a.intoArray(c, c0);
        s0b.intoArray(c, c0 + LANES);
        s1a.intoArray(c, c1);
        s1b.intoArray(c, c1 + LANES);
        s2a.intoArray(c, c2);
        s2b.intoArray(c, c2 + LANES);
        s3a.intoArray(c, c3);
        s3b.intoArray(c, c3 + LANES);
        s4a.intoArray(c, c4);
        s4b.intoArray(c, c4 + LANES);
        s5a.intoArray(c, c5);
        s5b.intoArray(c, c5 + LANES);
        s6a.intoArray(c, c6);
        s6b.intoArray(c, c6 + LANES);
        s7a.intoArray(c, c7);
        s7b.intoArray(c, c7 + LANES);
        s8a.intoArray(c, c8);
        s8b.intoArray(c, c8 + LANES);
        s9a.intoArray(c, c9);
        s9b.intoArray(c, c9 + LANES);
        s10a.intoArray(c, c10);
        s10b.intoArray(c, c10 + LANES);
        s11a.intoArray(c, c11);
        s11b.intoArray(c, c11 + LANES);
    }

    static void tile12x1(int k, double[] a, int aOffset, int aStride, int aHalf, double[] b, int bOffset, int bStride,
            double[] rowBias, int row, double[] columnBias, int column, double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        int c8 = c7 + cStride;
        int c9 = c8 + cStride;
        int c10 = c9 + cStride;
        int c11 = c10 + cStride;
        DoubleVector s0;
        DoubleVector s1;
        DoubleVector s2;
        DoubleVector s3;
        DoubleVector s4;
        DoubleVector s5;
        DoubleVector s6;
        DoubleVector s7;
        DoubleVector s8;
        DoubleVector s9;
        DoubleVector s10;
        DoubleVector s11;
        if (rowBias == null) {
            s0 = DoubleVector.fromArray(SPECIES, c, c0);
            s1 = DoubleVector.fromArray(SPECIES, c, c1);
            s2 = DoubleVector.fromArray(SPECIES, c, c2);
            s3 = DoubleVector.fromArray(SPECIES, c, c3);
            s4 = DoubleVector.fromArray(SPECIES, c, c4);
            s5 = DoubleVector.fromArray(SPECIES, c, c5);
            s6 = DoubleVector.fromArray(SPECIES, c, c6);
            s7 = DoubleVector.fromArray(SPECIES, c, c7);
            s8 = DoubleVector.fromArray(SPECIES, c, c8);
            s9 = DoubleVector.fromArray(SPECIES, c, c9);
            s10 = DoubleVector.fromArray(SPECIES, c, c10);
            s11 = DoubleVector.fromArray(SPECIES, c, c11);
        } else {
            DoubleVector bias0 = DoubleVector.fromArray(SPECIES, columnBias, column);
            s0 = DoubleVector.broadcast(SPECIES, rowBias[row]).add(bias0);
            s1 = DoubleVector.broadcast(SPECIES, rowBias[row + 1]).add(bias0);
            s2 = DoubleVector.broadcast(SPECIES, rowBias[row + 2]).add(bias0);
            s3 = DoubleVector.broadcast(SPECIES, rowBias[row + 3]).add(bias0);
            s4 = DoubleVector.broadcast(SPECIES, rowBias[row + 4]).add(bias0);
            s5 = DoubleVector.broadcast(SPECIES, rowBias[row + 5]).add(bias0);
            s6 = DoubleVector.broadcast(SPECIES, rowBias[row + 6]).add(bias0);
            s7 = DoubleVector.broadcast(SPECIES, rowBias[row + 7]).add(bias0);
            s8 = DoubleVector.broadcast(SPECIES, rowBias[row + 8]).add(bias0);
            s9 = DoubleVector.broadcast(SPECIES, rowBias[row + 9]).add(bias0);
            s10 = DoubleVector.broadcast(SPECIES, rowBias[row + 10]).add(bias0);
            s11 = DoubleVector.broadcast(SPECIES, rowBias[row + 11]).add(bias0);
        }
        int low = aOffset;
        int high = aOffset + aHalf;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            s0 = DoubleVector.broadcast(SPECIES, a[low]).fma(b0, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[low + 1]).fma(b0, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[low + 2]).fma(b0, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[low + 3]).fma(b0, s3);
            s4 = DoubleVector.broadcast(SPECIES, a[low + 4]).fma(b0, s4);
            s5 = DoubleVector.broadcast(SPECIES, a[low + 5]).fma(b0, s5);
            s6 = DoubleVector.broadcast(SPECIES, a[high]).fma(b0, s6);
            s7 = DoubleVector.broadcast(SPECIES, a[high + 1]).fma(b0, s7);
            s8 = DoubleVector.broadcast(SPECIES, a[high + 2]).fma(b0, s8);
            s9 = DoubleVector.broadcast(SPECIES, a[high + 3]).fma(b0, s9);
            s10 = DoubleVector.broadcast(SPECIES, a[high + 4]).fma(b0, s10);
            s11 = DoubleVector.broadcast(SPECIES, a[high + 5]).fma(b0, s11);
            low += aStride;
            high += aStride;
            bRow += bStride;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
        s4.intoArray(c, c4);
        s5.intoArray(c, c5);
        s6.intoArray(c, c6);
        s7.intoArray(c, c7);
        s8.intoArray(c, c8);
        s9.intoArray(c, c9);
        s10.intoArray(c, c10);
        s11.intoArray(c, c11);
    }
}
