package io.github.foretoken.internal.tile;

/** What one thread needs to compute score tiles. */
final class TileBuffer {
    /** Queries of the row tiles at work, packed as {@link ScoreTiles} packs keys and multiplied by the form's factor. */
    final double[][] queries;
    /** A tile of scores, keys x queries, stride {@link ScoreTiles#SIZE}. */
    final double[] scores;
    /** As large, for maps that need a second array; else null. */
    final double[] scratch;

    TileBuffer(int group, int rows, int dimension, boolean scratch) {
        queries = new double[group][dimension * ScoreTiles.SIZE];
        scores = new double[rows * ScoreTiles.SIZE];
        this.scratch = scratch ? new double[rows * ScoreTiles.SIZE] : null;
    }
}
