package io.github.foretoken.papers.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors from angles alone, against forward substitution of tokens; and reciprocals in blocks. */
class RotationErrorsTest {
    private static final double U = 0x1p-53;

    @ParameterizedTest
    @CsvSource({"2, 64", "3, 64", "4, 256", "7, 2048", "15, 4096"})
    void errorsAreThoseOfForwardSubstitution(int d, int block) {
        int length = 2000;
        RotationSequence rotation = RotationSequence.random(d, 5);
        Matrix tokens = rotation.tokens(length + 1);
        Matrix estimates = ForwardSubstitution.of(Kernel.exponential()).predict(tokens.rows(0, length));
        RotationErrors errors =
                RotationErrors.of(RotationSpectrum.ofTokens(rotation.rotation(), tokens.row(0)), length, block);
        double[] means = errors.means(IntStream.rangeClosed(1, length + 1).toArray());
        for (int t = 1; t <= length; t++) {
            double square = 0;
            for (int i = 0; i < d; i++) {
                double missing = tokens.get(t, i) - estimates.get(t - 1, i);
                square += missing * missing;
            }
            // Tokens drift from their angles by some roundings of each product with W; see StationarySubstitutionTest.
            double off = 2 * length * d * 64 * U;
            assertThat(means[t - 1]).as("d = %d, t = %d", d, t)
                    .isCloseTo(square, within(2 * off * Math.sqrt(square) + off * off));
        }
        double[] together = errors.means(new int[]{1, 11, 12, length + 1});
        assertThat(together[0]).isCloseTo(Arrays.stream(means, 0, 10).average().orElseThrow(), within(1e-12));
        assertThat(together[1]).isCloseTo(means[10], within(1e-15));
        assertThat(together[2]).isCloseTo(Arrays.stream(means, 11, length).average().orElseThrow(), within(1e-12));
        assertThat(errors.roundings()).isLessThan(length * Math.pow(64 * U * Math.sqrt(length), 2)).isPositive();
    }

    /** Squared errors over k(x, x) sum to 1 / I_1(1) in the plane, of which rows up to t have all but little. */
    @Test
    void errorsOfThePlaneSumToTheirLimit() {
        SpectralMeasure plane = SpectralMeasure.of(new double[]{1.2, -1.2}, new double[]{0.5, 0.5});
        double[] means = RotationErrors.of(plane, 100_000).means(new int[]{1, 1001, 10_001, 100_001});
        double sum = (means[0] * 1000 + means[1] * 9000 + means[2] * 90_000) / Math.E;
        assertThat(sum).isLessThan(1 / Bessel.i(1, 1)).isGreaterThan(1 / Bessel.i(1, 1) - 3e-3);
    }

    /** (1 - z)^-1/2 has the reciprocal (1 - z)^1/2, whose coefficients are products. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64, 1024, 4096})
    void reciprocalsInBlocks(int block) {
        int n = 3001;
        double[] series = new double[n];
        double[] expected = new double[n];
        series[0] = 1;
        expected[0] = 1;
        for (int k = 1; k < n; k++) {
            series[k] = series[k - 1] * (k - 0.5) / k;
            expected[k] = expected[k - 1] * (k - 1.5) / k;
        }
        double[] actual = BlockReciprocal.of(series, block);
        for (int k = 0; k < n; k++) {
            assertThat(actual[k]).as("coefficient %d", k).isCloseTo(expected[k], within(64 * n * U));
        }
    }

    /** A fixed axis and one that turns round, whose angles have one sign only. */
    @Test
    void axesCountOnce() {
        SpectralMeasure axes =
                SpectralMeasure.of(new double[]{0, Math.PI, 1, -1}, new double[]{0.25, 0.25, 0.25, 0.25});
        Matrix tokens = Matrix.zeros(41, 4);
        for (int t = 0; t < 41; t++) {
            tokens.data()[4 * t] = 0.5;
            tokens.data()[4 * t + 1] = t % 2 == 0 ? 0.5 : -0.5;
            tokens.data()[4 * t + 2] = Math.cos(t) * Math.sqrt(0.5);
            tokens.data()[4 * t + 3] = Math.sin(t) * Math.sqrt(0.5);
        }
        Matrix estimates = ForwardSubstitution.of(Kernel.exponential()).predict(tokens.rows(0, 40));
        double[] means = RotationErrors.of(axes, 40).means(IntStream.rangeClosed(1, 41).toArray());
        for (int t = 1; t <= 40; t++) {
            double square = 0;
            for (int i = 0; i < 4; i++) {
                square += Math.pow(tokens.get(t, i) - estimates.get(t - 1, i), 2);
            }
            assertThat(means[t - 1]).isCloseTo(square, within(1000 * U));
        }
    }

    @Test
    void refusesArguments() {
        SpectralMeasure plane = SpectralMeasure.of(new double[]{1.2, -1.2}, new double[]{0.5, 0.5});
        assertThatIllegalArgumentException().isThrownBy(() -> RotationErrors.of(plane, 0))
                .withMessage("length must be 1 or more, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RotationErrors.of(SpectralMeasure.of(new double[]{0}, new double[]{2}), 5))
                .withMessage("the tokens' measure must have mass 1, not 2.0");
        RotationErrors errors = RotationErrors.of(plane, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> errors.means(new int[]{1, 7}))
                .withMessage("times must ascend from 1 to 6 at most, not be 7");
        assertThatIllegalArgumentException().isThrownBy(() -> errors.means(new int[]{0, 3}));
        assertThatIllegalArgumentException().isThrownBy(() -> errors.means(new int[]{3, 3}));
    }
}
