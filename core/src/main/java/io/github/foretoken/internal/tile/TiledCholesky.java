package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.Tile.SIZE;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.blas.Blas;
import io.github.foretoken.internal.blas.Blas.Diagonal;
import io.github.foretoken.internal.blas.Blas.Transpose;
import io.github.foretoken.internal.blas.BlasSelection;
import io.github.foretoken.internal.threads.IndependentJobs;

/**
 * Kernel ridge regression refitted at every row, all rows at once: with {@code R R' = K + lambda I} and
 * {@code V = R^-1 Y}, row t of {@code strictly-lower(R) V = Y - diag(R) R^-1 Y} is what a fit to the rows before t gives
 * for it (docs/mathematics.md#kernel-ridge-regression-at-every-token). Block rows of R are computed from top to bottom, each
 * from those above it, so that a row depends on nothing below. T³/3 flops, nearly all in products; about 4 T² bytes.
 */
public final class TiledCholesky {
    /** Tiles along a block: 192 rows, of which each tile's is a job for a thread. */
    private static final int BLOCK = 4;

    private static final int SIDE = BLOCK * SIZE;

    private final ScoreTiles tiles;
    private final double ridge;
    private final Block targets;
    private final int targetRows;
    private final int columns;
    private final int horizon;
    private final Blas products;
    private final Blas solves;
    /** Block row I of R left of its diagonal, transposed: element (i, j) at {@code j * height + i - 192 I}. */
    private final double[][] left;
    /** R's diagonal blocks, row-major, stride 192; of which the lower triangles are meant. */
    private final double[][] diagonal;
    private final double[] solved;
    private final double[] predictions;
    /** k(x, x) of the rows so far. */
    private double greatest;

    /**
     * Targets are not modified; those beyond the last row are not known.
     *
     * @param tiles of a form that is symmetric
     * @param horizon h: row t is predicted from targets of the rows up to t - h
     */
    public TiledCholesky(ScoreTiles tiles, double ridge, Block targets, int horizon) {
        this.tiles = tiles;
        this.ridge = ridge;
        this.targets = targets;
        targetRows = targets.rows();
        columns = targets.columns();
        this.horizon = horizon;
        int count = tiles.count();
        double flops = Math.pow(count, 3) / 3;
        products = BlasSelection.forGemm(SIDE, SIZE, Math.max(1, count / 2), flops);
        solves = BlasSelection.forTrsm(SIDE, SIZE, flops);
        int blocks = blocks(count);
        left = new double[blocks][];
        diagonal = new double[blocks][];
        for (int b = 0; b < blocks; b++) {
            left[b] = new double[Math.multiplyExact(b * SIDE, height(b))];
            diagonal[b] = new double[SIDE * SIDE];
        }
        solved = new double[Math.multiplyExact(count, columns)];
        predictions = new double[count * columns];
    }

    private static int blocks(int count) {
        return (count + SIDE - 1) / SIDE;
    }

    /** What R takes for that many rows. */
    public static long bytes(int count) {
        long blocks = blocks(count);
        return blocks * (blocks + 1) / 2 * SIDE * SIDE * Double.BYTES;
    }

    private int height(int block) {
        return Math.min(SIDE, tiles.count() - block * SIDE);
    }

    /** Runs on up to that many threads, of which the result does not depend; then {@link #predictions} are complete. */
    public void run(int threads) {
        for (int b = 0; b < left.length; b++) {
            int block = b;
            int first = b * BLOCK;
            double[] scores = new double[SIDE * SIDE];
            int tilesOfBlock = (height(b) + SIZE - 1) / SIZE;
            IndependentJobs.run(tilesOfBlock, threads, a -> rows(block, first + a, scores));
            double[] least = leastPivots(block, scores);
            if (block > 0) {
                IndependentJobs.run(tilesOfBlock, threads, a -> subtract(block, a * SIZE, scores));
            }
            factor(block, scores, least);
            predict(block);
        }
    }

    /** The rows of tile a in its block row, left of the diagonal block; what is the kernel's there goes to scores. */
    private void rows(int block, int a, double[] scores) {
        TileBuffer buffer = tiles.newBuffer(1);
        tiles.load(a, buffer, 0);
        double[] rows = left[block];
        int height = height(block);
        int first = block * BLOCK;
        int column = (a - first) * SIZE;
        int width = tiles.rows(a);
        for (int b = 0; b < a; b++) {
            tiles.offDiagonal(a, b, buffer, 0);
            if (b < first) {
                copy(buffer.scores, SIZE, width, rows, b * SIZE * height + column, height);
            } else {
                copy(buffer.scores, SIZE, width, scores, (b - first) * SIZE * SIDE + column, SIDE);
            }
        }
        tiles.onDiagonal(a, buffer, 0);
        copy(buffer.scores, width, width, scores, column * SIDE + column, SIDE);
        Block part = new Block(rows, column, block * SIDE, width, height);
        for (int k = 0; k < block; k++) {
            if (k > 0) {
                products.gemm(Transpose.YES, Transpose.NO, -1, Block.of(left[k], k * SIDE, SIDE),
                        part.rows(0, k * SIDE), 1, part.rows(k * SIDE, SIDE));
            }
            solves.trsm(Transpose.NO, Diagonal.NON_UNIT, Block.of(diagonal[k], SIDE, SIDE), part.rows(k * SIDE, SIDE));
        }
    }

