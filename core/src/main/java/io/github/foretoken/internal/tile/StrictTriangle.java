package io.github.foretoken.internal.tile;

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
     * @param tile k_ij at [j][i], rows x rows, stride {@link ScoreTiles#SIZE}, not modified
     * @param v rows x columns, possibly in panels that far apart, read row by row after its consumer ran
     * @param acc rows x columns, modified
     */
    static void multiply(Microkernels loops, int rows, int columns, double[] tile, double[] v, int vOffset, int vStride,
            int vPanel, double[] acc, int accOffset, int accStride, RowConsumer consumer) {
        int size = ScoreTiles.SIZE;
        for (int strip = 0; strip < rows; strip += STRIP) {
            int height = Math.min(STRIP, rows - strip);
            int accStrip = accOffset + strip * accStride;
            loops.gemm(height, columns, strip, tile, strip, size, loops.rows(), v, vOffset, vStride, vPanel, acc,
                    accStrip, accStride);
            for (int r = 0; r < height; r++) {
                int i = strip + r;
                loops.gemm(1, columns, r, tile, strip * size + i, size, loops.rows(), v, vOffset + strip * vStride,
                        vStride, vPanel, acc, accStrip + r * accStride, accStride);
                consumer.complete(i);
            }
        }
    }
}
