package io.github.foretoken.papers.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.AttentionHead;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.CausalTransformer;
import io.github.foretoken.attention.MultiHeadAttention;
import io.github.foretoken.cli.Golden;
import io.github.foretoken.cli.train.TrainingConfig;
import io.github.foretoken.cli.train.TrainingFolder;
import io.github.foretoken.cli.train.TrainingRun;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.training.EpochLosses;
import io.github.foretoken.training.Schedule;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Infinite depth against expected values, its exact solution and its limits. */
class NeuralOdeTest {
    private static final double SPEED = 1e-9;

    private final JsonNode golden = Golden.named("extra_ode");
    private final double tolerance = golden.get("tolerance").asDouble();
    private final int length = golden.get("T").asInt();
    private final Matrix tokens = Golden.matrix(golden.get("x")).rows(0, length);
    private final Matrix targets = Golden.matrix(golden.get("x")).rows(1, length + 1);

    @ParameterizedTest
    @CsvSource({"id", "exp", "softmax"})
    void estimatesMatchTheGoldenOnes(String name) {
        JsonNode expected = golden.get("u").get(name);
        double[] depths = depths(expected);
        NeuralOde ode = NeuralOde.explicit(attention(name), tokens.cols(), 1);
        List<Matrix> states = ode.at(tokens, depths);
        int i = 0;
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            String what = name + " tau=" + entry.getKey();
            Matrix u = Golden.matrix(entry.getValue());
            Golden.assertClose(what + " integrated", states.get(i), u, tolerance);
            Golden.assertClose(what + " exact", flow(name, tokens).estimates(depths[i]), u, tolerance);
            i++;
        }
        assertThat(i).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"id", "exp"})
    void dualCoefficientsMatchTheGoldenOnes(String name) {
        JsonNode expected = golden.get("mu").get(name);
        double[] depths = depths(expected);
        List<Matrix> states =
                NeuralOde.dual(attention(name), tokens, targets).at(Matrix.zeros(length, tokens.cols()), depths);
        int i = 0;
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            String what = name + " tau=" + entry.getKey();
            Matrix mu = Golden.matrix(entry.getValue());
            Golden.assertClose(what + " integrated", states.get(i), mu, tolerance);
            Golden.assertClose(what + " exact", flow(name, tokens).dual(targets, depths[i]), mu, tolerance);
            i++;
        }
        assertThat(i).isEqualTo(2);
    }

    private static double[] depths(JsonNode byDepth) {
        return byDepth.propertyNames().stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** At rest, within the distance that {@link NeuralOde#rest} promises, and not before. */
    @ParameterizedTest
    @CsvSource({"id, 1", "exp, 1", "softmax, 1", "id, 1.5", "exp, 1.5", "softmax, 1.5"})
    void theLimitIsThatOfTheDescent(String name, double norm) {
        for (int seed = 0; seed < 3; seed++) {
            Matrix x = scaled(seed == 2 ? PeriodicSequence.random(4, 5, seed).tokens(20)
                    : RotationSequence.random(4, seed).tokens(20), norm);
            double distance = switch (name) {
                case "id" -> 2 / (norm * norm);
                case "exp" -> 2 / Math.exp(norm * norm);
                default -> 2 * 20;
            };
            MatrixFlow.Rest rest = NeuralOde.explicit(attention(name), 4, norm * norm).rest(x, SPEED, 2000);
            Matrix limit = ForwardSubstitution.of(kernel(name)).limit(x);
            // Beside the distance that is left, the integrator's own, a tolerance in each of some hundred steps.
            assertThat(distance(rest.state(), limit)).as("seed %d", seed).isLessThan(distance * SPEED + 1e-11);
            Matrix exact = flow(name, x).estimates(rest.depth());
            assertThat(distance(exact, limit)).as("seed %d, exact", seed)
                    .isBetween(1e-3 * SPEED, distance * SPEED + 1e-14);
        }
    }

    @ParameterizedTest
    @CsvSource({"id", "exp"})
    void theDualLimitIsMu(String name) {
        Matrix x = RotationSequence.random(5, 3).tokens(24);
        MatrixFlow.Rest rest =
                NeuralOde.dual(attention(name), x.rows(0, 23), x.rows(1, 24)).rest(Matrix.zeros(23, 5), SPEED, 200);
        Matrix mu = ForwardSubstitution.of(kernel(name)).solve(x.rows(0, 23), x.rows(1, 24));
        assertThat(distance(rest.state(), mu)).isLessThan(2 * SPEED + 1e-11);
        assertThat(rest.depth()).isBetween(1.0, 100.0);
    }

    /** With the key bias the same equation ends at the Kaczmarz prediction, whatever the norms. */
    @Test
    void tokensOfAnyNormsReachTheKaczmarzPrediction() {
        int rows = 15;
        double least = 0.5;
        double most = 1.9;
        Matrix x = RotationSequence.random(4, 3).tokens(rows);
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < 4; j++) {
                x.data()[4 * t + j] *= least + (most - least) * t / (rows - 1);
            }
        }
        CausalTransformer model = CausalTransformer.explicitForAnyNorms(CausalAttention.softmax(), 4, 1, 1);
        Matrix u = NeuralOde.of(model).rest(x, SPEED, 2000).state();
        Matrix expected = ForwardSubstitution.of(Kernel.exponential()).predict(x);
        // The matrix is S^-1 A D^-1, its inverse D^1/2 (D^-1/2 A D^-1/2)^-1 D^-1/2 S; what is between the roots has norm
        // at most 2, and S sums up to T entries k(x_t, x_s) / k(x_s, x_s) <= exp(|x_t|² / 4).
        double inverse = 2 * Math.exp((most * most - least * least) / 2) * rows * Math.exp(most * most / 4);
        assertThat(distance(u, expected)).isLessThan(inverse * SPEED + 1e-11);
        assertThat(norm(expected)).isGreaterThan(0.1);
    }

    /** Trained ones as well, where they are tied, along the way that ever more, ever smaller layers take. */
    @Test
    void trainedWeightsAreIntegratedWhereTheyAreTied(@TempDir Path folder) {
        CausalTransformer model = trained(true, folder.resolve("tied"));
        Matrix x = RotationSequence.random(3, 8).tokens(12);
        Matrix actual = NeuralOde.of(model).at(x, 1).getFirst();
        assertThat(model.layers()).hasSize(2);
        int layers = 64;
        Matrix some = smallLayers(model, layers).apply(x);
        Matrix more = smallLayers(model, 2 * layers).apply(x);
        double step = distance(some, more);
        assertThat(step).isGreaterThan(1e-4);
        // Their errors halve, but for terms that are smaller by about as much as there are layers.
        double[] extrapolated = more.toArray();
        for (int i = 0; i < extrapolated.length; i++) {
            extrapolated[i] += extrapolated[i] - some.toArray()[i];
        }
        assertThat(distance(actual, Matrix.of(extrapolated, x.rows(), x.cols()))).isLessThan(step * 4 / layers);

        CausalTransformer untied = trained(false, folder.resolve("untied"));
        assertThatThrownBy(() -> NeuralOde.of(untied))
                .hasMessage("infinite depth needs one layer, or the same one several times; the model has 2");
    }

    private static CausalTransformer trained(boolean tied, Path folder) {
        TrainingConfig config = new TrainingConfig(2, 3, 20, 2, TrainingConfig.Attention.SOFTMAX, 1, tied, 60, 5, 2, 9,
                8, 5e-3, Schedule.COSINE, false);
        TrainingRun.Progress silent = new TrainingRun.Progress() {
            @Override
            public void epoch(List<EpochLosses> epochs, double secondsLeft) {}

            @Override
            public void interrupted(int epochs) {}
        };
        return TrainingRun.start(config, new TrainingFolder(folder), Parallelism.of(1))
                .run(silent)
                .model()
                .transformer();
    }

    /** As many layers, whose steps add up to that of one. */
    private static CausalTransformer smallLayers(CausalTransformer model, int layers) {
        List<AttentionHead> heads = model.layers().getFirst().heads().stream().map(head -> {
            Matrix value = Matrix.of(head.value().toArray(), head.width(), head.width());
            return new AttentionHead(head.query(), head.key(), scaled(value, 1.0 / layers));
        }).toList();
        MultiHeadAttention layer = MultiHeadAttention.of(CausalAttention.softmax(), heads);
        return CausalTransformer.of(3, Collections.nCopies(layers, layer));
    }

    /** |exp(-tau A)| <= exp(-tau k / 2): the flow decays where the layers of step 1/k pass through 1e10. */
    @Test
    void theFlowHasNoTransient() {
        Matrix x = RotationSequence.random(15, 1).tokens(100);
        TriangularFlow flow = TriangularFlow.of(Kernel.exponential(), Attention.UNNORMALIZED, x);
        Matrix limit = ForwardSubstitution.of(Kernel.exponential()).limit(x);
        List<Matrix> left = flow.decay(limit, 1 / Math.E, 40);
        double first = norm(left.getFirst());
        for (int n = 0; n <= 40; n++) {
            assertThat(norm(left.get(n)) / first).as("depth %d", n).isLessThanOrEqualTo(Math.exp(-n / 2.0) + 0x1p-40);
        }
        // Steps of the exact solution and the solution itself, each to rounding.
        Matrix here = flow.estimates(5 / Math.E);
        for (int i = 0; i < here.data().length; i++) {
            assertThat(here.data()[i]).isCloseTo(limit.data()[i] - left.get(5).data()[i], within(1e-13));
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        NeuralOde ode = NeuralOde.explicit(CausalAttention.softmax(), 3, 1);
        assertThatThrownBy(() -> ode.at(tokens, 1, 0.5))
                .hasMessage("depths must be finite, not negative and ascending: 0.5 comes after 1.0");
        assertThatThrownBy(() -> ode.rest(tokens, 1e-9, 2)).isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the flow is not at rest at depth 2.0: its speed is ");
        assertThatThrownBy(() -> ode.rest(tokens, 0, 2)).hasMessage("speed must be positive and finite, not 0.0");
        assertThatThrownBy(() -> ode.withTolerance(-1)).hasMessage("tolerance must be positive and finite, not -1.0");
        assertThatThrownBy(() -> NeuralOde.of(CausalTransformer.of(3, List.of())))
                .hasMessageStartingWith("infinite depth needs one layer");
        assertThatThrownBy(() -> flow("softmax", tokens).dual(targets, 1))
                .hasMessage("the dual flow of softmax has another limit than mu");
    }

    /** x' = x² from 1 leaves every bound at depth 1. */
    @Test
    void whatCannotBeFollowedIsNamed() {
        Matrix one = Matrix.of(new double[]{1}, 1, 1);
        MatrixFlow explodes = MatrixFlow.of(m -> Matrix.of(new double[]{m.get(0, 0) * m.get(0, 0)}, 1, 1));
        assertThatThrownBy(() -> explodes.at(one, 2)).isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the flow cannot be followed from depth 0.99");
    }

    @Test
    void whatIsAtRestStays() {
        MatrixFlow flow = MatrixFlow.of(m -> Matrix.zeros(m.rows(), m.cols()));
        Matrix start = Matrix.of(new double[]{1, 2}, 1, 2);
        assertThat(flow.rest(start, 1e-9, 5).depth()).isZero();
        assertThat(flow.at(start, 0, 0, 3).stream().map(Matrix::toArray)).containsExactly(start.data(), start.data(),
                start.data());
    }

    private static CausalAttention attention(String name) {
        return switch (name) {
            case "id" -> CausalAttention.linear();
            case "exp" -> CausalAttention.exponential();
            default -> CausalAttention.softmax();
        };
    }

    private static Kernel kernel(String name) {
        return name.equals("id") ? Kernel.linear() : Kernel.exponential();
    }

    private static TriangularFlow flow(String name, Matrix x) {
        return TriangularFlow.of(kernel(name), name.equals("softmax") ? Attention.SOFTMAX : Attention.UNNORMALIZED, x);
    }

    private static Matrix scaled(Matrix x, double factor) {
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] *= factor;
        }
        return x;
    }

    private static double distance(Matrix a, Matrix b) {
        double[] difference = a.toArray();
        double[] other = b.toArray();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= other[i];
        }
        return norm(Matrix.of(difference, a.rows(), a.cols()));
    }

    private static double norm(Matrix a) {
        return Stationarity.speed(a.toArray());
    }
}
