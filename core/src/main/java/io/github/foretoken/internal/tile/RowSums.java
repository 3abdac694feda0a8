package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.ScoreTiles.SIZE;

import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;

/** Softmax's row statistics over the lower triangle, diagonal included, tile by tile. */
public final class RowSums {
    private RowSums() {}

    /** Subtracts each row's greatest score, so that exponentials of the scores lie in [0, 1] and one of them is 1. */
    public static void subtractMaxima(Microkernels loops, ScoreTiles tiles, int threads) {
        Wavefront.run(ScoreTiles.tiles(tiles.count()), threads, () -> {
            TileBuffer buffer = tiles.newBuffer();
            double[] maxima = new double[SIZE];
            return (a, front) -> {
                Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
                for (int b = 0; b <= a; b++) {
                    tiles.affine(a, b, buffer);
                    for (int i = 0; i < tiles.rows(a); i++) {
                        maxima[i] = Math.max(maxima[i], loops.max(buffer.scores, i * SIZE, b < a ? SIZE : i + 1));
                    }
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
        Wavefront.run(ScoreTiles.tiles(tiles.count()), threads, () -> {
            TileBuffer buffer = tiles.newBuffer();
            return (a, front) -> {
                for (int b = 0; b <= a; b++) {
                    if (b < a) {
                        tiles.offDiagonal(a, b, buffer);
                    } else {
                        tiles.onDiagonal(a, buffer);
                    }
                    for (int i = 0; i < tiles.rows(a); i++) {
                        sums[a * SIZE + i] += loops.sum(buffer.scores, i * SIZE, b < a ? SIZE : i + 1);
                    }
                }
            };
        });
        return sums;
    }
}
