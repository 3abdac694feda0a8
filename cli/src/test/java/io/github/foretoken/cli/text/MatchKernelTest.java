package io.github.foretoken.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchKernelTest {
    static final List<Kernel> KERNELS = List.of(Kernel.exponential(), Kernel.exponential(2.5), Kernel.gaussian(0.9),
            Kernel.laplace(1.5), Kernel.matern32(2), Kernel.matern52(1), Kernel.polynomial(3, 0.5), Kernel.linear());

    /** The sum over sets of places is the kernel, for every number of matches. */
    @Test
    void setsOfPlacesAddUpToTheKernel() {
        for (Kernel kernel : KERNELS) {
            for (int p = 1; p <= 8; p++) {
                double[] coefficients = MatchKernel.coefficients(kernel, p);
                double[] all = oneHot(p, p);
                for (int matches = 0; matches <= p; matches++) {
                    double sum = 0;
                    for (int set = 0; set < 1 << p; set++) {
                        boolean agree = (set & (1 << matches) - 1) == set;
                        sum += agree ? coefficients[Integer.bitCount(set)] : 0;
                    }
                    double expected = kernel.evaluate(all, oneHot(p, matches)) / kernel.evaluate(all, all);
                    assertThat(sum).as("%s, p = %d, %d matches", kernel, p, matches)
                            .isCloseTo(expected, within(3 * Math.pow(4, p) * 0x1p-52));
                }
            }
        }
    }

    /** Place i holds vector 0 where it matches, vector 1 elsewhere, of two orthonormal ones. */
    private static double[] oneHot(int p, int matches) {
        double[] x = new double[2 * p];
        for (int i = 0; i < p; i++) {
            x[2 * i + (i < matches ? 0 : 1)] = 1;
        }
        return x;
    }

    @Test
    void exponentialKeepsEachPlaceWithOneProbability() {
        double kept = 1 - Math.exp(-0.7);
        double[] coefficients = MatchKernel.coefficients(Kernel.exponential(0.7), 4);
        for (int j = 0; j <= 4; j++) {
            assertThat(coefficients[j]).isCloseTo(Math.pow(kept, j) * Math.pow(1 - kept, 4 - j), within(16 * 0x1p-52));
        }
    }

    @Test
    void linearKernelHasSinglePlacesOnly() {
        assertThat(MatchKernel.coefficients(Kernel.linear(), 4)).containsExactly(0, 0.25, 0, 0, 0);
    }

    @Test
    void valuesThatDoNotFit() {
        assertThat(MatchKernel.coefficients(Kernel.exponential(1000), 4)).containsExactly(0, 0, 0, 0, 1);
        assertThatThrownBy(() -> MatchKernel.coefficients(Kernel.polynomial(2000, 0.5), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its values for contexts of 4 bytes do not fit float64");
    }
}
