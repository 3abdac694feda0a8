package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.ScoreTiles.SIZE;

import io.github.foretoken.internal.simd.Microkernels;
import java.util.Arrays;

/** Softmax's row statistics over the lower triangle, diagonal included, tile by tile. */
public final class RowSums {
    private RowSums() {}

    /** Subtracts each row's greatest score, so that exponentials of the scores lie in [0, 1] and one of them is 1. */
    public static void subtractMaxima(Microkernels loops, ScoreTiles tiles) {
        double[] scores = tiles.newTile();
        double[] maxima = new double[tiles.count()];
        Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
        for (int a = 0; a * SIZE < tiles.count(); a++) {
            for (int b = 0; b <= a; b++) {
                tiles.affine(a, b, scores);
                for (int i = 0; i < tiles.rows(a); i++) {
                    int t = a * SIZE + i;
                    maxima[t] = Math.max(maxima[t], loops.max(scores, i * SIZE, b < a ? SIZE : i + 1));
                }
            }
        }
        for (int t = 0; t < maxima.length; t++) {
            tiles.shiftRow(t, -maxima[t]);
        }
    }

    /** The sum of each row's kernel values. */
    public static double[] of(Microkernels loops, ScoreTiles tiles) {
        double[] scores = tiles.newTile();
        double[] sums = new double[tiles.count()];
        for (int a = 0; a * SIZE < tiles.count(); a++) {
            for (int b = 0; b <= a; b++) {
                if (b < a) {
                    tiles.offDiagonal(a, b, scores);
                } else {
                    tiles.onDiagonal(a, scores);
                }
                for (int i = 0; i < tiles.rows(a); i++) {
                    sums[a * SIZE + i] += loops.sum(scores, i * SIZE, b < a ? SIZE : i + 1);
                }
            }
        }
        return sums;
    }
}
