package io.github.foretoken.papers.mechanics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.Golden;
import io.github.foretoken.papers.mechanics.graph.KktCertificate;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import io.github.foretoken.papers.mechanics.model.AttentionLayer;
import io.github.foretoken.papers.mechanics.model.LogLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The ten published draws, trained for the 4,000 steps of the published experiment. */
class GlobalRunTest {
    private static final double RATE = 0.01;
    private static final int STEPS = 4000;
    /** Reference values have 9 significant digits. */
    private static final double DIGITS = 2e-8;
    /** The last mark before the cyclic part arrives at its optimum in any draw. */
    private static final int ARRIVED = 1000;
    /**
     * From then on it bounces about it, and normalised steps amplify roundings as far as the bounce goes: a change of the
     * start in the last bit makes as much of a difference, see {@link #roundingsExplainTheDistanceToTheReference}.
     */
    private static final double BOUNCING = 5e-5;
    private static final double BOUNCING_R = 2e-3;

    private static JsonNode golden;
    private static List<GlobalRun> runs;

    @BeforeAll
    static void train() {
        golden = Golden.named("mechanics").get("global");
        runs = Draw.publishedGlobal().stream().map(draw -> GlobalRun.of(draw, RATE, STEPS, 0)).toList();
    }

    private static JsonNode expected(int run) {
        return golden.get("runs").get(run);
    }

    @Test
    void dataAreThePublishedOnes() {
        for (int i = 0; i < runs.size(); i++) {
            JsonNode expected = expected(i);
            Draw draw = runs.get(i).draw();
            for (int s = 0; s < draw.samples().size(); s++) {
                assertThat(draw.samples().get(s).tokens()).containsExactlyElementsOf(
                        expected.get("tokens").get(s).valueStream().map(JsonNode::asInt).toList());
                assertThat(draw.samples().get(s).label()).isEqualTo(expected.get("labels").get(s).asInt());
            }
            double[] gradient = new double[draw.start().data().length];
            double loss = new LogLoss(new AttentionLayer(draw.vocabulary(), draw.samples()))
                    .evaluate(draw.start().toArray(), gradient);
            assertThat(loss).isCloseTo(expected.get("loss_W0").asDouble(), offset(1e-11));
            assertThat(Vectors.norm(gradient)).isCloseTo(expected.get("grad_norm_W0").asDouble(), offset(1e-11));
        }
    }

    @Test
    void componentsAreThePublishedOnes() {
        for (int i = 0; i < runs.size(); i++) {
            PriorityGraphs graphs = runs.get(i).geometry().graphs();
            JsonNode expected = expected(i).get("scc");
            assertThat(graphs.byLast().keySet().stream().map(String::valueOf))
                    .containsExactlyInAnyOrderElementsOf(expected.propertyNames());
            graphs.byLast().forEach((last, graph) -> {
                // A token's number there is the least token of its component.
                JsonNode least = expected.get(String.valueOf(last));
                for (int token = 0; token < graph.tokens(); token++) {
                    assertThat(graph.components().get(graph.component(token)).getFirst())
                            .isEqualTo(least.get(token).asInt());
                }
            });
        }
    }

    @Test
    void graphSvmAndFinitePart() {
        for (int i = 0; i < runs.size(); i++) {
            Geometry geometry = runs.get(i).geometry();
            JsonNode expected = expected(i);
            assertThat(geometry.svm().norm()).isCloseTo(expected.get("norm_Wsvm").asDouble(), offset(1e-10));
            assertThat(geometry.svm().margins()).isEqualTo(expected.get("inequalities").asInt());
            assertThat(geometry.svm().active(geometry.graphs())).isEqualTo(expected.get("active").asInt());
            assertThat(geometry.subspace().dimension()).isEqualTo(expected.get("dim_cyc").asInt());
            assertThat(geometry.fin().loss()).isCloseTo(expected.get("loss_inf").asDouble(), offset(1e-11));
            assertThat(Vectors.norm(geometry.fin().w().toArray())).isCloseTo(expected.get("norm_Wfin").asDouble(),
                    offset(1e-8));
        }
        for (int i = 0; i < 2; i++) {
            Golden.assertClose("W_svm of draw " + i, runs.get(i).geometry().svm().w(),
                    Golden.matrix(expected(i).get("Wsvm")), 1e-11);
        }
        assertThat(runs.get(0).geometry().fin().loss()).isCloseTo(2 * Math.log(2) / 6, offset(1e-14));
        assertThat(runs.get(1).geometry().fin().loss()).isCloseTo(4 * Math.log(2) / 6, offset(1e-14));
        assertThat(runs.get(3).geometry().fin().loss()).isCloseTo(Math.log(2), offset(1e-14));
    }

    @Test
    void everySolutionIsCertified() {
        for (GlobalRun run : runs) {
            KktCertificate certificate = run.geometry().certificate();
            assertThat(certificate.worst()).as("%s: %s", run.draw().name(), certificate).isLessThan(1e-11);
            assertThat(certificate.sign()).isZero();
            assertThat(run.geometry().fin().gradientNorm()).isLessThan(1e-13);
        }
    }

