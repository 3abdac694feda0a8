package io.github.foretoken.papers.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.AutoregressiveSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StationarySubstitutionTest {
    private static final double U = 0x1p-53;
    private static final int LENGTH = 4096;

    @ParameterizedTest
    @CsvSource({"exponential, 2", "exponential, 3", "exponential, 15", "linear, 4", "gaussian:0.8, 5", "matern32:1, 4"})
    void rotationsAreThoseOfForwardSubstitution(String text, int d) {
        Kernel kernel = Kernel.parse(text);
        compare(kernel, RotationSequence.random(d, 7).tokens(LENGTH + 1));
    }

    /** Simplices have equal distances, so that any order of them is stationary; other periodic sequences need not be. */
    @Test
    void aPeriodicSequenceIsThatOfForwardSubstitution() {
        int period = 5;
        Matrix tokens = Matrix.zeros(LENGTH + 1, period);
        for (int t = 0; t <= LENGTH; t++) {
            tokens.data()[t * period + t % period] = 1;
        }
        compare(Kernel.exponential(), tokens);
    }

    private static void compare(Kernel kernel, Matrix all) {
        Matrix tokens = all.rows(0, LENGTH);
        Matrix next = all.rows(1, LENGTH + 1);
        StationarySubstitution fast = StationarySubstitution.of(kernel, tokens);
        ForwardSubstitution slow = ForwardSubstitution.of(kernel);
        double value = kernel.evaluate(tokens.row(0), tokens.row(0));
        // The inverse of the scaled triangle has norm 2 at most, so that entries off by delta move mu, or errors, by no more
        // than 2 delta T / sqrt 2 of their own norm. Transforms of 4 T terms, see PowerSeriesTest, add theirs.
        double share = 2 * LENGTH * (fast.deviation() / Math.sqrt(2) + 64 * U);
        Matrix mu = slow.solve(tokens, next);
        assertThat(norm(fast.solve(next), mu))
                .isLessThanOrEqualTo(share * norm(mu, Matrix.zeros(mu.rows(), mu.cols())));
        Matrix predicted = slow.predict(tokens);
        double within = share * Math.max(norm(predicted, next), value * norm(mu, Matrix.zeros(mu.rows(), mu.cols())));
        assertThat(norm(fast.predictNext(tokens), predicted)).isLessThanOrEqualTo(within);
        assertThat(norm(fast.predict(next), slow.limit(tokens))).isLessThanOrEqualTo(within);
    }

    private static double norm(Matrix a, Matrix b) {
        double squares = 0;
        for (int t = 0; t < a.rows(); t++) {
            for (int j = 0; j < a.cols(); j++) {
                squares += Math.pow(a.get(t, j) - b.get(t, j), 2);
            }
        }
        return Math.sqrt(squares);
    }

    @Test
    void refusesTokensThatAreNotStationary() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StationarySubstitution.of(Kernel.exponential(),
                        AutoregressiveSequence.random(3, 0.1, 1).tokens(300)))
                .withMessageStartingWith("tokens must be stationary: ");
        // Of one norm, so that only pairs tell.
        assertThatIllegalArgumentException().isThrownBy(
                () -> StationarySubstitution.of(Kernel.exponential(), PeriodicSequence.random(3, 4, 1).tokens(300)))
                .withMessageContaining("ForwardSubstitution takes any tokens");
    }

    @Test
    void refusesArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StationarySubstitution.of(Kernel.linear(), Matrix.zeros(3, 2)))
                .withMessageContaining("positive and finite, not 0.0");
        StationarySubstitution three =
                StationarySubstitution.of(Kernel.linear(), Matrix.of(new double[]{1, 1, 1}, 3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> three.solve(Matrix.zeros(2, 1)))
                .withMessage("there must be a row for each of the 3 tokens, not 2 x 1");
    }
}
