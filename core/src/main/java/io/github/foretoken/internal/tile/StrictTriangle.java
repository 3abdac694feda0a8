package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.Microkernels;

/**
 * The strictly lower part of a diagonal tile times rows that may be computed as the product advances. Sums run over
 * j &lt; i only, as loop bounds: the upper part may hold anything, even Inf times 0.
 */
final class StrictTriangle {
    /** Told, in increasing order, that row i of the accumulator is complete. */
    interface RowConsumer {
        void complete(int i);
    }

    /** Rows taken together: more would wait for one another longer, fewer would leave registers idle. */
    private static final int STRIP = Microkernels.STRIP;

    private StrictTriangle() {}

    /**
     * {@code acc[i] += sum over j < i of k_ij v[j]} for i = 0..rows-1, calling {@code consumer} after each row; the
     * consumer may write row i of v, which later rows read.
     *
     * @param tile k_ij at [j][i], rows x rows, stride {@link Tile#SIZE}, not modified
     * @param v rows x columns, read row by row after its consumer ran
     * @param panel how far apart panels of v stand; where it is not in panels, their width
     * @param acc rows x columns, modified
     */
    static void multiply(Microkernels loops, double[] tile, Block v, int panel, Block acc, RowConsumer consumer) {
        int size = Tile.SIZE;
        int rows = acc.rows();
        int columns = acc.columns();
        double[] from = v.values();
        double[] to = acc.values();
        int stride = v.stride();
        int toStride = acc.stride();
        for (int strip = 0; strip < rows; strip += STRIP) {
            int height = Math.min(STRIP, rows - strip);
            int first = acc.at(strip, 0);
            int earlier = v.at(strip, 0);
            loops.gemm(height, columns, strip, tile, strip, size, loops.rows(), from, v.offset(), stride, panel, to,
                    first, toStride);
            for (int r = 0; r < height; r++) {
                int i = strip + r;
                loops.gemm(1, columns, r, tile, strip * size + i, size, loops.rows(), from, earlier, stride, panel, to,
                        first + r * toStride, toStride);
                consumer.complete(i);
            }
        }
    }
}
