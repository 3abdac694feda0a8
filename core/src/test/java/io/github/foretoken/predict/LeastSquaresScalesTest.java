package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
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

    @Test
    void whatFloat64CannotTellApartIsDoubted() {
        for (double level : new double[]{0, 1e9, 1e17}) {
            Predictor regression = Predictor.leastSquares(1, 0.1).withDelays(3);
            Predictor kernel = Predictor.kernelRidge(Kernel.polynomial(2, 1), 1, 0.1);
            Random random = new Random(8);
            for (int t = 0; t < 50; t++) {
                double[] token = {level + random.nextGaussian()};
                regression.observe(token);
                kernel.observe(token);
            }
            assertThat(regression.doubt().isPresent()).as("%s", level).isEqualTo(level > 1e15);
            assertThat(kernel.doubt().isPresent()).as("%s", level).isEqualTo(level > 0);
            if (level > 1e15) {
                assertThat(regression.doubt().orElseThrow())
                        .startsWith("the condition number of the regression is about ")
                        .endsWith("outweigh the ridge of 0.1; use a larger ridge, increments, or standardisation");
            }
        }
    }

    /**
     * Polynomials of large numbers: a kernel matrix of rank 4 whose roundings outweigh the ridge by 20 digits. The estimates
     * are then those of a larger ridge, and doubted; they do not grow from row to row.
     */
    @Test
    void polynomialsOfLargeNumbersAreDoubtedAndBounded() {
        for (int degree : new int[]{2, 3, 5}) {
            Random random = new Random(degree);
            double[] x = new double[1500];
            for (int t = 0; t < x.length; t++) {
                x[t] = 1e4 * (1 + 0.3 * Math.sin(t / 3.0)) + 100 * random.nextGaussian();
            }
            Predictor predictor = Predictor.kernelRidge(Kernel.polynomial(degree, 1), 1, 0.1);
            Matrix batch = predictor.predict(Matrix.of(x, x.length, 1));
            double error = 0;
            double change = 0;
            for (int t = 0; t < x.length; t++) {
                if (t > 20) {
                    assertThat(batch.get(t - 1, 0)).as("degree %s, row %s", degree, t).isBetween(-1e5, 1e5);
                    assertThat(predictor.predict()[0]).as("degree %s, token %s", degree, t).isBetween(-1e5, 1e5);
                    error += Math.pow(x[t] - predictor.predict()[0], 2) + Math.pow(x[t] - batch.get(t - 1, 0), 2);
                    change += 2 * Math.pow(x[t] - 1e4, 2);
                }
                predictor.observe(new double[]{x[t]});
            }
            assertThat(error).as("degree %s", degree).isLessThan(2 * change);
            assertThat(predictor.doubt()).isPresent();
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
