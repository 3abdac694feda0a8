package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tile of eight rows x three vectors for {@link VectorGemm}, for processors with 32 registers: of all tiles
 * with 24 accumulators it loads least, eleven times for the 24 fma of a step, where twelve rows x two vectors load
 * fourteen times. Measured on AVX-512 in one run: 48 x 72 x 96 at 94 GFLOP/s, the other at 86, the fma peak being 113.
 */
final class VectorBroadTiles {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorBroadTiles() {}

    static void tile8x3(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] rowBias, int row, double[] columnBias, int column, double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        DoubleVector s0a;
        DoubleVector s0b;
        DoubleVector s0c;
        DoubleVector s1a;
        DoubleVector s1b;
        DoubleVector s1c;
        DoubleVector s2a;
        DoubleVector s2b;
        DoubleVector s2c;
        DoubleVector s3a;
        DoubleVector s3b;
        DoubleVector s3c;
        DoubleVector s4a;
        DoubleVector s4b;
        DoubleVector s4c;
        DoubleVector s5a;
        DoubleVector s5b;
        DoubleVector s5c;
        DoubleVector s6a;
        DoubleVector s6b;
        DoubleVector s6c;
        DoubleVector s7a;
        DoubleVector s7b;
        DoubleVector s7c;
        if (rowBias == null) {
            s0a = DoubleVector.fromArray(SPECIES, c, c0);
            s0b = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
            s0c = DoubleVector.fromArray(SPECIES, c, c0 + 2 * LANES);
            s1a = DoubleVector.fromArray(SPECIES, c, c1);
            s1b = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
            s1c = DoubleVector.fromArray(SPECIES, c, c1 + 2 * LANES);
            s2a = DoubleVector.fromArray(SPECIES, c, c2);
            s2b = DoubleVector.fromArray(SPECIES, c, c2 + LANES);
            s2c = DoubleVector.fromArray(SPECIES, c, c2 + 2 * LANES);
            s3a = DoubleVector.fromArray(SPECIES, c, c3);
            s3b = DoubleVector.fromArray(SPECIES, c, c3 + LANES);
            s3c = DoubleVector.fromArray(SPECIES, c, c3 + 2 * LANES);
            s4a = DoubleVector.fromArray(SPECIES, c, c4);
            s4b = DoubleVector.fromArray(SPECIES, c, c4 + LANES);
            s4c = DoubleVector.fromArray(SPECIES, c, c4 + 2 * LANES);
            s5a = DoubleVector.fromArray(SPECIES, c, c5);
            s5b = DoubleVector.fromArray(SPECIES, c, c5 + LANES);
            s5c = DoubleVector.fromArray(SPECIES, c, c5 + 2 * LANES);
            s6a = DoubleVector.fromArray(SPECIES, c, c6);
            s6b = DoubleVector.fromArray(SPECIES, c, c6 + LANES);
            s6c = DoubleVector.fromArray(SPECIES, c, c6 + 2 * LANES);
            s7a = DoubleVector.fromArray(SPECIES, c, c7);
            s7b = DoubleVector.fromArray(SPECIES, c, c7 + LANES);
            s7c = DoubleVector.fromArray(SPECIES, c, c7 + 2 * LANES);
        } else {
            DoubleVector bias0 = DoubleVector.fromArray(SPECIES, columnBias, column);
            DoubleVector bias1 = DoubleVector.fromArray(SPECIES, columnBias, column + LANES);
            DoubleVector bias2 = DoubleVector.fromArray(SPECIES, columnBias, column + 2 * LANES);
            DoubleVector r0 = DoubleVector.broadcast(SPECIES, rowBias[row]);
            s0a = r0.add(bias0);
            s0b = r0.add(bias1);
            s0c = r0.add(bias2);
            DoubleVector r1 = DoubleVector.broadcast(SPECIES, rowBias[row + 1]);
            s1a = r1.add(bias0);
            s1b = r1.add(bias1);
            s1c = r1.add(bias2);
            DoubleVector r2 = DoubleVector.broadcast(SPECIES, rowBias[row + 2]);
            s2a = r2.add(bias0);
            s2b = r2.add(bias1);
            s2c = r2.add(bias2);
            DoubleVector r3 = DoubleVector.broadcast(SPECIES, rowBias[row + 3]);
            s3a = r3.add(bias0);
            s3b = r3.add(bias1);
            s3c = r3.add(bias2);
            DoubleVector r4 = DoubleVector.broadcast(SPECIES, rowBias[row + 4]);
            s4a = r4.add(bias0);
            s4b = r4.add(bias1);
            s4c = r4.add(bias2);
            DoubleVector r5 = DoubleVector.broadcast(SPECIES, rowBias[row + 5]);
            s5a = r5.add(bias0);
            s5b = r5.add(bias1);
            s5c = r5.add(bias2);
            DoubleVector r6 = DoubleVector.broadcast(SPECIES, rowBias[row + 6]);
            s6a = r6.add(bias0);
            s6b = r6.add(bias1);
            s6c = r6.add(bias2);
            DoubleVector r7 = DoubleVector.broadcast(SPECIES, rowBias[row + 7]);
            s7a = r7.add(bias0);
            s7b = r7.add(bias1);
            s7c = r7.add(bias2);
        }
        int aRow = aOffset;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bRow + 2 * LANES);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[aRow]);
            s0a = x0.fma(b0, s0a);
            s0b = x0.fma(b1, s0b);
            s0c = x0.fma(b2, s0c);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[aRow + 1]);
            s1a = x1.fma(b0, s1a);
            s1b = x1.fma(b1, s1b);
            s1c = x1.fma(b2, s1c);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[aRow + 2]);
            s2a = x2.fma(b0, s2a);
            s2b = x2.fma(b1, s2b);
            s2c = x2.fma(b2, s2c);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[aRow + 3]);
            s3a = x3.fma(b0, s3a);
            s3b = x3.fma(b1, s3b);
            s3c = x3.fma(b2, s3c);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[aRow + 4]);
            s4a = x4.fma(b0, s4a);
            s4b = x4.fma(b1, s4b);
            s4c = x4.fma(b2, s4c);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[aRow + 5]);
            s5a = x5.fma(b0, s5a);
            s5b = x5.fma(b1, s5b);
            s5c = x5.fma(b2, s5c);
            DoubleVector x6 = DoubleVector.broadcast(SPECIES, a[aRow + 6]);
            s6a = x6.fma(b0, s6a);
            s6b = x6.fma(b1, s6b);
            s6c = x6.fma(b2, s6c);
            DoubleVector x7 = DoubleVector.broadcast(SPECIES, a[aRow + 7]);
            s7a = x7.fma(b0, s7a);
            s7b = x7.fma(b1, s7b);
            s7c = x7.fma(b2, s7c);
            aRow += aStride;
            bRow += bStride;
        }
        s0a.intoArray(c, c0);
        s0b.intoArray(c, c0 + LANES);
        s0c.intoArray(c, c0 + 2 * LANES);
        s1a.intoArray(c, c1);
        s1b.intoArray(c, c1 + LANES);
        s1c.intoArray(c, c1 + 2 * LANES);
        s2a.intoArray(c, c2);
        s2b.intoArray(c, c2 + LANES);
        s2c.intoArray(c, c2 + 2 * LANES);
        s3a.intoArray(c, c3);
        s3b.intoArray(c, c3 + LANES);
        s3c.intoArray(c, c3 + 2 * LANES);
        s4a.intoArray(c, c4);
        s4b.intoArray(c, c4 + LANES);
        s4c.intoArray(c, c4 + 2 * LANES);
        s5a.intoArray(c, c5);
        s5b.intoArray(c, c5 + LANES);
        s5c.intoArray(c, c5 + 2 * LANES);
        s6a.intoArray(c, c6);
        s6b.intoArray(c, c6 + LANES);
        s6c.intoArray(c, c6 + 2 * LANES);
        s7a.intoArray(c, c7);
        s7b.intoArray(c, c7 + LANES);
        s7c.intoArray(c, c7 + 2 * LANES);
    }
}
