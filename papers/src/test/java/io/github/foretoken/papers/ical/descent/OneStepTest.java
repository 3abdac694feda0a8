package io.github.foretoken.papers.ical.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.Golden;
import io.github.foretoken.papers.ical.bridge.Bridge;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OneStepTest {
    @Test
    void isTheFormulaThatWasDerived() {
        for (JsonNode row : Golden.named("ical").get("augmented").get("theory")) {
            int d = row.get("d").asInt();
            int pairs = row.get("N").asInt();
            assertThat(OneStep.bestStep(d, pairs)).isCloseTo(row.get("eta").asDouble(), within(1e-12));
            assertThat(OneStep.leastError(d, pairs)).isCloseTo(row.get("mse_per_coord").asDouble(), within(1e-12));
            assertThat(OneStep.leastError(d, pairs)).isCloseTo(1 - 3 * (pairs + 1) / (2.0 * (2 * pairs + 3 * d - 2)),
                    within(8 * Math.ulp(1.0)));
        }
    }

    @Test
    void noOtherStepIsBetter() {
        double best = OneStep.bestStep(5, 49);
        for (double factor : new double[]{0.5, 0.99, 1.01, 2}) {
            assertThat(OneStep.error(5, 49, factor * best)).isGreaterThan(OneStep.leastError(5, 49));
        }
    }

    /** A mean over equally spaced phases is the expectation, because there are more of them than the error has frequencies. */
    @Test
    void isTheExpectationExactly() {
        for (int pairs = 1; pairs <= 4; pairs++) {
            int spaces = 2 * pairs + 3;
            double gain = 0;
            double power = 0;
            int all = spaces * spaces * spaces;
            for (int i = 0; i < all; i++) {
                int[] grid = {i % spaces, i / spaces % spaces, i / spaces / spaces};
                double[] phases = Arrays.stream(grid).mapToDouble(k -> k * 2 * Math.PI / spaces).toArray();
                OneStep.Sample sample = OneStep.of(phases, pairs);
                gain += sample.gain() / all;
                power += sample.power() / all;
            }
            OneStep.Sample mean = new OneStep.Sample(gain, power);
            double rounding = 1000 * Math.ulp(power);
            assertThat(mean.bestStep()).isCloseTo(OneStep.bestStep(3, pairs), within(rounding));
            assertThat(mean.error(mean.bestStep())).isCloseTo(OneStep.leastError(3, pairs), within(rounding));
            assertThat(mean.error(0.1)).isCloseTo(OneStep.error(3, pairs, 0.1), within(rounding));
        }
    }

    @Test
    void sequencesThatAreDrawnAgree() {
        for (int d : new int[]{1, 5, 10}) {
            Bridge bridge = new Bridge(d, 1000, new Random(d));
            double[] pairs = Bridge.pairs();
            double[] sampled = bridge.sampledSteps();
            double[] errors = bridge.standardErrors();
            for (int i = 0; i < pairs.length; i++) {
                double theory = OneStep.bestStep(d, (int) pairs[i]);
                // The standard error is itself estimated, from 20 parts; d = 1 is exact but for rounding.
                assertThat(sampled[i]).as("d = %d, N = %.0f", d, pairs[i])
                        .isCloseTo(theory, within(5 * errors[i] + 1e-13));
                assertThat(errors[i]).isLessThan(0.05 * theory);
            }
            OneStep.Sample sample = bridge.sample(49);
            assertThat(sample.error(OneStep.bestStep(d, 49))).isCloseTo(OneStep.leastError(d, 49),
                    within(0.03 * OneStep.leastError(d, 49)));
        }
    }
}
