package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is learned from, or it is refused and has never been: none disables a predictor. */
class RefusedTokensTest {
    private static final Kernel[] KERNELS =
            {Kernel.linear(), Kernel.exponential(), Kernel.exponential(3), Kernel.gaussian(1), Kernel.laplace(2),
                Kernel.matern32(1), Kernel.matern52(1), Kernel.polynomial(2, 1), Kernel.polynomial(5, 0)};

    static List<Predictor> predictors() {
        List<Predictor> all = new ArrayList<>(List.of(Predictor.persistence(1), Predictor.mean(1)));
        for (Kernel kernel : KERNELS) {
            all.add(Predictor.kaczmarz(kernel, 1));
            all.add(Predictor.kaczmarz(kernel, 1).withRidge(0.1).withForgetting(0.9).withDelays(2));
            all.add(Predictor.kaczmarz(kernel, 1).withWindow(4));
            all.add(Predictor.kaczmarz(kernel, 1).withHorizon(3).withIncrements());
            all.add(Predictor.affineProjection(kernel, 1, 3).withRidge(0.01));
            all.add(Predictor.affineProjection(kernel, 1, 2).withWindow(5));
            all.add(Predictor.kernelRidge(kernel, 1, 0.1));
            all.add(Predictor.kaczmarz(kernel, 1).withRidge(0.1).withForgetting(0.9).withHorizons(3));
            all.add(Predictor.kaczmarz(kernel, 1).withHorizons(4).withHorizon(2).withIncrements().withDelays(2));
            all.add(Predictor.affineProjection(kernel, 1, 3).withRidge(0.01).withHorizons(2));
            all.add(Predictor.kaczmarz(kernel, 1).withWindow(4).withHorizons(3));
            all.add(Predictor.kernelRidge(kernel, 1, 0.1).withHorizons(3));
            if (kernel instanceof Kernel.Gaussian || kernel instanceof Kernel.Exponential) {
                all.add(Predictor.kaczmarz(kernel, 1).withRandomFeatures(RandomFeatures.waves(6)).withRidge(0.1));
                all.add(Predictor.kaczmarz(kernel, 1)
                        .withRandomFeatures(RandomFeatures.waves(6))
                        .withHorizons(3)
                        .withDelays(2));
                all.add(Predictor.kaczmarz(kernel, 1)
                        .withRandomFeatures(new RandomFeatures(RandomFeatures.Form.POSITIVE, 5, 1)));
            }
            if (!(kernel instanceof Kernel.Linear)) {
                all.add(Predictor.kernelRidge(kernel, 1, 0.1).withBudget(5).withForgetting(0.99).withHorizons(3));
                all.add(Predictor.kernelRidge(kernel, 1, 0.1).withBudget(5).withForgetting(0.99));
            }
        }
        all.add(Predictor.leastSquares(1, 0.1).withIntercept().withDelays(3));
        all.add(Predictor.leastSquares(1, 0.1).withStandardization().withForgetting(0.95));
        all.add(Predictor.leastSquares(1, 0.1).withStandardization().withForgetting(0.95).withHorizons(3));
        all.add(Predictor.leastSquares(1, 1e-6).withIncrements().withDelays(2).withHorizons(5));
        return all;
    }

