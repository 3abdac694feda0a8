package io.github.foretoken.internal.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.internal.Block;
import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowSumsTest {
    /** Scores of a later tile that are beyond all of an earlier one move the shift: what was summed before becomes next to nothing. */
    @Test
    void aGreaterScoreInAnotherTileMakesTheSumsBeforeItSmall() {
        int count = 4 * Tile.SIZE;
        double[] x = new double[count];
        Arrays.fill(x, 5);
        x[Tile.SIZE / 2] = 50;
        x[Tile.SIZE + 3] = 100;
        x[Tile.SIZE + 4] = 99.999;
        ScoreMicrokernels loops = MicrokernelSelection.forPairs(Long.MAX_VALUE);
        ScoreForm form = new ScoreForm(ScoreForm.Geometry.INNER_PRODUCT, 1, 0, 0, 0, ScoreMap.EXP);
        ScoreTiles tiles = new ScoreTiles(loops, form, Block.of(x, count, 1));
        double[] sums = RowSums.ofShifted(loops, tiles, 1);
        double[] diagonal = tiles.diagonal();
        for (int t = 0; t < count; t++) {
            double greatest = 0;
            for (int s = 0; s <= t; s++) {
                greatest = Math.max(greatest, x[t] * x[s]);
            }
            double sum = 0;
            for (int s = 0; s <= t; s++) {
                sum += Math.exp(x[t] * x[s] - greatest);
            }
            double share = x[t] * x[t] - greatest - Math.log(sum);
            assertThat(sums[t]).as("row %s", t).isGreaterThan(0.5).isFinite();
            // Scores are rounded, to a share of the greatest.
            assertThat(Math.log(diagonal[t]) - Math.log(sums[t])).as("row %s", t)
                    .isCloseTo(share, offset(16 * 0x1p-53 * (greatest + count)));
        }
    }
}
