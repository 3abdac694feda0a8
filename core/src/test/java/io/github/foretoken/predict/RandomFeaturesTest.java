package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.online.DefinedFeatures;
import io.github.foretoken.internal.online.RandomFeatureMap.Definition;
import io.github.foretoken.predict.RandomFeatures.Form;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kaczmarz's method on random features: against triangular systems with their kernel, and with the one they stand for. */
class RandomFeaturesTest {
    private static final int DIMENSION = 3;
    private static final int TOKENS = 80;

    /** Options without random features, and what they would be. */
    record Setting(PredictorOptions exact, RandomFeatures random, double unit) {
        Predictor predictor() {
            return Predictor.of(exact.withRandomFeatures(random), DIMENSION);
        }

        DefinedFeatures features() {
            boolean radial = exact.kernel() instanceof Kernel.Gaussian;
            double scale = exact.kernel() instanceof Kernel.Gaussian gaussian ? 1 / gaussian.width()
                    : Math.sqrt(((Kernel.Exponential) exact.kernel()).scale());
            return new DefinedFeatures(
                    new Definition(random.form() == Form.WAVES, random.count(), random.seed(), scale, radial),
                    DIMENSION);
        }

        Matrix tokens() {
            Matrix x = PredictorTest.noisy(RotationSequence.random(DIMENSION, 7).tokens(TOKENS), 0.1);
            double[] scaled = Arrays.stream(x.toArray()).map(element -> unit * element).toArray();
            return Matrix.of(scaled, x.rows(), x.cols());
        }

        double exactKernel(double[] x, double[] y) {
            return exact.kernel() instanceof Kernel.Gaussian gaussian ? Math.exp(
                    -IntStream.range(0, DIMENSION).mapToDouble(i -> Math.pow((x[i] - y[i]) / gaussian.width(), 2)).sum()
                            / 2)
                    : Math.exp(((Kernel.Exponential) exact.kernel()).scale() * DefinedFeatures.dot(x, y));
        }
    }

    static Stream<Setting> settings() {
        return Stream.of(1e-12, 1.0, 1e12)
                .flatMap(unit -> Stream
                        .of(new RandomFeatures(Form.WAVES, 40, 3), new RandomFeatures(Form.WAVES, 64, 4),
                                new RandomFeatures(Form.POSITIVE, 31, 5))
                        .flatMap(random -> Stream
                                .of(PredictorOptions.kaczmarz(Kernel.exponential(1 / unit / unit)),
                                        PredictorOptions.kaczmarz(Kernel.gaussian(1.5 * unit)))
                                .flatMap(options -> Stream.of(options, options.withRidge(0.3).withForgetting(0.97),
                                        options.withRelaxation(0.4)))
                                .map(options -> new Setting(options, random, unit))));
    }

    /** A kernel matrix over the keys x_1..x_T, and with which steps it corrects. */
    private static final class Triangle {
        final double[][] kernel;
        final double ridge;
        final double omega;
        final double gamma;

        Triangle(PredictorOptions options, double[][] kernel) {
            this.kernel = kernel;
            ridge = options.correction().ridge();
            omega = options.correction().relaxation();
            gamma = options.correction().forgetting();
        }

        double step(int t) {
            return (kernel[t][t] + ridge) / omega;
        }

        double forgotten(int t, int s) {
            return Math.pow(gamma, t - s) * kernel[t][s];
        }

        /** L mu where (L + S) mu = Y. */
        double[][] predictions(Matrix x) {
            int n = kernel.length;
            double[][] mu = new double[n][DIMENSION];
            double[][] predictions = new double[n][DIMENSION];
            for (int t = 0; t < n; t++) {
                for (int c = 0; c < DIMENSION; c++) {
                    for (int s = 0; s < t; s++) {
                        predictions[t][c] += forgotten(t, s) * mu[s][c];
                    }
                    mu[t][c] = (x.get(t + 1, c) - predictions[t][c]) / step(t);
                }
            }
            return predictions;
        }
    }

    private static double[][] gram(double[][] features) {
        return Arrays.stream(features)
                .map(x -> Arrays.stream(features).mapToDouble(y -> DefinedFeatures.dot(x, y)).toArray())
                .toArray(double[][]::new);
    }

    private static Triangle approximate(Setting setting, Matrix x) {
        DefinedFeatures features = setting.features();
        return new Triangle(setting.exact(),
                gram(IntStream.range(0, x.rows() - 1).mapToObj(t -> features.of(x.row(t))).toArray(double[][]::new)));
    }