    /** What the rows before the block take from the columns of a tile in its diagonal block, the upper triangle. */
    private void subtract(int block, int column, double[] scores) {
        int height = height(block);
        int width = Math.min(SIZE, height - column);
        Block rows = Block.of(left[block], block * SIDE, height);
        products.gemm(Transpose.YES, Transpose.NO, -1, rows.part(0, 0, block * SIDE, column + width),
                rows.part(0, column, block * SIDE, width), 1, new Block(scores, column, column + width, width, SIDE));
    }

    private static void copy(double[] tile, int rows, int width, double[] to, int offset, int stride) {
        for (int j = 0; j < rows; j++) {
            System.arraycopy(tile, j * SIZE, to, offset + j * stride, width);
        }
    }

    private double[] leastPivots(int block, double[] scores) {
        double[] least = new double[height(block)];
        for (int j = 0; j < least.length; j++) {
            double norm = scores[j * SIDE + j];
            greatest = Math.max(greatest, norm);
            least[j] = leastPivot(block * SIDE + j, tiles.uncertain(norm, greatest), ridge, tiles.roundings(norm));
        }
        return least;
    }

    /**
     * The square of R's diagonal element in row t, when rounding has taken away more: what the ridge leaves at least, or
     * what the sum of t squares and the kernel's values are uncertain by. With less, rounding errors would grow from row to
     * row, without bound where the kernel matrix has not full rank: an error e of an element adds up to e²/pivot in those that
     * follow.
     *
     * @param norm as {@link ScoreForm#uncertain}
     * @param roundings of a kernel value, relative to it: {@link ScoreForm#roundings}
     */
    public static double leastPivot(int t, double norm, double ridge, double roundings) {
        return Math.max(ridge, (t + 1) * 0x1p-51 * norm * roundings * roundings);
    }

    /** Cholesky's method on a diagonal block that is given, and done, as its upper triangle; R takes the transpose. */
    private void factor(int block, double[] scores, double[] least) {
        int n = height(block);
        double[] r = diagonal[block];
        for (int j = 0; j < n; j++) {
            int row = j * SIDE;
            double pivot = Math.sqrt(Math.max(scores[row + j] + ridge, least[j]));
            r[row + j] = pivot;
            for (int i = j + 1; i < n; i++) {
                scores[row + i] /= pivot;
                r[i * SIDE + j] = scores[row + i];
            }
            for (int k = j + 1; k < n; k++) {
                double factor = scores[row + k];
                int other = k * SIDE;
                for (int i = k; i < n; i++) {
                    scores[other + i] -= factor * scores[row + i];
                }
            }
        }
    }

    private void predict(int block) {
        int first = block * SIDE;
        int height = height(block);
        double[] sums = new double[height * columns];
        // Rows whose target every row of the block may use.
        int common = Clamp.between(first - horizon + 1L, 0, targetRows);
        if (common > 0) {
            products.gemm(Transpose.YES, Transpose.NO, 1, Block.of(left[block], common, height),
                    Block.of(solved, common, columns), 0, Block.of(sums, height, columns));
        }
        for (int i = 0; i < height; i++) {
            int t = first + i;
            int sum = i * columns;
            int usable = Math.max(common, t - horizon + 1);
            add(block, i, common, Math.min(usable, targetRows), sums, sum);
            System.arraycopy(sums, sum, predictions, t * columns, columns);
            if (t < targetRows) {
                add(block, i, usable, t, sums, sum);
                for (int c = 0; c < columns; c++) {
                    solved[t * columns + c] =
                            (targets.values()[targets.at(t, c)] - sums[sum + c]) / diagonal[block][i * SIDE + i];
                }
            }
        }
    }

    /** {@code sums += sum over s in [from, to) of R_ts V_s}. */
    private void add(int block, int i, int from, int to, double[] sums, int sum) {
        int first = block * SIDE;
        for (int s = from; s < to; s++) {
            double r = s < first ? left[block][s * height(block) + i] : diagonal[block][i * SIDE + s - first];
            for (int c = 0; c < columns; c++) {
                sums[sum + c] += r * solved[s * columns + c];
            }
        }
    }

    /** count x columns, row-major, tight. */
    public double[] predictions() {
        return predictions;
    }
}
