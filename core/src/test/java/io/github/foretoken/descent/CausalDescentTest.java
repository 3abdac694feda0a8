package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.sequence.RotationSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class CausalDescentTest {
    private final CausalDescent descent = CausalDescent.of(Kernel.exponential());
    private final Matrix tokens = RotationSequence.random(4, 1).tokens(40);

    @Test
    void zeroLayersReturnTheStartingPoint() {
        assertThat(descent.iterate(tokens, 0).toArray()).containsOnly(0).hasSize(160);
        assertThat(descent.startingAt(tokens).iterate(tokens, 0).toArray()).containsExactly(tokens.toArray());
    }

    @Test
    void aStepOfZeroNeverMoves() {
        assertThat(descent.startingAt(tokens).withStep(0).iterate(tokens, 7).toArray())
                .containsExactly(tokens.toArray());
    }

    @Test
    void layersInOneSweepEqualLayersInSeveral() {
        // 256 / 4 = 64 layers fit one sweep; 100 layers need two, and one at a time needs a hundred.
        Matrix together = descent.iterate(tokens, 100);
        Matrix u = descent.iterate(tokens, 0);
        for (int n = 0; n < 100; n++) {
            u = descent.startingAt(u).iterate(tokens, 1);
        }
        assertThat(u.toArray()).containsExactly(together.toArray());
    }

    @Test
    void criticalStepIsTwoOverTheGreatestDiagonalEntry() {
        assertThat(descent.criticalStep(tokens)).isCloseTo(2 / Math.E, offset(1e-14));
        assertThat(CausalDescent.of(Kernel.gaussian(1)).criticalStep(tokens)).isEqualTo(2);
        assertThat(descent.withAttention(Attention.SOFTMAX).criticalStep(tokens)).isGreaterThan(2);
        assertThat(descent.withStep(1.9 / Math.E).converges(tokens)).isTrue();
        assertThat(descent.withStep(2.1 / Math.E).converges(tokens)).isFalse();
        assertThat(descent.withStep(-0.1).converges(tokens)).isFalse();
        assertThat(descent.withStep(0).converges(tokens)).isFalse();
        assertThat(descent.withStepPerToken().converges(tokens)).isTrue();
    }

    @Test
    void theDefaultStepCanDivergeWhenNormsVary() {
        Matrix growing = Matrix.of(new double[]{1, 2, 3}, 3, 1);
        assertThat(CausalDescent.of(Kernel.linear()).converges(growing)).isFalse();
        assertThat(CausalDescent.of(Kernel.linear()).withStepPerToken().converges(growing)).isTrue();
    }

    @Test
    void residualFormShowsTheTransientTheSplitFormDoesNot() {
        Matrix longer = RotationSequence.random(15, 7).tokens(200);
        Matrix limit = descent.limit(longer);
        double split = greatestDifference(descent.iterate(longer, 200), limit);
        double residual = greatestDifference(descent.withForm(Form.RESIDUAL).iterate(longer, 200), limit);
        assertThat(split).isLessThan(1e-11);
        assertThat(residual).isGreaterThan(1);
    }

    @Test
    void overflowingIteratesAreAnErrorThatSaysWhatHelps() {
        assertThatThrownBy(() -> descent.withStep(50).iterate(tokens, 2000)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("u^2000 does not fit float64")
                .hasMessageContaining("softmax");
    }

    @Test
    @DisabledForJreRange(max = JRE.JAVA_21, disabledReason = "a minute of scalar loops, which give the bits of Java 25")
    void infiniteTransientsDoNotSpoilFinishedRows() {
        // With a mean off-diagonal k/kappa of c the peak is about (1 + c)^T near n = T c/(1 + c); c is about 0.4 for this seed, so by
        // 2300 tokens the transient leaves float64, and n >= T is right all the same.
        Matrix longer = RotationSequence.random(15, 2).tokens(2300);
        assertThatThrownBy(() -> descent.iterate(longer, 690)).isInstanceOf(ArithmeticException.class);
        assertThat(greatestDifference(descent.iterate(longer, 2300), descent.limit(longer))).isLessThan(1e-10);
    }

    @Test
    void theSoftmaxStepPerTokenIsExactWhereARowsOwnShareUnderflows() {
        Matrix extreme = Matrix.of(new double[]{20, 0, 1, 0, 0, 1}, 3, 2);
        CausalDescent perToken = descent.withStepPerToken();
        Matrix softmax = perToken.withAttention(Attention.SOFTMAX).iterate(extreme, 3);
        assertThat(greatestDifference(softmax, descent.limit(extreme)) / 1e8).isLessThan(1e-6);
        Matrix beyond = Matrix.of(new double[]{1000, 0, 1, 0, 0, 1}, 3, 2);
        assertThatThrownBy(() -> perToken.withAttention(Attention.SOFTMAX).iterate(beyond, 3))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void nothingMovesWithoutLayersOrTokensToLearnFrom() {
        CausalDescent linear = CausalDescent.of(Kernel.linear());
        assertThat(linear.iterate(Matrix.of(new double[]{0, 0}, 1, 2), 5).toArray()).containsExactly(0, 0);
        assertThat(linear.iterate(Matrix.of(new double[]{0, 1}, 2, 1), 0).toArray()).containsExactly(0, 0);
        // Positive zeros, as one expects to read them.
        assertThat(Double.doubleToRawLongBits(descent.iterate(tokens, 3).get(0, 0))).isZero();
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> descent.iterate(tokens, -1)).hasMessageContaining("layers must be 0 or more, not -1");
        assertThatThrownBy(() -> descent.withStep(Double.NaN)).hasMessageContaining("step must be finite");
        assertThatThrownBy(() -> descent.startingAt(tokens.rows(0, 3)).iterate(tokens, 1))
                .hasMessage("u0 must be 40 x 4, it is 3 x 4");
        assertThatThrownBy(() -> CausalDescent.of(Kernel.linear()).withAttention(Attention.SOFTMAX))
                .hasMessageContaining("positive kernel");
        Matrix zeroFirst = Matrix.of(new double[]{0, 1}, 2, 1);
        assertThatThrownBy(() -> CausalDescent.of(Kernel.linear()).iterate(zeroFirst, 1))
                .hasMessageContaining("first token is zero");
    }

    private static double greatestDifference(Matrix a, Matrix b) {
        double worst = 0;
        for (int t = 0; t < a.rows(); t++) {
            for (int c = 0; c < a.cols(); c++) {
                worst = Math.max(worst, Math.abs(a.get(t, c) - b.get(t, c)));
            }
        }
        return worst;
    }
}
