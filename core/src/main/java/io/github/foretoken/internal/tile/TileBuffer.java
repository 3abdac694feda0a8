package io.github.foretoken.internal.tile;

/** What one thread needs to compute score tiles. */
final class TileBuffer {
    /** A tile of scores, stride {@link ScoreTiles#SIZE}. */
    final double[] scores;
    /** As large, for maps that need a second array. */
    final double[] scratch;

    TileBuffer(int rows) {
        scores = new double[rows * ScoreTiles.SIZE];
        scratch = new double[rows * ScoreTiles.SIZE];
    }
}
