package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.GoldenCase;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Streaming estimators against expected values, against the batch methods, and against their definitions. */
class PredictorTest {
    private static final Map<String, Kernel> KERNELS = Map.of("gaussian_h0.9", Kernel.gaussian(0.9), "laplace_h1.1",
            Kernel.laplace(1.1), "matern32_h1.2", Kernel.matern32(1.2), "matern52_h1.2", Kernel.matern52(1.2),
            "poly_p3_c1", Kernel.polynomial(3, 1), "exp_beta0.5", Kernel.exponential(0.5), "linear", Kernel.linear());

    static Stream<String> kernels() {
        return KERNELS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void goldenOptions(String name) {
        GoldenCase golden = GoldenCase.named("extra_options");
        Kernel kernel = KERNELS.get(name);
        int d = golden.tokens().cols();
        Map<String, Predictor> predictors = Map.of("kaczmarz", Predictor.kaczmarz(kernel, d), "ridge_lam0.3",
                Predictor.kaczmarz(kernel, d).withRidge(0.3), "omega0.6",
                Predictor.kaczmarz(kernel, d).withRelaxation(0.6), "gamma0.9_lam0.1",
                Predictor.kaczmarz(kernel, d).withRidge(0.1).withForgetting(0.9), "krr_causal_lam0.3",
                Predictor.kernelRidge(kernel, d, 0.3), "apa_p4_lam0.1",
                Predictor.affineProjection(kernel, d, 4).withRidge(0.1));
        JsonNode expected = golden.json().get("pred").get(name);
        assertThat(expected.propertyNames()).containsAll(predictors.keySet());
        List<Integer> rows = IntStream.range(0, golden.length()).boxed().toList();
        // The file's Laplace values carry the rounding of |x|² + |y|² - 2 <x, y> under a square root.
        double relative = kernel instanceof Kernel.Laplace ? Math.sqrt(64 * 0x1p-53) : 1e-10;
        predictors.forEach((what, predictor) -> {
            Matrix values = GoldenCase.matrix(expected.get(what));
            GoldenCase.assertClose(name + " " + what, stream(predictor, golden.tokens()), rows, values, relative);
            GoldenCase.assertClose(name + " " + what + " at once", predictor.predict(golden.tokens()), rows, values,
                    relative);
        });
    }

    /** Row t is what was predicted after t + 1 tokens. */
    static Matrix stream(Predictor predictor, Matrix tokens) {
        Matrix predictions = Matrix.zeros(tokens.rows(), tokens.cols());
        double[] row = new double[tokens.cols()];
        for (int t = 0; t < tokens.rows(); t++) {
            predictor.observe(tokens.row(t));
            predictor.predict(row);
            System.arraycopy(row, 0, predictions.data(), t * row.length, row.length);
        }
        return predictions;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void streamsWhatTheBatchGives(String name) {
        Kernel kernel = KERNELS.get(name);
        // More than one block of remembered tokens.
        Matrix x = noisy(RotationSequence.random(4, 5).tokens(600), 0.1);
        Matrix batch = ForwardSubstitution.of(kernel).predict(x);
        assertClose(stream(Predictor.kaczmarz(kernel, 4), x), batch, 1e-9);
        assertClose(stream(Predictor.affineProjection(kernel, 4, 1), x), batch, 1e-9);
    }

    @Test
    void longWindowsInterpolateAndLinearRidgeIsLeastSquares() {
        Matrix x = noisy(RotationSequence.random(3, 8).tokens(120), 0.2);
        double ridge = 0.25;
        // Only without a ridge: affine projection solves for what is missing, and the ridge leaves some of it each time.
        Matrix interpolated = stream(Predictor.kernelRidge(Kernel.laplace(1), 3, 1e-13), x);
        assertClose(stream(Predictor.affineProjection(Kernel.laplace(1), 3, 200), x), interpolated, 1e-8);
        // The dual form of the same regression.
        assertClose(stream(Predictor.leastSquares(3, ridge), x),
                stream(Predictor.kernelRidge(Kernel.polynomial(1, 0), 3, ridge), x), 1e-10);
    }

    @Test
    void repeatedTokensAreMerged() {
        Random random = new Random(3);
        double[][] words = new double[7][3];
        for (double[] word : words) {
            Arrays.setAll(word, i -> random.nextGaussian());
        }
        Predictor merging = Predictor.kaczmarz(Kernel.gaussian(1), 3).withRidge(0.5).withForgetting(0.99);
        Predictor twin = Predictor.affineProjection(Kernel.gaussian(1), 3, 1).withRidge(0.5);
        Predictor plain = Predictor.kaczmarz(Kernel.gaussian(1), 3).withRidge(0.5);
        long bytes = 0;
        for (int t = 0; t < 2000; t++) {
            double[] word = words[random.nextInt(words.length)];
            // Minus zero is zero.
            word[0] = word[0] == 0 ? -word[0] : word[0];
            merging.observe(word);
            if (t < 300) {
                twin.observe(word);
                plain.observe(word);
                assertThat(plain.predict()).containsExactly(twin.predict(), offset(1e-11));
            }
            if (t == 100) {
                bytes = merging.memoryBytes();
            }
        }
        assertThat(merging.memoryBytes()).isEqualTo(bytes);
        assertThat(merging.predict()).doesNotContain(Double.NaN);
    }

    @Test
    void forgettingSurvivesItsOwnUnderflow() {
        Matrix x = noisy(RotationSequence.random(2, 1).tokens(400), 0.1);
        // 0.2^400 is far below the smallest double.
        Predictor forgetful = Predictor.kaczmarz(Kernel.gaussian(1), 2).withForgetting(0.2);
        Predictor window = Predictor.kaczmarz(Kernel.gaussian(1), 2).withForgetting(0.2);
        stream(forgetful, x);
        stream(window, x.rows(340, 400));
        assertThat(forgetful.predict()).containsExactly(window.predict(), offset(1e-12));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aWindowIsARestart(String name) {
        int window = 30;
        Kernel kernel = KERNELS.get(name);
        Matrix x = noisy(RotationSequence.random(3, 12).tokens(400), 0.1);
        for (UnaryOperator<Predictor> options : List.<UnaryOperator<Predictor>>of(p -> p,
                p -> p.withRidge(0.1).withForgetting(0.95))) {
            Predictor windowed = options.apply(Predictor.kaczmarz(kernel, 3)).withWindow(window);
            stream(windowed, x.rows(0, 200));
            long bytes = windowed.memoryBytes();
            stream(windowed, x.rows(200, 400));
            assertThat(windowed.memoryBytes()).isEqualTo(bytes);
            Predictor restarted = options.apply(Predictor.kaczmarz(kernel, 3));
            stream(restarted, x.rows(400 - window - 1, 400));
            assertThat(windowed.predict()).containsExactly(restarted.predict());
        }
    }

    @Test
    void delaysHorizonAndIncrements() {
        int delays = 3;
        Matrix x = noisy(RotationSequence.random(2, 4).tokens(80), 0.1);
        double[] features = new double[(80 - delays + 1) * delays * 2];
        for (int t = 0; t + delays <= 80; t++) {
            for (int lag = 0; lag < delays; lag++) {
                System.arraycopy(x.data(), (t + delays - 1 - lag) * 2, features, (t * delays + lag) * 2, 2);
            }
        }
        Matrix embedded = Matrix.of(features, 80 - delays + 1, delays * 2);
        Kernel kernel = Kernel.gaussian(1.5);
        Matrix expected = ForwardSubstitution.of(kernel).predict(embedded, x.rows(delays, 80));
        Matrix streamed = stream(Predictor.kaczmarz(kernel, 2).withDelays(delays), x);
        assertClose(streamed.rows(delays - 1, 80), expected, 1e-11);
        assertThat(streamed.rows(0, delays - 1).toArray()).containsOnly(0);

        // h steps ahead: the last target that is known belongs to the feature h tokens ago.
        int h = 4;
        Matrix ahead = stream(Predictor.kaczmarz(kernel, 2).withHorizon(h), x);
        for (int t = h; t < 80; t++) {
            double[] prediction = direct(kernel, x, t, h);
            assertThat(ahead.row(t)).containsExactly(prediction, offset(1e-10));
        }

        // Increments of a shifted stream do not see the shift where the kernel does not.
        double[] shifted = x.toArray();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 1024;
        }
        UnaryOperator<Predictor> options = p -> p.withIncrements().withDelays(2);
        Matrix here = stream(options.apply(Predictor.kaczmarz(kernel, 2)), x);
        Matrix there = stream(options.apply(Predictor.kaczmarz(kernel, 2)), Matrix.of(shifted, 80, 2));
        for (int i = 0; i < shifted.length; i++) {
            assertThat(there.data()[i] - 1024).isCloseTo(here.data()[i], offset(1e-8));
        }
    }

    /** docs/mathematics.md#features-horizons-and-roll-outs: pred_{t+h|t} = sum over s <= t - h of k_ts mu_s with A mu = x_{1+h:}. */
    private static double[] direct(Kernel kernel, Matrix x, int t, int h) {
        Matrix keys = x.rows(0, t - h + 1);
        Matrix mu = ForwardSubstitution.of(kernel).solve(keys, x.rows(h, t + 1));
        double[] sum = new double[x.cols()];
        for (int s = 0; s < keys.rows(); s++) {
            double value = kernel.evaluate(x.row(t), keys.row(s));
            for (int c = 0; c < sum.length; c++) {
                sum[c] += value * mu.get(s, c);
            }
        }
        return sum;
    }

    @Test
    void rollOutIsFeedingOwnPredictionsAndChangesNothing() {
        Matrix x = RotationSequence.random(4, 9).tokens(100);
        for (Predictor predictor : List.of(Predictor.kaczmarz(Kernel.exponential(), 4),
                Predictor.leastSquares(4, 1e-9).withDelays(2), Predictor.kernelRidge(Kernel.gaussian(1), 4, 1e-6))) {
            stream(predictor, x);
            Predictor fed = predictor.copy();
            Matrix path = predictor.rollOut(10);
            for (int i = 0; i < 10; i++) {
                double[] next = fed.predict();
                assertThat(path.row(i)).containsExactly(next, offset(1e-10));
                fed.observe(next);
            }
            assertThat(predictor.observed()).isEqualTo(100);
            assertThat(predictor.rollOut(10).toArray()).containsExactly(path.toArray());
            for (double[] row : rows(predictor.rollOutOnSphere(20))) {
                assertThat(Math.sqrt(Arrays.stream(row).map(c -> c * c).sum())).isCloseTo(1, offset(1e-14));
            }
        }
    }

    private static List<double[]> rows(Matrix matrix) {
        return IntStream.range(0, matrix.rows()).mapToObj(matrix::row).toList();
    }

    @Test
    void copiesAreIndependentAndResetForgets() {
        Matrix x = noisy(RotationSequence.random(3, 2).tokens(300), 0.1);
        for (Predictor predictor : List.of(Predictor.kaczmarz(Kernel.gaussian(1), 3).withForgetting(0.9),
                Predictor.kaczmarz(Kernel.linear(), 3).withFallingRelaxation(16, 0.02),
                Predictor.affineProjection(Kernel.gaussian(1), 3, 5).withRidge(0.1),
                Predictor.affineProjection(Kernel.gaussian(1), 3, 5).withWindow(20), Predictor.leastSquares(3, 1),
                Predictor.kernelRidge(Kernel.gaussian(1), 3, 0.1).withHorizon(2))) {
            double[] whole = stream(predictor, x).toArray();
            predictor.reset();
            assertThat(predictor.observed()).isZero();
            stream(predictor, x.rows(0, 150));
            Predictor copy = predictor.copy();
            stream(predictor, x.rows(10, 40));
            assertThat(stream(copy, x.rows(150, 300)).toArray())
                    .containsExactly(Arrays.copyOfRange(whole, 150 * 3, 300 * 3));
        }
    }

    @Test
    void refusesWhatItCannotUse() {
        Predictor predictor = Predictor.kaczmarz(Kernel.exponential(), 2);
        assertThatThrownBy(() -> predictor.observe(new double[3]))
                .hasMessage("token has 3 elements; tokens here have 2");
        assertThatThrownBy(() -> predictor.observe(new double[]{1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("token 1 has an element that is not finite");
        assertThat(predictor.observed()).isZero();
        assertThatThrownBy(() -> predictor.withRelaxation(2)).hasMessageContaining("between 0 and 2, not 2.0");
        assertThatThrownBy(() -> predictor.withFallingRelaxation(0, 0.1)).hasMessageContaining("positive, not 0.0");
        Predictor tiny = Predictor.kaczmarz(Kernel.linear(), 1);
        tiny.observe(new double[]{1});
        assertThatThrownBy(() -> tiny.observe(new double[]{1e-160})).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("underflows");
        assertThat(tiny.observed()).isEqualTo(1);
        assertThat(tiny.predict()).containsExactly(0);
        assertThatThrownBy(() -> predictor.withForgetting(0)).hasMessageContaining("(0, 1], not 0.0");
        assertThatThrownBy(() -> predictor.withRidge(-1)).hasMessageContaining("ridge");
        assertThatThrownBy(() -> predictor.withDelays(0)).hasMessage("delays must be 1 or more, not 0");
        assertThatThrownBy(() -> Predictor.kernelRidge(Kernel.gaussian(1), 2, 0))
                .hasMessageContaining("positive ridge");
        assertThatThrownBy(() -> Predictor.affineProjection(Kernel.gaussian(1), 2, 2).withForgetting(0.9))
                .hasMessageContaining("does not forget");
        assertThatThrownBy(() -> predictor.withHorizon(2).rollOut(3)).isInstanceOf(IllegalStateException.class);
    }

    static Matrix noisy(Matrix x, double sigma) {
        Random random = new Random(17);
        double[] data = x.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] += sigma * random.nextGaussian();
        }
        return Matrix.of(data, x.rows(), x.cols());
    }

    private static void assertClose(Matrix actual, Matrix expected, double relative) {
        GoldenCase.assertClose("rows", actual, IntStream.range(0, expected.rows()).boxed().toList(), expected,
                relative);
    }
}
