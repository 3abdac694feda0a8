package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** eq. 5 and eq. 6 from any W^0: against dense matrices, closed forms and differences of the energy. */
class KernelMapTest {
    private static final double UNIT = 0x1p-53;
    private static final int D = 4;

    /** With the linear kernel W is a matrix, and everything is there to be written down. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void underTheLinearKernelItIsAMatrix(double scale) {
        Matrix x = uniform(9, D, 1, scale);
        Matrix keys = uniform(5, D, 2, scale);
        Matrix c = uniform(5, D, 3, 1 / scale);
        double[][] w = new double[D][D];
        for (int s = 0; s < 5; s++) {
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < D; j++) {
                    w[i][j] += c.get(s, i) * keys.get(s, j);
                }
            }
        }
        KernelMap map = KernelMap.of(Kernel.linear(), keys, c);
        double square = 0;
        for (double[] row : w) {
            square += inner(row, row);
        }
        // Five terms of four coordinates each, all of which the norms of c and keys bound.
        assertThat(map.squaredNorm()).isCloseTo(square, offset(200 * UNIT * 25 * D * D));
        double eta = 0.1 / (9 * D) / (scale * scale);
        KernelMap after = map.descend(x, eta, 7);
        for (int n = 0; n < 7; n++) {
            double[][] gradient = new double[D][D];
            for (int t = 0; t < 8; t++) {
                for (int i = 0; i < D; i++) {
                    double missing = inner(w[i], x.row(t)) - x.get(t + 1, i);
                    for (int j = 0; j < D; j++) {
                        gradient[i][j] += missing * x.get(t, j);
                    }
                }
            }
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < D; j++) {
                    w[i][j] -= eta * gradient[i][j];
                }
            }
        }
        double energy = 0;
        Matrix values = after.at(x);
        for (int t = 0; t < 9; t++) {
            for (int i = 0; i < D; i++) {
                double value = inner(w[i], x.row(t));
                assertThat(values.get(t, i)).isCloseTo(value, offset(100 * UNIT * 5 * D * D * scale));
                energy += t < 8 ? (value - x.get(t + 1, i)) * (value - x.get(t + 1, i)) / 2 : 0;
            }
        }
        assertThat(after.energy(x)).isCloseTo(energy, within(1000 * UNIT * energy));
    }

    /** Both equations, and eq. 6 with dense matrices, from the values of the operator that Kaczmarz's method learns. */
    @ParameterizedTest
    @CsvSource({"exponential, 0", "exponential, 1", "exponential, 25", "gaussian:0.5, 25", "polynomial:3:1, 5"})
    void estimatesOfTheOperatorAreThoseOfTheLayers(String text, int n) {
        Kernel kernel = Kernel.parse(text);
        Matrix x = RotationSequence.random(D, 3).tokens(20);
        Matrix before = uniform(6, D, 4, 1);
        Matrix c = uniform(6, D, 5, 1);
        KernelMap start = KernelMap.of(kernel, before, c);
        double eta = 0.9 * NonCausalDescent.criticalStep(kernel, x);
        double[][] u = new double[20][D];
        double greatest = 1;
        for (int t = 0; t < 20; t++) {
            for (int s = 0; s < 6; s++) {
                for (int i = 0; i < D; i++) {
                    u[t][i] += kernel.evaluate(before.row(s), x.row(t)) * c.get(s, i);
                    greatest = Math.max(greatest, Math.abs(u[t][i]));
                }
            }
        }
        for (int layer = 0; layer < n; layer++) {
            double[][] next = new double[20][];
            for (int t = 0; t < 20; t++) {
                next[t] = u[t].clone();
                for (int s = 0; s < 19; s++) {
                    for (int i = 0; i < D; i++) {
                        next[t][i] -= eta * kernel.evaluate(x.row(t), x.row(s)) * (u[s][i] - x.get(s + 1, i));
                    }
                }
            }
            u = next;
        }
        Matrix layers = NonCausalDescent.of(kernel, eta).startingAt(start.at(x)).iterate(x, n);
        Matrix values = start.descend(x, eta, n).at(x);
        // No layer lengthens an error; each adds those of a sum of 20 terms, twice.
        double tolerance = 4 * (n + 1) * 20 * (20 + 2 * D) * UNIT * greatest;
        for (int t = 0; t < 20; t++) {
            for (int i = 0; i < D; i++) {
                assertThat(layers.get(t, i)).as("eq. 6, row %d", t + 1).isCloseTo(u[t][i], offset(tolerance));
                assertThat(values.get(t, i)).as("eq. 5, row %d", t + 1).isCloseTo(u[t][i], offset(tolerance));
            }
        }
        assertThat(NonCausalDescent.energy(x, layers)).isCloseTo(start.descend(x, eta, n).energy(x),
                offset(80 * greatest * tolerance));
    }

