package io.github.foretoken.papers.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Theorem 3 and appendix A.6: errors on a rotation sum to what the spectral measure says. */
class EffectivenessTest {
    private static final double U = 0x1p-53;
    private static final int LENGTH = 3000;

    private static Matrix plane(double angle, int length) {
        Matrix tokens = Matrix.zeros(length, 2);
        for (int t = 0; t < length; t++) {
            tokens.data()[2 * t] = Math.cos(t * angle);
            tokens.data()[2 * t + 1] = Math.sin(t * angle);
        }
        return tokens;
    }

    /** {@code sum |x_{t+1} - û_t|² / k(x_t, x_t)}, by forward substitution. */
    private static double sum(Kernel kernel, Matrix all) {
        int n = all.rows() - 1;
        Matrix predicted = ForwardSubstitution.of(kernel).predict(all.rows(0, n));
        double sum = 0;
        for (int t = 0; t < n; t++) {
            double squares = 0;
            for (int j = 0; j < all.cols(); j++) {
                squares += Math.pow(all.get(t + 1, j) - predicted.get(t, j), 2);
            }
            sum += squares / kernel.evaluate(all.row(t), all.row(t));
        }
        return sum;
    }

    private static double limit(Kernel kernel, double angle) {
        SpectralMeasure tokens = SpectralMeasure.of(new double[]{angle, -angle}, new double[]{0.5, 0.5});
        return RotationSpectrum.sumOfErrors(tokens, RotationSpectrum.ofFeatures(kernel, tokens, 0));
    }

    /** Decay is geometric, so that 3,000 tokens are all: Parseval's equation holds to rounding. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7})
    void errorsOfAPeriodicRotationSumToTheLimit(int period) {
        for (Kernel kernel : new Kernel[]{Kernel.exponential(), Kernel.exponential(0.5), Kernel.linear(),
            Kernel.gaussian(1)}) {
            double limit = limit(kernel, 2 * Math.PI / period);
            // Tokens are off by t u: so are errors, of which at most 40 a period are not yet rounding themselves.
            assertThat(sum(kernel, plane(2 * Math.PI / period, LENGTH + 1))).as("%s, period %d", kernel.text(), period)
                    .isCloseTo(limit, within(64 * LENGTH * U * limit));
        }
    }

    /** Decay is algebraic: sums stay below 1 / I_1(1), and come within half a percent. */
    @Test
    void errorsOfAnIrrationalRotationSumToAReciprocalBesselFunction() {
        double limit = 1 / Bessel.i(1, 1);
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < 10; i++) {
            double angle = random.nextDouble(0.5, 2.5);
            double sum = sum(Kernel.exponential(), plane(angle, LENGTH + 1));
            assertThat(limit(Kernel.exponential(), angle)).isCloseTo(limit, within(256 * U * limit));
            assertThat(sum).as("angle %s", angle).isBetween(0.995 * limit, limit * (1 + 64 * LENGTH * U));
        }
    }

    /** The bound for every sequence, |f|² = d, is not reached: only part of the map is seen on the orbit. */
    @Test
    void theLimitIsBelowTheNormOfTheMap() {
        assertThat(limit(Kernel.exponential(), 1)).isLessThan(2);
        assertThat(limit(Kernel.exponential(), Math.PI)).isLessThan(limit(Kernel.exponential(), 2 * Math.PI / 3));
        assertThat(limit(Kernel.linear(), 1)).isEqualTo(2);
    }
}
