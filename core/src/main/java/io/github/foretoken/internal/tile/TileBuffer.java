package io.github.foretoken.internal.tile;

/** What one thread needs to compute score tiles. */
final class TileBuffer {
    /** Queries of the row tiles at work, in panels and multiplied by the form's factor. */
    final double[][] queries;
    /** A tile of scores, keys x queries, stride {@link Tile#SIZE}. */
    final double[] scores;
    /** So many times as large as the map needs more arrays. */
    final double[] scratch;
    /** For squared distances beside the scores; null where there are none. */
    final TileBuffer distances;

    TileBuffer(int group, int rows, int queryElements, int scratch, TileBuffer distances) {
        queries = new double[group][queryElements];
        scores = new double[rows * Tile.SIZE];
        this.scratch = new double[scratch * scores.length];
        this.distances = distances;
    }
}
