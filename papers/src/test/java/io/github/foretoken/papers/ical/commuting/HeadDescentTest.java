package io.github.foretoken.papers.ical.commuting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The numbers of figure 3, from the authors' starts and from starts of java.util.Random. */
class HeadDescentTest {
    private static final JsonNode GOLDEN = Golden.named("ical");
    private static final JsonNode TRACES = GOLDEN.get("gd_traces");
    /** What is left of ten printed digits on a way past saddles, where rounding errors grow. */
    private static final double RELATIVE = 1e-7;
    /** A loss near zero is a difference of numbers of the size of the first loss. */
    private static final double ABSOLUTE = 20 * Math.ulp(190.0);

    private static HeadDescent follow(JsonNode trace, CommutingLoss family, HeadWeights start, double rate) {
        HeadDescent descent = new HeadDescent(family, start, rate);
        for (Map.Entry<String, JsonNode> point : trace.get("loss_after").properties()) {
            double expected = point.getValue().asDouble();
            // Digits printed: eight for starts of java.util.Random, ten for the others.
            assertThat(descent.until(Integer.parseInt(point.getKey()))).as("loss after %s steps", point.getKey())
                    .isCloseTo(expected, within(RELATIVE * expected + ABSOLUTE));
        }
        return descent;
    }

    @Test
    void followsTheScriptForUnitaryMatrices() {
        HeadDescent descent = follow(TRACES.get("unitary_repo_init_script_formula"), CommutingLoss.UNITARY_SCRIPT,
                PublishedStart.UNITARY.weights(), PublishedStart.UNITARY.rate());
        JsonNode stored = GOLDEN.get("repo_tensors_evaluated").get("unitary");
        HeadSolution found = HeadSolution.of(CommutingLoss.UNITARY, descent.weights());
        // The script computed in float32; its tensors differ from ours by 2e-7, and products of them by a few times that.
        double single = 1e-6;
        assertThat(found.scale()).isCloseTo(stored.get("C_scale").asDouble(), within(single));
        assertThat(found.deviation()).isLessThanOrEqualTo(stored.get("C_relative_deviation").asDouble());
        assertThat(found.newest()).isCloseTo(stored.get("P_newest_key").asDouble(), within(single));
        assertThat(found.newestSpread()).isLessThanOrEqualTo(stored.get("P_newest_key_spread").asDouble());
        assertThat(found.query()).isCloseTo(0, within(1e-20));
        assertThat(found.others()).isCloseTo(stored.get("max_abs_other").asDouble(), within(1e-11));
        assertThat(found.productOfTrace()).isCloseTo(1, within(1e-8));
        assertThat(found.headOverlap()).as("heads are orthogonal")
                .isLessThanOrEqualTo(stored.get("head_gram_offdiag_max").asDouble());
        for (double value : HeadSolution.singularValues(descent.weights())) {
            assertThat(value).isCloseTo(1.2018, within(5e-5));
        }
    }

    @Test
    void followsTheLossAsItIs() {
        follow(TRACES.get("unitary_repo_init_derived_formula"), CommutingLoss.UNITARY, PublishedStart.UNITARY.weights(),
                PublishedStart.UNITARY.rate());
    }

