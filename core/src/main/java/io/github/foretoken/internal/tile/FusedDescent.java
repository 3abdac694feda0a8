package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.ScoreTiles.SIZE;

import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;

/**
 * Several layers of eq. 7 in one sweep over the kernel matrix: every off-diagonal score tile is computed once and
 * applied to all layers' rows side by side (one wide GEMM), then the diagonal tile walks the layers.
 *
 * <p>Row t of layer l+1, with A the (unstored) matrix and L its strictly lower part:
 *
 * <pre>
 * split:    u_t &lt;- (1 - eta_t A_tt) u_t - eta_t (L (u - y))_t     first term dropped where eta_t A_tt = 1 to rounding
 * residual: u_t &lt;- (u_t - eta_t (A u)_t) + eta_t (L y)_t          one head each, added to the residual stream
 * </pre>
 *
 * Layers are grouped so that their width stays near {@value #WIDTH} doubles: memory O(T {@value #WIDTH}), scores paid
 * once a group.
 */
public final class FusedDescent {
    /** 256 doubles a token: a 64-row panel of v is 128 KiB, which fits L2 beside the score tile. */
    private static final int WIDTH = 256;

    private final Microkernels loops;
    private final ScoreTiles tiles;
    private final double[] diagonal;
    private final double[] steps;
    /** Factor of the self term; null in the residual form. */
    private final double[] self;

    private final double[] targets;
    private final int targetOffset;
    private final int targetRows;
    private final int columns;
    private final int targetStride;
    private final int padded;

    /**
     * @param steps eta_t for each row, not modified
     * @param self {@code 1 - eta_t A_tt} for each row, exactly 0 where it is to be dropped; null for the residual form
     */
    public FusedDescent(Microkernels loops, ScoreTiles tiles, double[] diagonal, double[] steps, double[] self,
            double[] targets, int targetOffset, int targetRows, int columns, int targetStride) {
        this.loops = loops;
        this.tiles = tiles;
        this.diagonal = diagonal;
        this.steps = steps;
        this.self = self;
        this.targets = targets;
        this.targetOffset = targetOffset;
        this.targetRows = targetRows;
        this.columns = columns;
        this.targetStride = targetStride;
        padded = ScoreTiles.roundUp(columns, loops.lanes());
    }

    /** Applies n layers to u (count x columns, tight, modified) on up to that many threads. */
    public void run(double[] u, int n, int threads) {
        int most = Math.max(1, WIDTH / padded);
        for (int done = 0; done < n;) {
            int layers = Math.min(most, n - done);
            sweep(u, layers, threads);
            done += layers;
        }
    }

    private void sweep(double[] u, int layers, int threads) {
        int count = tiles.count();
        // The residual form's second head is one more block of columns: L y is the same for all layers.
        int width = (residual() ? layers + 1 : layers) * padded;
        double[] v = new double[Math.multiplyExact(ScoreTiles.tiles(count) * SIZE, width)];
        Wavefront.run(ScoreTiles.tiles(count), threads, () -> new Rows(u, v, layers, width));
    }

    /** One thread's share of a sweep. */
    private final class Rows implements Wavefront.Worker {
        private final double[] u;
        private final double[] v;
        private final int layers;
        private final int width;
        private final TileBuffer buffer = tiles.newBuffer();
        private final double[] acc;

        Rows(double[] u, double[] v, int layers, int width) {
            this.u = u;
            this.v = v;
            this.layers = layers;
            this.width = width;
            acc = new double[Math.min(SIZE, tiles.count()) * width];
        }

        @Override
        public void process(int a, Wavefront front) {
            int rows = tiles.rows(a);
            int first = a * SIZE;
            Arrays.fill(acc, 0);
            for (int b = 0; b < a; b++) {
                tiles.offDiagonal(a, b, buffer);
                front.await(b);
                loops.gemm(rows, width, SIZE, buffer.scores, 0, SIZE, v, b * SIZE * width, width, acc, 0, width);
            }
            tiles.onDiagonal(a, buffer);
            int last = layers * padded;
            if (residual()) {
                copy(targets, targetOffset, targetStride, v, width, last, first, rows);
                multiply(rows, first, last, i -> {});
            }
            for (int layer = 0; layer < layers; layer++) {
                int column = layer * padded;
                if (residual()) {
                    copy(u, 0, columns, v, width, column, first, rows);
                } else {
                    difference(u, v, width, column, first, rows);
                }
                // Row i's update only writes u, which this layer's product does not read: v holds the layer before.
                multiply(rows, first, column, i -> update(u, first + i, acc, i * width + column, i * width + last));
            }
        }

        private void multiply(int rows, int first, int column, StrictTriangle.RowConsumer consumer) {
            StrictTriangle.multiply(loops, rows, padded, buffer.scores, v, first * width + column, width, acc, column,
                    width, consumer);
        }
    }

    private boolean residual() {
        return self == null;
    }

    /** Rows of one tile into a block of v; a row without a target is never read by a later row. */
    private void copy(double[] source, int offset, int stride, double[] v, int width, int column, int first, int rows) {
        for (int t = first; t < Math.min(first + rows, targetRows); t++) {
            System.arraycopy(source, offset + t * stride, v, t * width + column, columns);
        }
    }

    /** The same for {@code u - y}. */
    private void difference(double[] u, double[] v, int width, int column, int first, int rows) {
        for (int t = first; t < Math.min(first + rows, targetRows); t++) {
            for (int c = 0; c < columns; c++) {
                v[t * width + column + c] = u[t * columns + c] - targets[targetOffset + t * targetStride + c];
            }
        }
    }

    private void update(double[] u, int t, double[] acc, int row, int secondHead) {
        double step = steps[t];
        for (int c = 0; c < columns; c++) {
            double before = u[t * columns + c];
            double sum = acc[row + c];
            if (residual()) {
                u[t * columns + c] = before - step * (sum + diagonal[t] * before) + step * acc[secondHead + c];
            } else {
                // Dropped, not multiplied by 0: a transient may be infinite.
                u[t * columns + c] = self[t] == 0 ? 0 - step * sum : self[t] * before - step * sum;
            }
        }
    }
}
