package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All horizons at once: where they meet ridges that fade, gaps, refusals and each other's options. */
class PredictorHorizonsTest {
    private static final int STEPS = 4;

    /** A coordinate is shown for a while and then no more, for so long that its ridge is put back many times. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.5, 0.2})
    void aRidgeThatIsPutBackIsSoForEachHorizonInItsTurn(double forgetting) {
        Predictor all = Predictor.leastSquares(2, 0.5).withForgetting(forgetting).withHorizons(STEPS);
        List<Predictor> each = separate(Predictor.leastSquares(2, 0.5).withForgetting(forgetting));
        Random random = new Random(4);
        double seen = 0;
        for (int t = 0; t < 1500; t++) {
            boolean shown = t % 500 < 20;
            double[] token = {random.nextGaussian(), shown ? random.nextGaussian() : 0};
            all.observe(token);
            each.forEach(one -> one.observe(token));
            if (t % 500 > 480) {
                // Were it shown now, what is left of its weight would count.
                double[] probe = {1, 1};
                Predictor ahead = all.copy();
                ahead.observe(probe);
                for (int h = 1; h <= STEPS; h++) {
                    Predictor own = each.get(h - 1).copy();
                    own.observe(probe);
                    assertThat(ahead.forecast().row(h - 1)).as("step %d after token %d", h, t)
                            .containsExactly(own.predict(), Offset.offset(1e-6));
                    seen = Math.max(seen, Math.abs(own.predict()[0]));
                }
            }
        }
        assertThat(seen).isGreaterThan(0.05);
    }

    /** On a budget the ridge is put back after every pair, while keys still come. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.95, 0.5})
    void aBudgetServesAllHorizons(double forgetting) {
        Predictor options =
                Predictor.kernelRidge(Kernel.gaussian(0.7), 2, 0.1).withBudget(40).withForgetting(forgetting);
        Predictor all = options.withHorizons(STEPS);
        List<Predictor> each = separate(options);
        Random random = new Random(5);
        double[] token = {0, 0};
        for (int t = 0; t < 600; t++) {
            token = new double[]{0.8 * token[1] + 0.3 * random.nextGaussian(), Math.sin(t) + token[0]};
            all.observe(token);
            for (int h = 1; h <= STEPS; h++) {
                each.get(h - 1).observe(token);
                assertThat(all.forecast().row(h - 1)).as("step %d after token %d", h, t)
                        .containsExactly(each.get(h - 1).predict(), Offset.offset(1e-9));
            }
        }
    }

    static List<Predictor> predictors() {
        List<Predictor> all = new ArrayList<>();
        for (Kernel kernel : List.of(Kernel.linear(), Kernel.gaussian(1), Kernel.exponential())) {
            all.add(Predictor.kaczmarz(kernel, 1).withRidge(0.1).withForgetting(0.9).withDelays(2));
            all.add(Predictor.affineProjection(kernel, 1, 3).withRidge(0.1));
            all.add(Predictor.kaczmarz(kernel, 1).withRidge(0.1).withWindow(5));
        }
        return all;
    }

    /** Across a gap nothing is learned; where nothing of other steps is shared that is the whole truth. */
    @ParameterizedTest
    @MethodSource("predictors")
    void agapEndsWhatWaits(Predictor options) {
        Predictor all = options.withHorizons(STEPS).withIncrements();
        List<Predictor> each = separate(options.withIncrements());
        Random random = new Random(6);
        for (int t = 0; t < 60; t++) {
            if (t == 13 || t == 15 || t == 40) {
                all.interrupt();
                each.forEach(Predictor::interrupt);
            }
            double[] token = {0.5 * random.nextGaussian()};
            all.observe(token);
            for (int h = 1; h <= STEPS; h++) {
                each.get(h - 1).observe(token);
                assertThat(all.forecast().row(h - 1)).as("%s, step %d after token %d", options, h, t)
                        .containsExactly(each.get(h - 1).predict(), Offset.offset(1e-11));
            }
        }
    }

    /** Where a covariance is shared, a token without target counts as if it had been foreseen exactly. */
    @Test
    void acrossAGapTheCovarianceIsThatOfTheFirstStep() {
        Predictor all = Predictor.leastSquares(1, 0.5).withHorizons(3);
        double[] first = {1, 2, -1, 0.5};
        double[] second = {3, 1, -2, 1, 2};
        feed(all, first);
        all.interrupt();
        feed(all, second);
        // Step 3: of the first stretch the pair (1, 0.5) alone; 2 and -1, which step 1 learned from, as foreseen.
        double normal = 0.5 + 1;
        double weight = 0.5 / normal;
        normal += 2 * 2 + 1;
        double[] features = {3, 1};
        double[] targets = {1, 2};
        for (int i = 0; i < 2; i++) {
            normal += features[i] * features[i];
            weight += (targets[i] - weight * features[i]) * features[i] / normal;
        }
        assertThat(all.forecast().get(2, 0)).isCloseTo(2 * weight, Offset.offset(1e-14));
    }

    private static void feed(Predictor predictor, double[] tokens) {
        for (double token : tokens) {
            predictor.observe(new double[]{token});
        }
    }

    private static List<Predictor> separate(Predictor options) {
        List<Predictor> each = new ArrayList<>();
        for (int h = 1; h <= STEPS; h++) {
            each.add(options.withHorizon(h));
        }
        return each;
    }

