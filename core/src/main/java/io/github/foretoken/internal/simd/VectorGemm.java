package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C = start + A' B} in register tiles ({@link VectorTiles}) of six rows x two vectors, or where there are 32
 * registers of eight x three and twelve x two; the start is C itself or a sum of biases.
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
 * <p>Vectors must not cross a call of ours (see {@link VectorExp2}), which is why each tile spells its accumulators out;
 * the build writes them (RegisterTiles in src/build).
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
            VectorTiles.tile8x3(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bStride, rowBias, rowOffset + i,
                    columnBias, column, c, cOffset + i * cStride, cStride);
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
            VectorTiles.tile12x2(k, a, aOffset + column(i, aPanel), aStride, SIX, b, bOffset, bNext, bStride, rowBias,
                    rowOffset + i, columnBias, column, c, cOffset + i * cStride, cStride);
        }
        for (; i + SIX <= m; i += SIX) {
            VectorTiles.tile6x2(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bNext, bStride, rowBias,
                    rowOffset + i, columnBias, column, c, cOffset + i * cStride, cStride);
        }
        for (; i + 2 <= m; i += 2) {
            VectorTiles.tile2x2(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bNext, bStride, rowBias,
                    rowOffset + i, columnBias, column, c, cOffset + i * cStride, cStride);
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
            VectorTiles.tile12x1(k, a, aOffset + column(i, aPanel), aStride, aHalf, b, bOffset, bStride, rowBias,
                    rowOffset + i, columnBias, column, c, cOffset + i * cStride, cStride);
        }
        for (; i + SIX <= m; i += SIX) {
            VectorTiles.tile6x1(k, a, aOffset + column(i, aPanel), aStride, b, bOffset, bStride, rowBias, rowOffset + i,
                    columnBias, column, c, cOffset + i * cStride, cStride);
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
