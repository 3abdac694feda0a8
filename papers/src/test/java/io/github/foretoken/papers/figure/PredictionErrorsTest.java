package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionErrorsTest {
    @Test
    void followTheDeltaRuleOfTheLinearKernel() {
        RotationSequence sequence = RotationSequence.random(3, 11);
        int length = 20;
        double[] errors = PredictionErrors.of(sequence, Kernel.linear(), length);

        // pred = S x_t; S += (x_{t+1} - pred) x_t^T, for tokens of norm 1.
        Matrix x = sequence.tokens(length + 1);
        double[][] state = new double[3][3];
        for (int t = 0; t < length; t++) {
            double error = 0;
            for (int i = 0; i < 3; i++) {
                double residual = x.get(t + 1, i);
                for (int j = 0; j < 3; j++) {
                    residual -= state[i][j] * x.get(t, j);
                }
                for (int j = 0; j < 3; j++) {
                    state[i][j] += residual * x.get(t, j);
                }
                error += residual * residual;
            }
            // Both sum some 20 products of size 1 or less; their squares differ by as many units of 1e-16.
            assertThat(errors[t]).isCloseTo(error, within(1e-13));
        }
    }

    @Test
    void averageTokenByToken() {
        double[] mean = PredictionErrors.mean(List.of(new double[]{1, 2}, new double[]{3, 6}));
        assertThat(mean).containsExactly(2, 4);
    }
}
