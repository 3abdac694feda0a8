package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.GoldenCase;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.KaczmarzProjections.Order;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Expected values of the operators W_t, of Prop. 4's projections and of non-causal descent. */
class ProjectionsGoldenTest {
    /** Agreed for the files that name no tolerance of their own. */
    private static final double RELATIVE = 1e-12;

    private final JsonNode golden = GoldenCase.named("extra_delta_prop4").json();
    private final int length = golden.get("T").asInt();
    private final Matrix x = GoldenCase.matrix(golden.get("x"));

    /** W_t = sum over s <= t of mu_s x_s'. */
    @Test
    void dualCoefficientsAreThoseOfTheOperators() {
        Matrix mu = ForwardSubstitution.of(Kernel.linear()).solve(x.rows(0, length), x.rows(1, length + 1));
        int d = x.cols();
        Matrix w = Matrix.zeros(d, d);
        for (int t = 0; t < length; t++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    w.data()[i * d + j] += mu.get(t, i) * x.get(t, j);
                }
            }
            GoldenCase.assertClose("W_" + (t + 1), w, all(d), GoldenCase.matrix(golden.get("W_t").get(t)), RELATIVE);
        }
    }

    @Test
    void nonCausalDescent() {
        JsonNode expected = golden.get("noncausal");
        NonCausalDescent descent = NonCausalDescent.of(Kernel.linear(), expected.get("eta").asDouble());
        assertThat(expected.get("u").size()).isPositive();
        for (Map.Entry<String, JsonNode> iterate : expected.get("u").properties()) {
            GoldenCase.assertClose("u^" + iterate.getKey(),
                    descent.iterate(x.rows(0, length), Integer.parseInt(iterate.getKey())), all(length),
                    GoldenCase.matrix(iterate.getValue()), RELATIVE);
        }
    }

    @Test
    void coefficientsOfTheProjectedFeature() {
        JsonNode expected = golden.get("kaczmarz_projection");
        Matrix z = row(expected.get("z"));
        Matrix c = KaczmarzProjections.of(Kernel.exponential())
                .coefficients(x.rows(0, expected.get("t").asInt()), z, Order.NEWEST_FIRST);
        GoldenCase.assertClose("c", Matrix.of(c.toArray(), 1, c.rows()), List.of(0), row(expected.get("c")), RELATIVE);
    }

    /** Both orders, one projection after the other in R^d itself, where the linear kernel's features are. */
    @Test
    void bothOrdersAreProductsOfProjections() {
        Matrix tokens = x.rows(0, 6);
        Matrix points = x.rows(7, 9);
        for (Order order : Order.values()) {
            Matrix c = KaczmarzProjections.of(Kernel.linear()).coefficients(tokens, points, order);
            for (int p = 0; p < 2; p++) {
                double[] z = points.row(p);
                for (int i = 0; i < 6; i++) {
                    double[] along = tokens.row(order == Order.OLDEST_FIRST ? i : 5 - i);
                    double factor = dot(along, z) / dot(along, along);
                    for (int j = 0; j < z.length; j++) {
                        z[j] -= factor * along[j];
                    }
                }
                double[] sum = points.row(p);
                for (int s = 0; s < 6; s++) {
                    for (int j = 0; j < z.length; j++) {
                        sum[j] += c.get(s, p) * tokens.get(s, j);
                    }
                }
                GoldenCase.assertClose(order + " of point " + p, Matrix.of(sum, 1, z.length), List.of(0),
                        Matrix.of(z, 1, z.length), RELATIVE);
            }
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        KaczmarzProjections projections = KaczmarzProjections.of(Kernel.linear());
        assertThatThrownBy(() -> projections.coefficients(x, Matrix.zeros(1, 4), Order.OLDEST_FIRST)).hasMessage(
                "points and tokens must have the same number of columns: points is 1 x 4, tokens is 11 x 3");
        assertThatThrownBy(() -> projections.coefficients(x, Matrix.zeros(0, 3), Order.OLDEST_FIRST))
                .hasMessageStartingWith("points has no rows");
        Matrix long40 = Matrix.of(new double[]{40}, 1, 1);
        assertThatThrownBy(
                () -> KaczmarzProjections.of(Kernel.exponential()).coefficients(long40, long40, Order.OLDEST_FIRST))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("k(x, z) does not fit float64 from token 1 on");
        assertThatThrownBy(() -> NonCausalDescent.of(Kernel.linear(), Double.NaN))
                .hasMessage("eta must be finite, not NaN");
        assertThatThrownBy(() -> NonCausalDescent.of(Kernel.linear(), 1e9).iterate(x, 100))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("u^100 does not fit float64");
        assertThat(NonCausalDescent.of(Kernel.linear(), 1).iterate(x.rows(0, 1), 3).toArray())
                .containsExactly(new double[3]);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static Matrix row(JsonNode numbers) {
        return Matrix.of(numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray(), 1, numbers.size());
    }

    private static List<Integer> all(int rows) {
        return IntStream.range(0, rows).boxed().toList();
    }
}
