package io.github.foretoken.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Several steps ahead, of which the direct or the rolled-out estimate is chosen. */
class RollOutChoiceTest {
    private static final int STEPS = 12;

    /** Sum of squared errors of step 12 of 300 tokens behind the first 50. */
    private static double error(Predictor predictor, boolean roll, IntToDoubleFunction tokens) {
        double[] ahead = new double[350 + STEPS];
        double sum = 0;
        for (int t = 0; t < 350; t++) {
            double token = tokens.applyAsDouble(t);
            sum += t < 50 ? 0 : (ahead[t] - token) * (ahead[t] - token);
            predictor.observe(new double[]{token});
            Matrix path = roll ? predictor.rollOut(STEPS) : predictor.forecast();
            ahead[t + STEPS] = path.get(STEPS - 1, 0);
        }
        return sum;
    }

    private static IntToDoubleFunction cycle() {
        Random random = new Random(1);
        return t -> Math.sin(2 * Math.PI * t / STEPS) + 0.3 * random.nextGaussian();
    }

    /** An autoregression whose swings fade. */
    private static IntToDoubleFunction swings(long seed) {
        Random random = new Random(seed);
        double[] x = {0, 0};
        return t -> {
            double next = 1.9 * x[0] - 0.95 * x[1] + random.nextGaussian();
            x[1] = x[0];
            x[0] = next;
            return next;
        };
    }

    /** Up to what is lost until it is known which is closer. */
    @Test
    void isAboutAsGoodAsTheBetterOfBoth() {
        Predictor simple = Predictor.leastSquares(1, 1).withHorizons(STEPS);
        double direct = error(simple.copy(), false, cycle());
        assertThat(direct).isLessThan(0.5 * error(simple.copy(), true, cycle()));
        assertThat(error(simple.withRollOuts(), false, cycle())).isLessThan(1.1 * direct);
        Predictor exact = Predictor.leastSquares(1, 1).withDelays(2).withHorizons(STEPS);
        for (int seed = 1; seed <= 20; seed++) {
            double better = Math.min(error(exact.copy(), true, swings(seed)), error(exact.copy(), false, swings(seed)));
            assertThat(error(exact.withRollOuts(), false, swings(seed))).isLessThan(1.25 * better);
        }
    }

    /** As that of a predictor of the next token alone: both solve a regression of condition 4,000 at most. */
    @Test
    void pathsAreThoseOfANextTokenPredictor() {
        Predictor one = Predictor.leastSquares(1, 1).withDelays(5);
        Predictor all = one.withHorizons(STEPS);
        IntToDoubleFunction tokens = cycle();
        for (int t = 0; t < 200; t++) {
            double[] token = {tokens.applyAsDouble(t)};
            one.observe(token);
            all.observe(token);
            for (int step = 0; step < STEPS; step++) {
                assertThat(all.rollOut(STEPS).get(step, 0)).isCloseTo(one.rollOut(STEPS).get(step, 0), within(1e-10));
            }
        }
    }

    /** Feedback with a weight of 20 leaves float64 after some hundred steps; direct estimates do not. */
    @Test
    void pathsThatOverflowAreNotTaken() {
        Predictor predictor = Predictor.leastSquares(1, 1e-9).withHorizons(400).withRollOuts();
        for (int t = 0; t < 3; t++) {
            predictor.observe(new double[]{Math.pow(20, t)});
            for (double value : predictor.forecast().toArray()) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> Predictor.leastSquares(2, 1).withRollOuts())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withHorizons(H) first");
        assertThatThrownBy(() -> Predictor.persistence(2).withHorizons(3).withRollOuts())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Predictor.leastSquares(2, 1).withSeparateColumns(2))
                .hasMessage("shared column 2 is not one of 2, which are counted from 0");
        assertThatThrownBy(() -> Predictor.leastSquares(2, 1).withSeparateColumns(1, 1))
                .hasMessage("column 1 is shared twice");
        assertThat(Predictor.leastSquares(3, 1).withHorizons(4).withRollOuts().withSeparateColumns(2, 0))
                .hasToString("least-squares:1 horizons=4 roll-outs separate-columns=0,2");
    }
}
