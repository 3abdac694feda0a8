package io.github.foretoken.papers.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Appendix B: F, its flow without the mask, and what is true of the flow with it. */
class DualFunctionalTest {
    private static final double UNIT = 0x1p-53;
    private static final int T = 9;

    private final Matrix tokens = RotationSequence.random(4, 3).tokens(T + 1);
    private final Matrix features = tokens.rows(0, T);
    private final Matrix targets = tokens.rows(1, T + 1);
    private final Kernel kernel = Kernel.exponential();
    private final DualFunctional functional = DualFunctional.of(kernel, features, targets);

    /** Derivatives of F and of F_t as differences, which are exact for a quadratic function, in exact arithmetic. */
    @Test
    void gradientsAreThoseOfTheFunctional() {
        Matrix mu = uniform(T, 4, 1);
        Matrix gradient = functional.gradient(mu);
        Matrix causal = functional.causalGradient(mu);
        for (int t = 0; t < T; t++) {
            for (int c = 0; c < 4; c++) {
                BigDecimal all = exact(moved(mu, t, c, 1), T).subtract(exact(moved(mu, t, c, -1), T));
                BigDecimal own = exact(moved(mu, t, c, 1), t + 1).subtract(exact(moved(mu, t, c, -1), t + 1));
                double rounding = 8 * T * UNIT * T * Math.E;
                assertThat(gradient.get(t, c)).isCloseTo(all.doubleValue() / 2, offset(rounding));
                assertThat(causal.get(t, c)).isCloseTo(own.doubleValue() / 2, offset(rounding));
            }
            assertThat(functional.value(mu, t)).isCloseTo(exact(mu, t).doubleValue(),
                    offset(8 * T * UNIT * 4 * T * T * Math.E));
        }
    }

