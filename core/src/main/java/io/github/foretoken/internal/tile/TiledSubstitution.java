package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.ScoreTiles.SIZE;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.BlasSelection;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Panels;
import io.github.foretoken.internal.simd.Strides;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Blocked forward substitution against a kernel matrix that is never stored (docs/mathematics.md#tiled-substitution):
 *
 * <pre>
 * for each tile a of rows:
 *     acc = sum over tiles b &lt; a of K(a, b) w(b)          two small GEMMs and one elementwise map a pair
 *     for each row i of a: acc_i += sum over j &lt; i in a of k_ij w_j ; finish row i
 * </pre>
 *
 * Cost about 4 T² d / 2 flops and T²/2 kernel maps; memory O(T (d + m)). The linear kernel carries a d x m state from
 * tile to tile instead and costs O(T d m).
 */
public final class TiledSubstitution {
    /** Where a row is divided by its diagonal. */
    public enum Division {
        /** prediction = acc, weight = (target - acc) / k_ii: the Kaczmarz predictor û = L mu, weight = mu. */
        WEIGHT,
        /** prediction = acc / k_ii, weight = target - prediction: the limit u* of eq. 7. */
        PREDICTION,
        /** prediction = acc, weight = target: targets are weights, and nothing is solved for. */
        NONE
    }

    /** Tiles along the side of a block: 192 rows, enough for a BLAS to repay its copies, and 288 KiB, a guest in L2. */
    private static final int BLOCK = 4;
    /**
     * Coordinates from which a BLAS is asked for. Measured at T = 2016 with OpenBLAS on AVX2, times of our own products over
     * its: 1.2 to 1.3 at 128, 1.8 at 256, 1.6 at 512; below, a block is not worth its bytes.
     */
    private static final int WIDE = 128;

    private final Microkernels loops;
    private final ScoreTiles tiles;
    private final Division division;
    private double[] divisors;
    private final double[] targets;
    private final int targetOffset;
    private final int targetRows;
    private final int columns;
    private final int targetStride;
    /** Columns that are computed, and the row length of weights and accumulators. */
    private final int padded;
    private final int stride;
    private final double[] weights;
    /** The weights of each tile again, in panels, for the products. */
    private final double[] panels;
    private final int width;
    private final int depth;
    private final double[] predictions;
    private Blas blas;
    private Forgetting forgetting;

    /** Targets are targetRows x columns, not modified; rows beyond targetRows have no weight (they are never needed). */
    public TiledSubstitution(Microkernels loops, ScoreTiles tiles, Division division, double[] targets,
            int targetOffset, int targetRows, int columns, int targetStride) {
        this.loops = loops;
        this.tiles = tiles;
        this.division = division;
        this.targets = targets;
        this.targetOffset = targetOffset;
        this.targetRows = targetRows;
        this.columns = columns;
        this.targetStride = targetStride;
        divisors = division == Division.NONE ? null : tiles.diagonal();
        padded = Strides.roundUp(columns, loops.lanes());
        stride = Strides.of(columns, loops.lanes(), Double.BYTES);
        weights = new double[Math.multiplyExact(tiles.count(), stride)];
        width = loops.panelWidth();
        depth = Math.min(SIZE, tiles.count());
        panels = new double[Panels.size(ScoreTiles.tiles(tiles.count()) * depth, columns, width)];
        predictions = new double[Math.multiplyExact(tiles.count(), columns)];
    }

    /**
     * The same with a BLAS for the products of wide tokens; null for none. Blocks carry no forgetting, under which the
     * tiles' own products are used.
     */
    public TiledSubstitution with(Blas blas) {
        this.blas = tiles.product() && forgetting == null ? blas : null;
        return this;
    }

    /** Rows are divided by these, one a row and not modified, rather than by k_tt; where one is 0 the weight is 0. */
    public TiledSubstitution with(double[] rowDivisors) {
        divisors = rowDivisors;
        return this;
    }

    /** Weights fade; null for no forgetting. */
    public TiledSubstitution with(Forgetting fading) {
        forgetting = fading;
        blas = fading == null ? blas : null;
        return this;
    }

    /** The BLAS for a sequence of that shape; null where the tiles' own products are as fast. */
    public static Blas blasFor(int count, int dimension, int columns) {
        if (dimension < WIDE || count < 2 * BLOCK * SIZE) {
            return null;
        }
        double flops = (double) count * count * (dimension + columns);
        Blas blas = BlasSelection.forGemm(BLOCK * SIZE, BLOCK * SIZE, dimension, flops);
        return blas.backend() == Blas.Backend.JAVA ? null : blas;
    }

    /**
     * Runs on up to that many threads; afterwards {@link #predictions} and {@link #weights} are complete, or complete up to a
     * tile with a prediction that is not finite, where it ends.
     */
    public TiledSubstitution run(int threads) {
        int n = ScoreTiles.tiles(tiles.count());
        if (tiles.linear() && stateIsCheaper()) {
            // Each tile needs the state its predecessor leaves: one thread.
            runUntilLost(n, 1, 1, StateRows::new);
        } else {
            // Results must not depend on the number of threads, so blocks do not either.
            int group = blas != null ? BLOCK
                    : Wavefront.group(n, threads, (long) SIZE * (tiles.dimension() + stride) * Double.BYTES);
            runUntilLost(n, group, threads, () -> new TileRows(group));
        }
        return this;
    }

    private static void runUntilLost(int n, int group, int threads, Supplier<Wavefront.Worker> workers) {
        try {
            Wavefront.run(n, group, threads, workers);
        } catch (Lost e) {
            // What has been computed says where, and callers look for it anyway.
        }
    }

    /** A prediction does not fit float64, and neither would those after it. */
    private static final class Lost extends RuntimeException {
        Lost() {
            super("a prediction does not fit float64", null, false, false);
        }
    }

    /** n tiles cost n²/2 pairs of 48² (d + m) multiply-adds against n updates of a d x m state, 2 x 48 d m each. */
    private boolean stateIsCheaper() {
        double d = tiles.dimension();
        return ScoreTiles.tiles(tiles.count()) * (double) SIZE * (d + columns) > 4 * d * columns;
    }

    /** What both ways share: accumulators of the tiles at work, and their diagonal blocks. */
    private abstract class Rows implements Wavefront.Worker {
        final TileBuffer buffer;
        /** Rows of the tiles at work, one below the other. */
        final double[] acc;

        Rows(int group) {
            buffer = tiles.newBuffer(group);
            acc = new double[group * tiles.height(0) * stride];
        }

        void begin(int a, int slot) {
            tiles.load(a, buffer, slot);
            Arrays.fill(acc, at(slot), at(slot + 1), 0);
        }

        int at(int slot) {
            return slot * tiles.height(0) * stride;
        }

        void finishTile(int a, int slot) {
            tiles.onDiagonal(a, buffer, slot);
            int first = a * SIZE;
            int rows = at(slot);
            if (forgetting != null) {
                forgetting.onDiagonal(buffer.scores, tiles.rows(a));
                forgetting.spread(acc, rows, tiles.rows(a), padded, stride);
            }
            StrictTriangle.multiply(loops, tiles.rows(a), padded, buffer.scores, panels, panelsOf(a), width,
                    width * depth, acc, rows, stride, i -> finish(first + i, acc, rows + i * stride));
            if (forgetting != null) {
                forgetting.gather(panels, panelsOf(a), depth, width, tiles.rows(a), columns);
            }
            if (!Finite.all(predictions, first * columns, 1, tiles.rows(a) * columns, columns)) {
                throw new Lost();
            }
        }
    }

    /** Any kernel: acc = sum over b of K(a, b) w(b). */
    private final class TileRows extends Rows {
        private double[] block;

        TileRows(int group) {
            super(group);
        }

        @Override
        public void process(int from, int to, Wavefront front) {
            for (int a = from; a < to; a++) {
                begin(a, a - from);
            }
            boolean blocks = blas != null && to - from == BLOCK && tiles.rows(to - 1) == SIZE;
            for (int b = blocks ? multiplyBlocks(from, front) : 0; b < to; b++) {
                if (b < from) {
                    front.await(b);
                } else {
                    finishTile(b, b - from);
                    front.complete(b);
                }
                for (int a = Math.max(from, b + 1); a < to; a++) {
                    tiles.offDiagonal(a, b, buffer, a - from);
                    if (forgetting != null) {
                        forgetting.advance(acc, at(a - from), at(a - from + 1));
                    }
                    loops.gemm(tiles.height(a), padded, SIZE, buffer.scores, 0, SIZE, loops.rows(), panels, panelsOf(b),
                            width, width * depth, acc, at(a - from), stride);
                }
            }
        }

        /** All tiles of keys before the group's own, a block at a time; returns the first one that is left. */
        private int multiplyBlocks(int from, Wavefront front) {
            int side = BLOCK * SIZE;
            block = block == null ? new double[side * side] : block;
            for (int b = 0; b < from; b += BLOCK) {
                tiles.block(blas, from, b, BLOCK, block);
                front.await(b + BLOCK - 1);
                blas.gemm(Transpose.YES, Transpose.NO, 1, Block.of(block, side, side),
                        new Block(weights, b * SIZE * stride, side, padded, stride), 1,
                        new Block(acc, 0, side, padded, stride));
            }
            return from;
        }
    }

    /**
     * The linear kernel, by chunks of the delta rule (docs/mathematics.md#the-delta-rule): acc = X(a) S with the state
     * S = sum of X(b)' w(b), d x m.
     */
    private final class StateRows extends Rows {
        private final double[] state = new double[Math.multiplyExact(tiles.dimension(), stride)];
        private final double[] scratch = new double[tiles.scratch()];
        private final double[] gathered = new double[forgetting == null ? 0 : SIZE * stride];

        StateRows() {
            super(1);
        }

        @Override
        public void process(int a, int to, Wavefront front) {
            begin(a, 0);
            tiles.queriesTimes(a, scratch, state, padded, stride, acc);
            finishTile(a, 0);
            if (forgetting == null) {
                tiles.addKeysTimes(a, weights, a * SIZE * stride, padded, stride, state);
            } else {
                forgetting.advance(state, 0, state.length);
                forgetting.gather(weights, a * SIZE * stride, tiles.rows(a), stride, gathered);
                tiles.addKeysTimes(a, gathered, 0, padded, stride, state);
            }
            front.complete(a);
        }
    }

    private int panelsOf(int tile) {
        return Panels.size(tile * depth, columns, width);
    }

    /** A zero diagonal means a zero feature: it predicts 0 and teaches nothing, as in Kaczmarz's method. */
    private void finish(int t, double[] acc, int row) {
        double d = division == Division.NONE ? 1 : divisors[t];
        int tile = panelsOf(t / SIZE);
        for (int c = 0; c < columns; c++) {
            double sum = acc[row + c];
            double target = t < targetRows ? targets[targetOffset + t * targetStride + c] : 0;
            double prediction;
            double weight;
            if (d == 0) {
                prediction = 0;
                weight = 0;
            } else if (division == Division.NONE) {
                prediction = sum;
                weight = target;
            } else if (division == Division.WEIGHT) {
                prediction = sum;
                weight = (target - sum) / d;
            } else {
                prediction = sum / d;
                weight = target - prediction;
            }
            predictions[t * columns + c] = prediction;
            if (t < targetRows) {
                weights[t * stride + c] = weight;
                panels[tile + Panels.index(depth, width, t % SIZE, c)] = weight;
            }
        }
    }

    /** count x columns, row-major, tight. */
    public double[] predictions() {
        return predictions;
    }

    /** Row-major with stride {@link #weightStride}; one row a token. */
    public double[] weights() {
        return weights;
    }

    public int weightStride() {
        return stride;
    }
}
