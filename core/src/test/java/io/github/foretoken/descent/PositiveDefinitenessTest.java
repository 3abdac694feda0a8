package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.OwnKernels.Own;
import io.github.foretoken.descent.PositiveDefiniteness.Verdict;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PositiveDefinitenessTest {
    static Stream<Own> kernels() {
        return OwnKernels.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void kernelsAreFoundToBeKernels(Own own) {
        Matrix tokens = OwnKernels.tokens(60, 3, own.size(), 1);
        PositiveDefiniteness check = PositiveDefiniteness.of(own.kernel(), tokens);
        assertThat(check.verdict()).isNotEqualTo(Verdict.INDEFINITE);
        assertThat(check.failure()).isEqualTo(-1);
        assertThat(check.witness()).isEmpty();
        assertThat(check.rank() + check.dependent().length).isEqualTo(60);
    }

    /** A linear kernel spans as many dimensions as tokens have; a Gaussian as many as there are distinct ones. */
    @Test
    void whatIsSingularIsToldFromWhatIsIndefinite() {
        for (double size : new double[]{1e-12, 1, 1e12}) {
            Matrix tokens = OwnKernels.tokens(30, 4, size, 2);
            PositiveDefiniteness linear = PositiveDefiniteness.of(Kernel.linear(), tokens);
            assertThat(linear.verdict()).isEqualTo(Verdict.SINGULAR);
            assertThat(linear.rank()).isEqualTo(4);
            assertThat(linear.dependent()).hasSize(26).startsWith(4, 5);
            Matrix twice = Matrix.zeros(8, 4);
            for (int t = 0; t < 8; t++) {
                System.arraycopy(tokens.row(t % 5), 0, twice.data(), 4 * t, 4);
            }
            // One that is almost a repetition: at 2^-30 of the size its features differ by 2^-60 in the square.
            twice.data()[7 * 4] += size * 0x1p-30;
            PositiveDefiniteness repeated = PositiveDefiniteness.of(Kernel.gaussian(size), twice);
            assertThat(repeated.verdict()).isEqualTo(Verdict.SINGULAR);
            assertThat(repeated.dependent()).containsExactly(5, 6, 7);
            assertThat(PositiveDefiniteness.of(Kernel.gaussian(size), tokens).verdict())
                    .isEqualTo(Verdict.POSITIVE_DEFINITE);
        }
        assertThat(PositiveDefiniteness.of(Kernel.linear(), Matrix.zeros(3, 2)).rank()).isZero();
    }

    static Stream<Own> noKernels() {
        return Stream.of(
                new Own(Kernel.ofInner("tanh", v -> Math.tanh(v - 1)), (x, y) -> Math.tanh(OwnKernels.inner(x, y) - 1),
                        1),
                new Own(Kernel.ofDistance("minus", r -> -r), (x, y) -> -Kernel.ofDistance("r", r -> r).evaluate(x, y),
                        1),
                new Own(Kernel.ofDistance("minus", r -> -r), (x, y) -> -Kernel.ofDistance("r", r -> r).evaluate(x, y),
                        1e-12),
                new Own(Kernel.ofDistance("minus", r -> -r), (x, y) -> -Kernel.ofDistance("r", r -> r).evaluate(x, y),
                        1e12),
                new Own(Kernel.ofInner("sine", Math::sin), (x, y) -> Math.sin(OwnKernels.inner(x, y)), 1),
                new Own(Kernel.ofDistance("box", r -> r < 1.5 ? 1 : 0),
                        (x, y) -> Kernel.ofDistance("r", r -> r).evaluate(x, y) < 1.5 ? 1 : 0, 1),
                new Own(Kernel.ofDistance("parabola", r -> 1 - r * r / 4).plus(Kernel.linear().times(0.1)), (x, y) -> 1
                        - Math.pow(Kernel.ofDistance("r", r -> r).evaluate(x, y), 2) / 4 + 0.1 * OwnKernels.inner(x, y),
                        1));
    }

    /** The witness is one in exact arithmetic, and no principal minor before it has a negative eigenvalue beyond rounding. */
    @ParameterizedTest
    @MethodSource("noKernels")
    void whatIsNoneIsFoundAtTheFirstTokenThatShowsIt(Own own) {
        Matrix tokens = OwnKernels.tokens(80, 2, own.size(), 3);
        PositiveDefiniteness check = PositiveDefiniteness.of(own.kernel(), tokens);
        assertThat(check.verdict()).isEqualTo(Verdict.INDEFINITE);
        int failure = check.failure();
        double[] c = check.witness();
        assertThat(c).hasSize(failure + 1);
        double[][] k = own.gram(tokens, tokens);
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i <= failure; i++) {
            for (int j = 0; j <= failure; j++) {
                exact = exact
                        .add(new BigDecimal(c[i]).multiply(new BigDecimal(k[i][j])).multiply(new BigDecimal(c[j])));
            }
        }
        assertThat(exact.signum()).isNegative();
        assertThat(check.value()).isLessThan(-check.bound());
        assertThat(Math.abs(exact.doubleValue() - check.value())).isLessThanOrEqualTo(check.bound());

        double least = leastEigenvalue(k, failure);
        double greatest = 0;
        for (int i = 0; i < failure; i++) {
            for (int j = 0; j < failure; j++) {
                greatest = Math.max(greatest, Math.abs(k[i][j]));
            }
        }
        // What a symmetric eigenvalue is off by: some roundings of the norm, at most n times the greatest element.
        assertThat(least).isGreaterThanOrEqualTo(-64.0 * failure * failure * 0x1p-53 * greatest);
        assertThat(leastEigenvalue(k, failure + 1)).isNegative();
    }

    private static double leastEigenvalue(double[][] k, int n) {
        if (n == 0) {
            return 0;
        }
        double[][] leading = new double[n][];
        for (int i = 0; i < n; i++) {
            leading[i] = Arrays.copyOf(k[i], n);
        }
        double[] values = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(leading)).getEigenvalues();
        return Arrays.stream(values).min().orElseThrow();
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> PositiveDefiniteness.of(Kernel.linear(), Matrix.zeros(0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens has no rows: at least one token is needed");
        assertThatThrownBy(
                () -> PositiveDefiniteness.of(Kernel.ofInner("log", Math::log), OwnKernels.tokens(5, 2, 1, 4)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) does not fit float64 from token 1 on");
        PositiveDefiniteness check =
                PositiveDefiniteness.of(Kernel.ofInner("negative", v -> -v), OwnKernels.tokens(5, 2, 1, 4));
        assertThat(check).hasToString(
                "PositiveDefiniteness[INDEFINITE, rank 0, fails at row 0 with c'Kc = " + check.value() + "]");
        assertThat(check.pivot()).isEqualTo(check.value());
    }
}