    static byte[] saved(Predictor predictor) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new SavedPredictor(predictor, Map.of()).save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("predictors")
    void noTokenDisablesAPredictor(Predictor options) {
        double[] poisons = {1000, -1000, 30, 1e5, -1e40, 1e160, 1e300, -1.7e308, 1e-170, -1e-310, Double.MIN_VALUE, 0};
        for (double poison : poisons) {
            for (int at : new int[]{1, 5, 12}) {
                Predictor predictor = options.withHorizon(1).withHorizon(horizon(options));
                for (int t = 0; t < at; t++) {
                    predictor.observe(new double[]{Math.sin(t)});
                }
                byte[] before = saved(predictor);
                boolean refused = refuses(predictor, poison);
                if (refused) {
                    assertThat(saved(predictor)).as("%s after %s", options, poison).isEqualTo(before);
                }
                int accepted = 0;
                for (int t = 0; t < 20; t++) {
                    accepted += refuses(predictor, Math.sin(at + t)) ? 0 : 1;
                }
                if (accepted < 18 && !refused) {
                    // Accepted, and in the way of later ones together with others: the message has named the way out.
                    assertThatThrownBy(() -> predictor.observe(new double[]{0.5})).hasMessageContaining("interrupt()");
                    predictor.interrupt();
                    accepted = 0;
                    for (int t = 0; t < 20; t++) {
                        accepted += refuses(predictor, Math.sin(at + t)) ? 0 : 1;
                    }
                }
                assertThat(accepted).as("%s after %s at %d", options, poison, at).isGreaterThanOrEqualTo(18);
                for (double x : predictor.predict()) {
                    assertThat(x).isFinite();
                }
            }
        }
    }

    private static int horizon(Predictor options) {
        String text = options.toString();
        return text.contains(" horizon=") ? Integer.parseInt(text.replaceFirst(".* horizon=(\\d+).*", "$1")) : 1;
    }

    private static boolean refuses(Predictor predictor, double x) {
        try {
            predictor.observe(new double[]{x});
            return false;
        } catch (ArithmeticException e) {
            assertThat(e).hasMessageMatching("(?s).*(scale the tokens|interrupt\\(\\)).*");
            return true;
        }
    }

    @Test
    void theTokenThatDoesNotFitIsTheOneRefused() {
        Predictor predictor = Predictor.kaczmarz(Kernel.exponential(), 1);
        for (int t = 0; t < 5; t++) {
            predictor.observe(new double[]{Math.sin(t)});
        }
        byte[] before = saved(predictor);
        assertThatThrownBy(() -> predictor.observe(new double[]{1000})).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("token 6 is refused, and nothing was learned from it")
                .hasMessageContaining("Gaussian");
        assertThat(saved(predictor)).isEqualTo(before);
        assertThat(predictor.observed()).isEqualTo(5);
        predictor.observe(new double[]{0.5});
    }

