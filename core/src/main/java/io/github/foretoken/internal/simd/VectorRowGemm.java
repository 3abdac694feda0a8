package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Microkernels#rowProduct} in register tiles ({@link VectorTiles}) of six rows x two vectors, as in
 * {@link VectorGemm}, whose reasons hold here too; A is read along six rows at once instead of across them. The last
 * vector of an odd number takes a tile one vector wide.
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
                    VectorTiles.row6x2(add, k, a, aOffset + i * aStride, aStride, b, at, next, bStride, c,
                            cOffset + i * cStride + v * LANES, cStride);
                } else {
                    VectorTiles.row6x1(add, k, a, aOffset + i * aStride, aStride, b, at, bStride, c,
                            cOffset + i * cStride + v * LANES, cStride);
                }
            }
        }
    }
}
