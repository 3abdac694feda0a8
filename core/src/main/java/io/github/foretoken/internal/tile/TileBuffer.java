package io.github.foretoken.internal.tile;

/** What one thread needs to compute score tiles. */
final class TileBuffer {
    /** Queries of the row tiles at work, in panels and multiplied by the form's factor. */
    final double[][] queries;
    /** A tile of scores, keys x queries, stride {@link Tile#SIZE}. */
    final double[] scores;
    /** As large, for maps that need a second array; else null. */
    final double[] scratch;

    TileBuffer(int group, int rows, int queryElements, boolean scratch) {
        queries = new double[group][queryElements];
        scores = new double[rows * Tile.SIZE];
        this.scratch = scratch ? new double[rows * Tile.SIZE] : null;
    }
}
