package io.github.foretoken.papers.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpectralMeasureTest {
    private static final double U = 0x1p-53;

    @Test
    void atomsOfOneAngleAreOne() {
        SpectralMeasure measure = SpectralMeasure.of(
                new double[]{Math.PI, 1, -Math.PI, 1 + 2 * Math.PI, 7, 3 * Math.PI}, new double[]{1, 2, 4, 8, 0, 16});
        assertThat(measure.size()).isEqualTo(2);
        assertThat(measure.masses()).containsExactly(10, 21);
        assertThat(measure.massAt(-Math.PI)).isEqualTo(21);
        assertThat(measure.massAt(1 - 2 * Math.PI)).isEqualTo(10);
        assertThat(measure.massAt(7)).isZero();
        assertThat(measure.total()).isEqualTo(31);
        assertThat(measure.heavierThan(10).masses()).containsExactly(21);
    }

    @Test
    void convolutionsBelongToProducts() {
        SpectralMeasure a = SpectralMeasure.of(new double[]{0.3, -0.3, 0}, new double[]{1, 1, 0.5});
        SpectralMeasure b = SpectralMeasure.of(new double[]{2, -2, Math.PI}, new double[]{0.25, 0.25, 2});
        double[] product = a.convolve(b, 0).sequence(50);
        double[] sum = a.plus(3, b).sequence(50);
        for (int t = 0; t < 50; t++) {
            double x = 2 * Math.cos(0.3 * t) + 0.5;
            double y = 0.5 * Math.cos(2 * t) + 2 * Math.cos(Math.PI * t);
            assertThat(product[t]).isCloseTo(x * y, within(64 * (t + 1) * U));
            assertThat(sum[t]).isCloseTo(x + 3 * y, within(64 * (t + 1) * U));
        }
        assertThat(a.convolve(b, 0.2).size()).isLessThan(a.convolve(b, 0).size());
    }

    @Test
    void refusesWhatIsNoMeasure() {
        assertThatIllegalArgumentException().isThrownBy(() -> SpectralMeasure.of(new double[2], new double[1]))
                .withMessage("there must be a mass for each of the 2 angles, not 1");
        assertThatIllegalArgumentException().isThrownBy(() -> SpectralMeasure.of(new double[]{1}, new double[]{-1}))
                .withMessageContaining("not 1.0 and -1.0");
    }
}
