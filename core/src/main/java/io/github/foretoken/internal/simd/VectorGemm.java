package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C = start + A' B} in register tiles of six rows x two vectors, or where there are 32 registers of eight x three
 * ({@link VectorBroadTiles}) and twelve x two ({@link VectorTallTiles}); the start is C itself or a sum of biases.
 *
 * <p>Twelve accumulators, two vectors of B and one element of A at a time fill fifteen registers of the sixteen that AVX2
 * has. An fma port wants a new, independent fma every cycle and returns it four cycles later: two ports need eight chains
 * at least, and twelve leave slack for the loads, of which a step needs eight for its twelve fma. Measured on AVX2
 * against the same run's fma peak: 48 x 16 x 48 takes 94 %, 48 x 48 x 16 takes 80 %; four rows x two vectors take 71 %
 * and 58 %, four rows x three vectors 50 %, for their registers spill.
 *
 * <p>Columns are the outer loop: the panel of B under a tile (k rows of two vectors) stays in L1 while the rows of A and
 * C pass by. Operands that are read often come in panels (see {@link Microkernels#gemm}): 48 x 48 x 128 out of L2 takes
 * 76 % that way and 55 % with rows 48 apart. Where rows are read at a fixed distance, {@link Strides} keeps it off the
 * powers of two that share a cache set.
 *
 * <p>Vectors must not cross a call of ours (see {@link VectorExp2}), which is why each tile spells its accumulators out.
 */
final class VectorGemm {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int SIX = 6;
    /** AVX-512 has 32 registers, AVX2 sixteen; narrower vectors fit tiles of six rows anywhere. */
    private static final boolean WIDE = SPECIES.vectorBitSize() >= 512;
    /** A common multiple of 6, 8 and 12, so that register tiles from a panel's first row on end with it; or one tile. */
    private static final int ROWS = WIDE ? 24 : SIX;
    /** Vectors of a panel of B. */
    private static final int VECTORS = WIDE ? 3 : 2;

    private VectorGemm() {}

    /** Columns of a panel of A. */
    static int rows() {
        return ROWS;
    }

    /** Where column i of A stands, from the first one on. */
    private static int column(int i, int panel) {
        return i / ROWS * panel + i % ROWS;
    }

    /** Where vector v of a row of B stands, from the first one on. */
    static int vector(int v, int panel) {
        return v / VECTORS * panel + v % VECTORS * LANES;
    }

    /** How far after it the next vector stands: beside it, or at the beginning of the next panel. */
    static int next(int v, int panel) {
        return vector(v + 1, panel) - vector(v, panel);
    }

    /** Columns of a panel of B. */
    static int panelWidth() {
        return VECTORS * LANES;
    }

    /**
     * {@link Microkernels#gemm} when {@code rowBias} is null, else {@link Microkernels#affine}; rows and
     * columns beyond whole register tiles take narrower ones.
     */
    static void apply(int m, int n, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, int bPanel, double[] rowBias, int rowOffset, double[] columnBias, int columnOffset, double[] c,
            int cOffset, int cStride) {
        int vectors = n / LANES;
        int v = 0;
        // Two tiles of two vectors beat one of three and one of one.
        for (; WIDE && vectors - v >= 3 && vectors - v != 4; v += 3) {
            three(m, k, a, aOffset, aStride, aPanel, b, bOffset + vector(v, bPanel), bStride, rowBias, rowOffset,
                    columnBias, columnOffset + v * LANES, c, cOffset + v * LANES, cStride);
        }
        for (; v + 2 <= vectors; v += 2) {
            two(0, m, k, a, aOffset, aStride, aPanel, b, bOffset + vector(v, bPanel), next(v, bPanel), bStride, rowBias,
                    rowOffset, columnBias, columnOffset + v * LANES, c, cOffset + v * LANES, cStride);
        }
        if (v < vectors) {
            one(0, m, k, a, aOffset, aStride, aPanel, b, bOffset + vector(v, bPanel), bStride, rowBias, rowOffset,
                    columnBias, columnOffset + v * LANES, c, cOffset + v * LANES, cStride);
            v++;
        }
        if (v * LANES < n) {
            rest(m, v * LANES, n, k, a, aOffset, aStride, aPanel, b, bOffset + vector(v, bPanel), bStride, rowBias,
                    rowOffset, columnBias, columnOffset, c, cOffset, cStride);
        }
    }

    /** Three vectors. */
    private static void three(int m, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b, int bOffset,
            int bStride, double[] rowBias, int rowOffset, double[] columnBias, int column, double[] c, int cOffset,
            int cStride) {
        int done = m - m % 8;
        if (m - done == 4 && done > 0 && (done - 8) % ROWS + 2 * SIX <= ROWS) {
            // Four rows too many make twelve with the eight before them, in one panel.
            done -= 8;
        }
        for (int i = 0; i < done; i += 8) {
            VectorBroadTiles.tile8x3(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bStride, rowBias,
                    rowOffset + i, columnBias, column, c, cOffset + i * cStride, cStride);
        }
        if (done < m) {
            two(done, m, k, a, aOffset, aStride, aPanel, b, bOffset, LANES, bStride, rowBias, rowOffset, columnBias,
                    column, c, cOffset, cStride);
            one(done, m, k, a, aOffset, aStride, aPanel, b, bOffset + 2 * LANES, bStride, rowBias, rowOffset,
                    columnBias, column + 2 * LANES, c, cOffset + 2 * LANES, cStride);
        }
    }

    /** Rows [from, m) of two vectors, the second of B {@code bNext} after the first. */
    private static void two(int from, int m, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b,
            int bOffset, int bNext, int bStride, double[] rowBias, int rowOffset, double[] columnBias, int column,
            double[] c, int cOffset, int cStride) {
        int i = from;
        for (; WIDE && i + 2 * SIX <= m; i += 2 * SIX) {
            VectorTallTiles.tile12x2(k, a, aOffset + column(i, aPanel), aStride, SIX, b, bOffset, bNext, bStride,
                    rowBias, rowOffset + i, columnBias, column, c, cOffset + i * cStride, cStride);
        }
        for (; i + SIX <= m; i += SIX) {
            tile6x2(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bNext, bStride, rowBias, rowOffset + i,
                    columnBias, column, c, cOffset + i * cStride, cStride);
        }
        for (; i + 2 <= m; i += 2) {
            tile2x2(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bNext, bStride, rowBias, rowOffset + i,
                    columnBias, column, c, cOffset + i * cStride, cStride);
        }
        for (; i < m; i++) {
            int aRow = aOffset + column(i, aPanel);
            tile1x1(k, a, aRow, aStride, b, bOffset, bStride, rowBias, rowOffset + i, columnBias, column, c,
                    cOffset + i * cStride);
            tile1x1(k, a, aRow, aStride, b, bOffset + bNext, bStride, rowBias, rowOffset + i, columnBias,
                    column + LANES, c, cOffset + i * cStride + LANES);
        }
    }

    /** Rows [from, m) of one vector. */
    private static void one(int from, int m, int k, double[] a, int aOffset, int aStride, int aPanel, double[] b,
            int bOffset, int bStride, double[] rowBias, int rowOffset, double[] columnBias, int column, double[] c,
            int cOffset, int cStride) {
        int aHalf = WIDE ? SIX : aPanel;
        int i = from;
        for (; i + 2 * SIX <= m; i += 2 * SIX) {
            VectorTallTiles.tile12x1(k, a, aOffset + column(i, aPanel), aStride, aHalf, b, bOffset, bStride, rowBias,
                    rowOffset + i, columnBias, column, c, cOffset + i * cStride, cStride);
        }
        for (; i + SIX <= m; i += SIX) {
            tile6x1(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bStride, rowBias, rowOffset + i, columnBias,
                    column, c, cOffset + i * cStride, cStride);
        }
        for (; i < m; i++) {
            tile1x1(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bStride, rowBias, rowOffset + i, columnBias,
                    column, c, cOffset + i * cStride);
        }
    }

    /** The last columns, fewer than a vector, of the panel of which {@code panel} is the first one. */
    private static void rest(int m, int from, int n, int k, double[] a, int aOffset, int aStride, int aPanel,
            double[] b, int panel, int bStride, double[] rowBias, int rowOffset, double[] columnBias, int columnOffset,
            double[] c, int cOffset, int cStride) {
        for (int i = 0; i < m; i++) {
            int aRow = aOffset + column(i, aPanel);
            for (int j = from; j < n; j++) {
                int at = cOffset + i * cStride + j;
                double sum = rowBias == null ? c[at] : rowBias[rowOffset + i] + columnBias[columnOffset + j];
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[aRow + p * aStride], b[panel + p * bStride + j - from], sum);
                }
                c[at] = sum;
            }
        }
    }

    private static void tile6x2(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bNext,
            int bStride, double[] rowBias, int row, double[] columnBias, int column, double[] c, int c0, int cStride) {
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
        if (rowBias == null) {
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
            DoubleVector bias0 = DoubleVector.fromArray(SPECIES, columnBias, column);
            DoubleVector bias1 = DoubleVector.fromArray(SPECIES, columnBias, column + LANES);
            DoubleVector r0 = DoubleVector.broadcast(SPECIES, rowBias[row]);
            s00 = r0.add(bias0);
            s01 = r0.add(bias1);
            DoubleVector r1 = DoubleVector.broadcast(SPECIES, rowBias[row + 1]);
            s10 = r1.add(bias0);
            s11 = r1.add(bias1);
            DoubleVector r2 = DoubleVector.broadcast(SPECIES, rowBias[row + 2]);
            s20 = r2.add(bias0);
            s21 = r2.add(bias1);
            DoubleVector r3 = DoubleVector.broadcast(SPECIES, rowBias[row + 3]);
            s30 = r3.add(bias0);
            s31 = r3.add(bias1);
            DoubleVector r4 = DoubleVector.broadcast(SPECIES, rowBias[row + 4]);
            s40 = r4.add(bias0);
            s41 = r4.add(bias1);
            DoubleVector r5 = DoubleVector.broadcast(SPECIES, rowBias[row + 5]);
            s50 = r5.add(bias0);
            s51 = r5.add(bias1);
        }
        int aRow = aOffset;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + bNext);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[aRow]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[aRow + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[aRow + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[aRow + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a[aRow + 4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a[aRow + 5]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            aRow += aStride;
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

    private static void tile6x1(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] rowBias, int row, double[] columnBias, int column, double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        DoubleVector s0;
        DoubleVector s1;
        DoubleVector s2;
        DoubleVector s3;
        DoubleVector s4;
        DoubleVector s5;
        if (rowBias == null) {
            s0 = DoubleVector.fromArray(SPECIES, c, c0);
            s1 = DoubleVector.fromArray(SPECIES, c, c1);
            s2 = DoubleVector.fromArray(SPECIES, c, c2);
            s3 = DoubleVector.fromArray(SPECIES, c, c3);
            s4 = DoubleVector.fromArray(SPECIES, c, c4);
            s5 = DoubleVector.fromArray(SPECIES, c, c5);
        } else {
            DoubleVector bias = DoubleVector.fromArray(SPECIES, columnBias, column);
            s0 = DoubleVector.broadcast(SPECIES, rowBias[row]).add(bias);
            s1 = DoubleVector.broadcast(SPECIES, rowBias[row + 1]).add(bias);
            s2 = DoubleVector.broadcast(SPECIES, rowBias[row + 2]).add(bias);
            s3 = DoubleVector.broadcast(SPECIES, rowBias[row + 3]).add(bias);
            s4 = DoubleVector.broadcast(SPECIES, rowBias[row + 4]).add(bias);
            s5 = DoubleVector.broadcast(SPECIES, rowBias[row + 5]).add(bias);
        }
        int aRow = aOffset;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, b, bRow);
            s0 = DoubleVector.broadcast(SPECIES, a[aRow]).fma(v, s0);
            s1 = DoubleVector.broadcast(SPECIES, a[aRow + 1]).fma(v, s1);
            s2 = DoubleVector.broadcast(SPECIES, a[aRow + 2]).fma(v, s2);
            s3 = DoubleVector.broadcast(SPECIES, a[aRow + 3]).fma(v, s3);
            s4 = DoubleVector.broadcast(SPECIES, a[aRow + 4]).fma(v, s4);
            s5 = DoubleVector.broadcast(SPECIES, a[aRow + 5]).fma(v, s5);
            aRow += aStride;
            bRow += bStride;
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
        s4.intoArray(c, c4);
        s5.intoArray(c, c5);
    }

    private static void tile2x2(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bNext,
            int bStride, double[] rowBias, int row, double[] columnBias, int column, double[] c, int c0, int cStride) {
        int c1 = c0 + cStride;
        DoubleVector s00;
        DoubleVector s01;
        DoubleVector s10;
        DoubleVector s11;
        if (rowBias == null) {
            s00 = DoubleVector.fromArray(SPECIES, c, c0);
            s01 = DoubleVector.fromArray(SPECIES, c, c0 + LANES);
            s10 = DoubleVector.fromArray(SPECIES, c, c1);
            s11 = DoubleVector.fromArray(SPECIES, c, c1 + LANES);
        } else {
            DoubleVector bias0 = DoubleVector.fromArray(SPECIES, columnBias, column);
            DoubleVector bias1 = DoubleVector.fromArray(SPECIES, columnBias, column + LANES);
            DoubleVector r0 = DoubleVector.broadcast(SPECIES, rowBias[row]);
            s00 = r0.add(bias0);
            s01 = r0.add(bias1);
            DoubleVector r1 = DoubleVector.broadcast(SPECIES, rowBias[row + 1]);
            s10 = r1.add(bias0);
            s11 = r1.add(bias1);
        }
        int aRow = aOffset;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bRow);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bRow + bNext);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[aRow]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[aRow + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            aRow += aStride;
            bRow += bStride;
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
    }

    private static void tile1x1(int k, double[] a, int aOffset, int aStride, double[] b, int bOffset, int bStride,
            double[] rowBias, int row, double[] columnBias, int column, double[] c, int c0) {
        DoubleVector s;
        if (rowBias == null) {
            s = DoubleVector.fromArray(SPECIES, c, c0);
        } else {
            s = DoubleVector.broadcast(SPECIES, rowBias[row]).add(DoubleVector.fromArray(SPECIES, columnBias, column));
        }
        int aRow = aOffset;
        int bRow = bOffset;
        for (int p = 0; p < k; p++) {
            s = DoubleVector.broadcast(SPECIES, a[aRow]).fma(DoubleVector.fromArray(SPECIES, b, bRow), s);
            aRow += aStride;
            bRow += bStride;
        }
        s.intoArray(c, c0);
    }
}