    @Test
    void traces() {
        for (int i = 0; i < runs.size(); i++) {
            JsonNode trace = expected(i).get("trace");
            for (String mark : trace.propertyNames()) {
                int step = Integer.parseInt(mark);
                Measure measure = runs.get(i).after(step);
                String what = "draw " + i + " after step " + mark;
                double tolerance = step <= ARRIVED ? DIGITS : BOUNCING;
                assertThat(measure.correlation()).as(what)
                        .isCloseTo(trace.get(mark).get("corr").asDouble(), offset(tolerance));
                assertThat(measure.projected()).as(what)
                        .isCloseTo(trace.get(mark).get("proj_corr").asDouble(), offset(tolerance));
                assertThat(runs.get(i).losses().get(step - 1)).as(what)
                        .isCloseTo(trace.get(mark).get("loss_before_update").asDouble(), offset(tolerance));
                // Where it bounces, only the width of the bounce has a meaning.
                assertThat(measure.cyclicDifference()).as(what)
                        .isCloseTo(trace.get(mark).get("cyc_diff").asDouble(), offset(step <= 100 ? 1e-6 : RATE));
                assertThat(measure.norm()).as(what)
                        .isCloseTo(trace.get(mark).get("normW").asDouble(),
                                offset(step <= ARRIVED ? 1e-7 * measure.norm() : RATE));
            }
        }
    }

    @Test
    void roundingsExplainTheDistanceToTheReference() {
        Random random = new Random(5);
        for (int i = 0; i < 2; i++) {
            Draw draw = runs.get(i).draw();
            double[] least = {2, 2, 100};
            double[] most = {-2, -2, -100};
            for (int member = 0; member < 8; member++) {
                double[] start = draw.start().toArray();
                for (int j = 0; j < start.length; j++) {
                    start[j] += (random.nextInt(3) - 1) * Math.ulp(start[j]);
                }
                GlobalRun other = GlobalRun.of(new Draw(draw.name(), draw.vocabulary(), draw.samples(),
                        Matrix.of(start, draw.start().rows(), draw.start().cols())), RATE, STEPS, 0);
                double[] ends = {other.after(2000).correlation(), other.last().correlation(), other.last().r()};
                for (int e = 0; e < ends.length; e++) {
                    least[e] = Math.min(least[e], ends[e]);
                    most[e] = Math.max(most[e], ends[e]);
                }
            }
            JsonNode trace = expected(i).get("trace");
            double[] references = {trace.get("2000").get("corr").asDouble(), trace.get("4000").get("corr").asDouble(),
                expected(i).get("R").asDouble()};
            for (int e = 0; e < references.length; e++) {
                double spread = most[e] - least[e];
                assertThat(spread).as("a last bit makes a difference").isBetween(1e-7, 2e-3);
                assertThat(references[e]).isBetween(least[e] - spread, most[e] + spread);
            }
        }
    }

    @Test
    void finalValuesAgreeWithTheNotebook() {
        for (int i = 0; i < runs.size(); i++) {
            JsonNode notebook = expected(i).get("notebook");
            assertThat(runs.get(i).last().correlation()).isCloseTo(notebook.get("corr_4000").asDouble(), offset(1e-5));
            assertThat(runs.get(i).last().r()).isCloseTo(notebook.get("R").asDouble(), offset(BOUNCING_R))
                    .isCloseTo(expected(i).get("R").asDouble(), offset(BOUNCING_R));
        }
    }

    @Test
    void meansAndSpreadsOverDraws() {
        golden.get("mean_std_over_runs").properties().forEach(mark -> {
            int step = Integer.parseInt(mark.getKey());
            double[] correlations = at(step, Measure::correlation);
            double mean = Arrays.stream(correlations).average().orElseThrow();
            double variance = Arrays.stream(correlations).map(c -> (c - mean) * (c - mean)).average().orElseThrow();
            assertThat(mean).isCloseTo(mark.getValue().get(0).asDouble(), offset(1e-4));
            assertThat(Math.sqrt(variance)).isCloseTo(mark.getValue().get(1).asDouble(), offset(1e-4));
        });
        golden.get("mean_scc_probability").properties().forEach(mark -> {
            int step = Integer.parseInt(mark.getKey());
            // Of the forward pass of a step, thus before it.
            double mean = Arrays.stream(at(step - 1, Measure::labelMass)).average().orElseThrow();
            assertThat(mean).isCloseTo(mark.getValue().asDouble(), offset(2e-6));
        });
        double[] norms = {1.66, 1.89, 5.09, 9.83, 18.0, 24.0};
        int[] steps = {1, 100, 500, 1000, 2000, STEPS};
        for (int i = 0; i < steps.length; i++) {
            assertThat(Arrays.stream(at(steps[i], Measure::norm)).average().orElseThrow()).isCloseTo(norms[i],
                    offset(0.006 * Math.max(1, norms[i] / 2)));
        }
        assertThat(Arrays.stream(at(STEPS, Measure::correlation)).filter(c -> c > 0.99)).hasSize(2);
    }

    @Test
    void cyclicPartBouncesAtHalfAStep() {
        for (GlobalRun run : runs) {
            double mean = run.measures()
                    .subList(STEPS - 500, STEPS)
                    .stream()
                    .mapToDouble(Measure::cyclicDifference)
                    .average()
                    .orElseThrow();
            assertThat(mean).isBetween(RATE / 4, RATE);
        }
    }

    private static double[] at(int step, ToDoubleFunction<Measure> which) {
        return runs.stream().mapToDouble(run -> which.applyAsDouble(run.after(step))).toArray();
    }
}
