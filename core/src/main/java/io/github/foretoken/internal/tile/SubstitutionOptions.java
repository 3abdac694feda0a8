package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.blas.LibraryProducts;

/**
 * How {@link TiledSubstitution} departs from the plain one, {@link #NONE}; null is what that does.
 *
 * @param divisors by which rows are divided, one a row and not modified, rather than by k_tt; where one is 0 the weight is 0
 * @param forgetting by which weights fade
 * @param library for the products of wide tokens; where weights fade or scores are no products the tiles' own are used all the
 *     same
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SubstitutionOptions(double[] divisors, Forgetting forgetting, LibraryProducts library) {
    public static final SubstitutionOptions NONE = new SubstitutionOptions(null, null, null);

    /** Tiles along the side of a block: 192 rows, enough for a BLAS to repay its copies, and 288 KiB, a guest in L2. */
    static final int BLOCK = 4;
    /**
     * Coordinates from which a BLAS is asked for. Measured at T = 2016 with OpenBLAS on AVX2, times of our own products over
     * its: 1.2 to 1.3 at 128, 1.8 at 256, 1.6 at 512; below, a block is not worth its bytes.
     */
    private static final int WIDE = 128;

    /** The library for a sequence of that shape; null where the tiles' own products are as fast. */
    public static LibraryProducts libraryFor(int count, int dimension, int columns) {
        if (dimension < WIDE || count < 2 * BLOCK * Tile.SIZE) {
            return null;
        }
        double flops = (double) count * count * (dimension + columns); // float64 in both
        return LibraryProducts.forGemm(BLOCK * Tile.SIZE, BLOCK * Tile.SIZE, dimension, flops);
    }
}
