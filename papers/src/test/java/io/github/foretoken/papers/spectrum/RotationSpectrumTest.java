package io.github.foretoken.papers.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationSpectrumTest {
    private static final double U = 0x1p-53;

    private static SpectralMeasure plane(double angle) {
        return SpectralMeasure.of(new double[]{angle, -angle}, new double[]{0.5, 0.5});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 15})
    void tokensHaveTheSequenceOfTheirMeasure(int d) {
        for (long seed = 0; seed < 5; seed++) {
            RotationSequence rotation = RotationSequence.random(d, seed);
            Matrix x = rotation.tokens(200);
            SpectralMeasure measure = RotationSpectrum.ofTokens(rotation.rotation(), x.row(0));
            assertThat(measure.size()).isLessThanOrEqualTo(d);
            double[] sequence = measure.sequence(200);
            for (int t = 0; t < 200; t++) {
                // A step's rounding is that of d products, and angles are off by about as much.
                assertThat(sequence[t]).as("d=%d t=%d", d, t)
                        .isCloseTo(Kernel.linear().evaluate(x.row(t), x.row(0)), within(20 * (t + 1) * d * U));
            }
        }
    }

    @Test
    void anglesAreThoseOfTheRotation() {
        double angle = 1e-5;
        Matrix w = Matrix.of(new double[]{Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)}, 2, 2);
        SpectralMeasure measure = RotationSpectrum.ofTokens(w, new double[]{3, 4});
        // Sine and cosine give small angles to rounding; the cosine alone would lose half the digits.
        assertThat(measure.angles()).containsExactly(new double[]{-angle, angle}, within(4 * U));
        assertThat(measure.masses()).containsExactly(new double[]{12.5, 12.5}, within(100 * U));
    }

    @Test
    void atomsOfAnIrrationalAngleAreBesselFunctions() {
        for (double angle : new double[]{1, Math.sqrt(2), 2.4}) {
            for (double scale : new double[]{0.3, 1, 2}) {
                SpectralMeasure features = RotationSpectrum.ofFeatures(Kernel.exponential(scale), plane(angle), 0);
                double total = Math.exp(scale);
                // What is left out, and rounding of the sums of both.
                assertThat(features.total()).isCloseTo(total, within(64 * U * total));
                for (int n = -12; n <= 12; n++) {
                    assertThat(features.massAt(n * angle)).as("angle %s, scale %s, n = %d", angle, scale, n)
                            .isCloseTo(Bessel.i(n, scale), within(128 * U * total));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void atomsOfARationalAngleAreTheTransformOfAPeriod(int period) {
        SpectralMeasure features = RotationSpectrum.ofFeatures(Kernel.exponential(), plane(2 * Math.PI / period), 0);
        assertThat(features.size()).isEqualTo(period);
        for (int m = 0; m < period; m++) {
            double sum = 0;
            for (int t = 0; t < period; t++) {
                sum += Math.exp(Math.cos(2 * Math.PI * t / period)) * Math.cos(2 * Math.PI * m * t / period) / period;
            }
            assertThat(features.massAt(2 * Math.PI * m / period)).isCloseTo(sum, within(64 * U * Math.E));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "exponential", "exponential:3", "polynomial:3:0.5", "polynomial:2:0",
        "gaussian:0.7"})
    void featuresHaveTheSequenceOfTheirMeasure(String text) {
        Kernel kernel = Kernel.parse(text);
        SpectralMeasure tokens =
                SpectralMeasure.of(new double[]{0.7, -0.7, 2, -2, Math.PI}, new double[]{0.4, 0.4, 0.3, 0.3, 0.2});
        double least = 1e-13;
        SpectralMeasure features = RotationSpectrum.ofFeatures(kernel, tokens, least);
        double[] sequence = features.sequence(100);
        for (int t = 0; t < 100; t++) {
            double cosine = 0.8 * Math.cos(0.7 * t) + 0.6 * Math.cos(2 * t) + 0.2 * Math.cos(Math.PI * t);
            double root = Math.sqrt(tokens.total());
            double angle = Math.acos(Math.clamp(cosine / tokens.total(), -1, 1));
            double expected = kernel.evaluate(new double[]{root * Math.cos(angle), root * Math.sin(angle)},
                    new double[]{root, 0});
            double most = kernel.evaluate(new double[]{root, 0}, new double[]{root, 0});
            // At most the atoms of one power are left out as often as there are pairs to make them from.
            assertThat(sequence[t]).as("%s t=%d", text, t)
                    .isCloseTo(expected, within(most * (5 * features.size() * least + 64 * t * U + 1e-14)));
        }
    }

    @Test
    void limitsHaveClosedForms() {
        Kernel exponential = Kernel.exponential();
        double within = 256 * U;
        double plane = 1 / Bessel.i(1, 1);
        assertThat(plane).isCloseTo(1.76941, within(5e-6));
        assertThat(limit(exponential, plane(1))).isCloseTo(plane, within(within * plane));
        // x -> -x: exp(cos) of half turns is cosh 1 + (-1)^t sinh 1.
        assertThat(limit(exponential, plane(Math.PI))).isCloseTo(1 / Math.sinh(1), within(within));
        // Two planes with shares of r and 1 - r: products of the planes' exponentials.
        double r = 0.3;
        SpectralMeasure two = SpectralMeasure.of(new double[]{1, -1, 2.3, -2.3},
                new double[]{r / 2, r / 2, (1 - r) / 2, (1 - r) / 2});
        double sum = r / (Bessel.i(1, r) * Bessel.i(0, 1 - r)) + (1 - r) / (Bessel.i(1, 1 - r) * Bessel.i(0, r));
        assertThat(limit(exponential, two)).isCloseTo(sum, within(within * sum));
        // The linear kernel's features are the tokens: one for each angle.
        assertThat(limit(Kernel.linear(), two)).isEqualTo(4);
    }

    private static double limit(Kernel kernel, SpectralMeasure tokens) {
        return RotationSpectrum.sumOfErrors(tokens, RotationSpectrum.ofFeatures(kernel, tokens, 0));
    }

    @Test
    void refusesWhatHasNoSuchMeasure() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RotationSpectrum.ofFeatures(Kernel.laplace(1), plane(1), 0))
                .withMessageContaining("not laplace:1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RotationSpectrum.ofTokens(Matrix.of(new double[]{1, 1, 0, 1}, 2, 2), new double[]{1, 0}))
                .withMessageContaining("must be orthogonal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RotationSpectrum.ofTokens(Matrix.of(new double[]{1, 0, 0, 1}, 2, 2), new double[]{1}))
                .withMessageContaining("1 x 1, not 2 x 2");
        // The square has no atoms at the tokens' own angles: f is not in its space.
        SpectralMeasure square = RotationSpectrum.ofFeatures(Kernel.polynomial(2, 0), plane(1), 0);
        assertThatIllegalArgumentException().isThrownBy(() -> RotationSpectrum.sumOfErrors(plane(1), square))
                .withMessageContaining("no mass at the angle -1.0");
    }
}
