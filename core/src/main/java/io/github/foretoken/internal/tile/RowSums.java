package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.ScoreTiles.SIZE;

import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;

/** Softmax's row statistics over the lower triangle, diagonal included, tile by tile. */
public final class RowSums {
    private RowSums() {}

    /** Subtracts each row's greatest score, so that exponentials of the scores lie in [0, 1] and one of them is 1. */
    public static void subtractMaxima(Microkernels loops, ScoreTiles tiles, int threads) {
        Wavefront.runIndependent(ScoreTiles.tiles(tiles.count()), 1, threads, () -> {
            TileBuffer buffer = tiles.newBuffer(1);
            double[] maxima = new double[SIZE];
            return (a, to, front) -> {
                Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
                tiles.load(a, buffer, 0);
                for (int b = 0; b < a; b++) {
                    tiles.raw(a, b, buffer, 0);
                    loops.columnMaxima(SIZE, tiles.rows(a), buffer.scores, 0, SIZE, maxima, 0);
                }
                tiles.rawOnDiagonal(a, buffer, 0);
                for (int key = 0; key < tiles.rows(a); key++) {
                    loops.columnMaxima(1, tiles.rows(a) - key, buffer.scores, key * SIZE + key, SIZE, maxima, key);
                }
                for (int i = 0; i < tiles.rows(a); i++) {
                    tiles.shiftRow(a * SIZE + i, -maxima[i]);
                }
            };
        });
    }

    /** The sum of each row's kernel values. */
    public static double[] of(Microkernels loops, ScoreTiles tiles, int threads) {
        double[] sums = new double[tiles.count()];
        Wavefront.runIndependent(ScoreTiles.tiles(tiles.count()), 1, threads, () -> {
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
}
