package io.github.foretoken.papers.ical.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.Golden;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The numbers of figure 6. */
class PositionalTest {
    private static final JsonNode GOLDEN = Golden.named("ical").get("positional_only").get("by_mu");
    /** The authors' two runs differ by as much. */
    private static final double RUNS = 0.007;

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    @ParameterizedTest
    @CsvSource({"50, 6, .4563, .3326, .2230, 4", "100, 4, .2885, .2423, .1991, 2", "200, 3, .2061, .1837, .1621, 2",
        "300, 3, .1409, .1315, .1222, 1"})
    void reproducesTheFigure(int mu, int informative, double newest, double second, double third, int signChanges) {
        JsonNode expected = GOLDEN.get(String.valueOf(mu));
        PositionalSolution solution = new PositionalSolution(PhaseMoments.exact(mu, 30));
        int updates = solution.updates();
        assertThat(updates).isEqualTo(expected.get("updates").asInt());
        assertThat(solution.loss(updates - 1)).isLessThan(1e-3);
        assertThat(solution.loss(updates - 2)).isGreaterThanOrEqualTo(1e-3);
        double[] row = solution.weights(updates).row(28);
        double[] exact = numbers(expected.get("row28_keys0to29"));
        double[] published = numbers(expected.get("repo_row28_keys0to28"));
        for (int k = 0; k < 30; k++) {
            // Eight digits were printed.
            assertThat(row[k]).isCloseTo(exact[k], within(1e-8));
        }
        for (int k = 0; k < 29; k++) {
            assertThat(row[k]).isCloseTo(published[k], within(RUNS));
        }
        assertThat(row[29]).isCloseTo(newest, within(5e-5));
        assertThat(row[28]).isCloseTo(second, within(5e-5));
        assertThat(row[27]).isCloseTo(third, within(5e-5));
        assertThat(IntStream.range(0, 28).filter(k -> row[k] * row[k + 1] < 0).count()).isEqualTo(signChanges);

        double[] eigenvalues = solution.eigenvalues();
        double[] top = numbers(expected.get("gram_eigs_row28_top8"));
        for (int i = 0; i < top.length; i++) {
            // Six digits; the least are rounding errors of the greatest.
            assertThat(eigenvalues[i]).isCloseTo(top[i], within(5e-6 * top[i] + 100 * Math.ulp(top[0])));
        }
        assertThat(Arrays.stream(eigenvalues).filter(value -> value > 1e-3).count()).isEqualTo(informative)
                .isEqualTo(expected.get("eigs_above_1e_3").asInt());
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 200, 300})
    void sequencesThatAreDrawnAgree(int mu) {
        JsonNode expected = GOLDEN.get(String.valueOf(mu));
        PositionalTraining training = new PositionalTraining(PhaseMoments.sampled(mu, 30, 1000, new Random(mu)));
        assertThat(training.train()).isLessThan(1e-3);
        int updates = expected.get("updates").asInt();
        assertThat((double) training.updates()).isCloseTo(updates, within(0.01 * updates));
        double[] row = training.weights().row(28);
        double[] exact = numbers(expected.get("row28_keys0to29"));
        for (int k = 0; k < 30; k++) {
            assertThat(row[k]).isCloseTo(exact[k], within(RUNS));
        }
    }

    @Test
    void theClosedFormIsDescent() {
        double[] moments = PhaseMoments.exact(100, 12);
        PositionalTraining training = new PositionalTraining(moments);
        PositionalSolution solution = new PositionalSolution(moments);
        assertThat(training.train()).isCloseTo(solution.loss(training.updates()), within(1e-13));
        assertThat(solution.updates()).isEqualTo(training.updates());
        double[] descended = training.weights().toArray();
        double[] closed = solution.weights(training.updates()).toArray();
        for (int i = 0; i < closed.length; i++) {
            // The recursion adds up as many roundings as there are updates.
            assertThat(Double.isNaN(closed[i]) ? 0 : closed[i]).isCloseTo(Double.isNaN(descended[i]) ? 0 : descended[i],
                    within(training.updates() * 20 * Math.ulp(1.0)));
            assertThat(Double.isNaN(closed[i])).isEqualTo(Double.isNaN(descended[i]));
        }
        assertThat(solution.loss(0)).as("before training each token is missed by its own length")
                .isCloseTo(1, within(1e-13));
    }

    @Test
    void theLossIsThatOfTheSequences() {
        int tokens = 6;
        double[] phases = new Random(4).doubles(7, 0, 2).toArray();
        PositionalTraining training = new PositionalTraining(PhaseMoments.of(phases, tokens));
        for (int i = 0; i < 5; i++) {
            training.update();
        }
        double loss = definition(training.weights(), phases);
        assertThat(training.loss()).isCloseTo(loss, within(100 * Math.ulp(1.0)));

        // And an update is a step along its gradient.
        Matrix before = training.weights();
        training.update();
        double h = 1e-5;
        for (int i = 0; i < before.data().length; i++) {
            double kept = before.data()[i];
            if (Double.isNaN(kept)) {
                continue;
            }
            before.data()[i] = kept + h;
            double above = definition(before, phases);
            before.data()[i] = kept - h;
            double below = definition(before, phases);
            before.data()[i] = kept;
            assertThat(training.weights().data()[i])
                    .isCloseTo(kept - PositionalTraining.RATE * (above - below) / (2 * h), within(1e-9));
        }
    }

    /** The mean over rows and sequences of |sum over k of p_tk lambda^(2k - t) - lambda^(t + 2)|². */
    private static double definition(Matrix weights, double[] phases) {
        double loss = 0;
        for (double phase : phases) {
            for (int t = 0; t < weights.rows(); t++) {
                double x = -Math.cos((t + 2) * phase);
                double y = -Math.sin((t + 2) * phase);
                for (int k = 0; k <= t + 1; k++) {
                    x += weights.get(t, k) * Math.cos((2 * k - t) * phase);
                    y += weights.get(t, k) * Math.sin((2 * k - t) * phase);
                }
                loss += (x * x + y * y) / (phases.length * weights.rows());
            }
        }
        return loss;
    }

    @Test
    void needsTwoTokens() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PositionalTraining(new double[1]))
                .withMessageContaining("2 at least");
    }
}
