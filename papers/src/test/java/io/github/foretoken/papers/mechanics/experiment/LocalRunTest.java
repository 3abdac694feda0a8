package io.github.foretoken.papers.mechanics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.cli.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The ten published draws of local convergence, trained for all 2,000 steps. */
class LocalRunTest {
    /** Draws that keep two tokens in one sample, and therefore bounce; in the others the gradient falls to rounding. */
    private static final List<Integer> TWO_TOKENS = List.of(1, 7);

    @Test
    void alignsWithTheTokensThatAttentionSelects() {
        JsonNode golden = Golden.named("mechanics").get("local").get("runs");
        double[] globals = {.26, .75, .51, .78, .83, .95, .93, .41, .52, .52};
        List<Draw> draws = Draw.publishedLocal();
        for (int i = 0; i < draws.size(); i++) {
            LocalRun run = LocalRun.of(draws.get(i), 0.1, 2000);
            JsonNode expected = golden.get(i);
            assertThat(run.selected()).isEqualTo(expected.get("selected")
                    .valueStream()
                    .map(of -> of.valueStream().map(JsonNode::asInt).toList())
                    .toList());
            assertThat(run.localNorm()).isCloseTo(expected.get("norm_Wlocal").asDouble(), offset(1e-8));
            assertThat(run.globalNorm()).isCloseTo(expected.get("norm_Wglobal").asDouble(), offset(1e-7));
            boolean bounces = TWO_TOKENS.contains(i);
            for (String mark : expected.get("corr_local").propertyNames()) {
                int step = Integer.parseInt(mark);
                double tolerance = step <= 100 ? 1e-7 : step <= 500 ? (bounces ? 1e-5 : 2e-7) : 2e-3;
                String what = "draw " + i + " after step " + mark;
                assertThat(run.local().get(step - 1)).as(what)
                        .isCloseTo(expected.get("corr_local").get(mark).asDouble(), offset(tolerance));
                assertThat(run.global().get(step - 1)).as(what)
                        .isCloseTo(expected.get("corr_global").get(mark).asDouble(), offset(5 * tolerance));
                assertThat(run.losses().get(step - 1)).as(what)
                        .isCloseTo(expected.get("loss").get(mark).asDouble(), offset(step <= 100 ? 1e-8 : 1e-5));
            }
            assertThat(run.local().getLast()).isCloseTo(expected.get("notebook").get("corr_local").asDouble(),
                    offset(2e-3));
            assertThat(run.global().getLast()).isCloseTo(globals[i], offset(0.01));
            assertThat(run.gradientNorms().getLast()).isLessThan(bounces ? 1 : 1e-15);
        }
    }
}
