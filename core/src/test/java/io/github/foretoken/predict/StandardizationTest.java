package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Standardising online against its definition, each mean and deviation taken afresh over the prefix. */
class StandardizationTest {
    private static final int LENGTH = 150;

    private static final Map<String, UnaryOperator<Predictor>> OPTIONS = new TreeMap<>(
            Map.of("none", p -> p, "delays", p -> p.withDelays(3), "horizon", p -> p.withHorizon(4), "increments",
                    p -> p.withIncrements(), "all", p -> p.withIncrements().withDelays(2).withHorizon(3)));

    static Iterable<String> options() {
        return OPTIONS.keySet();
    }

    private static List<Predictor> predictors() {
        return List.of(Predictor.kaczmarz(Kernel.gaussian(1), 3).withRidge(0.1),
                Predictor.kernelRidge(Kernel.matern52(2), 3, 0.1), Predictor.leastSquares(3, 0.1).withIntercept(),
                Predictor.kernelRidge(Kernel.gaussian(2), 3, 0.1).withBudget(20),
                Predictor.affineProjection(Kernel.laplace(1), 3, 3).withRidge(0.1));
    }

    /** Far from 0, of three scales; the third coordinate stays as it is for the first ten tokens. */
    private static Matrix series() {
        Matrix x = PredictorTest.noisy(RotationSequence.random(3, 7).tokens(LENGTH), 0.1);
        double[] scales = {1000, 0.01, 3};
        double[] means = {5000, -1, 20};
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = i % 3 == 2 && i < 30 ? 7 : means[i % 3] + scales[i % 3] * x.data()[i];
        }
        return x;
    }

    /** {mean, deviation} of a coordinate over tokens 1..t, in two passes. */
    private static double[] statistics(Matrix x, int t, int c) {
        double mean = IntStream.range(0, t).mapToDouble(s -> x.get(s, c)).sum() / t;
        double squares = IntStream.range(0, t).mapToDouble(s -> Math.pow(x.get(s, c) - mean, 2)).sum();
        return new double[]{mean, squares == 0 ? 1 : Math.sqrt(squares / t)};
    }

    private static Matrix standardized(Matrix x) {
        Matrix z = Matrix.zeros(x.rows(), x.cols());
        for (int i = 0; i < z.data().length; i++) {
            double[] statistics = statistics(x, i / 3 + 1, i % 3);
            z.data()[i] = (x.data()[i] - statistics[0]) / statistics[1];
        }
        return z;
    }

    private static double[] restored(Matrix x, int t, double[] row) {
        double[] result = new double[3];
        for (int c = 0; c < 3; c++) {
            double[] statistics = statistics(x, t, c);
            result[c] = statistics[0] + statistics[1] * row[c];
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("options")
    void predictsStandardizedTokensAndGivesBackTheirUnit(String options) {
        Matrix x = series();
        Matrix z = standardized(x);
        for (Predictor plain : predictors()) {
            Predictor inner = OPTIONS.get(options).apply(plain);
            Predictor predictor = inner.withStandardization();
            double[] expected = PredictorTest.stream(inner, z).toArray();
            Matrix streamed = PredictorTest.stream(predictor, x);
            Matrix batch = predictor.predict(x);
            for (int t = 0; t < LENGTH; t++) {
                double[] row = restored(x, t + 1, Arrays.copyOfRange(expected, 3 * t, 3 * t + 3));
                // Means of 5000 and deviations of 0.01 in one token: each coordinate within its own size.
                for (int c = 0; c < 3; c++) {
                    double scale = Math.abs(statistics(x, t + 1, c)[0]) + 4 * statistics(x, t + 1, c)[1];
                    assertThat(streamed.get(t, c)).isCloseTo(row[c], offset(scale * 1000 * LENGTH * 0x1p-53));
                    assertThat(batch.get(t, c)).isCloseTo(row[c], offset(scale * 1000 * LENGTH * 0x1p-53));
                }
            }
        }
    }

    @Test
    void rollOutKeepsTheStatistics() {
        Matrix x = series();
        for (Predictor inner : predictors()) {
            Predictor predictor = inner.withStandardization();
            PredictorTest.stream(inner, standardized(x));
            PredictorTest.stream(predictor, x);
            Matrix expected = inner.rollOut(8);
            Matrix path = predictor.rollOut(8);
            Matrix sphere = predictor.rollOutOnSphere(8);
            double length = Math.sqrt(Arrays.stream(x.row(LENGTH - 1)).map(c -> c * c).sum());
            for (int i = 0; i < 8; i++) {
                double[] row = restored(x, LENGTH, expected.row(i));
                for (int c = 0; c < 3; c++) {
                    double scale = Math.abs(statistics(x, LENGTH, c)[0]) + 4 * statistics(x, LENGTH, c)[1];
                    assertThat(path.get(i, c)).isCloseTo(row[c], offset(scale * 10_000 * LENGTH * 0x1p-53));
                }
                assertThat(Math.sqrt(Arrays.stream(sphere.row(i)).map(c -> c * c).sum())).isCloseTo(length,
                        offset(8 * Math.ulp(length)));
            }
        }
    }

    @Test
    void copiesAreIndependentAndResetForgetsTheStatistics() {
        Matrix x = series();
        for (Predictor options : predictors()) {
            Predictor predictor = options.withStandardization().withIncrements();
            double[] whole = PredictorTest.stream(predictor, x).toArray();
            predictor.reset();
            PredictorTest.stream(predictor, x.rows(0, 70));
            Predictor copy = predictor.copy();
            PredictorTest.stream(predictor, x.rows(10, 40));
            assertThat(PredictorTest.stream(copy, x.rows(70, LENGTH)).toArray())
                    .containsExactly(Arrays.copyOfRange(whole, 70 * 3, LENGTH * 3));
        }
    }

    @Test
    void refusesDeviationsThatOverflowAndChangesNothing() {
        Predictor predictor = Predictor.leastSquares(1, 1).withStandardization();
        predictor.observe(new double[]{1.5e308});
        assertThat(predictor.predict()).containsExactly(1.5e308);
        assertThatThrownBy(() -> predictor.observe(new double[]{-1e308})).isInstanceOf(ArithmeticException.class)
                .hasMessage("the deviation of token 2 does not fit float64; scale the tokens down");
        assertThat(predictor.observed()).isEqualTo(1);
        assertThat(predictor.predict()).containsExactly(1.5e308);
        predictor.observe(new double[]{1e200});
        Predictor increments = Predictor.leastSquares(1, 1).withIncrements();
        increments.observe(new double[]{1e100});
        assertThatThrownBy(() -> increments.observe(new double[]{-1e308})).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("token 2 has an element of -1.0E308");
        assertThat(increments.predict()).containsExactly(1e100);
        Predictor tiled = Predictor.kaczmarz(Kernel.gaussian(1), 1).withStandardization();
        assertThatThrownBy(() -> tiled.predict(Matrix.copyOf(new double[][]{{-1e308}, {1.5e308}})))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void anInterceptPredictsASeriesOfAnyMean() {
        Random random = new Random(5);
        Predictor without = Predictor.leastSquares(1, 1e-6);
        Predictor with = without.withIntercept();
        Predictor delta = Predictor.kaczmarz(Kernel.linear(), 1).withRelaxation(0.5).withIntercept();
        double x = 3;
        double[] errors = new double[3];
        for (int t = 0; t < 4000; t++) {
            x = 1.5 + 0.5 * x + 0.1 * random.nextGaussian();
            List<Predictor> all = List.of(without, with, delta);
            for (int i = 0; i < 3; i++) {
                double error = x - all.get(i).predict()[0];
                errors[i] += t < 2000 ? 0 : error * error / 2000 / 0.01;
                all.get(i).observe(new double[]{x});
            }
        }
        // In units of the noise, which a sum of n squares meets within a few sqrt(2 / n).
        assertThat(errors[1]).isCloseTo(1, offset(4 * Math.sqrt(2.0 / 2000)));
        assertThat(errors[0]).isGreaterThan(1.2);
        assertThat(errors[2]).isLessThan(1.7);
        assertThat(delta.predict(Matrix.copyOf(new double[][]{{3}, {3}, {3}})).get(2, 0)).isGreaterThan(2.2);
        assertThatThrownBy(() -> Predictor.kaczmarz(Kernel.gaussian(1), 1).withIntercept())
                .hasMessageContaining("for the linear kernel");
    }
}