    /** Under the linear kernel W is a matrix: F is half its squared distance from the rotation, less half of |f|². */
    @Test
    void itIsADistanceOfOperators() {
        RotationSequence rotation = RotationSequence.random(4, 3);
        Matrix mu = uniform(T, 4, 2);
        double distance = 0;
        double norm = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double w = 0;
                for (int s = 0; s < T; s++) {
                    w += mu.get(s, i) * tokens.get(s, j);
                }
                double f = rotation.rotation().get(i, j);
                distance += (w - f) * (w - f) / 2;
                norm += f * f / 2;
            }
        }
        assertThat(DualFunctional.of(Kernel.linear(), features, targets).value(mu)).isCloseTo(distance - norm,
                offset(100 * T * UNIT * (distance + norm)));
    }

    /** The flow of F against its closed form; F falls along it at the square of its speed, to its minimum. */
    @Test
    void withoutTheMaskTheFlowDescendsIt() {
        double[][] k = new double[T][T];
        for (int t = 0; t < T; t++) {
            for (int s = 0; s < T; s++) {
                k[t][s] = kernel.evaluate(features.row(t), features.row(s));
            }
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(k));
        double[] depths = {0, 0.05, 0.2, 1, 5, 50};
        List<Matrix> states = functional.flow().at(Matrix.zeros(T, 4), depths);
        double minimum = 0;
        double[] left = new double[depths.length];
        double[] speed = new double[depths.length];
        for (int e = 0; e < T; e++) {
            double lambda = eigen.getEigenvalue(e);
            double square = 0;
            for (int c = 0; c < 4; c++) {
                double along = 0;
                for (int t = 0; t < T; t++) {
                    along += eigen.getV().getEntry(t, e) * targets.get(t, c);
                }
                square += along * along;
            }
            minimum -= square / lambda / 2;
            for (int i = 0; i < depths.length; i++) {
                left[i] += square / lambda / 2 * Math.exp(-2 * lambda * depths[i]);
                speed[i] += square * Math.exp(-2 * lambda * depths[i]);
            }
        }
        assertThat(functional.minimum()).isCloseTo(minimum, within(1e-10 * -minimum));
        for (int i = 0; i < depths.length; i++) {
            double value = functional.value(states.get(i));
            assertThat(value).as("F at %s", depths[i]).isCloseTo(minimum + left[i], offset(1e-10));
            double fall = 0;
            for (double velocity : functional.gradient(states.get(i)).data()) {
                fall += velocity * velocity;
            }
            assertThat(fall).as("-F' at %s", depths[i]).isCloseTo(speed[i], offset(1e-10));
            assertThat(value).isGreaterThanOrEqualTo(minimum - 1e-10)
                    .isLessThan(i == 0 ? 1 : functional.value(states.get(i - 1)));
        }
    }

    /** Each token descends its own F_t: that is the flow of attention, whose residual falls at exp(-k tau) at least. */
    @ParameterizedTest
    @CsvSource({"exponential, false", "exponential, true", "linear, false", "linear, true"})
    void withTheMaskTheResidualFalls(String text, boolean moved) {
        Kernel any = Kernel.parse(text);
        CausalAttention attention = text.equals("linear") ? CausalAttention.linear() : CausalAttention.exponential();
        DualFunctional own = DualFunctional.of(any, features, targets);
        Matrix start = moved ? uniform(T, 4, 5) : Matrix.zeros(T, 4);
        double[] depths = IntStream.range(0, 60).mapToDouble(i -> i * 0.1).toArray();
        List<Matrix> states = NeuralOde.dual(attention, features, targets).at(start, depths);
        double kappa = text.equals("linear") ? 1 : Math.E;
        for (int i = 1; i < depths.length; i++) {
            double before = own.residual(states.get(i - 1));
            double after = own.residual(states.get(i));
            assertThat(after).as("at %s", depths[i]).isLessThan(before * Math.exp(-kappa * 0.1) + 1e-20);
        }
        // The velocity of attention is minus the causal gradient.
        Matrix next = NeuralOde.dual(attention, features, targets).at(start, 1e-6).getFirst();
        Matrix gradient = own.causalGradient(start);
        for (int i = 0; i < gradient.data().length; i++) {
            assertThat((next.data()[i] - start.data()[i]) / 1e-6).isCloseTo(-gradient.data()[i], offset(1e-4));
        }
        assertThat(own.residual(ForwardSubstitution.of(any).solve(features, targets))).isLessThan(1e-25);
    }

    /** A potential would have a symmetric Jacobian; and F itself may grow along the flow with the mask. */
    @Test
    void withTheMaskNoFunctionHasThatGradient() {
        Matrix zero = Matrix.zeros(T, 4);
        Matrix base = functional.causalGradient(zero);
        double older = functional.causalGradient(moved(zero, 2, 0, 1)).get(5, 0) - base.get(5, 0);
        double newer = functional.causalGradient(moved(zero, 5, 0, 1)).get(2, 0) - base.get(2, 0);
        assertThat(older).isCloseTo(kernel.evaluate(features.row(5), features.row(2)), offset(8 * UNIT * Math.E));
        assertThat(newer).isZero();
        boolean grew = false;
        for (long seed = 0; seed < 40 && !grew; seed++) {
            Matrix mu = uniform(T, 4, seed);
            double along = 0;
            for (int i = 0; i < T * 4; i++) {
                along -= functional.gradient(mu).data()[i] * functional.causalGradient(mu).data()[i];
            }
            grew = along > 0;
        }
        // At the limit of the causal flow F is not least, either.
        Matrix limit = ForwardSubstitution.of(kernel).solve(features, targets);
        assertThat(functional.value(limit)).isGreaterThan(functional.minimum() + 1e-3);
        assertThat(grew).isTrue();
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> functional.value(Matrix.zeros(2, 4)))
                .hasMessage("mu and targets must have the same shape: mu is 2 x 4, targets is 9 x 4");
        assertThatThrownBy(() -> functional.value(Matrix.zeros(9, 4), 10)).hasMessage("t must be 0 to 9, not 10");
        assertThatThrownBy(() -> DualFunctional.of(kernel, features, tokens))
                .hasMessageStartingWith("features and targets must have as many rows");
        // Nine features of four numbers depend on each other.
        assertThatThrownBy(() -> DualFunctional.of(Kernel.linear(), features, targets).minimum())
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the kernel matrix is not positive definite");
    }

    /** F_t as it is written, of float64 kernel values, without a rounding. */
    private BigDecimal exact(Matrix mu, int t) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int r = 0; r < t; r++) {
            for (int c = 0; c < mu.cols(); c++) {
                BigDecimal own = new BigDecimal(mu.get(r, c));
                for (int s = 0; s < t; s++) {
                    sum = sum.add(own.multiply(new BigDecimal(mu.get(s, c)))
                            .multiply(new BigDecimal(kernel.evaluate(features.row(r), features.row(s)) / 2)));
                }
                sum = sum.subtract(own.multiply(new BigDecimal(targets.get(r, c))));
            }
        }
        return sum;
    }

    private static Matrix moved(Matrix mu, int row, int column, double by) {
        double[] data = mu.toArray();
        data[row * mu.cols() + column] += by;
        return Matrix.of(data, mu.rows(), mu.cols());
    }

    private static Matrix uniform(int rows, int cols, long seed) {
        return Matrix.of(new Random(seed).doubles((long) rows * cols, -1, 1).toArray(), rows, cols);
    }
}
