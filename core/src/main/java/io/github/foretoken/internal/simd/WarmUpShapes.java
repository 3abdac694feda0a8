package io.github.foretoken.internal.simd;

/**
 * Sizes of the products that were asked for, each once, cut to what {@link WarmUpLoops} repeat. Read and written without a
 * fence: a size that a thread does not see is one that is compiled later.
 */
final class WarmUpShapes {
    /** A multiple of the columns of whole register tiles for up to sixteen lanes. */
    private static final int BLOCK = 96;
    /** The greatest number of rows and of columns. */
    static final int SIDE = 2 * BLOCK;

    private static final int MOST = 24;
    private static final int ROWS_SHIFT = 16;
    private static final int[] ROWS = {48, 28, 8, 2};
    private static final int[] COLUMNS = {48, 24, 16, 8, 3};

    private final int[] seen = new int[MOST];
    private int count;

    private static int within(int size) {
        return size <= SIDE ? size : BLOCK + size % BLOCK;
    }

    void see(int rows, int columns) {
        int shape = within(rows) << ROWS_SHIFT | within(columns);
        int end = count;
        for (int i = 0; i < end; i++) {
            if (seen[i] == shape) {
                return;
            }
        }
        if (end < MOST) {
            seen[end] = shape;
            count = end + 1;
        }
    }

    /** Sizes of every width and height for which there are register tiles. */
    void seeAll() {
        for (int rows : ROWS) {
            for (int columns : COLUMNS) {
                see(rows, columns);
            }
        }
    }

    int count() {
        return count;
    }

    int rows(int i) {
        return seen[i] >>> ROWS_SHIFT;
    }

    int columns(int i) {
        return seen[i] & (1 << ROWS_SHIFT) - 1;
    }
}