    /** Refusals in between leave no trace: the same bits as without them, for every method and over many blocks of memory. */
    @ParameterizedTest
    @MethodSource("predictors")
    void refusalsLeaveNoTrace(Predictor options) {
        Predictor with = options.withHorizon(horizon(options));
        Predictor without = options.withHorizon(horizon(options));
        Random random = new Random(7);
        for (int t = 0; t < 300; t++) {
            double[] token = {random.nextGaussian()};
            if (t % 3 == 1) {
                double[] bad = {random.nextBoolean() ? 1e307 * random.nextGaussian() : 800 * random.nextGaussian()};
                Predictor probe = with.copy();
                if (refuses(probe, bad[0])) {
                    refuses(with, bad[0]);
                }
            }
            with.observe(token);
            without.observe(token);
        }
        assertThat(saved(with)).isEqualTo(saved(without));
        assertThat(with.predict()).isEqualTo(without.predict());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1000, -600, -450, -333, 333, 450, 505, 511})
    void predictionsDoNotDependOnTheUnit(int exponent) {
        Random random = new Random(8);
        double[] tokens = random.doubles(60).map(x -> 2 * x - 1).toArray();
        double unit = Math.scalb(1.0, exponent);
        for (double width : new double[]{0.7, 3}) {
            List<Kernel> kernels = List.of(Kernel.gaussian(width), Kernel.laplace(width), Kernel.matern32(width),
                    Kernel.matern52(width));
            List<Kernel> scaled = List.of(Kernel.gaussian(width * unit), Kernel.laplace(width * unit),
                    Kernel.matern32(width * unit), Kernel.matern52(width * unit));
            for (int k = 0; k < kernels.size(); k++) {
                same(tokens, exponent, Predictor.kaczmarz(kernels.get(k), 1).withRidge(0.1).withIncrements(),
                        Predictor.kaczmarz(scaled.get(k), 1).withRidge(0.1).withIncrements());
                same(tokens, exponent, Predictor.affineProjection(kernels.get(k), 1, 4).withDelays(2),
                        Predictor.affineProjection(scaled.get(k), 1, 4).withDelays(2));
                same(tokens, exponent, Predictor.kernelRidge(kernels.get(k), 1, 0.01).withLags(1, 3),
                        Predictor.kernelRidge(scaled.get(k), 1, 0.01).withLags(1, 3));
                same(tokens, exponent, Predictor.kernelRidge(kernels.get(k), 1, 0.01).withBudget(9),
                        Predictor.kernelRidge(scaled.get(k), 1, 0.01).withBudget(9));
                if (kernels.get(k) instanceof Kernel.Gaussian) {
                    same(tokens, exponent,
                            Predictor.kaczmarz(kernels.get(k), 1).withRandomFeatures(RandomFeatures.waves(8)),
                            Predictor.kaczmarz(scaled.get(k), 1).withRandomFeatures(RandomFeatures.waves(8)));
                }
                Matrix x = Matrix.of(tokens.clone(), 60, 1);
                Matrix y = times(x, unit);
                assertThat(ForwardSubstitution.of(scaled.get(k)).solve(y, x).toArray())
                        .isEqualTo(ForwardSubstitution.of(kernels.get(k)).solve(x, x).toArray());
                assertThat(CausalDescent.of(scaled.get(k)).iterate(y, x, 3).toArray())
                        .isEqualTo(CausalDescent.of(kernels.get(k)).iterate(x, x, 3).toArray());
                assertThat(scaled.get(k).gram(y, y).toArray()).isEqualTo(kernels.get(k).gram(x, x).toArray());
            }
        }
        if (Math.abs(2 * exponent) < 1000) {
            double square = unit * unit;
            same(tokens, exponent, Predictor.kaczmarz(Kernel.linear(), 1).withRidge(0.5).withDelays(3),
                    Predictor.kaczmarz(Kernel.linear(), 1).withRidge(0.5 * square).withDelays(3));
            same(tokens, exponent, Predictor.leastSquares(1, 0.5).withIntercept(3).withDelays(3),
                    Predictor.leastSquares(1, 0.5 * square).withIntercept(3 * unit).withDelays(3));
        }
        same(tokens, exponent, Predictor.persistence(1), Predictor.persistence(1));
        same(tokens, exponent, Predictor.mean(1), Predictor.mean(1));
        for (Predictor standardized : List.of(Predictor.kaczmarz(Kernel.gaussian(1), 1).withDelays(2),
                Predictor.leastSquares(1, 0.1).withIncrements(), Predictor.kernelRidge(Kernel.laplace(1), 1, 0.1))) {
            same(tokens, exponent, standardized.withStandardization(), standardized.withStandardization());
        }
    }

    private static Matrix times(Matrix rows, double factor) {
        double[] data = rows.toArray();
        for (int i = 0; i < data.length; i++) {
            data[i] *= factor;
        }
        return Matrix.of(data, rows.rows(), rows.cols());
    }

    /** To the bit, in a stream, saved and loaded half-way, and at once. */
    private static void same(double[] tokens, int exponent, Predictor options, Predictor scaledOptions) {
        Predictor predictor = options;
        Predictor scaled = scaledOptions;
        Matrix rows = Matrix.of(tokens.clone(), tokens.length, 1);
        assertThat(scaledOptions.predict(times(rows, Math.scalb(1.0, exponent))).toArray())
                .isEqualTo(times(options.predict(rows), Math.scalb(1.0, exponent)).toArray());
        for (int t = 0; t < tokens.length; t++) {
            predictor.observe(new double[]{tokens[t]});
            scaled.observe(new double[]{Math.scalb(tokens[t], exponent)});
            assertThat(scaled.predict()[0]).as("%s at %d", scaledOptions, t)
                    .isEqualTo(Math.scalb(predictor.predict()[0], exponent));
            if (t == tokens.length / 2) {
                try {
                    scaled = SavedPredictor.load(new java.io.ByteArrayInputStream(saved(scaled))).predictor();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
