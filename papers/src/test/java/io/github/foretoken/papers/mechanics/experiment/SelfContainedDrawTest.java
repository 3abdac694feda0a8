package io.github.foretoken.papers.mechanics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.cli.Golden;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.model.NormalizedDescent;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Draws that java.util.Random makes, with cycles and without. */
class SelfContainedDrawTest {
    @Test
    void seedsGiveTheReferenceData() {
        for (JsonNode expected : Golden.named("mechanics").get("java_random_sets").get("sets")) {
            Draw draw = Draw.random(expected.get("seed").asLong());
            assertThat(draw.graphs().areAcyclic()).isNotEqualTo(expected.get("cyclic").asBoolean());
            for (int j = 0; j < 8; j++) {
                assertThat(draw.vocabulary().get(0, j)).isCloseTo(expected.get("vocab_row0").get(j).asDouble(),
                        offset(1e-15));
            }
            assertThat(draw.start().get(0, 0)).isCloseTo(expected.get("W0_00").asDouble(), offset(1e-15));
            for (int s = 0; s < draw.samples().size(); s++) {
                assertThat(draw.samples().get(s))
                        .isEqualTo(Sample.of(expected.get("tokens").get(s).valueStream().map(JsonNode::asInt).toList(),
                                expected.get("labels").get(s).asInt()));
            }
            GlobalRun run = GlobalRun.of(draw, 0.01, 4000, 0);
            assertThat(run.losses().getFirst()).isCloseTo(expected.get("loss_W0").asDouble(), offset(1e-11));
            assertThat(run.geometry().svm().norm()).isCloseTo(expected.get("norm_Wsvm").asDouble(), offset(1e-8));
            assertThat(run.geometry().subspace().dimension()).isEqualTo(expected.get("dim_cyc").asInt());
            expected.get("trace_lr_0_01").properties().forEach(mark -> {
                int step = Integer.parseInt(mark.getKey());
                // Where a cyclic part bounces, see GlobalRunTest.
                double tolerance = step <= 1000 || !expected.get("cyclic").asBoolean() ? 1e-7 : 5e-5;
                assertThat(run.after(step).correlation()).as(draw.name() + ", step " + step)
                        .isCloseTo(mark.getValue().get("corr").asDouble(), offset(tolerance));
                assertThat(run.losses().get(step - 1)).isCloseTo(mark.getValue().get("loss_before_update").asDouble(),
                        offset(tolerance));
            });
        }
        assertThat(GlobalRun.of(Draw.random(1), 0.01, 1, 0).losses().getFirst()).isCloseTo(1.3619695474369642,
                offset(1e-14));
    }

    @Test
    void seedsWithAndWithoutCycles() {
        assertThat(Draw.from(1, 3, true)).extracting(Draw::name).containsExactly("seed 1", "seed 3", "seed 8");
        assertThat(Draw.from(1, 3, false)).extracting(Draw::name).containsExactly("seed 2", "seed 4", "seed 5");
    }

    @Test
    void stopsWhereTheGradientIsNoise() {
        for (JsonNode expected : Golden.named("mechanics").get("java_random_sets").get("sets")) {
            if (expected.get("cyclic").asBoolean()) {
                continue;
            }
            Draw draw = Draw.random(expected.get("seed").asLong());
            GlobalRun endless = GlobalRun.of(draw, 0.1, 4000, 0);
            for (String mark : List.of("100", "500", "1000")) {
                assertThat(endless.after(Integer.parseInt(mark)).correlation())
                        .isCloseTo(expected.get("trace_lr_0_1").get(mark).get("corr").asDouble(), offset(2e-6));
            }
            // It falls; how fast, rounding decides.
            assertThat(endless.last().correlation()).isLessThan(endless.after(1000).correlation() - 1e-3)
                    .isCloseTo(expected.get("trace_lr_0_1").get("4000").get("corr").asDouble(), offset(3e-3));

            GlobalRun stopped = GlobalRun.of(draw, 0.1, 4000, NormalizedDescent.NOISE);
            assertThat(stopped.measures()).hasSizeBetween(600, 1100);
            assertThat(stopped.last().correlation()).isGreaterThan(0.997)
                    .isEqualTo(endless.after(stopped.measures().size()).correlation());
            assertThat(stopped.last().labelMass()).isCloseTo(1, offset(1e-11));
        }
    }
}
