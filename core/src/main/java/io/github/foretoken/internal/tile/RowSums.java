package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.Tile.SIZE;

import io.github.foretoken.internal.simd.Exp2;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.threads.Wavefront;
import java.util.Arrays;

/** Softmax's row statistics over the lower triangle, diagonal included, tile by tile. */
public final class RowSums {
    private RowSums() {}

    /** The sum of each row's kernel values. */
    public static double[] of(Microkernels loops, ScoreTiles tiles, int threads) {
        double[] sums = new double[tiles.count()];
        Wavefront.runIndependent(Tile.count(tiles.count()), 1, threads, () -> {
            TileBuffer buffer = tiles.newBuffer(1);
            return (a, to, front) -> {
                int first = a * SIZE;
                tiles.load(a, buffer, 0);
                for (int b = 0; b < a; b++) {
                    tiles.offDiagonal(a, b, buffer, 0);
                    loops.columnSums(SIZE, tiles.rows(a), buffer.scores, 0, SIZE, sums, first);
                }
                tiles.onDiagonal(a, buffer, 0);
                for (int key = 0; key < tiles.rows(a); key++) {
                    loops.columnSums(1, tiles.rows(a) - key, buffer.scores, key * SIZE + key, SIZE, sums, first + key);
                }
            };
        });
        return sums;
    }

    /**
     * The same for exponentials that may not fit: subtracts from each row's scores one near the greatest, so that the
     * sums are 1 or more and neither they nor the values overflow, and returns the sums of what is left. One pass, with
     * the shifts of {@link TiledAttention}.
     */
    public static double[] ofShifted(Microkernels loops, ScoreTiles tiles, int threads) {
        double[] sums = new double[tiles.count()];
        Wavefront.runIndependent(Tile.count(tiles.count()), 1, threads, () -> {
            Online online = new Online(loops, tiles);
            return (a, to, front) -> online.process(a, sums);
        });
        return sums;
    }

    /** One row tile at a time. */
    private static final class Online {
        private final Microkernels loops;
        private final ScoreTiles tiles;
        private final TileBuffer buffer;
        private final double margin;
        private final double[] maxima = new double[SIZE];
        private final double[] shift = new double[SIZE];
        private final double[] sums = new double[SIZE];
        private final double[] tileSums = new double[SIZE];

        Online(Microkernels loops, ScoreTiles tiles) {
            this.loops = loops;
            this.tiles = tiles;
            buffer = tiles.newBuffer(1);
            margin = Math.scalb(1.0, loops.mostExponent() / 4);
        }

        void process(int a, double[] result) {
            int rows = tiles.rows(a);
            tiles.load(a, buffer, 0);
            diagonal(a, rows);
            for (int b = 0; b < a; b++) {
                powers(a, b, rows);
                if (anyBeyondMargin(rows)) {
                    moveShifts(a, b, rows);
                    powers(a, b, rows);
                }
                for (int i = 0; i < rows; i++) {
                    sums[i] += tileSums[i];
                }
            }
            System.arraycopy(sums, 0, result, a * SIZE, rows);
            for (int i = 0; i < rows; i++) {
                tiles.shiftRow(a * SIZE + i, shift[i]);
            }
        }

        private void diagonal(int a, int rows) {
            Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
            tiles.rawOnDiagonal(a, buffer, 0);
            for (int key = 0; key < rows; key++) {
                loops.columnMaxima(1, rows - key, buffer.scores, key * SIZE + key, SIZE, maxima, key);
            }
            Arrays.fill(sums, 0);
            for (int i = 0; i < rows; i++) {
                shift[i] = -maxima[i];
            }
            for (int key = 0; key < rows; key++) {
                loops.exp2Columns(1, rows - key, buffer.scores, key * SIZE + key, SIZE, shift, key, sums, key);
            }
        }

        private void powers(int a, int b, int rows) {
            tiles.raw(a, b, buffer, 0);
            Arrays.fill(tileSums, 0);
            loops.exp2Columns(SIZE, rows, buffer.scores, 0, SIZE, shift, 0, tileSums, 0);
        }

        private boolean anyBeyondMargin(int rows) {
            for (int i = 0; i < rows; i++) {
                if (!(tileSums[i] < margin)) {
                    return true;
                }
            }
            return false;
        }

        private void moveShifts(int a, int b, int rows) {
            tiles.raw(a, b, buffer, 0);
            loops.columnMaxima(SIZE, rows, buffer.scores, 0, SIZE, maxima, 0);
            for (int i = 0; i < rows; i++) {
                if (tileSums[i] < margin) {
                    // Whether a row moves must depend on itself alone: later queries share its tile.
                    maxima[i] = -shift[i];
                } else {
                    sums[i] *= Exp2.of(-maxima[i] - shift[i]);
                    shift[i] = -maxima[i];
                }
            }
        }
    }
}