    @Test
    void followsTheScriptForOrthogonalMatrices() {
        PublishedStart start = PublishedStart.ORTHOGONAL;
        HeadDescent descent =
                follow(TRACES.get("orthogonal_repo_init_formula"), start.loss(), start.weights(), start.rate());
        assertThat(start.steps()).isEqualTo(100_000);
        JsonNode stored = GOLDEN.get("repo_tensors_evaluated").get("orthogonal");
        HeadSolution found = HeadSolution.of(CommutingLoss.ORTHOGONAL, descent.weights());
        // A hundred thousand float32 steps end 1e-3 away.
        double drift = 1e-3;
        assertThat(found.scale()).isCloseTo(stored.get("C_scale").asDouble(), within(drift));
        assertThat(found.deviation()).isCloseTo(stored.get("C_relative_deviation").asDouble(), within(1e-5));
        assertThat(found.newest()).isCloseTo(stored.get("P_newest_key").asDouble(), within(drift));
        assertThat(found.newestSpread()).isLessThanOrEqualTo(1e-7);
        assertThat(found.query()).isCloseTo(stored.get("P_query_key").asDouble(), within(drift));
        assertThat(found.ratio()).isCloseTo(stored.get("ratio_query_over_newest").asDouble(), within(1e-5));
        assertThat(found.trigonometric()).isTrue();
        assertThat(found.others()).isLessThanOrEqualTo(stored.get("max_abs_other").asDouble());
        assertThat(found.productOfTrace()).isCloseTo(1, within(1e-6));
        assertThat(found.headOverlap()).isCloseTo(stored.get("head_gram_offdiag_max").asDouble(), within(10 * drift));
        double[] values = HeadSolution.singularValues(descent.weights());
        double[] expected = stored.get("C_singular_values").valueStream().mapToDouble(JsonNode::asDouble).toArray();
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(drift));
        }
    }

    @Test
    void followsStartsOfJava() {
        JsonNode unitary = TRACES.get("unitary_java_random_42");
        HeadWeights start = HeadWeights.random(10, 10, 20, 0.1, new Random(42));
        assertThat(CommutingLoss.UNITARY.of(start)).isCloseTo(190.2715490866901, within(ABSOLUTE));
        check(unitary, CommutingLoss.UNITARY, start, 0.01);
        check(TRACES.get("orthogonal_java_random_5"), CommutingLoss.ORTHOGONAL,
                HeadWeights.random(8, 10, 20, 0.1, new Random(5)), 1e-3);
    }

    private static void check(JsonNode trace, CommutingLoss family, HeadWeights start, double rate) {
        HeadSolution found = HeadSolution.of(family, follow(trace, family, start, rate).weights());
        assertThat(found.newest()).isCloseTo(trace.get("P_newest").asDouble(), within(1e-7));
        assertThat(found.query()).isCloseTo(trace.get("P_query").asDouble(), within(1e-7));
        assertThat(found.productOfTrace() / found.newest()).isCloseTo(trace.get("trC_over_d").asDouble(), within(1e-6));
    }

    @Test
    void eightOfTwelveStartsReachTheTrigonometricFormula() {
        StartingPoints points = StartingPoints.run(0, 1000, 2000, 4000);
        JsonNode losses = TRACES.get("orthogonal_java_seeds_1_to_12").get("loss");
        assertThat(points.reached()).isEqualTo(8);
        for (int i = 0; i < points.count(); i++) {
            double[] expected =
                    losses.get(String.valueOf(points.seed(i))).valueStream().mapToDouble(JsonNode::asDouble).toArray();
            if (points.solution(i).trigonometric()) {
                for (int j = 0; j < expected.length; j++) {
                    // Four decimals were printed.
                    assertThat(points.losses(i)[j]).isCloseTo(expected[j], within(6e-5));
                }
            } else {
                // At this rate the other branch is at the edge of stability: losses go up and down, and no two programs agree.
                assertThat(points.seed(i)).isIn(6L, 8L, 9L, 10L);
                assertThat(points.losses(i)[0]).isCloseTo(expected[0], within(6e-5));
                assertThat(points.losses(i)[2]).isBetween(1.0, 3.5);
                assertThat(points.solution(i).ratio()).isBetween(2.0, 2.7);
            }
        }
    }

    @Test
    void fewHeadsReachWhatTheoryAllows() {
        int steps = 6000;
        double[] unitary = HeadSweep.best(HeadSweep.losses(CommutingLoss.UNITARY, 2, steps, 0));
        double[] orthogonal = HeadSweep.best(HeadSweep.losses(CommutingLoss.ORTHOGONAL, 12, steps, 0));
        JsonNode checked = GOLDEN.get("head_sweep").get("checked");
        for (int h = 1; h <= HeadSweep.DIMENSION; h++) {
            double least = checked.get("unitary").get(h - 1).asDouble();
            assertThat(HeadSweep.least(CommutingLoss.UNITARY, h)).isEqualTo(least);
            assertThat(unitary[h - 1]).isCloseTo(least, within(1e-6));
            least = checked.get("orthogonal").get(h - 1).asDouble();
            assertThat(HeadSweep.least(CommutingLoss.ORTHOGONAL, h)).isEqualTo(least);
            assertThat(orthogonal[h - 1]).as("%d heads", h).isBetween(least - 1e-9, least + 1e-3);
        }
    }

    @Test
    void leavesTheStartAlone() {
        HeadWeights start = HeadWeights.random(2, 4, 4, 0.1, new Random(1));
        double[] before = start.a().toArray();
        new HeadDescent(CommutingLoss.UNITARY, start, 0.1).until(3);
        assertThat(Arrays.equals(start.a().toArray(), before)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadDescent(CommutingLoss.UNITARY, start, 0))
                .withMessageContaining("rate must be positive, not 0.0");
    }
}