    private static Triangle exact(Setting setting, Matrix x) {
        double[][] kernel = new double[x.rows() - 1][x.rows() - 1];
        for (int t = 0; t < kernel.length; t++) {
            for (int s = 0; s < kernel.length; s++) {
                kernel[t][s] = setting.exactKernel(x.row(t), x.row(s));
            }
        }
        return new Triangle(setting.exact(), kernel);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void predictionsAreThoseOfTheTriangularSystemOfTheirKernel(Setting setting) {
        Matrix x = setting.tokens();
        DefinedFeatures features = setting.features();
        double[][] expected = approximate(setting, x).predictions(x);
        Predictor predictor = setting.predictor();
        double largest = Arrays.stream(x.toArray()).map(Math::abs).max().orElseThrow();
        for (int t = 0; t < expected.length; t++) {
            predictor.observe(x.row(t));
            // The triangle's condition number is 2 T over 2 - omega at most, entries are off as directions are.
            double tolerance = 0x1p-53 * 64 * (t + 1) * (t + 1) * 16 * features.condition() * features.longest();
            for (int c = 0; c < DIMENSION; c++) {
                assertThat(predictor.predict()[c]).as("token %d", t)
                        .isCloseTo(expected[t][c], within(tolerance * largest));
            }
        }
        assertThat(predictor.budgetError()).containsOnly(Double.NaN);
    }

    /**
     * The theorem of docs/mathematics.md#random-features: in units of the root of a step, predictions of all tokens together
     * differ by at most errors times 2 / (2 - omega) times the norm of what kernel values differ by.
     */
    @ParameterizedTest
    @MethodSource("settings")
    void predictionsDifferFromTheExactOnesByAsMuchAsTheKernelDoes(Setting setting) {
        Matrix x = setting.tokens();
        Triangle approximate = approximate(setting, x);
        Triangle exact = exact(setting, x);
        double[][] close = approximate.predictions(x);
        double[][] predictions = exact.predictions(x);
        int n = close.length;
        double[][] lower = new double[n][n];
        double diagonal = 0;
        for (int t = 0; t < n; t++) {
            for (int s = 0; s < t; s++) {
                lower[t][s] = (approximate.forgotten(t, s) - exact.forgotten(t, s))
                        / Math.sqrt(exact.step(t) * exact.step(s));
            }
            diagonal = Math.max(diagonal, Math.abs(approximate.step(t) / exact.step(t) - 1));
        }
        double norm = new SingularValueDecomposition(new Array2DRowRealMatrix(lower)).getNorm();
        double factor = 2 / (2 - exact.omega) * (norm + diagonal) + diagonal;
        for (int c = 0; c < DIMENSION; c++) {
            double difference = 0;
            double errors = 0;
            for (int t = 0; t < n; t++) {
                difference += Math.pow(close[t][c] - predictions[t][c], 2) / exact.step(t);
                errors += Math.pow((x.get(t + 1, c) - close[t][c]) / approximate.step(t), 2) * exact.step(t);
            }
            assertThat(Math.sqrt(difference)).isBetween(1e-3 * factor * Math.sqrt(errors), factor * Math.sqrt(errors));
        }
    }

    /** By the formula of the variance, for directions that fill their blocks, and five deviations of a mean over seeds. */
    @Test
    void kernelErrorsOfASequenceAreAsLargeAsTheirVariancesAndFallWithTheirNumber() {
        Setting any = new Setting(PredictorOptions.kaczmarz(Kernel.gaussian(1.5)), RandomFeatures.NONE, 1);
        Matrix x = any.tokens();
        double[][] kernel = exact(any, x).kernel;
        for (int count : new int[]{6, 60}) {
            int waves = count / 2;
            double expected = 0;
            for (int t = 0; t < kernel.length; t++) {
                for (int s = 0; s < t; s++) {
                    double k2 = kernel[t][s] * kernel[t][s];
                    double z = Math.log(k2) / 2;
                    expected += ((1 - k2) * (1 - k2) / 2 + 2 * (kummer3(z) - k2)) / waves;
                }
            }
            double[] sums = new double[300];
            for (int seed = 0; seed < sums.length; seed++) {
                Triangle close =
                        approximate(new Setting(any.exact(), new RandomFeatures(Form.WAVES, count, seed), 1), x);
                for (int t = 0; t < kernel.length; t++) {
                    for (int s = 0; s < t; s++) {
                        sums[seed] += Math.pow(close.kernel[t][s] - kernel[t][s], 2);
                    }
                }
            }
            double mean = Arrays.stream(sums).average().orElseThrow();
            double variance = Arrays.stream(sums).map(sum -> (sum - mean) * (sum - mean)).average().orElseThrow();
            assertThat(mean).isCloseTo(expected, within(5 * Math.sqrt(variance / sums.length)));
            assertThat(expected).isLessThan(0.508 * kernel.length * kernel.length / count);
        }
    }

    /** 1F1(3; 3/2; z), by its series. */
    private static double kummer3(double z) {
        double sum = 0;
        double term = 1;
        for (int k = 0; Math.abs(term) > 0x1p-53 * Math.abs(sum); k++) {
            sum += term;
            term *= (3.0 + k) / (1.5 + k) * z / (k + 1);
        }
        return sum;
    }

    /** A hundred times as many features, a tenth of the difference; half of that is asked for, of means over seeds. */
    @Test
    void differencesFallAsTheRootOfTheNumber() {
        for (Kernel kernel : new Kernel[]{Kernel.exponential(), Kernel.gaussian(1)}) {
            Matrix x = RotationSequence.random(4, 1).tokens(500);
            Matrix exact = Predictor.kaczmarz(kernel, 4).predict(x);
            double few = difference(x, exact, kernel, 40);
            double many = difference(x, exact, kernel, 4000);
            assertThat(few / many).isGreaterThan(5);
        }
    }

    private static double difference(Matrix x, Matrix exact, Kernel kernel, int count) {
        double sum = 0;
        for (int seed = 0; seed < 4; seed++) {
            Matrix close = Predictor.kaczmarz(kernel, 4)
                    .withRandomFeatures(new RandomFeatures(Form.WAVES, count, seed))
                    .predict(x);
            for (int i = 0; i < close.toArray().length; i++) {
                sum += Math.pow(close.toArray()[i] - exact.toArray()[i], 2);
            }
        }
        return Math.sqrt(sum);
    }

    /** From the first pair on memory and file are of one size, whatever comes. */
    @Test
    void memoryStopsGrowing() {
        Random random = new Random(3);
        Predictor predictor = Predictor.kaczmarz(Kernel.exponential(), 2)
                .withRandomFeatures(RandomFeatures.waves(64))
                .withForgetting(0.999);
        long bytes = 0;
        int file = 0;
        for (int t = 1; t <= 20_000; t++) {
            double angle = 2 * Math.PI * random.nextDouble();
            predictor.observe(new double[]{Math.cos(angle), Math.sin(angle)});
            if (t == 3 || t == 20_000) {
                assertThat(bytes == 0 || bytes == predictor.memoryBytes()).isTrue();
                assertThat(file == 0 || file == SavedPredictors.bytes(predictor).length).isTrue();
                bytes = predictor.memoryBytes();
                file = SavedPredictors.bytes(predictor).length;
            }
        }
        assertThat(Arrays.stream(predictor.predict()).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void seedsDrawDirections() {
        Matrix x = RotationSequence.random(3, 1).tokens(30);
        Predictor one = Predictor.parse("kaczmarz random-features=8:5", 3);
        assertThat(one.predict(x).toArray()).isEqualTo(one.predict(x).toArray())
                .isNotEqualTo(Predictor.parse("kaczmarz random-features=8:6", 3).predict(x).toArray());
    }

    @Test
    void refusals() {
        assertThatThrownBy(() -> Predictor.kaczmarz(Kernel.exponential(), 1)
                .withRandomFeatures(RandomFeatures.waves(6))
                .observe(new double[]{30})).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of a token overflows float64");
        assertThatThrownBy(() -> Predictor.leastSquares(1, 1).withRandomFeatures(RandomFeatures.waves(4))).hasMessage(
                "only kaczmarz, with the exponential or the gaussian kernel, takes random features; " + "leave out 4");
        assertThatThrownBy(() -> new RandomFeatures(Form.WAVES, -2, 0)).hasMessageContaining("must be 1 or more");
        assertThatThrownBy(() -> new RandomFeatures(Form.WAVES, 0, 7)).hasMessageContaining("leave out 7");
        assertThatThrownBy(() -> RandomFeatures.waves(0)).hasMessage("count must be 1 or more, not 0");
        assertThatThrownBy(() -> Predictor.parse("kaczmarz random-features=2000000000", 2000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer array than there can be");
        // Far out positive features are nothing, and nothing is learned or predicted.
        Predictor positive = Predictor.parse("kaczmarz kernel=gaussian:1 positive-features=5", 1);
        for (double token : new double[]{0.1, 1e200, 0.2, 1e200}) {
            positive.observe(new double[]{token});
        }
        assertThat(positive.predict()).containsExactly(0);
    }
}
