package io.github.foretoken.internal.tile;

import static io.github.foretoken.internal.tile.Tile.SIZE;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.Rounding;
import io.github.foretoken.internal.simd.Panels;

/**
 * Weights that fade by gamma a token, {@code acc_t = sum over s < t of gamma^(t-s) k_ts w_s}, tile by tile. Only powers up
 * to gamma^{@value Tile#SIZE} occur: a tile's weights are brought to its end, sums over earlier tiles to the first row
 * of the next one, and on from tile to tile by Horner's rule. So nothing overflows however long the sequence is, and what
 * underflows is negligible.
 */
public final class Forgetting {
    private final double[] powers = new double[SIZE + 1];

    /** @param gamma in (0, 1] */
    public Forgetting( //
            double gamma) { // float64 in both
        double power = 1; // float64 in both
        for (int i = 0; i <= SIZE; i++) {
            powers[i] = Rounding.of(power);
            power *= gamma;
        }
    }

    /** Sums that stood at the first row of a tile now stand at that of the next one. */
    void advance(double[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] *= powers[SIZE];
        }
    }

    /** Each row's sum is brought from the tile's first row to the row itself. */
    void spread(Block sums) {
        for (int i = 1; i < sums.rows(); i++) {
            for (int c = 0; c < sums.columns(); c++) {
                sums.values()[sums.at(i, c)] *= powers[i];
            }
        }
    }

    /** Scores of a diagonal tile, keys x queries: key j against query i >= j fades by i - j. */
    void onDiagonal(double[] scores, int rows) {
        for (int j = 0; j < rows; j++) {
            for (int i = j + 1; i < rows; i++) {
                scores[j * SIZE + i] *= powers[i - j];
            }
        }
    }

    /** A tile's weights, in panels, are brought from their rows to the end of the tile. */
    void gather(double[] panels, int offset, int depth, int width, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < columns; c++) {
                panels[offset + Panels.index(depth, width, i, c)] *= powers[SIZE - i];
            }
        }
    }

    /** The same for rows one below the other, into those of another array. */
    void gather(Block weights, Block gathered) {
        for (int i = 0; i < weights.rows(); i++) {
            for (int c = 0; c < weights.columns(); c++) {
                gathered.values()[gathered.at(i, c)] = weights.values()[weights.at(i, c)] * powers[SIZE - i];
            }
        }
    }
}
