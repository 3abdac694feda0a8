package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Expected values to 1e-12 relative to the largest of them, the agreed tolerance of the golden files. */
class GoldenTest {
    private static final double RELATIVE = 1e-12;

    static Stream<GoldenCase> all() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void limitsDualCoefficientsAndKaczmarzPredictions(GoldenCase golden) {
        for (Map.Entry<String, JsonNode> entry : golden.json().get("limits").properties()) {
            String what = golden + " " + entry.getKey();
            JsonNode expected = entry.getValue();
            Kernel kernel = GoldenCase.kernel(entry.getKey());
            Matrix tokens = golden.tokens();
            List<Integer> rows = IntStream.range(0, golden.length()).boxed().toList();
            Matrix limit = GoldenCase.matrix(expected.get("u_star"));
            GoldenCase.assertClose(what + " u*", CausalDescent.of(kernel).limit(tokens), rows, limit, RELATIVE);
            GoldenCase.assertClose(what + " mu", ForwardSubstitution.of(kernel).solve(tokens, golden.successors()),
                    golden.rows(expected.get("mu_rows")), GoldenCase.matrix(expected.get("mu")), RELATIVE);
            JsonNode kaczmarz = expected.get("u_kaczmarz");
            // The files list û only where norms vary: elsewhere it is u*.
            GoldenCase.assertClose(what + " û", ForwardSubstitution.of(kernel).predict(tokens), rows,
                    kaczmarz == null ? limit : GoldenCase.matrix(kaczmarz), RELATIVE);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void iterates(GoldenCase golden) {
        int compared = 0;
        for (Map.Entry<String, JsonNode> entry : golden.json().get("descent").properties()) {
            boolean softmax = entry.getKey().equals("softmax");
            CausalDescent descent = CausalDescent.of(GoldenCase.kernel(entry.getKey()))
                    .withAttention(softmax ? Attention.SOFTMAX : Attention.UNNORMALIZED);
            for (JsonNode test : entry.getValue().get("cases")) {
                double eta = test.get("eta").asDouble();
                for (Map.Entry<String, JsonNode> iterate : test.get("u").properties()) {
                    String what = golden + " " + entry.getKey() + " eta=" + eta + " n=" + iterate.getKey();
                    Matrix u = descent.withStep(eta).iterate(golden.tokens(), Integer.parseInt(iterate.getKey()));
                    GoldenCase.assertClose(what, u, golden.rows(test.get("rows")),
                            GoldenCase.matrix(iterate.getValue()), RELATIVE);
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void everyKernelOnVaryingNorms() {
        GoldenCase golden = GoldenCase.named("extra_options");
        Map<String, Kernel> kernels = Map.of("gaussian_h0.9", Kernel.gaussian(0.9), "laplace_h1.1", Kernel.laplace(1.1),
                "matern32_h1.2", Kernel.matern32(1.2), "matern52_h1.2", Kernel.matern52(1.2), "poly_p3_c1",
                Kernel.polynomial(3, 1), "exp_beta0.5", Kernel.exponential(0.5), "linear", Kernel.linear());
        JsonNode expected = golden.json().get("pred");
        assertThat(expected.propertyNames()).containsExactlyInAnyOrderElementsOf(kernels.keySet());
        List<Integer> rows = IntStream.range(0, golden.length()).boxed().toList();
        kernels.forEach((name, kernel) -> {
            ForwardSubstitution substitution = ForwardSubstitution.of(kernel);
            JsonNode values = expected.get(name);
            // The file's Laplace values were made from |x|² + |y|² - 2 <x, y>, whose rounding error, some units of 2^-53 on
            // the diagonal, the square root magnifies: k(x, x) is 1 - 2e-8 there, exactly 1 here.
            double relative = kernel instanceof Kernel.Laplace ? Math.sqrt(64 * 0x1p-53) : 1e-10;
            GoldenCase.assertClose(name + " û", substitution.predict(golden.tokens()), rows,
                    GoldenCase.matrix(values.get("kaczmarz")), relative);
            GoldenCase.assertClose(name + " u*", substitution.limit(golden.tokens()), rows,
                    GoldenCase.matrix(values.get("u_star_eq7")), relative);
        });
    }
}
