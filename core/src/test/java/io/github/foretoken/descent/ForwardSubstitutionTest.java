package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Lags;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForwardSubstitutionTest {
    private final ForwardSubstitution exponential = ForwardSubstitution.of(Kernel.exponential());
    private final ForwardSubstitution linear = ForwardSubstitution.of(Kernel.linear());

    @Test
    void aSingleTokenPredictsTheZeroVector() {
        Matrix token = Matrix.of(new double[]{3, 4}, 1, 2);
        assertThat(exponential.predict(token).toArray()).containsExactly(0, 0);
        assertThat(linear.limit(token).toArray()).containsExactly(0, 0);
    }

    @Test
    void theLastTargetIsNeverNeeded() {
        Matrix series = RotationSequence.random(3, 1).tokens(130);
        Matrix features = Lags.upTo(4).embed(series);
        Matrix known = series.rows(4, 130);
        assertThat(known.rows()).isEqualTo(features.rows() - 1);
        double[] padded = Arrays.copyOf(known.toArray(), features.rows() * 3);
        Matrix all = Matrix.of(padded, features.rows(), 3);
        assertThat(exponential.predict(features, known).toArray())
                .containsExactly(exponential.predict(features, all).toArray());
    }

    @Test
    void viewsAndCopiesGiveTheSameBits() {
        Matrix tokens = RotationSequence.random(5, 2).tokens(100);
        double[] wide = new double[3 + 100 * 9];
        Arrays.fill(wide, Double.NaN);
        for (int t = 0; t < 100; t++) {
            System.arraycopy(tokens.row(t), 0, wide, 3 + 9 * t, 5);
        }
        Matrix view = new Matrix(wide, 3, 100, 5, 9);
        assertThat(exponential.predict(view).toArray()).containsExactly(exponential.predict(tokens).toArray());
    }

    @Test
    void zeroTokensPredictZeroAndTeachNothing() {
        Matrix tokens = Matrix.of(new double[]{1, 0, 0, 0, 0, 1}, 3, 2);
        assertThat(linear.predict(tokens).row(1)).containsExactly(0, 0);
        assertThat(linear.limit(tokens).row(1)).containsExactly(0, 0);
        assertThat(linear.solve(tokens, tokens).row(1)).containsExactly(0, 0);
    }

    @Test
    void constantNormsOfAThousandDoNotOverflow() {
        Matrix tokens = scaled(RotationSequence.random(8, 3).tokens(200), 1000);
        for (double x : exponential.predict(tokens).toArray()) {
            assertThat(x).isFinite();
        }
        Matrix limit = exponential.limit(tokens);
        assertThat(limit.toArray()).hasSize(1600).doesNotContain(Double.NaN);
    }

    @Test
    void dualCoefficientsThatUnderflowAreAnErrorNotZeros() {
        Matrix tokens = scaled(RotationSequence.random(4, 3).tokens(20), 30);
        assertThatThrownBy(() -> exponential.solve(tokens, tokens)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("mu does not fit float64 at token 1");
    }

    @Test
    void resultsThatDoNotFitAreAnErrorThatNamesTheTokenAndTheRemedy() {
        Matrix tokens = Matrix.of(new double[]{1, 100, 3000}, 3, 1);
        assertThatThrownBy(() -> exponential.predict(tokens)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("û does not fit float64 from token 3 on")
                .hasMessageContaining("Gaussian");
        Matrix huge = Matrix.of(new double[]{1e200, 1}, 2, 1);
        assertThatThrownBy(() -> linear.predict(huge)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("squared norm of token 1 overflows");
        Matrix tiny = Matrix.of(new double[]{1, 1e-200}, 2, 1);
        assertThatThrownBy(() -> linear.predict(tiny)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of token 2 underflows");
    }

    @Test
    void vanishingKernelValuesAreAnErrorNotZeros() {
        Matrix tiny = Matrix.of(new double[]{1e-110, 0, 0, 1e-110, 1e-110, 0}, 3, 2);
        assertThat(linear.predict(tiny).get(2, 1)).isCloseTo(1e-110, offset(1e-125));
        assertThatThrownBy(() -> linear.limit(tiny)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("scale the tokens up");
        assertThatThrownBy(() -> ForwardSubstitution.of(Kernel.polynomial(3, 0)).predict(tiny))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("underflows");
    }

    @Test
    void radialKernelsTakeExtremeWidthsAndNorms() {
        Matrix tokens = Matrix.of(new double[]{1, 0, 0, 1, 1, 0}, 3, 2);
        Matrix large = Matrix.of(new double[]{1e160, 0, 0, 1e160, 1e160, 0}, 3, 2);
        for (Kernel kernel : new Kernel[]{Kernel.gaussian(1e-160), Kernel.laplace(1e-160), Kernel.matern32(1e-160),
            Kernel.matern52(1e-3)}) {
            assertThat(ForwardSubstitution.of(kernel).predict(tokens).row(2)).containsExactly(0, 1);
            assertThat(ForwardSubstitution.of(kernel).predict(large).row(2)).containsExactly(0, 1e160);
        }
    }

    @Test
    void messagesNameTheArgumentAndBothShapes() {
        Matrix tokens = RotationSequence.random(3, 1).tokens(5);
        assertThatThrownBy(() -> linear.solve(tokens, tokens.rows(0, 4)))
                .hasMessage("tokens and targets must have the same number of rows: tokens is 5 x 3, targets is 4 x 3");
        assertThatThrownBy(() -> linear.predict(tokens, tokens.rows(0, 3))).hasMessageContaining("features is 5 x 3")
                .hasMessageContaining("targets is 3 x 3");
        assertThatThrownBy(() -> linear.predict(tokens.rows(0, 0))).hasMessageContaining("at least one token");
        tokens.data()[7] = Double.POSITIVE_INFINITY;
        assertThatThrownBy(() -> linear.predict(tokens)).hasMessageContaining("tokens[2][1] is Infinity");
    }

    @Test
    void repeatedTokensUnderARadialKernelAreReproducedExactly() {
        // x -> successor is a function on two far-apart points: after one period the Laplace predictor knows it.
        double[] series = new double[40];
        for (int t = 0; t < series.length; t++) {
            series[t] = t % 2 == 0 ? 1e6 : 1e6 + 100;
        }
        double[] predicted = ForwardSubstitution.of(Kernel.laplace(1)).predict(Matrix.of(series, 40, 1)).toArray();
        for (int t = 2; t < 39; t++) {
            assertThat(predicted[t]).isCloseTo(series[t + 1], offset(4 * Math.ulp(series[t + 1])));
        }
    }

    private static Matrix scaled(Matrix tokens, double norm) {
        double[] x = tokens.toArray();
        for (int i = 0; i < x.length; i++) {
            x[i] *= norm;
        }
        return Matrix.of(x, tokens.rows(), tokens.cols());
    }
}
