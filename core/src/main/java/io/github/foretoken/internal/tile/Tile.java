package io.github.foretoken.internal.tile;

/**
 * What pairs of tokens are computed in: keys x queries, {@value #SIZE} x {@value #SIZE}, the transpose of a part of the
 * matrix. So a tile is, as it stands, the transposed operand of the product that consumes it, and sums over keys run along
 * vector lanes. In float64 it takes 18 KiB, which L1 holds beside the panels it is made from; {@value #SIZE} is a multiple of
 * the register tiles' rows and, at 2 to 16 lanes, of their vectors.
 */
public final class Tile {
    public static final int SIZE = 48;

    /** Of scores to have at work at most: one tile in float64, two in float32. */
    static final int BYTES = SIZE * SIZE * Double.BYTES;

    private Tile() {}

    /** Tiles that cover so many rows. */
    static int count(int rows) {
        return (rows + SIZE - 1) / SIZE;
    }
}
