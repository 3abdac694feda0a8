package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Matrix;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class StepErrorsTest {
    @Test
    void scoresPredictionAndPersistenceOnTheSameRows() {
        Matrix truth = Matrix.copyOf(new double[][]{{0, 0}, {2, 0}, {2, 4}});
        Matrix predictions = Matrix.copyOf(new double[][]{{9, 9}, {1, 1}, {2, 2}, {7, 7}});
        StepErrors errors = StepErrors.of(truth, all(3), predictions, 1);
        // Row 1: (1 + 1) / 2 and (4 + 0) / 2; row 2: (0 + 4) / 2 and (0 + 16) / 2; then running means.
        assertThat(errors.prediction()).containsExactly(1, 1.5);
        assertThat(errors.persistence()).containsExactly(2, 5);
        assertThat(errors.window()).isEqualTo(10);
        assertThat(errors.hasZeros()).isFalse();
    }

    @Test
    void oneRowLeavesNothingToScore() {
        StepErrors errors = StepErrors.of(Matrix.zeros(1, 1), all(1), Matrix.zeros(2, 1), 1);
        assertThat(errors.prediction()).isEmpty();
        assertThat(errors.persistence()).isEmpty();
    }

    @Test
    void theWindowGrowsWithTheSeriesUpToABound() {
        assertThat(StepErrors.of(Matrix.zeros(3001, 1), all(3001), Matrix.zeros(3002, 1), 1).window()).isEqualTo(100);
        assertThat(StepErrors.of(Matrix.zeros(100_000, 1), all(100_000), Matrix.zeros(100_001, 1), 1).window())
                .isEqualTo(500);
    }

    @Test
    void rowsThatDoNotCountAreLeftOut() {
        Matrix truth = Matrix.copyOf(new double[][]{{0}, {1}, {50}, {3}, {4}});
        Matrix predictions = Matrix.copyOf(new double[][]{{0}, {2}, {2}, {5}, {7}, {9}});
        BitSet scored = all(5);
        scored.clear(2);
        StepErrors errors = StepErrors.of(truth, scored, predictions, 1);
        assertThat(errors.rows()).containsExactly(1, 3, 4);
        assertThat(errors.prediction()).containsExactly(1, 2.5, 14.0 / 3);
        assertThat(errors.persistence()).containsExactly(1, (1 + 47 * 47) / 2.0, (2 + 47 * 47) / 3.0);
    }

    static BitSet all(int rows) {
        BitSet all = new BitSet();
        all.set(0, rows);
        return all;
    }

    @Test
    void theMovingMeanForgetsWhatLeftTheWindow() {
        assertThat(MovingMean.of(new double[]{1e300, 1, 2, 3}, 2)).containsExactly(1e300, 5e299, 1.5, 2.5);
    }
}