    /** E is quadratic, so that differences of any width are its derivative. */
    @Test
    void aStepGoesAlongTheGradient() {
        Kernel kernel = Kernel.exponential();
        Matrix x = uniform(12, D, 6, 1);
        Matrix keys = uniform(5, D, 7, 1);
        Matrix c = uniform(5, D, 8, 1);
        Matrix direction = uniform(5, D, 9, 1);
        KernelMap map = KernelMap.of(kernel, keys, c);
        double difference = (KernelMap.of(kernel, keys, plus(c, direction, 0.5)).energy(x)
                - KernelMap.of(kernel, keys, plus(c, direction, -0.5)).energy(x));
        KernelMap after = map.descend(x, 1, 1);
        // W - grad E, whose features are those of W, and tokens: what was added is minus the gradient.
        double along = 0;
        double size = 0;
        for (int t = 5; t < after.features().rows(); t++) {
            for (int s = 0; s < 5; s++) {
                double term = -inner(after.coefficients().row(t), direction.row(s))
                        * kernel.evaluate(after.features().row(t), keys.row(s));
                along += term;
                size += Math.abs(term);
            }
        }
        assertThat(along).isCloseTo(difference, within(100 * UNIT * (size + map.energy(x))));
        assertThat(size).isGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({"linear", "exponential", "gaussian:1", "laplace:2"})
    void energyFallsBelowTheCriticalStepAndGrowsAbove(String text) {
        Kernel kernel = Kernel.parse(text);
        Matrix x = uniform(30, D, 11, 1);
        double critical = NonCausalDescent.criticalStep(kernel, x);
        KernelMap start = KernelMap.of(kernel, uniform(3, D, 12, 1), uniform(3, D, 13, 1));
        for (double share : new double[]{0.01, 0.5, 0.99}) {
            KernelMap map = start;
            double energy = start.energy(x);
            for (int n = 0; n < 40; n++) {
                map = map.descend(x, share * critical, 1);
                double next = map.energy(x);
                // Under the linear kernel it arrives.
                assertThat(next).as("share %s, step %d", share, n + 1)
                        .isLessThan(energy * (n < 5 ? 1 : 1 + 100 * UNIT));
                energy = next;
            }
        }
        // What lies along the greatest eigenvalue is multiplied by 1 - 2.02 each time.
        double above = start.descend(x, 1.01 * critical, 1000).energy(x);
        double more = start.descend(x, 1.01 * critical, 1500).energy(x);
        assertThat(Math.log(more / above) / 1000).isCloseTo(Math.log(1.02), within(1e-9));
        assertThat(above).isGreaterThan(1e6 * start.energy(x));
    }

    /** Of regular polygons kernel matrices are circulant: a positive one's greatest eigenvalue is the sum of a row. */
    @ParameterizedTest
    @CsvSource({"3", "10", "57"})
    void criticalStepsOfPolygonsHaveClosedForms(int corners) {
        Matrix x = Matrix.zeros(corners + 1, 2);
        double sum = 0;
        for (int t = 0; t <= corners; t++) {
            double angle = 2 * Math.PI * t / corners;
            x.data()[2 * t] = Math.cos(angle);
            x.data()[2 * t + 1] = Math.sin(angle);
            sum += t < corners ? Math.exp(Math.cos(angle)) : 0;
        }
        double rounding = 8 * corners * UNIT;
        assertThat(NonCausalDescent.criticalStep(Kernel.exponential(), x)).isCloseTo(2 / sum,
                within(rounding * 2 / sum));
        for (double scale : new double[]{1e-12, 1, 1e12}) {
            double expected = 4.0 / corners / (scale * scale);
            assertThat(NonCausalDescent.criticalStep(Kernel.linear(), scaled(x, scale))).isCloseTo(expected,
                    within(rounding * expected));
        }
    }

    /** Of tokens of the plane under the linear kernel: the greater root of a quadratic equation. */
    @Test
    void criticalStepInThePlane() {
        Matrix x = uniform(40, 2, 21, 1);
        double a = 0;
        double b = 0;
        double c = 0;
        for (int t = 0; t < 39; t++) {
            a += x.get(t, 0) * x.get(t, 0);
            b += x.get(t, 0) * x.get(t, 1);
            c += x.get(t, 1) * x.get(t, 1);
        }
        double greatest = (a + c) / 2 + Math.hypot((a - c) / 2, b);
        assertThat(NonCausalDescent.criticalStep(Kernel.linear(), x)).isCloseTo(2 / greatest,
                within(8 * 40 * UNIT * 2 / greatest));
    }

    @Test
    void nothingMovesWithoutASuccessorOrAFeature() {
        assertThat(NonCausalDescent.criticalStep(Kernel.linear(), Matrix.zeros(1, 2))).isInfinite();
        assertThat(NonCausalDescent.criticalStep(Kernel.linear(), Matrix.zeros(4, 2))).isInfinite();
        Matrix one = Matrix.of(new double[]{3, 4}, 1, 2);
        KernelMap zero = KernelMap.zero(Kernel.linear(), 2, 2);
        assertThat(zero.descend(one, 0.1, 3).features().rows()).isZero();
        assertThat(zero.energy(one)).isZero();
        assertThat(zero.squaredNorm()).isZero();
        assertThat(zero.at(one).row(0)).containsExactly(0, 0);
        Matrix u0 = Matrix.of(new double[]{7, 8}, 1, 2);
        assertThat(NonCausalDescent.of(Kernel.linear(), 0.1).startingAt(u0).iterate(one, 5).row(0)).containsExactly(7,
                8);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        KernelMap map = KernelMap.zero(Kernel.linear(), 2, 3);
        assertThatThrownBy(() -> map.at(Matrix.zeros(1, 3))).hasMessage("z is 1 x 3, but W maps 2 to 3 numbers");
        assertThatThrownBy(() -> map.energy(Matrix.zeros(4, 2)))
                .hasMessage("tokens is 4 x 2, but W maps 2 to 3 numbers");
        assertThatThrownBy(() -> KernelMap.of(Kernel.linear(), Matrix.zeros(2, 2), Matrix.zeros(3, 2)))
                .hasMessageStartingWith("features and coefficients must have the same number of rows");
        NonCausalDescent descent = NonCausalDescent.of(Kernel.linear(), 0.1).startingAt(Matrix.zeros(3, 2));
        assertThatThrownBy(() -> descent.iterate(Matrix.zeros(4, 2), 1))
                .hasMessage("u0 and tokens must have the same shape: u0 is 3 x 2, tokens is 4 x 2");
        KernelMap square = KernelMap.zero(Kernel.exponential(), 2, 2);
        assertThatThrownBy(() -> square.descend(uniform(9, 2, 1, 1), 1e6, 400)).isInstanceOf(ArithmeticException.class)
                .hasMessageEndingWith("take a smaller step");
    }

    private static Matrix plus(Matrix a, Matrix b, double factor) {
        double[] sum = a.toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * b.data()[i];
        }
        return Matrix.of(sum, a.rows(), a.cols());
    }

    private static Matrix scaled(Matrix x, double factor) {
        return plus(Matrix.zeros(x.rows(), x.cols()), x, factor);
    }

    private static Matrix uniform(int rows, int cols, long seed, double scale) {
        return Matrix.of(new Random(seed).doubles((long) rows * cols, -scale, scale).toArray(), rows, cols);
    }

    private static double inner(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
