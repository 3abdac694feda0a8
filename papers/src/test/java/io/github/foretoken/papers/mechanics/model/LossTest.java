package io.github.foretoken.papers.mechanics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Matrix;
import io.github.foretoken.papers.mechanics.experiment.Geometry;
import io.github.foretoken.papers.mechanics.graph.Sample;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Losses on sequences of several lengths with repeated tokens, repeated labels included. */
class LossTest {
    private static final int TOKENS = 5;
    private static final int DIMENSION = 6;

    private final Random random = new Random(7);
    private final Matrix vocabulary = Matrix.of(gaussians(TOKENS * DIMENSION), TOKENS, DIMENSION);
    private final List<Sample> samples = List.of(Sample.of(1, 0, 1, 1, 3), Sample.of(2, 2, 4, 2, 2, 0, 3),
            Sample.of(3, 3), Sample.of(0, 4, 0, 4), Sample.of(4, 0, 4, 3));
    private final AttentionLayer layer = new AttentionLayer(vocabulary, samples);

    private double[] gaussians(int count) {
        return random.doubles(count).map(u -> random.nextGaussian()).toArray();
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        for (Function<AttentionLayer, Loss> kind : List.<Function<AttentionLayer, Loss>>of(LogLoss::new,
                SquaredLoss::new)) {
            Loss loss = kind.apply(layer);
            double[] w = gaussians(DIMENSION * DIMENSION);
            double[] gradient = new double[w.length];
            loss.evaluate(w, gradient);
            double[] unused = new double[w.length];
            double h = 1e-5;
            for (int i = 0; i < w.length; i++) {
                double kept = w[i];
                w[i] = kept + h;
                double above = loss.evaluate(w, unused);
                w[i] = kept - h;
                double below = loss.evaluate(w, unused);
                w[i] = kept;
                // The rule's error is of order h² times a third derivative of some tens.
                assertThat(gradient[i]).isCloseTo((above - below) / (2 * h), offset(1e-8));
            }
        }
    }

    @Test
    void logLossIsTheConditionalLogitInAllCoordinates() {
        List<double[]> basis = new ArrayList<>();
        for (int i = 0; i < DIMENSION * DIMENSION; i++) {
            basis.add(new double[DIMENSION * DIMENSION]);
            basis.getLast()[i] = 1;
        }
        ConditionalLogit.Minimum minimum =
                ConditionalLogit.of(layer, basis, samples).minimise(0.05, new double[DIMENSION * DIMENSION]);
        double[] gradient = new double[DIMENSION * DIMENSION];
        assertThat(new LogLoss(layer).evaluate(minimum.coordinates(), gradient)).isCloseTo(minimum.loss(),
                offset(1e-14));
        Vectors.add(0.05, minimum.coordinates(), gradient);
        assertThat(Vectors.norm(gradient)).isLessThan(1e-13);
    }

    @Test
    void strengthsCountRepeatedTokens() {
        // 0 twice beside 1: at equal strengths 0 has two thirds. It wins half of the time, so that it is half as strong.
        List<Sample> repeated = List.of(Sample.of(0, 0, 0, 1), Sample.of(1, 0, 0, 1));
        double[] strengths = LuceChoice.strengths(List.of(0, 1), repeated);
        assertThat(strengths[1] / strengths[0]).isCloseTo(2, offset(1e-14));
        Geometry geometry = Geometry.of(vocabulary, repeated);
        double[] key = Vectors.multiply(geometry.fin().w().toArray(), vocabulary.row(1));
        assertThat(Vectors.dot(Vectors.difference(vocabulary.row(1), vocabulary.row(0)), key)).isCloseTo(Math.log(2),
                offset(1e-12));
        assertThat(geometry.fin().loss()).isCloseTo(Math.log(2), offset(1e-14));
    }

    @Test
    void refusesTokensWithoutAnEmbedding() {
        assertThatThrownBy(() -> new AttentionLayer(vocabulary, List.of(Sample.of(5, 5, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("samples hold token 5, but vocabulary is 5 x 6");
        assertThatThrownBy(() -> Sample.of(2, 0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 2 is not among the tokens [0, 1]");
    }
}
