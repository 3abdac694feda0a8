package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.GoldenCase;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LearnedMapTest {
    private static final int DIMENSION = 3;
    private static final int TARGETS = 2;

    /** A kernel, the size of tokens that suits it, and the size of their targets. */
    record Setting(Kernel kernel, double size, double targetSize, int pairs) {}

    static Stream<Setting> settings() {
        return Stream.of(1e-6, 1.0, 1e6)
                .flatMap(scale -> Stream.of(new Setting(Kernel.linear(), scale, 1, 40),
                        new Setting(Kernel.exponential(1 / (scale * scale)), scale, 1e6, 40),
                        new Setting(Kernel.gaussian(2 * scale), scale, 1e-6, 130),
                        new Setting(Kernel.laplace(scale), scale, 1, 40),
                        new Setting(Kernel.matern32(scale), scale, scale, 3),
                        new Setting(Kernel.matern52(scale), scale, scale, 50),
                        new Setting(Kernel.polynomial(3, scale * scale), scale, scale, 40),
                        new Setting(Kernel.linear(), scale, scale, 1)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void valuesAndNormAreThoseOfTheDefinition(Setting setting) {
        Matrix x = normal(setting.pairs(), DIMENSION, setting.size(), 1);
        Matrix y = normal(setting.pairs(), TARGETS, setting.targetSize(), 2);
        Matrix z = normal(5, DIMENSION, setting.size(), 3);
        LearnedMap map = LearnedMap.of(setting.kernel(), x, y);
        DenseMap dense = DenseMap.of(setting.kernel(), x, y);
        Matrix values = map.at(z);
        for (int i = 0; i < z.rows(); i++) {
            assertThat(map.at(z.row(i))).containsExactly(values.row(i));
            double[] expected = dense.at(z.row(i));
            for (int c = 0; c < TARGETS; c++) {
                assertThat(values.get(i, c)).isCloseTo(expected[c], within(dense.allowedAt(z.row(i), c)));
            }
        }
        double[] norm = dense.squaredNorm();
        assertThat(map.squaredNorm()).isCloseTo(norm[0], within(norm[1]));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theNewestPairIsMetExactlyAndLeavesNothingUncertain(Setting setting) {
        Matrix x = normal(setting.pairs(), DIMENSION, setting.size(), 4);
        Matrix y = normal(setting.pairs(), TARGETS, setting.targetSize(), 5);
        LearnedMap map = LearnedMap.of(setting.kernel(), x, y);
        DenseMap dense = DenseMap.of(setting.kernel(), x, y);
        double[] newest = x.row(setting.pairs() - 1);
        for (int c = 0; c < TARGETS; c++) {
            assertThat(map.at(newest)[c]).isCloseTo(y.get(setting.pairs() - 1, c), within(dense.allowedAt(newest, c)));
        }
        double squaredNorm = setting.kernel().evaluate(newest, newest);
        assertThat(map.uncertainty(newest)).isBetween(0.0, Math.sqrt(dense.gamma() * squaredNorm));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theNextTokenIsTheForecastOfTheKaczmarzPrediction(Setting setting) {
        Matrix tokens = normal(setting.pairs() + 1, DIMENSION, setting.size(), 6);
        double[] newest = tokens.row(setting.pairs());
        Matrix forecasts = ForwardSubstitution.of(setting.kernel()).predict(tokens);
        DenseMap dense =
                DenseMap.of(setting.kernel(), tokens.rows(0, setting.pairs()), tokens.rows(1, setting.pairs() + 1));
        double[] next = LearnedMap.of(setting.kernel(), tokens).at(newest);
        for (int c = 0; c < DIMENSION; c++) {
            assertThat(next[c]).isCloseTo(forecasts.get(setting.pairs(), c), within(2 * dense.allowedAt(newest, c)));
        }
    }

    /** W_t itself, made elsewhere: under the linear kernel it is a matrix. */
    @Test
    void operatorsAreTheGoldenOnes() {
        JsonNode golden = GoldenCase.named("extra_delta_prop4").json();
        Matrix x = GoldenCase.matrix(golden.get("x"));
        for (int t = 1; t <= golden.get("T").asInt(); t++) {
            Matrix w = GoldenCase.matrix(golden.get("W_t").get(t - 1));
            LearnedMap map = LearnedMap.of(Kernel.linear(), x.rows(0, t + 1));
            double squares = Arrays.stream(w.toArray()).map(element -> element * element).sum();
            assertThat(map.squaredNorm()).isCloseTo(squares, within(1e-12 * squares));
            for (int j = 0; j < x.cols(); j++) {
                double[] axis = new double[x.cols()];
                axis[j] = 1;
                double[] column = map.at(axis);
                for (int i = 0; i < x.cols(); i++) {
                    assertThat(column[i]).isCloseTo(w.get(i, j), within(1e-12));
                }
            }
        }
    }

    /** |W phi(z) - W_t phi(z)| <= |W| u(z) for W = sum of a_j phi(p_j)^*. */
    @ParameterizedTest
    @MethodSource("settings")
    void everyMapOfTheSpaceStaysWithinTheUncertainty(Setting setting) {
        Kernel kernel = setting.kernel();
        Matrix x = normal(setting.pairs(), DIMENSION, setting.size(), 7);
        Matrix z = normal(6, DIMENSION, setting.size(), 8);
        for (int trial = 0; trial < 20; trial++) {
            Matrix points = normal(1 + trial % 4, DIMENSION, setting.size(), 100 + trial);
            Law law = new Law(kernel, points, normal(points.rows(), TARGETS, 1, 200 + trial));
            Matrix y = law.at(x);
            LearnedMap map = LearnedMap.of(kernel, x, y);
            DenseMap dense = DenseMap.of(kernel, x, y);
            double[] uncertainty = map.uncertainty(z);
            Matrix truth = law.at(z);
            Matrix values = map.at(z);
            for (int i = 0; i < z.rows(); i++) {
                double noise = Math.sqrt(dense.gamma() * kernel.evaluate(z.row(i), z.row(i)));
                double allowed = law.norm() * (uncertainty[i] + noise);
                for (int c = 0; c < TARGETS; c++) {
                    allowed += dense.allowedAt(z.row(i), c);
                }
                double error = Math.hypot(truth.get(i, 0) - values.get(i, 0), truth.get(i, 1) - values.get(i, 1));
                assertThat(error).isLessThanOrEqualTo(allowed);
            }
        }
    }

    /** With r = P_1 ... P_t phi(z) the map e r^* has the error |r|² = |W| u(z). */
    @ParameterizedTest
    @MethodSource("settings")
    void oneMapOfTheSpaceReachesTheUncertainty(Setting setting) {
        Kernel kernel = setting.kernel();
        // Under the linear kernel two tokens leave one direction of three, more of them next to nothing.
        Matrix x = normal(Math.min(setting.pairs(), 2), DIMENSION, setting.size(), 9);
        double[] z = normal(1, DIMENSION, setting.size(), 10).row(0);
        int t = x.rows();
        Matrix points = Matrix.zeros(t + 1, DIMENSION);
        System.arraycopy(x.toArray(), 0, points.data(), 0, t * DIMENSION);
        System.arraycopy(z, 0, points.data(), t * DIMENSION, DIMENSION);
        Matrix c = Matrix.zeros(t + 1, 1);
        c.data()[t] = 1;
        for (int s = t - 1; s >= 0; s--) {
            double along = 0;
            for (int r = s + 1; r <= t; r++) {
                along += kernel.evaluate(x.row(s), points.row(r)) * c.get(r, 0);
            }
            c.data()[s] = -along / kernel.evaluate(x.row(s), x.row(s));
        }
        Law law = new Law(kernel, points, c);
        LearnedMap map = LearnedMap.of(kernel, x, law.at(x));
        double uncertainty = map.uncertainty(z);
        double error = Math.abs(law.at(Matrix.of(z, 1, DIMENSION)).get(0, 0) - map.at(z)[0]);
        double rounding = 8 * DenseMap.gamma(kernel, points) * kernel.evaluate(z, z);
        assertThat(uncertainty * uncertainty).isGreaterThan(1e3 * rounding)
                .isCloseTo(law.norm() * law.norm(), within(rounding));
        assertThat(error).isCloseTo(law.norm() * uncertainty, within(rounding));
    }

    /** W = sum of a_j phi(p_j)^*, a_j in R^m. */
    record Law(Kernel kernel, Matrix points, Matrix a) {
        Matrix at(Matrix x) {
            Matrix y = Matrix.zeros(x.rows(), a.cols());
            for (int t = 0; t < x.rows(); t++) {
                for (int j = 0; j < points.rows(); j++) {
                    for (int c = 0; c < a.cols(); c++) {
                        y.data()[t * a.cols() + c] += a.get(j, c) * kernel.evaluate(points.row(j), x.row(t));
                    }
                }
            }
            return y;
        }

        /** Hilbert-Schmidt. */
        double norm() {
            double squares = 0;
            Matrix own = at(points);
            for (int i = 0; i < own.data().length; i++) {
                squares += own.data()[i] * a.data()[i];
            }
            return Math.sqrt(squares);
        }
    }

    @Test
    void zeroTokensTeachNothing() {
        Matrix x = normal(20, DIMENSION, 1, 11);
        Matrix y = normal(20, TARGETS, 1, 12);
        Matrix zeros = Matrix.of(x.toArray(), 20, DIMENSION);
        IntStream.of(0, 7, 19).forEach(s -> Arrays.fill(zeros.data(), s * DIMENSION, (s + 1) * DIMENSION, 0));
        List<Integer> others = IntStream.range(0, 20).filter(s -> s != 0 && s != 7 && s != 19).boxed().toList();
        Matrix keys = Matrix.copyOf(others.stream().map(x::row).toList());
        Matrix targets = Matrix.copyOf(others.stream().map(y::row).toList());
        double[] z = {1, 2, 3};
        for (Kernel kernel : List.of(Kernel.linear(), Kernel.polynomial(2, 0))) {
            LearnedMap map = LearnedMap.of(kernel, zeros, y);
            DenseMap dense = DenseMap.of(kernel, keys, targets);
            for (int c = 0; c < TARGETS; c++) {
                assertThat(map.at(z)[c]).isCloseTo(dense.at(z)[c], within(dense.allowedAt(z, c)));
            }
            assertThat(map.squaredNorm()).isCloseTo(dense.squaredNorm()[0], within(dense.squaredNorm()[1]));
            assertThat(map.at(new double[3])).containsExactly(0, 0);
            assertThat(map.uncertainty(new double[3])).isZero();
            assertThat(map.uncertainty(z)).isPositive();
            LearnedMap nothing = LearnedMap.of(kernel, Matrix.zeros(4, DIMENSION), y.rows(0, 4));
            assertThat(nothing.at(z)).containsExactly(0, 0);
            assertThat(nothing.squaredNorm()).isZero();
            assertThat(nothing.uncertainty(z)).isEqualTo(Math.sqrt(kernel.evaluate(z, z)));
        }
    }

    @Test
    void oneTokenTeachesNothing() {
        LearnedMap map = LearnedMap.of(Kernel.exponential(), Matrix.of(new double[]{3, 4}, 1, 2));
        assertThat(map.at(new double[]{1, 1})).containsExactly(0, 0);
        assertThat(map.squaredNorm()).isZero();
        assertThat(map.uncertainty(new double[]{0, 2})).isCloseTo(Math.exp(2), within(1e-15 * Math.exp(2)));
        assertThat(map).hasToString("LearnedMap[kernel=exponential:1.0, from 2 to 2 numbers by 0 pairs]");
    }

    /** On a sphere exponentials are multiples of Gaussians, which fit. */
    @Test
    void exponentialsOfLargeNormsDoNotOverflow() {
        for (double radius : new double[]{5, 20, 40, 1e4}) {
            Matrix tokens = normal(31, DIMENSION, 1, 13);
            for (int t = 0; t < tokens.rows(); t++) {
                double norm = Math.sqrt(Kernel.linear().evaluate(tokens.row(t), tokens.row(t)));
                for (int c = 0; c < DIMENSION; c++) {
                    tokens.data()[t * DIMENSION + c] *= radius / norm;
                }
            }
            Matrix x = tokens.rows(0, 30);
            Matrix y = normal(30, TARGETS, 1, 14);
            double[] z = tokens.row(30);
            // Tokens about as alike whatever the radius.
            double scale = 4 / radius;
            LearnedMap map = LearnedMap.of(Kernel.exponential(scale), x, y);
            Kernel gaussian = Kernel.gaussian(1 / Math.sqrt(scale));
            DenseMap dense = DenseMap.of(gaussian, x, y);
            double exponent = scale * radius * radius;
            double roundings = 1 + exponent;
            for (int c = 0; c < TARGETS; c++) {
                assertThat(map.at(z)[c]).isCloseTo(dense.at(z)[c], within(roundings * dense.allowedAt(z, c)));
            }
            double expected = LearnedMap.of(gaussian, x, y).uncertainty(z);
            assertThat(expected).isPositive();
            if (exponent < 1400) {
                assertThat(map.uncertainty(z) / Math.exp(exponent / 2) / expected).isCloseTo(1,
                        within(roundings * dense.gamma()));
            } else {
                assertThatThrownBy(() -> map.uncertainty(z)).isInstanceOf(ArithmeticException.class)
                        .hasMessage("the uncertainty does not fit float64 at point 1; scale the tokens down, or use a "
                                + "Gaussian kernel, which cannot overflow");
            }
            if (exponent < 700) {
                assertThat(map.squaredNorm() * Math.exp(exponent)).isCloseTo(dense.squaredNorm()[0],
                        within(roundings * dense.squaredNorm()[1]));
            } else {
                assertThatThrownBy(map::squaredNorm).isInstanceOf(ArithmeticException.class)
                        .hasMessageStartingWith("|W|² does not fit float64: it is 0.0");
            }
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Matrix x = normal(5, DIMENSION, 1, 15);
        assertThatThrownBy(() -> LearnedMap.of(Kernel.linear(), Matrix.zeros(0, 3)))
                .hasMessageStartingWith("tokens has no rows");
        assertThatThrownBy(() -> LearnedMap.of(Kernel.linear(), Matrix.zeros(0, 3), Matrix.zeros(0, 3)))
                .hasMessageStartingWith("features has no rows");
        assertThatThrownBy(() -> LearnedMap.of(Kernel.linear(), x, x.rows(0, 4))).hasMessage(
                "features and targets must have the same number of rows: features is 5 x 3, targets is 4 x 3");
        Matrix nan = Matrix.of(new double[]{1, Double.NaN, 2}, 1, 3);
        assertThatThrownBy(() -> LearnedMap.of(Kernel.linear(), nan, x.rows(0, 1)))
                .hasMessage("features[0][1] is NaN; every element must be finite");
        LearnedMap map = LearnedMap.of(Kernel.linear(), x);
        assertThatThrownBy(() -> map.at(new double[2])).hasMessage("z has 2 coordinates, the map's tokens have 3");
        assertThatThrownBy(() -> map.uncertainty(Matrix.zeros(2, 4)))
                .hasMessage("z must have as many columns as the map's tokens: z is 2 x 4, the tokens are 4 x 3");
        assertThatThrownBy(() -> map.at(Matrix.zeros(0, 3))).hasMessageStartingWith("z has no rows");
        assertThatThrownBy(() -> map.at(nan)).hasMessage("z[0][1] is NaN; every element must be finite");
        assertThatThrownBy(() -> map.uncertainty(new double[]{1e-170, 0, 0})).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(
                () -> LearnedMap.of(Kernel.exponential(), Matrix.of(new double[]{1, 1, 2}, 3, 1)).at(new double[]{1e4}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("W phi(z) does not fit float64 at point 1; scale the tokens down");
        assertThatThrownBy(() -> LearnedMap.of(Kernel.linear(), Matrix.of(new double[]{1e-150}, 1, 1),
                Matrix.of(new double[]{1e10}, 1, 1))).isInstanceOf(ArithmeticException.class)
                .hasMessage("mu does not fit float64 from token 1 on; scale the tokens");
    }

    /** Neither later changes of the arguments nor other threads show. */
    @Test
    void itKeepsWhatItWasMadeOf() {
        Matrix x = normal(300, DIMENSION, 1, 16);
        Matrix y = normal(300, TARGETS, 1, 17);
        Matrix z = normal(200, DIMENSION, 1, 18);
        LearnedMap map = LearnedMap.of(Kernel.gaussian(1), x, y);
        double[] values = map.at(z).toArray();
        double[] uncertainty = map.uncertainty(z);
        Arrays.fill(x.data(), 7);
        Arrays.fill(y.data(), 7);
        assertThat(map.uncertainty(z)).containsExactly(uncertainty);
        boolean same = IntStream.range(0, 20_000).parallel().allMatch(i -> {
            int point = i % z.rows();
            return Arrays.equals(map.at(z.row(point)), 0, TARGETS, values, point * TARGETS, (point + 1) * TARGETS);
        });
        assertThat(same).isTrue();
    }

    private static Matrix normal(int rows, int cols, double size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix normal = Matrix.zeros(rows, cols);
        Arrays.setAll(normal.data(), i -> size * random.nextGaussian());
        return normal;
    }
}
