package io.github.foretoken.internal.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregationTest {
    private static final int CANDIDATES = 4;
    private static final int HORIZON = 3;
    private static final int BEST = 2;

    /** Of tokens on a straight line through noise, which one candidate knows and the others miss by more and more. */
    private static final class Course {
        final Aggregation aggregation = new Aggregation(CANDIDATES, HORIZON, false);
        private final DueRows said = new DueRows(CANDIDATES + 2, HORIZON);
        private final double[][] forecasts = new double[CANDIDATES][HORIZON];
        private final double[] soft = new double[HORIZON];
        private final double[] poly = new double[HORIZON];
        private final double scale;
        private long tokens;

        Course(double scale) {
            this.scale = scale;
        }

        void run(int count) {
            Random random = new Random(tokens);
            for (int i = 0; i < count; i++) {
                if (tokens > 0) {
                    double token = scale * random.nextGaussian();
                    aggregation.learn(said, tokens, token, (int) Math.min(tokens, HORIZON));
                }
                tokens++;
                for (int k = 0; k < CANDIDATES; k++) {
                    for (int h = 0; h < HORIZON; h++) {
                        forecasts[k][h] = scale * (k == BEST ? 0 : k + 1);
                    }
                }
                aggregation.combine(forecasts, soft, poly);
                for (int k = 0; k < CANDIDATES; k++) {
                    said.say(tokens, k, forecasts[k]);
                }
                said.say(tokens, CANDIDATES, soft);
                said.say(tokens, CANDIDATES + 1, poly);
            }
        }

        /** Over candidates, of one step. */
        double[] weights(int step) {
            double[] weights = new double[CANDIDATES];
            Arrays.setAll(weights, k -> aggregation.weight(k, step));
            return weights;
        }
    }

    /** BOA leaves it a hundredth of the greatest weight, ML-Poly nothing; together 0.005 at most, and it earns all of it anew. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-60, 1e-12, 1, 1e12, 1e60})
    void whoBeginsAnewEarnsItsWeightAnew(double scale) {
        Course course = new Course(scale);
        course.run(400);
        assertThat(course.weights(0)[BEST]).isGreaterThan(0.9);
        course.aggregation.restart(BEST);
        for (int h = 0; h < HORIZON; h++) {
            assertThat(course.weights(h)[BEST]).as("step %d", h + 1).isBetween(0.0, 0.01);
            // The second best one takes its place, not all others alike.
            assertThat(course.weights(h)[0]).isGreaterThan(0.45);
            double sum = 0;
            for (double weight : course.weights(h)) {
                sum += weight;
            }
            // Sums of K weights, divided by a sum of K each.
            assertThat(sum).isCloseTo(1, within(4 * CANDIDATES * 0x1p-52));
        }
        course.run(400);
        assertThat(course.weights(0)[BEST]).isGreaterThan(0.9);
    }

    @Test
    void whoHadLittleIsNotRaised() {
        Course course = new Course(1);
        course.run(400);
        double[] before = course.weights(0);
        assertThat(before[CANDIDATES - 1]).isLessThan(1e-3);
        course.aggregation.restart(CANDIDATES - 1);
        assertThat(course.weights(0)).containsExactly(before, within(4 * CANDIDATES * 0x1p-52));
    }

    @Test
    void withoutTokensAllWeighTheSame() {
        Aggregation aggregation = new Aggregation(CANDIDATES, HORIZON, false);
        aggregation.restart(1);
        Aggregation untouched = new Aggregation(CANDIDATES, HORIZON, false);
        for (int k = 0; k < CANDIDATES; k++) {
            assertThat(aggregation.weight(k, 0)).isEqualTo(untouched.weight(k, 0));
        }
    }
}
