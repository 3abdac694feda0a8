package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.ScoreTiles.SIZE;

import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;

/**
 * Blocked forward substitution against a kernel matrix that is never stored (MATH sections 1 and 6):
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
        PREDICTION
    }

    private final Microkernels loops;
    private final ScoreTiles tiles;
    private final Division division;
    private final double[] diagonal;
    private final double[] targets;
    private final int targetOffset;
    private final int targetRows;
    private final int columns;
    private final int targetStride;
    private final int padded;
    private final double[] weights;
    private final double[] predictions;

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
        diagonal = tiles.diagonal();
        padded = ScoreTiles.roundUp(columns, loops.lanes());
        weights = new double[Math.multiplyExact(ScoreTiles.tiles(tiles.count()) * SIZE, padded)];
        predictions = new double[Math.multiplyExact(tiles.count(), columns)];
    }

    /** Runs on up to that many threads; afterwards {@link #predictions} and {@link #weights} are complete. */
    public TiledSubstitution run(int threads) {
        if (tiles.linear() && stateIsCheaper()) {
            // Each tile needs the state its predecessor leaves: one thread.
            Wavefront.run(ScoreTiles.tiles(tiles.count()), 1, StateRows::new);
        } else {
            Wavefront.run(ScoreTiles.tiles(tiles.count()), threads, TileRows::new);
        }
        return this;
    }

    /** n tiles cost n²/2 pairs of 64² (d + m) multiply-adds against n updates of a d x m state, 2 x 64 d m each. */
    private boolean stateIsCheaper() {
        double d = tiles.dimension();
        return ScoreTiles.tiles(tiles.count()) * (double) SIZE * (d + columns) > 4 * d * columns;
    }

    /** What both ways share: a tile's accumulator, and its diagonal block. */
    private abstract class Rows implements Wavefront.Worker {
        final TileBuffer buffer = tiles.newBuffer();
        final double[] acc = new double[Math.min(SIZE, tiles.count()) * padded];

        void finishTile(int a) {
            tiles.onDiagonal(a, buffer);
            int first = a * SIZE;
            StrictTriangle.multiply(loops, tiles.rows(a), padded, buffer.scores, weights, first * padded, padded, acc,
                    0, padded, i -> finish(first + i, acc, i * padded));
        }
    }

    /** Any kernel: acc = sum over b of K(a, b) w(b). */
    private final class TileRows extends Rows {
        @Override
        public void process(int a, Wavefront front) {
            Arrays.fill(acc, 0);
            for (int b = 0; b < a; b++) {
                tiles.offDiagonal(a, b, buffer);
                front.await(b);
                loops.gemm(tiles.rows(a), padded, SIZE, buffer.scores, 0, SIZE, weights, b * SIZE * padded, padded, acc,
                        0, padded);
            }
            finishTile(a);
        }
    }

    /** The linear kernel, chunked delta rule (MATH section 6): acc = X(a) S with the state S = sum of X(b)' w(b), d x m. */
    private final class StateRows extends Rows {
        private final double[] state = new double[Math.multiplyExact(tiles.dimension(), padded)];

        @Override
        public void process(int a, Wavefront front) {
            Arrays.fill(acc, 0);
            tiles.queriesTimes(a, state, padded, acc);
            finishTile(a);
            tiles.addKeysTimes(a, weights, a * SIZE * padded, padded, state);
        }
    }

    /** A zero diagonal means a zero feature: it predicts 0 and teaches nothing, as in Kaczmarz's method. */
    private void finish(int t, double[] acc, int row) {
        double d = diagonal[t];
        for (int c = 0; c < columns; c++) {
            double sum = acc[row + c];
            double target = t < targetRows ? targets[targetOffset + t * targetStride + c] : 0;
            double prediction;
            double weight;
            if (d == 0) {
                prediction = 0;
                weight = 0;
            } else if (division == Division.WEIGHT) {
                prediction = sum;
                weight = (target - sum) / d;
            } else {
                prediction = sum / d;
                weight = target - prediction;
            }
            predictions[t * columns + c] = prediction;
            if (t < targetRows) {
                weights[t * padded + c] = weight;
            }
        }
    }

    /** k(x_t, x_t) of every token under the form, known before the run. Not to be modified. */
    public double[] diagonal() {
        return diagonal;
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
        return padded;
    }
}
