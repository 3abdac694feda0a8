package io.github.foretoken.papers.mechanics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.Golden;
import io.github.foretoken.papers.mechanics.graph.GraphSvm;
import io.github.foretoken.papers.mechanics.graph.KktCertificate;
import io.github.foretoken.papers.mechanics.graph.PriorityGraphs;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import io.github.foretoken.papers.mechanics.model.AttentionLayer;
import io.github.foretoken.papers.mechanics.model.FiniteSolution;
import io.github.foretoken.papers.mechanics.model.LogLoss;
import io.github.foretoken.papers.mechanics.model.LuceChoice;
import io.github.foretoken.papers.mechanics.model.NormalizedDescent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Problems small enough to be solved by hand; the vocabulary is the identity. */
class ClosedFormTest {
    private static final Matrix IDENTITY = Matrix.copyOf(new double[][]{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});

    /** x e_2', the only column that last token 2 sees. */
    private static Matrix lastColumn(double... x) {
        return Matrix.copyOf(new double[][]{{0, 0, x[0]}, {0, 0, x[1]}, {0, 0, x[2]}});
    }

    @Test
    void chain() {
        Geometry geometry = Geometry.of(IDENTITY, List.of(Sample.of(0, 0, 1, 2), Sample.of(1, 1, 1, 2)));
        Golden.assertClose("W_svm", geometry.svm().w(), lastColumn(1, 0, -1), 1e-14);
        assertThat(geometry.svm().norm()).isCloseTo(Math.sqrt(2), offset(1e-14));
        assertThat(geometry.graphs().of(2).components()).containsExactly(List.of(0), List.of(1), List.of(2));
        assertThat(geometry.certificate().worst()).isLessThan(1e-13);
        assertThat(geometry.subspace().dimension()).isZero();
        assertThat(geometry.fin().loss()).isZero();
    }

    @Test
    void twoCycle() {
        List<Sample> samples = Examples.twoCycle().samples();
        Geometry geometry = Geometry.of(IDENTITY, samples);
        Golden.assertClose("W_svm", geometry.svm().w(), lastColumn(1 / 3.0, 1 / 3.0, -2 / 3.0), 1e-14);
        assertThat(geometry.svm().norm()).isCloseTo(0.816496580927726, offset(1e-14));
        assertThat(geometry.graphs().of(2).components()).containsExactly(List.of(0, 1), List.of(2));
        Golden.assertClose("W_fin", geometry.fin().w(), lastColumn(Math.log(2) / 2, -Math.log(2) / 2, 0), 1e-14);
        assertThat(geometry.fin().loss()).isCloseTo(0.636514168295, offset(1e-12));

        GlobalRun run = GlobalRun.of(Examples.twoCycle(), 0.05, 2000, NormalizedDescent.NOISE);
        assertThat(run.last().correlation()).isCloseTo(0.9974, offset(5e-5));
        double[] attention = new AttentionLayer(IDENTITY, samples).attention(samples.getFirst(),
                new NormalizedDescent(new LogLoss(new AttentionLayer(IDENTITY, samples)), 0.05, 0)
                        .run(Matrix.zeros(3, 3), 2000, (step, w, loss, norm) -> {})
                        .toArray());
        // The difference of scores bounces by a step, rate times the root of 2, which attention feels by p (1 - p).
        double bounce = 0.05 * Math.sqrt(2) * 2 / 9;
        assertThat(attention[0]).isCloseTo(0.659, offset(bounce));
        assertThat(attention[1]).isCloseTo(0.341, offset(bounce));
        assertThat(attention[2]).isCloseTo(7e-5, offset(5e-6));
        // In the limit attention is (2/3, 1/3, 0).
        double[] w = geometry.fin().w().toArray();
        Vectors.add(60, geometry.svm().w().toArray(), w);
        assertThat(new AttentionLayer(IDENTITY, samples).attention(samples.getFirst(), w))
                .containsExactly(new double[]{2 / 3.0, 1 / 3.0, 0}, offset(1e-14));
    }

