package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.descent.OwnKernels.Own;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that a program makes, wherever the paper's algorithms take one, against formulas and plain loops. */
class OwnKernelsTest {
    private static final int ROWS = 120;
    private static final int COLUMNS = 3;

    static Stream<Own> kernels() {
        return OwnKernels.all();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void substitutionIsThatOfTheFormula(Own own) {
        Matrix x = OwnKernels.tokens(ROWS, COLUMNS, own.size(), 1);
        Matrix y = OwnKernels.tokens(ROWS, 2, 1, 2);
        ForwardSubstitution plain = ForwardSubstitution.of(own.kernel());
        DenseSystem dense = new DenseSystem(own, x, y, Correction.FULL, 1);
        assertWithin(plain.solve(x, y), dense.mu, dense.radius);
        assertWithin(plain.predict(x, y), dense.predictions, dense.allowed);
        assertThat(plain.withParallelism(Parallelism.of(3)).predict(x, y).toArray())
                .containsExactly(plain.predict(x, y).toArray());

        double norm = own.formula().applyAsDouble(x.row(0), x.row(0));
        Correction correction = Correction.FULL.withRidge(norm / 4).withRelaxation(0.7).withForgetting(0.97);
        DenseSystem corrected = new DenseSystem(own, x, y, correction, 3);
        assertWithin(plain.withCorrection(correction).withHorizon(3).predict(x, y), corrected.predictions,
                corrected.allowed);
    }

    /** u*: (D - the rest of A z) with z = A^-1 D Y, which is û of the system whose columns are divided differently. */
    @ParameterizedTest
    @MethodSource("kernels")
    void limitsAndIteratesAreThoseOfTheFormula(Own own) {
        int rows = 40;
        Matrix x = OwnKernels.tokens(rows, COLUMNS, own.size(), 3);
        Matrix y = OwnKernels.tokens(rows, 2, 1, 4);
        double[][] k = own.gram(x, x);
        Matrix scaled = Matrix.zeros(rows, 2);
        for (int t = 0; t < rows; t++) {
            for (int c = 0; c < 2; c++) {
                scaled.data()[2 * t + c] = k[t][t] * y.get(t, c);
            }
        }
        DenseSystem dense = new DenseSystem(own, x, scaled, Correction.FULL, 1);
        double[][] limit = new double[rows][2];
        double[][] allowed = new double[rows][2];
        for (int t = 0; t < rows; t++) {
            for (int c = 0; c < 2; c++) {
                limit[t][c] = y.get(t, c) - dense.mu[t][c];
                allowed[t][c] = 2 * dense.radius[t][c] + own.gamma(x, rows) * Math.abs(y.get(t, c));
            }
        }
        CausalDescent descent = CausalDescent.of(own.kernel());
        assertWithin(descent.limit(x, y), limit, allowed);
        // As many layers as tokens, with a step a token, reach it, and take their roundings through what they pass.
        assertWithin(descent.withStepPerToken().iterate(x, y, rows), limit, allowed);

        double eta = 0.3 / greatest(k);
        iterates(own, x, y, eta, 7, limit, allowed);
        assertWithin(descent.withStep(eta).iterate(x, y, 7), limit, allowed);
        assertWithin(descent.withStep(eta).withForm(CausalDescent.Form.RESIDUAL).iterate(x, y, 7), limit, allowed);
        assertThat(descent.withStep(eta).converges(x)).isTrue();
        double critical = 2 / greatest(k, 1);
        assertThat(descent.criticalStep(x)).isCloseTo(critical, within(own.gamma(x, 1) * critical));
    }

    private static double greatest(double[][] k) {
        return greatest(k, 0);
    }

    private static double greatest(double[][] k, int from) {
        double greatest = 0;
        for (int t = from; t < k.length; t++) {
            greatest = Math.max(greatest, k[t][t]);
        }
        return greatest;
    }

    /** u - eta (A u - L Y) in loops, with what errors of elements add to it from layer to layer. */
    private static void iterates(Own own, Matrix x, Matrix y, double eta, int layers, double[][] u, double[][] error) {
        int rows = x.rows();
        double[][] k = own.gram(x, x);
        double gamma = own.gamma(x, rows);
        for (int t = 0; t < rows; t++) {
            for (int c = 0; c < y.cols(); c++) {
                u[t][c] = 0;
                error[t][c] = 0;
            }
        }
        for (int n = 0; n < layers; n++) {
            // Each row from the last: those above it are still of the layer before.
            for (int t = rows - 1; t >= 0; t--) {
                for (int c = 0; c < y.cols(); c++) {
                    double move = k[t][t] * u[t][c];
                    double off = gamma * k[t][t] * Math.abs(u[t][c]);
                    double carried = Math.abs(1 - eta * k[t][t]) * error[t][c];
                    for (int s = 0; s < t; s++) {
                        move += k[t][s] * (u[s][c] - y.get(s, c));
                        off += gamma * Math.sqrt(k[t][t] * k[s][s]) * (Math.abs(u[s][c]) + Math.abs(y.get(s, c)));
                        carried += eta * Math.abs(k[t][s]) * error[s][c];
                    }
                    u[t][c] -= eta * move;
                    error[t][c] = carried + eta * off + gamma * Math.abs(u[t][c]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theLearnedMapAndProjectionsAreThoseOfTheFormula(Own own) {
        int rows = 30;
        Matrix x = OwnKernels.tokens(rows, COLUMNS, own.size(), 5);
        Matrix y = OwnKernels.tokens(rows, 2, 1, 6);
        Matrix z = OwnKernels.tokens(4, COLUMNS, own.size(), 7);
        DenseSystem dense = new DenseSystem(own, x, y, Correction.FULL, 1);
        double[][] k = own.gram(z, x);
        double gamma = own.gamma(x, rows);
        Matrix values = LearnedMap.of(own.kernel(), x, y).at(z);
        for (int i = 0; i < z.rows(); i++) {
            double norm = own.formula().applyAsDouble(z.row(i), z.row(i));
            for (int c = 0; c < 2; c++) {
                double expected = 0;
                double allowed = 0;
                for (int s = 0; s < rows; s++) {
                    double own2 = own.formula().applyAsDouble(x.row(s), x.row(s));
                    expected += k[i][s] * dense.mu[s][c];
                    allowed += Math.abs(k[i][s]) * dense.radius[s][c]
                            + gamma * Math.sqrt(norm * own2) * Math.abs(dense.mu[s][c]);
                }
                assertThat(values.get(i, c)).isCloseTo(expected, within(2 * allowed));
            }
        }
        // P_t ... P_1 phi(z) is orthogonal to the newest token; coefficients solve A c = -k(x, z).
        Matrix right = Matrix.zeros(rows, z.rows());
        for (int s = 0; s < rows; s++) {
            for (int i = 0; i < z.rows(); i++) {
                right.data()[s * z.rows() + i] = -k[i][s];
            }
        }
        DenseSystem projected = new DenseSystem(own, x, right, Correction.FULL, 1);
        assertWithin(KaczmarzProjections.of(own.kernel()).coefficients(x, z, KaczmarzProjections.Order.OLDEST_FIRST),
                projected.mu, twice(projected.radius, gamma, own, x, z));
        assertThat(ConvergenceRate.ofPeriod(own.kernel(), x.rows(0, 3))).isBetween(0.0, 1.0);
    }

    /** And what the right side itself is off by, through |A^-1|, of which a row sums to 2 T over the diagonal at most. */
    private static double[][] twice(double[][] radius, double gamma, Own own, Matrix x, Matrix z) {
        for (int s = 0; s < radius.length; s++) {
            double norm = own.formula().applyAsDouble(x.row(s), x.row(s));
            for (int i = 0; i < z.rows(); i++) {
                double at = own.formula().applyAsDouble(z.row(i), z.row(i));
                radius[s][i] = 2 * radius[s][i] + 2 * radius.length * gamma * Math.sqrt(at / norm);
            }
        }
        return radius;
    }

    /** A function that is a built-in kernel is it, up to its roundings; so is a sum of one term, or a product with 1. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void functionsThatAreBuiltInKernelsAreThem(double size) {
        Matrix x = OwnKernels.tokens(ROWS, COLUMNS, size, 8);
        Matrix y = OwnKernels.tokens(ROWS, 2, 1, 9);
        double square = size * size;
        DoubleUnaryOperator exp = v -> Math.exp(v / square);
        Kernel one = Kernel.ofInner("one", v -> 1);
        same(Kernel.ofInner("e", exp), Kernel.exponential(1 / square),
                (a, b) -> exp.applyAsDouble(OwnKernels.inner(a, b)), x, y, size);
        same(Kernel.ofDistance("bell", r -> Math.exp(-r * r / (8 * square))), Kernel.gaussian(2 * size),
                (a, b) -> Kernel.gaussian(2 * size).evaluate(a, b), x, y, size);
        same(Kernel.matern32(size).times(one), Kernel.matern32(size), (a, b) -> Kernel.matern32(size).evaluate(a, b), x,
                y, size);
        same(Kernel.ofInner("square", v -> v * v), Kernel.polynomial(2, 0),
                (a, b) -> Math.pow(OwnKernels.inner(a, b), 2), x, y, size);
    }

    private static void same(Kernel made, Kernel builtIn, ToDoubleBiFunction<double[], double[]> formula, Matrix x,
            Matrix y, double size) {
        DenseSystem dense = new DenseSystem(new Own(made, formula, size), x, y, Correction.FULL, 1);
        Matrix one = ForwardSubstitution.of(made).predict(x, y);
        Matrix other = ForwardSubstitution.of(builtIn).predict(x, y);
        for (int t = 0; t < x.rows(); t++) {
            for (int c = 0; c < y.cols(); c++) {
                assertThat(one.get(t, c)).isCloseTo(other.get(t, c), within(2 * dense.allowed[t][c]));
            }
        }
    }

    /** Wide tokens and many of them: products of blocks, by whatever library is there. */
    @Test
    void wideTokensToo() {
        int rows = 400;
        double size = 0.1;
        Matrix x = OwnKernels.tokens(rows, 130, size, 10);
        Matrix y = OwnKernels.tokens(rows, 2, 1, 11);
        for (Own own : new Own[]{
            new Own(Kernel.ofInner("e", Math::exp), (a, b) -> Math.exp(OwnKernels.inner(a, b)), size),
            new Own(Kernel.exponential().plus(Kernel.linear()),
                    (a, b) -> Math.exp(OwnKernels.inner(a, b)) + OwnKernels.inner(a, b), size)}) {
            DenseSystem dense = new DenseSystem(own, x, y, Correction.FULL, 1);
            assertWithin(ForwardSubstitution.of(own.kernel()).predict(x, y), dense.predictions, dense.allowed);
        }
    }

    @Test
    void softmaxIsForKernelsThatArePositiveForSure() {
        Matrix x = OwnKernels.tokens(50, 2, 1, 12);
        Kernel positive = Kernel.gaussian(1).plus(Kernel.exponential().times(Kernel.laplace(2)));
        CausalDescent softmax = CausalDescent.of(positive).withAttention(CausalDescent.Attention.SOFTMAX);
        // Rows divided by their sums have the same limit, and twelve layers a token reach it.
        Matrix limit = softmax.limit(x);
        Matrix far = softmax.iterate(x, 12 * 50);
        for (int i = 0; i < limit.toArray().length; i++) {
            assertThat(far.toArray()[i]).isCloseTo(limit.toArray()[i],
                    within(1e-8 * Math.max(1, Math.abs(limit.toArray()[i]))));
        }
        for (Kernel kernel : new Kernel[]{Kernel.gaussian(1).plus(Kernel.linear()), Kernel.ofInner("own", Math::exp)}) {
            assertThatThrownBy(() -> CausalDescent.of(kernel).withAttention(CausalDescent.Attention.SOFTMAX))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs a positive kernel")
                    .hasMessageContaining(kernel.text());
        }
    }

    @Test
    void whatIsNoKernelOrDoesNotFitIsRefused() {
        Matrix x = OwnKernels.tokens(5, 2, 30, 13);
        Kernel negative = Kernel.ofInner("negative", v -> -v);
        assertThatThrownBy(() -> ForwardSubstitution.of(negative).predict(x)).isInstanceOf(ArithmeticException.class)
                .hasMessageMatching("k\\(x, x\\) of token 1 is -.*: negative is not positive semi-definite");
        assertThatThrownBy(() -> ForwardSubstitution.of(Kernel.exponential().times(2)).predict(x))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("too large for float64; scale the tokens down");
        assertThatThrownBy(() -> ForwardSubstitution.of(Kernel.ofInner("none", v -> Double.NaN)).predict(x))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of token 1");
        assertThatThrownBy(() -> LearnedMap.of(Kernel.exponential().plus(Kernel.gaussian(1)), x))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("too large for float64");
        assertThatThrownBy(() -> NonCausalDescent.of(Kernel.exponential().times(2), 0.1).iterate(x, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("does not fit float64");
        // 0 at the zero token alone, as the linear kernel: it predicts zero and teaches nothing.
        Matrix zero = Matrix.of(new double[]{1, 2, 0, 0, 3, 1}, 3, 2);
        Kernel product = Kernel.linear().times(Kernel.gaussian(1));
        assertThat(ForwardSubstitution.of(product).predict(zero).row(1)).containsExactly(0, 0);
    }

    private static void assertWithin(Matrix actual, double[][] expected, double[][] allowed) {
        assertThat(actual.rows()).isEqualTo(expected.length);
        for (int t = 0; t < expected.length; t++) {
            for (int c = 0; c < expected[t].length; c++) {
                assertThat(actual.get(t, c)).as("row %d", t).isCloseTo(expected[t][c], within(allowed[t][c]));
            }
        }
    }
}
