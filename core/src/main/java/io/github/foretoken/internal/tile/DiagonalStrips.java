package io.github.foretoken.internal.tile;

/**
 * How a tile on the diagonal is cut, of which only queries after a key count: strips of a few keys, each against the
 * queries from about its first key on. Low strips leave less work that is thrown away, high ones fill register tiles.
 *
 * @param height keys of a strip; divides the width of a panel of keys or is a multiple of it
 */
record DiagonalStrips(int height, int alignment) {
    private static final int HIGHEST = 12;

    /** For loops with panels of keys and of queries that wide. */
    static DiagonalStrips of(int rows, int panelWidth, int lanes) {
        // A product may begin within a panel only if it ends there.
        return new DiagonalStrips(Math.min(HIGHEST, rows), panelWidth < Tile.SIZE ? panelWidth : lanes);
    }

    int rows(int strip, int count) {
        return Math.min(height, count - strip);
    }

    /** The strip with that key. */
    int of(int key) {
        return key - key % height;
    }

    /** Where the columns of a strip begin: with its first key's own query, or a few before it. */
    int firstQuery(int strip) {
        return strip - strip % alignment;
    }
}