    @Test
    void bothOptionsTogether() {
        Predictor options = Predictor.leastSquares(2, 0.1).withHorizon(3).withHorizons(5);
        assertThat(options).hasToString("least-squares:0.1 horizon=3 horizons=5");
        assertThat(options.forecast().toArray()).isEqualTo(new double[10]);
        Random random = new Random(7);
        for (int t = 0; t < 30; t++) {
            options.observe(new double[]{random.nextGaussian(), t});
            assertThat(options.predict()).isEqualTo(options.forecast().row(2));
            double[] row = new double[2];
            options.forecast(5, row);
            assertThat(row).isEqualTo(options.forecast().row(4));
        }
        assertThatThrownBy(() -> options.withHorizons(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("with horizons 1 to 2, horizon, the one of predict(), must be among them, and is 3");
        assertThatThrownBy(() -> options.withHorizon(6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withHorizons(0)).hasMessageContaining("horizons must be 1 or more");
        assertThatThrownBy(() -> options.withHorizons(5000)).hasMessage("horizons must be from 1 to 4096, not 5000");
        assertThatThrownBy(() -> options.forecast(6, new double[2])).hasMessage("step must be from 1 to 5, not 6");
        assertThatThrownBy(() -> options.forecast(1, new double[3])).hasMessageContaining("prediction has 3 elements");
        assertThatThrownBy(() -> Predictor.mean(1).forecast()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withHorizons(H)");
        assertThatThrownBy(() -> options.rollOut(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneHorizonIsThePredictorWithoutTheOption() {
        Predictor one = Predictor.kaczmarz(Kernel.gaussian(1), 1).withHorizons(1);
        Predictor plain = Predictor.kaczmarz(Kernel.gaussian(1), 1);
        for (int t = 0; t < 50; t++) {
            one.observe(new double[]{Math.sin(t)});
            plain.observe(new double[]{Math.sin(t)});
            assertThat(one.forecast().toArray()).isEqualTo(plain.predict());
        }
    }

    @Test
    void theNewestTokenAndTheMeanAreTheSameForAllSteps() {
        Predictor persistence = Predictor.persistence(2).withHorizons(3);
        Predictor mean = Predictor.mean(2).withHorizons(2).withSeparateColumns();
        for (double[] token : new double[][]{{1, 2}, {3, 10}}) {
            persistence.observe(token);
            mean.observe(token);
        }
        assertThat(persistence.forecast().toArray()).containsExactly(3, 10, 3, 10, 3, 10);
        assertThat(mean.forecast().toArray()).containsExactly(2, 6, 2, 6);
    }

    /** A column refuses a token: none of them has learned from it. */
    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1000, Double.NaN, 1e160})
    void whatOneColumnRefusesNoneLearns(double poison) {
        List<Predictor> options = List.of(Predictor.kaczmarz(Kernel.exponential(), 3),
                Predictor.kaczmarz(Kernel.polynomial(3, 0), 3).withHorizons(3), Predictor.leastSquares(3, 0.1),
                Predictor.leastSquares(3, 0.1).withHorizons(3), Predictor.kaczmarz(Kernel.linear(), 3).withHorizons(3),
                Predictor.kernelRidge(Kernel.exponential(), 3, 0.1).withHorizons(2),
                Predictor.affineProjection(Kernel.exponential(), 3, 2).withHorizons(2));
        for (Predictor option : options) {
            Predictor predictor = option.withSeparateColumns();
            for (int t = 0; t < 12; t++) {
                predictor.observe(new double[]{Math.sin(t), Math.cos(t), 0.1 * t});
            }
            byte[] before = RefusedTokensTest.saved(predictor);
            for (int column = 0; column < 3; column++) {
                double[] token = {0.5, 0.25, 0.125};
                token[column] = poison;
                try {
                    predictor.copy().observe(token);
                } catch (ArithmeticException | IllegalArgumentException e) {
                    assertThatThrownBy(() -> predictor.observe(token)).isInstanceOf(e.getClass());
                    assertThat(RefusedTokensTest.saved(predictor)).as("%s", option).isEqualTo(before);
                }
            }
            predictor.observe(new double[]{0.5, 0.25, 0.125});
            assertThat(Arrays.stream(predictor.predict()).allMatch(Double::isFinite)).isTrue();
        }
    }

    /** Two thousand columns of 24 lags: a square of a lag's number each, where one of all would take 18 GB. */
    @Test
    void manyColumnsAreAffordable() {
        int d = 2000;
        Predictor predictor = Predictor.leastSquares(d, 1).withSeparateColumns().withDelays(24).withHorizons(6);
        double[] token = new double[d];
        for (int t = 0; t < 40; t++) {
            for (int c = 0; c < d; c++) {
                token[c] = Math.sin(0.3 * t + c);
            }
            predictor.observe(token);
        }
        // Twice a triangle, two copies of six features and their gains, six maps, and the last tokens.
        assertThat(predictor.memoryBytes()).isLessThan(d * 8L * (24 * 25 + 4 * 24 * 6 + 24 * 6 + 400));
        for (int c = 0; c < d; c++) {
            assertThat(predictor.forecast().get(5, c)).isCloseTo(Math.sin(0.3 * 45 + c), Offset.offset(0.2));
        }
    }
}
