package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Predictions from tokens at chosen lags. */
class PredictorLagsTest {
    @Test
    void denseLagsAreDelays() {
        for (Predictor base : new Predictor[]{Predictor.leastSquares(2, 0.5),
            Predictor.leastSquares(2, 0.5).withHorizon(3),
            Predictor.kaczmarz(Kernel.gaussian(1), 2).withRidge(0.1).withIncrements()}) {
            Predictor delays = base.withDelays(3);
            Predictor lags = base.withLags(1, 2, 3);
            assertThat(lags).hasToString(delays.toString());
            for (double[] token : tokens(60)) {
                delays.observe(token);
                lags.observe(token);
                assertThat(lags.predict()).containsExactly(delays.predict());
            }
        }
    }

    @Test
    void lagsPickTokens() {
        int horizon = 2;
        for (boolean increments : new boolean[]{false, true}) {
            Predictor plain = Predictor.leastSquares(1, 0.5).withLags(2, 5).withHorizon(horizon);
            Predictor lags = increments ? plain.withIncrements() : plain;
            double[] x = new double[80];
            // The normal equations of y = a x_{t-1} + b x_{t-4}, by hand.
            double aa = 0.5;
            double ab = 0;
            double bb = 0.5;
            double ay = 0;
            double by = 0;
            Random random = new Random(4);
            for (int t = 0; t < x.length; t++) {
                x[t] = Math.sin(t) + random.nextGaussian() / 4;
                int s = t - horizon;
                if (s >= 4) {
                    double y = x[t] - (increments ? x[s] : 0);
                    aa += x[s - 1] * x[s - 1];
                    ab += x[s - 1] * x[s - 4];
                    bb += x[s - 4] * x[s - 4];
                    ay += x[s - 1] * y;
                    by += x[s - 4] * y;
                }
                lags.observe(new double[]{x[t]});
                double base = increments ? x[t] : 0;
                double expected = t < 4 ? base
                        : base + ((bb * ay - ab * by) * x[t - 1] + (aa * by - ab * ay) * x[t - 4])
                                / (aa * bb - ab * ab);
                assertThat(lags.predict()[0]).isCloseTo(expected, offset(1e-12));
            }
        }
    }

    /** Where all rows are computed at once, too. */
    @Test
    void aBatchTakesTheTokensThatAStreamTakes() {
        for (Predictor base : new Predictor[]{Predictor.kaczmarz(Kernel.gaussian(2), 2).withRidge(0.1),
            Predictor.kernelRidge(Kernel.gaussian(2), 2, 0.5)}) {
            Predictor lags = base.withLags(1, 3, 4, 9);
            double[][] tokens = tokens(70);
            Matrix batch = lags.predict(Matrix.copyOf(tokens));
            for (int t = 0; t < tokens.length; t++) {
                lags.observe(tokens[t]);
                assertThat(batch.row(t)).as("%s, row %s", lags, t).containsExactly(lags.predict(), offset(1e-12));
            }
        }
    }

    @Test
    void rollsOutAndCopies() {
        Predictor seasonal = Predictor.leastSquares(1, 1e-9).withLags(7);
        for (int t = 0; t < 70; t++) {
            seasonal.observe(new double[]{(t % 7) * (t % 7)});
        }
        Predictor copy = seasonal.copy();
        seasonal.observe(new double[]{0});
        assertThat(copy.rollOut(7).toArray()).containsExactly(new double[]{0, 1, 4, 9, 16, 25, 36}, offset(1e-6));
        assertThat(copy.observed()).isEqualTo(70);
        copy.reset();
        assertThat(copy.predict()).containsExactly(0);
    }

    @Test
    void inWords() {
        assertThat(Predictor.leastSquares(1, 2).withLags(1, 2, 3, 7, 8, 24))
                .hasToString("least-squares:2 lags=1-3,7,8,24");
        assertThat(Predictor.kaczmarz(Kernel.polynomial(2, 0.5), 1).withFallingRelaxation(16, 0.02).withWindow(9))
                .hasToString("kaczmarz kernel=polynomial:2:0.5 relaxation=falling:16:0.02 window=9");
        Predictor base = Predictor.leastSquares(1, 1);
        assertThatThrownBy(base::withLags).hasMessageContaining("at least one");
        assertThatThrownBy(() -> base.withLags(0, 1)).hasMessageContaining("1 or more and ascend");
        assertThatThrownBy(() -> base.withLags(2, 2)).hasMessageContaining("unlike [2, 2]");
    }

    private static double[][] tokens(int count) {
        Random random = new Random(2);
        double[][] tokens = new double[count][2];
        for (int t = 0; t < count; t++) {
            tokens[t] = new double[]{Math.cos(t), Math.sin(t) + random.nextGaussian() / 5};
        }
        return tokens;
    }
}