    @Test
    void strengthsOfTheChoiceModelAreTheFinitePart() {
        // Two of three tokens equally strong, the other twice as strong.
        Draw draw = Draw.publishedGlobal().get(1);
        double[] strengths = strengths(draw, 0, List.of(0, 4, 5));
        Arrays.sort(strengths);
        assertThat(Math.log(strengths[1] / strengths[0]) + Math.log(strengths[2] / strengths[1])).isCloseTo(Math.log(2),
                offset(1e-12));
        assertThat(Math.min(strengths[1] / strengths[0], strengths[2] / strengths[1])).isCloseTo(1, offset(1e-12));
        for (int draws = 0; draws < 10; draws++) {
            assertThat(greatestDifference(Draw.publishedGlobal().get(draws))).isLessThan(1e-12);
        }
        for (Draw random : Draw.from(100, 20, true)) {
            assertThat(greatestDifference(random)).as(random.name()).isLessThan(1e-11);
        }
    }

    private static double[] strengths(Draw draw, int last, List<Integer> component) {
        return LuceChoice.strengths(component,
                FiniteSolution.reduced(draw.samples(), draw.graphs())
                        .stream()
                        .filter(s -> s.last() == last && component.contains(s.label()))
                        .toList());
    }

    /** Between score differences by W_fin and logarithms of ratios of strengths. */
    private static double greatestDifference(Draw draw) {
        Geometry geometry = Geometry.of(draw.vocabulary(), draw.samples());
        double[][] tokens = Vectors.rows(draw.vocabulary());
        double[] greatest = {0};
        geometry.graphs().byLast().forEach((last, graph) -> {
            double[] key = Vectors.multiply(geometry.fin().w().toArray(), tokens[last]);
            for (List<Integer> component : graph.components()) {
                double[] strengths = strengths(draw, last, component);
                for (int j = 1; j < component.size(); j++) {
                    double apart =
                            Vectors.dot(Vectors.difference(tokens[component.get(j)], tokens[component.get(0)]), key);
                    greatest[0] = Math.max(greatest[0], Math.abs(apart - Math.log(strengths[j] / strengths[0])));
                }
            }
        });
        return greatest[0];
    }

    @Test
    void aLimitOfWhichAllSamplesAreCertainIsZero() {
        Draw acyclic = Draw.from(2, 1, false).getFirst();
        Geometry geometry = Geometry.of(acyclic.vocabulary(), acyclic.samples());
        assertThat(geometry.subspace().dimension()).isZero();
        assertThat(Vectors.norm(geometry.fin().w().toArray())).isZero();
    }

    @Test
    void theCertificateTellsAWrongPointFromASolution() {
        Draw draw = Draw.publishedGlobal().getFirst();
        GraphSvm.Solution right = GraphSvm.solve(draw.vocabulary(), draw.graphs());
        double[] longer = right.w().toArray();
        Vectors.add(0.5, longer.clone(), longer);
        // Keeps all constraints, as the answers of solvers do that stop too early.
        KktCertificate wrong = KktCertificate.of(draw.vocabulary(),
                new GraphSvm.Solution(Matrix.of(longer, 8, 8), right.rows(), right.multipliers(), right.sweeps()));
        assertThat(wrong.margin()).isZero();
        assertThat(wrong.equality()).isLessThan(1e-12);
        assertThat(wrong.stationarity()).isGreaterThan(0.5);
        assertThat(wrong.slackness()).isGreaterThan(0.1);
        assertThat(wrong.gap()).isGreaterThan(0.5);
        List<Double> negative = right.multipliers().stream().map(m -> -m).toList();
        assertThat(KktCertificate
                .of(draw.vocabulary(), new GraphSvm.Solution(right.w(), right.rows(), negative, right.sweeps()))
                .sign()).isGreaterThan(0.5);
    }

    @Test
    void refusesAVocabularyThatCannotKeepTheMargins() {
        Matrix twice = Matrix.copyOf(new double[][]{{1, 0}, {-1, 0}, {0, 1}, {1, 0}});
        PriorityGraphs graphs = PriorityGraphs.of(4, List.of(Sample.of(0, 0, 3, 2)));
        assertThatThrownBy(() -> GraphSvm.solve(twice, graphs)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linearly independent");
        assertThatThrownBy(() -> GraphSvm.solve(IDENTITY, graphs)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabulary must have a row for each token: it is 3 x 3");
    }
}
