package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kaczmarz's method with a budget, against the exact one it approximates. */
class SparseKaczmarzTest {
    private static final int DIMENSION = 3;

    /** Without a budget, and tokens that are observed by one with it. */
    record Setting(Predictor exact, Matrix tokens, int keys, double novelty) {
        Predictor sparse() {
            return exact.withBudget(keys, novelty);
        }

        @Override
        public String toString() {
            return sparse().toString();
        }
    }

    static Stream<Setting> settings() {
        return Stream.of(1e-12, 1.0, 1e12)
                .flatMap(s -> Stream.of(new Setting(gaussian(2 * s), rotation(s, 0), 200, 1e-6),
                        new Setting(gaussian(s), rotation(s, 0.3), 200, 0.1),
                        new Setting(gaussian(s), rotation(s, 0.3), 12, 1e-9),
                        new Setting(Predictor.kaczmarz(Kernel.exponential(1 / s / s), DIMENSION), rotation(s, 0), 30,
                                1e-4),
                        new Setting(
                                Predictor.kaczmarz(Kernel.laplace(s), DIMENSION).withRidge(0.5).withForgetting(0.97),
                                rotation(s, 0.2), 20, 0.2),
                        new Setting(gaussian(s).withRelaxation(1.6).withDelays(2), rotation(s, 0.1), 25, 1e-2),
                        new Setting(gaussian(s).withFallingRelaxation(20, 0.1).withHorizon(3), rotation(s, 0.1), 15,
                                1e-3),
                        new Setting(gaussian(1).withStandardization().withIncrements(), rotation(s, 0.1), 15, 1e-3),
                        new Setting(gaussian(s).withSeparateColumns(), rotation(s, 0.1), 8, 1e-4),
                        new Setting(gaussian(s).withHorizons(3).withHorizon(2), rotation(s, 0.1), 15, 1e-3)));
    }

    private static Predictor gaussian(double width) {
        return Predictor.kaczmarz(Kernel.gaussian(width), DIMENSION);
    }

    private static Matrix rotation(double size, double noise) {
        Matrix x = PredictorTest.noisy(RotationSequence.random(DIMENSION, 7).tokens(250), noise);
        double[] scaled = Arrays.stream(x.toArray()).map(element -> size * element).toArray();
        return Matrix.of(scaled, x.rows(), x.cols());
    }

    /** The bound holds at every token, whether keys are few because there is no room or because little is new. */
    @ParameterizedTest
    @MethodSource("settings")
    void differsFromTheExactPredictionsByItsBoundAtMost(Setting setting) {
        Predictor sparse = setting.sparse();
        Predictor exact = setting.exact();
        double largest = Arrays.stream(setting.tokens().toArray()).map(Math::abs).max().orElseThrow();
        double differs = 0;
        for (int t = 0; t < setting.tokens().rows(); t++) {
            sparse.observe(setting.tokens().row(t));
            exact.observe(setting.tokens().row(t));
            double[] bound = sparse.budgetError();
            // The triangle's condition number is 2 T at most: docs/mathematics.md#condition-numbers-and-rounding-errors.
            double rounding = 64.0 * (t + 1) * (t + 1) * 0x1p-53 * largest;
            for (int c = 0; c < DIMENSION; c++) {
                double difference = Math.abs(sparse.predict()[c] - exact.predict()[c]);
                assertThat(difference).as("token %d", t).isLessThanOrEqualTo(bound[c] + rounding);
                differs = Math.max(differs, difference / rounding);
            }
        }
        // Else there was nothing to bound.
        assertThat(differs).isGreaterThan(1);
        assertThat(exact.budgetError()).containsOnly(0);
    }

    /**
     * The definition with features that can be written down, those of the polynomial kernel of degree 2: corrections along what
     * Gram and Schmidt leave of a feature in the span of the keys.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void correctsAlongTheProjectionOfTheFeature(double size) {
        double constant = size * size;
        Matrix x = rotation(size, 0.3);
        double novelty = 0.02;
        int budget = 7;
        Predictor sparse = Predictor.kaczmarz(Kernel.polynomial(2, constant), DIMENSION)
                .withRidge(constant * constant)
                .withForgetting(0.99)
                .withBudget(budget, novelty);
        double[][] basis = new double[0][];
        double[][] w = new double[DIMENSION][10];
        double largest = Arrays.stream(x.toArray()).map(Math::abs).max().orElseThrow();
        for (int t = 0; t < x.rows(); t++) {
            sparse.observe(x.row(t));
            if (t > 0) {
                double[] phi = monomials(x.row(t - 1), constant);
                double norm = dot(phi, phi);
                double[] left = without(basis, phi);
                if (basis.length < budget && dot(left, left) > novelty * norm) {
                    basis = Arrays.copyOf(basis, basis.length + 1);
                    double length = Math.sqrt(dot(left, left));
                    basis[basis.length - 1] = Arrays.stream(left).map(element -> element / length).toArray();
                    left = new double[10];
                }
                for (int c = 0; c < DIMENSION; c++) {
                    double error = (x.get(t, c) - dot(w[c], phi)) / (norm + constant * constant);
                    for (int i = 0; i < 10; i++) {
                        w[c][i] = 0.99 * (w[c][i] + error * (phi[i] - left[i]));
                    }
                }
            }
            double[] now = monomials(x.row(t), constant);
            for (int c = 0; c < DIMENSION; c++) {
                // A basis of keys of which each has a share of 0.02 of its own is good to some roundings over that.
                assertThat(sparse.predict()[c]).as("token %d", t)
                        .isCloseTo(dot(w[c], now), within(256 * budget * (t + 1) * 0x1p-53 / novelty * largest));
            }
        }
        assertThat(basis).hasDimensions(budget, 10);
    }

    /** {@code <phi(x), phi(y)> = (<x, y> + c)²}. */
    private static double[] monomials(double[] x, double c) {
        double root = Math.sqrt(2);
        double linear = Math.sqrt(2 * c);
        return new double[]{x[0] * x[0], x[1] * x[1], x[2] * x[2], root * x[0] * x[1], root * x[0] * x[2],
            root * x[1] * x[2], linear * x[0], linear * x[1], linear * x[2], c};
    }

