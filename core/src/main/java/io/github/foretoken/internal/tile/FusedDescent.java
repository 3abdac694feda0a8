package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.Tile.SIZE;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.threads.Wavefront;
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

    private final Block targets;
    private final int columns;
    private final int padded;

    /**
     * @param steps eta_t for each row, not modified
     * @param self {@code 1 - eta_t A_tt} for each row, exactly 0 where it is to be dropped; null for the residual form
     * @param targets not modified; rows beyond the last one have none, which is never needed
     */
    public FusedDescent(Microkernels loops, ScoreTiles tiles, double[] diagonal, double[] steps, double[] self,
            Block targets) {
        this.loops = loops;
        this.tiles = tiles;
        this.diagonal = diagonal;
        this.steps = steps;
        this.self = self;
        this.targets = targets;
        columns = targets.columns();
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
        double[] v = new double[Math.multiplyExact(Tile.count(count) * SIZE, stride)];
        int n = Tile.count(count);
        int group = Wavefront.group(n, threads, (long) SIZE * (tiles.dimension() + stride) * Double.BYTES);
        Wavefront.run(n, group, threads, () -> new Rows(u, v, layers, width, stride, group));
    }

    /** One thread's share of a sweep. */
    private final class Rows implements Wavefront.Worker, TriangleWalk.Steps {
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
            TriangleWalk.run(this, from, to, front);
        }

        @Override
        public void begin(int a, int slot) {
            tiles.load(a, buffer, slot);
            Arrays.fill(acc[slot], 0);
        }

        @Override
        public void add(int a, int b, int slot) {
            tiles.offDiagonal(a, b, buffer, slot);
            loops.gemm(tiles.height(a), width, SIZE, buffer.scores, 0, SIZE, v, b * SIZE * stride, stride, acc[slot], 0,
                    stride);
        }

        /** The diagonal block, which walks the layers. */
        @Override
        public void finish(int a, int slot) {
            double[] sums = acc[slot];
            tiles.onDiagonal(a, buffer, slot);
            int last = layers * padded;
            if (residual()) {
                copy(targets, a, last);
                multiply(a, last, sums, i -> {});
            }
            int first = a * SIZE;
            for (int layer = 0; layer < layers; layer++) {
                int column = layer * padded;
                if (residual()) {
                    copy(Block.of(u, tiles.count(), columns), a, column);
                } else {
                    difference(a, column);
                }
                // Row i's update only writes u, which this layer's product does not read: v holds the layer before.
                multiply(a, column, sums, i -> update(u, first + i, sums, i * stride + column, i * stride + last));
            }
        }

        private void multiply(int a, int column, double[] sums, StrictTriangle.RowConsumer consumer) {
            int rows = tiles.rows(a);
            StrictTriangle.multiply(loops, buffer.scores,
                    new Block(v, a * SIZE * stride + column, rows, padded, stride), loops.panelWidth(),
                    new Block(sums, column, rows, padded, stride), consumer);
        }

        /** Rows of one tile into a block of v; a row without a target is never read by a later row. */
        private void copy(Block source, int a, int column) {
            for (int t = a * SIZE; t < end(a); t++) {
                System.arraycopy(source.values(), source.at(t, 0), v, t * stride + column, columns);
            }
        }

        /** The same for {@code u - y}. */
        private void difference(int a, int column) {
            for (int t = a * SIZE; t < end(a); t++) {
                int target = targets.at(t, 0);
                for (int c = 0; c < columns; c++) {
                    v[t * stride + column + c] = u[t * columns + c] - targets.values()[target + c];
                }
            }
        }
    }

    /** The end of a tile's rows that have targets. */
    private int end(int tile) {
        return Math.min(tile * SIZE + tiles.rows(tile), targets.rows());
    }

    private boolean residual() {
        return self == null;
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
