package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.GoldenCase;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.RotationSequence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole sequence at once gives the rows of the stream, for lengths around a tile (48) and a block (192) of tiles. */
class BatchPredictionTest {
    private static final Map<String, UnaryOperator<Predictor>> OPTIONS = new TreeMap<>(Map.of("none", p -> p, "delays",
            p -> p.withDelays(3), "horizon", p -> p.withHorizon(5), "far", p -> p.withHorizon(70).withDelays(2),
            "increments", p -> p.withIncrements(), "all", p -> p.withIncrements().withDelays(4).withHorizon(3)));

    static Iterable<String> options() {
        return OPTIONS.keySet();
    }

    @ParameterizedTest
    @MethodSource("options")
    void kaczmarz(String options) {
        for (Kernel kernel : List.of(Kernel.linear(), Kernel.exponential(0.5), Kernel.gaussian(1), Kernel.laplace(2),
                Kernel.polynomial(2, 0.5))) {
            Predictor p = OPTIONS.get(options).apply(Predictor.kaczmarz(kernel, 3)).withRidge(0.25);
            for (Predictor predictor : List.of(p, p.withRelaxation(0.5), p.withFallingRelaxation(16, 0.1),
                    p.withForgetting(0.97), p.withForgetting(1e-9), p.withForgetting(0.999).withRelaxation(1.2))) {
                for (int length : new int[]{1, 2, 47, 50, 200, 300}) {
                    assertSame(predictor, length);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void refits(String options) {
        for (Predictor p : List.of(Predictor.kernelRidge(Kernel.gaussian(1), 3, 0.1),
                Predictor.kernelRidge(Kernel.exponential(), 3, 0.5), Predictor.kernelRidge(Kernel.linear(), 3, 0.5),
                Predictor.leastSquares(3, 0.5).withForgetting(0.99),
                Predictor.affineProjection(Kernel.matern32(1), 3, 4).withRidge(0.1))) {
            for (int length : new int[]{1, 2, 48, 193, 450}) {
                assertSame(OPTIONS.get(options).apply(p), length);
            }
        }
    }

    private static void assertSame(Predictor predictor, int length) {
        Matrix x = PredictorTest.noisy(RotationSequence.random(3, 5).tokens(length), 0.1);
        predictor.reset();
        predictor.observe(new double[]{1, 2, 3});
        double[] before = predictor.predict();
        Matrix batch = predictor.predict(x);
        assertThat(predictor.predict()).containsExactly(before);
        assertThat(predictor.observed()).isEqualTo(1);
        predictor.reset();
        // Rows are sums of length + 1 terms, ridges keep the system's condition below 100.
        GoldenCase.assertClose("rows", batch, IntStream.range(0, length).boxed().toList(),
                PredictorTest.stream(predictor, x), 100 * (length + 50) * 0x1p-53);
    }

    @Test
    void targetsThatTheHorizonHidesPlayNoPart() {
        Matrix x = PredictorTest.noisy(RotationSequence.random(3, 5).tokens(120), 0.1);
        Matrix y = PredictorTest.noisy(Matrix.zeros(120, 2), 1);
        ForwardSubstitution ahead = ForwardSubstitution.of(Kernel.gaussian(1)).withHorizon(7).withForgetting(0.9);
        double[] predicted = ahead.predict(x, y).toArray();
        assertThat(ahead.predict(x, y.rows(0, 113)).toArray()).containsExactly(predicted);
        assertThat(ahead.predict(x.rows(0, 5), y.rows(0, 0)).toArray()).containsOnly(0);
        assertThat(ahead.predict(x.rows(0, 5)).toArray()).containsOnly(0);
        assertThatThrownBy(() -> ahead.predict(x, y.rows(0, 112)))
                .hasMessageContaining("or up to 7 fewer: features is 120 x 3, targets is 112 x 2");
    }

    @Test
    void wideTokensOnBlocksOfTiles() {
        Predictor predictor = Predictor.kaczmarz(Kernel.linear(), 130).withRidge(1);
        Matrix x = PredictorTest.noisy(RotationSequence.random(130, 5).tokens(500), 0.1);
        GoldenCase.assertClose("rows", predictor.withForgetting(0.99).predict(x),
                IntStream.range(0, 500).boxed().toList(), PredictorTest.stream(predictor.withForgetting(0.99), x),
                100 * 600 * 0x1p-53);
    }

    @Test
    void refusesWhatItCannotUse() {
        Predictor predictor = Predictor.kernelRidge(Kernel.gaussian(1), 2, 1);
        assertThatThrownBy(() -> predictor.predict(Matrix.zeros(5, 3)))
                .hasMessage("tokens is 5 x 3; tokens here have 2 elements");
        Matrix broken = Matrix.zeros(5, 2);
        broken.data()[3] = Double.NaN;
        assertThatThrownBy(() -> predictor.predict(broken)).hasMessageContaining("tokens[1][1] is NaN");
        // 300,000²/2 numbers are 360 GB.
        assertThatThrownBy(() -> predictor.predict(Matrix.zeros(300_000, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keeps a triangle of 36")
                .hasMessageContaining("withBudget");
        assertThat(predictor.predict(Matrix.zeros(0, 2)).rows()).isZero();
        assertThatThrownBy(() -> ForwardSubstitution.of(Kernel.linear()).withRidge(1).limit(broken))
                .isInstanceOf(IllegalStateException.class);
    }
}
