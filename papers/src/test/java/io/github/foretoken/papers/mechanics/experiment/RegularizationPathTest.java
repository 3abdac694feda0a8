package io.github.foretoken.papers.mechanics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.Golden;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import io.github.foretoken.papers.mechanics.model.AttentionLayer;
import io.github.foretoken.papers.mechanics.model.LogLoss;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RegularizationPathTest {
    private static final double[] LAMBDAS = {1e-2, 1e-4, 1e-6, 1e-8};

    @Test
    void followsTheReference() {
        for (JsonNode expected : Golden.named("mechanics").get("regularisation_path").get("runs")) {
            int run = expected.get("run").asInt();
            RegularizationPath path = RegularizationPath.of(Draw.publishedGlobal().get(run), LAMBDAS);
            String[] names = {"1e-02", "1e-04", "1e-06", "1e-08"};
            for (int i = 0; i < LAMBDAS.length; i++) {
                JsonNode at = expected.get("path").get(names[i]);
                RegularizationPath.Point point = path.points().get(i);
                assertThat(point.gradientNorm()).isLessThan(1e-13);
                // The reference's own minimiser stopped at a gradient that moves weak directions by 1e-5 at 1e-8.
                double tolerance = LAMBDAS[i] > 1e-8 ? 1.5e-6 : 1e-5;
                assertThat(point.measure().correlation()).isCloseTo(at.get("corr").asDouble(), offset(tolerance));
                assertThat(point.measure().projected()).isCloseTo(at.get("proj_corr").asDouble(), offset(tolerance));
                assertThat(point.measure().cyclicDifference()).isCloseTo(at.get("cyc_diff").asDouble(),
                        Percentage.withPercentage(1));
                assertThat(point.measure().norm()).isCloseTo(at.get("normW").asDouble(),
                        within(point.measure().norm() * 5e-5));
            }
        }
    }

    @Test
    void cyclicDifferenceVanishesLikeTheRidge() {
        RegularizationPath path = RegularizationPath.of(Draw.publishedGlobal().getFirst(), LAMBDAS);
        for (int i = 1; i < LAMBDAS.length; i++) {
            double ratio = path.points().get(i).measure().cyclicDifference()
                    / path.points().get(i - 1).measure().cyclicDifference();
            assertThat(ratio).isBetween(0.01, 0.04);
        }
    }

    @Test
    void meetsTheConditionOfAMinimum() {
        Draw draw = Draw.publishedGlobal().get(1);
        LogLoss loss = new LogLoss(new AttentionLayer(draw.vocabulary(), draw.samples()));
        for (RegularizationPath.Point point : RegularizationPath.of(draw, LAMBDAS).points()) {
            // By the gradient that training uses, which shares no code with the minimiser's.
            double[] gradient = new double[point.w().data().length];
            loss.evaluate(point.w().toArray(), gradient);
            Vectors.add(point.lambda(), point.w().toArray(), gradient);
            assertThat(Vectors.norm(gradient)).isLessThan(1e-13);
        }
    }
}
