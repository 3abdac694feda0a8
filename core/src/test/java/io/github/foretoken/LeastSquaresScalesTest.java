package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Linear regression at scales of counters and volumes, by values from rational arithmetic. */
class LeastSquaresScalesTest {
    private static List<Predictor> all(double ridge) {
        return List.of(Predictor.leastSquares(1, ridge), Predictor.kernelRidge(Kernel.linear(), 1, ridge));
    }

    @Test
    void ridgeRegressionIsExactFromTheFirstTokensOn() {
        for (Predictor predictor : all(0.1)) {
            double[] alternating = {3e9, 1.5e9};
            for (int t = 0; t < 12; t++) {
                predictor.observe(new double[]{alternating[t % 2]});
                // x w with w = sum of x y / sum of x²; the ridge is beyond all digits.
                int large = (t + 1) / 2;
                int small = t / 2;
                double expected = t == 0 ? 0
                        : alternating[t % 2] * (large * 3e9 * 1.5e9 + small * 1.5e9 * 3e9)
                                / (large * 9e18 + small * 2.25e18);
                assertThat(predictor.predict()[0]).isCloseTo(expected, offset(16 * 0x1p-53 * 3e9));
            }
        }
    }

    @Test
    void aConstantIsItsOwnForecast() {
        for (double constant : new double[]{1e9, 1e12, 1e-5, 0x1p511, 1e200}) {
            for (Predictor predictor : all(constant * constant < 1 ? 1e-30 : 0.1)) {
                Predictor delayed = predictor.withDelays(4);
                for (int t = 0; t < 3000; t++) {
                    predictor.observe(new double[]{constant});
                    delayed.observe(new double[]{constant});
                }
                assertThat(predictor.predict()[0]).isCloseTo(constant, offset(constant * 0x1p-48));
                assertThat(delayed.predict()[0]).isCloseTo(constant, offset(constant * 0x1p-40));
            }
        }
    }

    /** With a level of 1e8 and noise of 1, four delays predict about as well as the mean does. */
    @Test
    void aHighLevelLeavesTheRestPredictable() {
        for (double gamma : new double[]{1, 0.999}) {
            Predictor predictor = Predictor.leastSquares(1, 1).withDelays(4).withForgetting(gamma);
            Random random = new Random(7);
            double error = 0;
            for (int t = 0; t < 4000; t++) {
                double next = 1e8 + random.nextGaussian();
                error += t < 2000 ? 0 : Math.pow(next - predictor.predict()[0], 2) / 2000;
                predictor.observe(new double[]{next});
            }
            // Of noise, 4 weights that sum to 1 leave 1 + 1/4, and learning them costs 4 / 1000 at most.
            assertThat(error).isCloseTo(1.25, offset(1.25 * (0.004 + 3 * Math.sqrt(2.0 / 2000))));
        }
    }
}
