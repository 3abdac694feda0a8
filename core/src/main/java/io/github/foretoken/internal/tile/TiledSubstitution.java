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
 * Cost about 4 T² d / 2 flops and T²/2 kernel maps; memory O(T (d + m)).
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
        Wavefront.run(ScoreTiles.tiles(tiles.count()), threads, Rows::new);
        return this;
    }

    /** One thread's share. */
    private final class Rows implements Wavefront.Worker {
        private final TileBuffer buffer = tiles.newBuffer();
        private final double[] acc = new double[Math.min(SIZE, tiles.count()) * padded];

        @Override
        public void process(int a, Wavefront front) {
            int rows = tiles.rows(a);
            Arrays.fill(acc, 0);
            for (int b = 0; b < a; b++) {
                tiles.offDiagonal(a, b, buffer);
                front.await(b);
                loops.gemm(rows, padded, SIZE, buffer.scores, 0, SIZE, weights, b * SIZE * padded, padded, acc, 0,
                        padded);
            }
            tiles.onDiagonal(a, buffer);
            int first = a * SIZE;
            StrictTriangle.multiply(loops, rows, padded, buffer.scores, weights, first * padded, padded, acc, 0, padded,
                    i -> finish(first + i, acc, i * padded));
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

    public double[] diagonal() {
        return diagonal;
    }
}
