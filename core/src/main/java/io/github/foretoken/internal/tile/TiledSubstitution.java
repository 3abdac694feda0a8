package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.Tile.SIZE;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.blas.LibraryProducts;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.Panels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.threads.Wavefront;
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

    private static final int BLOCK = SubstitutionOptions.BLOCK;

    private final Microkernels loops;
    private final ScoreTiles tiles;
    private final Division division;
    private final double[] divisors;
    private final Block targets;
    private final int columns;
    /** Columns that are computed, and the row length of weights and accumulators. */
    private final int padded;
    private final int stride;
    private final double[] weights;
    /** The weights of each tile again, in panels, for the products. */
    private final double[] panels;
    private final int width;
    private final int depth;
    private final double[] predictions;
    /** Null for none. */
    private final LibraryProducts library;
    private final Forgetting forgetting;

    /** Targets are not modified; rows beyond the last one have no weight (it is never needed). */
    public TiledSubstitution(Microkernels loops, ScoreTiles tiles, Division division, Block targets,
            SubstitutionOptions options) {
        this.loops = loops;
        this.tiles = tiles;
        this.division = division;
        this.targets = targets;
        columns = targets.columns();
        divisors = options.divisors() != null || division == Division.NONE ? options.divisors() : tiles.diagonal();
        forgetting = options.forgetting();
        library = tiles.inBlocks() && forgetting == null ? options.library() : null;
        padded = Strides.roundUp(columns, loops.lanes());
        stride = Strides.of(columns, loops.lanes(), Double.BYTES);
        weights = new double[Math.multiplyExact(tiles.count(), stride)];
        width = loops.panelWidth();
        depth = Math.min(SIZE, tiles.count());
        panels = new double[Panels.size(Tile.count(tiles.count()) * depth, columns, width)];
        predictions = new double[Math.multiplyExact(tiles.count(), columns)];
    }

    /**
     * Runs on up to that many threads; afterwards {@link #predictions} and {@link #weights} are complete, or complete up to a
     * tile with a prediction that is not finite, where it ends.
     */
    public TiledSubstitution run(int threads) {
        int n = Tile.count(tiles.count());
        if (tiles.linear() && stateIsCheaper()) {
            // Each tile needs the state its predecessor leaves: one thread.
            runUntilLost(n, 1, 1, StateRows::new);
        } else {
            // Results must not depend on the number of threads, so blocks do not either.
            int group = library != null ? BLOCK
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
        return Tile.count(tiles.count()) * (double) SIZE * (d + columns) > 4 * d * columns;
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

        final void load(int a, int slot) {
            tiles.load(a, buffer, slot);
            Arrays.fill(acc, at(slot), at(slot + 1), 0);
        }

        final int at(int slot) {
            return slot * tiles.height(0) * stride;
        }

        final void finishTile(int a, int slot) {
            tiles.onDiagonal(a, buffer, slot);
            int first = a * SIZE;
            int rows = tiles.rows(a);
            Block sums = new Block(acc, at(slot), rows, padded, stride);
            if (forgetting != null) {
                forgetting.onDiagonal(buffer.scores, rows);
                forgetting.spread(sums);
            }
            StrictTriangle.multiply(loops, buffer.scores, new Block(panels, panelsOf(a), rows, padded, width),
                    width * depth, sums, i -> finishRow(first + i, acc, sums.at(i, 0)));
            if (forgetting != null) {
                forgetting.gather(panels, panelsOf(a), depth, width, rows, columns);
            }
            if (!Finite.all(predictions, first * columns, 1, rows * columns, columns)) {
                throw new Lost();
            }
        }
    }

    /** Any kernel: acc = sum over b of K(a, b) w(b). */
    private final class TileRows extends Rows implements TriangleWalk.Steps {
        private double[] block;

        TileRows(int group) {
            super(group);
        }

        @Override
        public void process(int from, int to, Wavefront front) {
            TriangleWalk.run(this, from, to, front);
        }

        @Override
        public void begin(int a, int slot) {
            load(a, slot);
        }

        @Override
        public void finish(int a, int slot) {
            finishTile(a, slot);
        }

        @Override
        public void add(int a, int b, int slot) {
            tiles.offDiagonal(a, b, buffer, slot);
            if (forgetting != null) {
                forgetting.advance(acc, at(slot), at(slot + 1));
            }
            loops.gemm(tiles.height(a), padded, SIZE, buffer.scores, 0, SIZE, loops.rows(), panels, panelsOf(b), width,
                    width * depth, acc, at(slot), stride);
        }

        /** With a library all tiles of keys before a full group's own, a block at a time. */
        @Override
        public int before(int from, int to, Wavefront front) {
            if (library == null || to - from < BLOCK || tiles.rows(to - 1) < SIZE) {
                return 0;
            }
            int side = BLOCK * SIZE;
            block = block == null ? new double[side * side] : block;
            for (int b = 0; b < from; b += BLOCK) {
                tiles.block(library, from, b, BLOCK, block);
                front.await(b + BLOCK - 1);
                library.add(Transpose.YES, Transpose.NO, 1, Block.of(block, side, side), weightRows(b * SIZE, side),
                        new Block(acc, 0, side, padded, stride));
            }
            return from;
        }
    }

    private Block weightRows(int from, int rows) {
        return new Block(weights, from * stride, rows, padded, stride);
    }

    /**
     * The linear kernel, by chunks of the delta rule (docs/mathematics.md#the-delta-rule): acc = X(a) S with the state
     * S = sum of X(b)' w(b), d x m.
     */
    private final class StateRows extends Rows {
        private final Block state = new Block(new double[Math.multiplyExact(tiles.dimension(), stride)], 0,
                tiles.dimension(), padded, stride);
        private final double[] scratch = new double[tiles.scratch()];
        private final double[] gathered = new double[forgetting == null ? 0 : SIZE * stride];

        StateRows() {
            super(1);
        }

        @Override
        public void process(int a, int to, Wavefront front) {
            load(a, 0);
            tiles.queriesTimes(a, scratch, state, new Block(acc, 0, tiles.height(a), padded, stride));
            finishTile(a, 0);
            Block learned = weightRows(a * SIZE, tiles.rows(a));
            if (forgetting != null) {
                forgetting.advance(state.values(), 0, state.values().length);
                Block faded = new Block(gathered, 0, learned.rows(), padded, stride);
                forgetting.gather(learned, faded);
                learned = faded;
            }
            tiles.addKeysTimes(a, learned, state);
            front.complete(a);
        }
    }

    private int panelsOf(int tile) {
        return Panels.size(tile * depth, columns, width);
    }

    /** A zero diagonal means a zero feature: it predicts 0 and teaches nothing, as in Kaczmarz's method. */
    private void finishRow(int t, double[] acc, int row) {
        double d = division == Division.NONE ? 1 : divisors[t];
        int tile = panelsOf(t / SIZE);
        boolean known = t < targets.rows();
        int first = targets.at(t, 0);
        for (int c = 0; c < columns; c++) {
            double sum = acc[row + c];
            double target = known ? targets.values()[first + c] : 0;
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
            if (known) {
                weights[t * stride + c] = weight;
                panels[tile + Panels.index(depth, width, t % SIZE, c)] = weight;
            }
        }
    }

    /** count x columns, row-major, tight. */
    public double[] predictions() {
        return predictions;
    }

    /** One row a token. */
    public Block weights() {
        return new Block(weights, 0, tiles.count(), columns, stride);
    }
}