    private static double[] without(double[][] basis, double[] phi) {
        double[] left = phi.clone();
        // Twice is enough (Kahan).
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                double along = dot(direction, left);
                for (int i = 0; i < left.length; i++) {
                    left[i] -= along * direction[i];
                }
            }
        }
        return left;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Instances 2 and 4 of the paper in R^4: what is lost falls with the number of keys, and 70 lose next to nothing. */
    @Test
    void seventyKeysAreAsGoodAsAllTokens() {
        Kernel kernel = Kernel.exponential();
        for (Matrix x : new Matrix[]{RotationSequence.random(4, 1).tokens(2000),
            NonlinearRotationSequence.random(4, 1).tokens(2000)}) {
            double exact = meanSquare(x, Predictor.kaczmarz(kernel, 4).predict(x));
            double few = meanSquare(x, Predictor.kaczmarz(kernel, 4).withBudget(10).predict(x));
            double many = meanSquare(x, Predictor.kaczmarz(kernel, 4).withBudget(70).predict(x));
            assertThat(many).isBetween(0.99 * exact, 1.01 * exact);
            assertThat(few).isGreaterThan(1.5 * exact);
        }
    }

    private static double meanSquare(Matrix x, Matrix predictions) {
        double sum = 0;
        for (int t = x.rows() / 2; t + 1 < x.rows(); t++) {
            for (int c = 0; c < x.cols(); c++) {
                sum += Math.pow(x.get(t + 1, c) - predictions.get(t, c), 2);
            }
        }
        return sum;
    }

    /** Tokens that never repeat; memory and file stay as they are once the budget is used up. */
    @Test
    void memoryStopsGrowing() {
        Random random = new Random(3);
        Predictor predictor = Predictor.kaczmarz(Kernel.exponential(), 2).withBudget(40, 1e-12).withForgetting(0.999);
        Predictor all = Predictor.kaczmarz(Kernel.exponential(), 2);
        double[] token = {1, 0};
        long bytes = 0;
        int file = 0;
        for (int t = 1; t <= 30_000; t++) {
            double angle = 0.7 + 0.1 * random.nextGaussian();
            double[] next = {Math.cos(angle) * token[0] - Math.sin(angle) * token[1],
                Math.sin(angle) * token[0] + Math.cos(angle) * token[1]};
            double length = Math.hypot(next[0], next[1]) / (1 + 0.2 * random.nextDouble());
            token = new double[]{next[0] / length, next[1] / length};
            predictor.observe(token);
            if (t <= 3000) {
                all.observe(token);
            }
            if (t == 1000 || t == 3000 || t == 30_000) {
                assertThat(bytes == 0 || bytes == predictor.memoryBytes()).isTrue();
                assertThat(file == 0 || file == SavedPredictors.bytes(predictor).length).isTrue();
                bytes = predictor.memoryBytes();
                file = SavedPredictors.bytes(predictor).length;
            }
        }
        assertThat(all.memoryBytes()).isGreaterThan(2 * bytes);
        assertThat(Arrays.stream(predictor.predict()).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void aTokenThatIsRefusedChangesNothing() {
        Predictor predictor = Predictor.kaczmarz(Kernel.gaussian(1), 1).withBudget(5).withRelaxation(1.9);
        for (double token : new double[]{0, 1e200, 0.5, -1e250, 0, 2}) {
            predictor.observe(new double[]{token});
        }
        byte[] before = SavedPredictors.bytes(predictor);
        assertThatThrownBy(() -> predictor.observe(new double[]{1e300})).isInstanceOf(ArithmeticException.class);
        assertThat(SavedPredictors.bytes(predictor)).isEqualTo(before);
        assertThatThrownBy(() -> Predictor.kaczmarz(Kernel.exponential(), 1).withBudget(5).observe(new double[]{30}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of a token overflows float64");
    }

    @Test
    void boundsAreSaidToBeUnknownWhereTheyAre() {
        Predictor ridge = Predictor.kernelRidge(Kernel.gaussian(1), 2, 0.1).withBudget(5);
        ridge.observe(new double[]{1, 2});
        assertThat(ridge.budgetError()).containsOnly(Double.NaN);
        Predictor rolled = gaussian(1).withBudget(3, 0.5).withHorizons(2).withRollOuts();
        for (double[] token : SavedPredictors.tokens(20)) {
            rolled.observe(token);
        }
        assertThat(rolled.budgetError()).containsOnly(Double.NaN);
        assertThatThrownBy(() -> gaussian(1).withBudget(5).withWindow(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a budget takes no window; leave out 3");
        assertThatThrownBy(() -> Predictor.kaczmarz(Kernel.linear(), 1).withBudget(3))
                .hasMessageContaining("take a budget");
    }
}
