package io.github.foretoken.papers.ical.commuting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class CommutingLossTest {
    private static final Map<CommutingLoss, String> NAMES = Map.of(CommutingLoss.UNITARY, "unitary",
            CommutingLoss.UNITARY_SCRIPT, "unitary_script_variant", CommutingLoss.ORTHOGONAL, "orthogonal");
    /** A few hundred sums and products of numbers that were printed with 15 digits. */
    private static final double DIGITS = 1e-13;

    @ParameterizedTest
    @EnumSource
    void isWhatWasComputedIndependently(CommutingLoss family) {
        JsonNode test = Golden.named("ical").get("unit_test");
        HeadWeights weights = new HeadWeights(Golden.matrix(test.get("A")), Golden.matrix(test.get("B")),
                Golden.matrix(test.get("P")));
        HeadWeights gradient = HeadWeights.like(weights);
        double loss = family.gradient(weights, gradient);

        JsonNode expected = test.get(NAMES.get(family));
        close(loss, expected, "loss");
        assertThat(family.of(weights)).isEqualTo(loss);
        close(norm(gradient.a()), expected, "normGradA");
        close(norm(gradient.b()), expected, "normGradB");
        close(norm(gradient.p()), expected, "normGradP");
        close(gradient.a().get(0, 0), expected, "gradA00");
        close(gradient.b().get(1, 2), expected, "gradB12");
        close(gradient.p().get(1, 1), expected, "gradP_1_1");
        close(gradient.p().get(1, 2), expected, "gradP_1_2");
        close(gradient.p().get(2, 0), expected, "gradP_2_0");
        assertThat(gradient.p().row(3)).as("a row that predicts nothing").containsOnly(0);
        assertThat(gradient.p().get(0, 2)).as("a key of the future").isZero();
    }

    private static void close(double actual, JsonNode expected, String name) {
        double value = expected.get(name).asDouble();
        assertThat(actual).as(name).isCloseTo(value, within(10 * DIGITS * Math.abs(value)));
    }

    private static double norm(Matrix matrix) {
        return Math.sqrt(Arrays.stream(matrix.toArray()).map(x -> x * x).sum());
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreCentralDifferences(CommutingLoss family) {
        HeadWeights weights = HeadWeights.random(2, 6, 5, 1, new Random(3));
        HeadWeights gradient = HeadWeights.like(weights);
        family.gradient(weights, gradient);
        compare(family, weights, weights.a(), gradient.a());
        compare(family, weights, weights.b(), gradient.b());
        compare(family, weights, weights.p(), gradient.p());
    }

    private static void compare(CommutingLoss family, HeadWeights weights, Matrix matrix, Matrix gradient) {
        // Of a polynomial of degree four in one weight: the error is h² times its third derivative, and the loss's rounding by h.
        double h = 1e-4;
        double scale = family.of(weights);
        for (int i = 0; i < matrix.data().length; i++) {
            double kept = matrix.data()[i];
            matrix.data()[i] = kept + h;
            double above = family.of(weights);
            matrix.data()[i] = kept - h;
            double below = family.of(weights);
            matrix.data()[i] = kept;
            assertThat(gradient.data()[i]).isCloseTo((above - below) / (2 * h),
                    within(scale * (h * h + 100 * Math.ulp(1.0) / h)));
        }
    }

    @Test
    void isTheMeanOverSequencesThatAreDrawn() {
        HeadWeights weights = HeadWeights.random(3, 4, 4, 0.6, new Random(11));
        for (CommutingLoss family : new CommutingLoss[]{CommutingLoss.UNITARY, CommutingLoss.ORTHOGONAL}) {
            Random random = new Random(12);
            int draws = 40_000;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < draws; i++) {
                double loss = drawn(weights, phases(family, random));
                sum += loss;
                squares += loss * loss;
            }
            double mean = sum / draws;
            double standardError = Math.sqrt((squares / draws - mean * mean) / draws);
            assertThat(family.of(weights)).as("%s", family).isCloseTo(mean, within(4 * standardError));
        }
    }

    private static double[] phases(CommutingLoss family, Random random) {
        double[] phases = random.doubles(4, 0, 2 * Math.PI).toArray();
        if (family == CommutingLoss.ORTHOGONAL) {
            phases[1] = -phases[0];
            phases[3] = -phases[2];
        }
        return phases;
    }

    /** The definition: attention with each head's own scores and values, row by row. */
    private static double drawn(HeadWeights weights, double[] phases) {
        double loss = 0;
        int d = phases.length;
        for (int t = 0; t < weights.rows(); t++) {
            double[] real = new double[d];
            double[] imaginary = new double[d];
            for (int h = 0; h < weights.heads(); h++) {
                for (int k = 0; k <= t + 1; k++) {
                    // Score of key k with query t: sum over j of a_hj conj(lambda_j^t) lambda_j^k.
                    double x = 0;
                    double y = 0;
                    for (int j = 0; j < d; j++) {
                        x += weights.a().get(h, j) * Math.cos((k - t) * phases[j]);
                        y += weights.a().get(h, j) * Math.sin((k - t) * phases[j]);
                    }
                    for (int i = 0; i < d; i++) {
                        double value = weights.p().get(t, k) * weights.b().get(h, i);
                        double cos = Math.cos(k * phases[i]);
                        double sin = Math.sin(k * phases[i]);
                        real[i] += value * (x * cos - y * sin);
                        imaginary[i] += value * (x * sin + y * cos);
                    }
                }
            }
            for (int i = 0; i < d; i++) {
                loss += Math.pow(real[i] - Math.cos((t + 2) * phases[i]), 2)
                        + Math.pow(imaginary[i] - Math.sin((t + 2) * phases[i]), 2);
            }
        }
        return loss;
    }

    @Test
    void refusesHalfAPair() {
        HeadWeights odd = HeadWeights.random(1, 3, 3, 1, new Random(1));
        assertThatIllegalArgumentException().isThrownBy(() -> CommutingLoss.ORTHOGONAL.of(odd))
                .withMessageContaining("even");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadWeights(Matrix.zeros(2, 3), Matrix.zeros(3, 3), Matrix.zeros(4, 4)))
                .withMessageContaining("a is 2 x 3, b is 3 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadWeights(Matrix.zeros(2, 3), Matrix.zeros(2, 3), Matrix.zeros(4, 3)))
                .withMessageContaining("it is 4 x 3");
    }
}
