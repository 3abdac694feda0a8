package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.ScoreTiles.SIZE;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Strides;
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
    /** 256 doubles a token: a 48-row panel of v is 96 KiB, which fits L2 beside the score tile. */
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
        padded = Strides.roundUp(columns, loops.lanes());
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
        int stride = Strides.of(width, loops.lanes(), Double.BYTES);
        double[] v = new double[Math.multiplyExact(ScoreTiles.tiles(count) * SIZE, stride)];
        int n = ScoreTiles.tiles(count);
        int group = Wavefront.group(n, threads, (long) SIZE * (tiles.dimension() + stride) * Double.BYTES);
        Wavefront.run(n, group, threads, () -> new Rows(u, v, layers, width, stride, group));
    }

    /** One thread's share of a sweep. */
    private final class Rows implements Wavefront.Worker {
        private final double[] u;
        private final double[] v;
        private final int layers;
        private final int width;
        private final int stride;
        private final TileBuffer buffer;
        private final double[][] acc;

        Rows(double[] u, double[] v, int layers, int width, int stride, int group) {
            this.u = u;
            this.v = v;
            this.layers = layers;
            this.width = width;
            this.stride = stride;
            buffer = tiles.newBuffer(group);
            acc = new double[group][tiles.height(0) * stride];
        }

        @Override
        public void process(int from, int to, Wavefront front) {
            for (int a = from; a < to; a++) {
                tiles.load(a, buffer, a - from);
                Arrays.fill(acc[a - from], 0);
            }
            for (int b = 0; b < to; b++) {
                if (b < from) {
                    front.await(b);
                } else {
                    finishTile(b, b - from);
                    front.complete(b);
                }
                for (int a = Math.max(from, b + 1); a < to; a++) {
                    tiles.offDiagonal(a, b, buffer, a - from);
                    loops.gemm(tiles.height(a), width, SIZE, buffer.scores, 0, SIZE, v, b * SIZE * stride, stride,
                            acc[a - from], 0, stride);
                }
            }
        }

        /** The diagonal block, which walks the layers. */
        private void finishTile(int a, int slot) {
            int rows = tiles.rows(a);
            int first = a * SIZE;
            double[] sums = acc[slot];
            tiles.onDiagonal(a, buffer, slot);
            int last = layers * padded;
            if (residual()) {
                copy(targets, targetOffset, targetStride, v, stride, last, first, rows);
                multiply(rows, first, last, sums, i -> {});
            }
            for (int layer = 0; layer < layers; layer++) {
                int column = layer * padded;
                if (residual()) {
                    copy(u, 0, columns, v, stride, column, first, rows);
                } else {
                    difference(u, v, stride, column, first, rows);
                }
                // Row i's update only writes u, which this layer's product does not read: v holds the layer before.
                multiply(rows, first, column, sums,
                        i -> update(u, first + i, sums, i * stride + column, i * stride + last));
            }
        }

        private void multiply(int rows, int first, int column, double[] sums, StrictTriangle.RowConsumer consumer) {
            StrictTriangle.multiply(loops, rows, padded, buffer.scores, v, first * stride + column, stride,
                    loops.panelWidth(), sums, column, stride, consumer);
        }
    }

    private boolean residual() {
        return self == null;
    }

    /** Rows of one tile into a block of v; a row without a target is never read by a later row. */
    private void copy(double[] source, int offset, int stride, double[] v, int vStride, int column, int first,
            int rows) {
        for (int t = first; t < Math.min(first + rows, targetRows); t++) {
            System.arraycopy(source, offset + t * stride, v, t * vStride + column, columns);
        }
    }

    /** The same for {@code u - y}. */
    private void difference(double[] u, double[] v, int vStride, int column, int first, int rows) {
        for (int t = first; t < Math.min(first + rows, targetRows); t++) {
            for (int c = 0; c < columns; c++) {
                v[t * vStride + column + c] = u[t * columns + c] - targets[targetOffset + t * targetStride + c];
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
