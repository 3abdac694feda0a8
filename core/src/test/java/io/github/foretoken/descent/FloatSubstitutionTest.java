package io.github.foretoken.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.GoldenCase;
import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.Parallelism;
import io.github.foretoken.sequence.RotationSequence;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What float32 changes: values in its precision, the ends of its range, half the memory. */
class FloatSubstitutionTest {
    /** Agreed for the golden files in float32, relative to the largest value. */
    private static final double RELATIVE = 2e-4;

    static Stream<GoldenCase> all() {
        return GoldenCase.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void limitsAndKaczmarzPredictionsAreTheGoldenOnes(GoldenCase golden) {
        for (Map.Entry<String, JsonNode> entry : golden.json().get("limits").properties()) {
            String what = golden + " " + entry.getKey();
            JsonNode expected = entry.getValue();
            FloatForwardSubstitution substitution = FloatForwardSubstitution.of(GoldenCase.kernel(entry.getKey()));
            FloatMatrix tokens = FloatMatrix.copyOf(golden.tokens());
            List<Integer> rows = IntStream.range(0, golden.length()).boxed().toList();
            Matrix limit = GoldenCase.matrix(expected.get("u_star"));
            GoldenCase.assertClose(what + " u*", Matrix.copyOf(substitution.limit(tokens)), rows, limit, RELATIVE);
            JsonNode kaczmarz = expected.get("u_kaczmarz");
            GoldenCase.assertClose(what + " û", Matrix.copyOf(substitution.predict(tokens)), rows,
                    kaczmarz == null ? limit : GoldenCase.matrix(kaczmarz), RELATIVE);
        }
    }

    @Test
    void aFunctionOfOnesOwnIsGivenDoublesAndItsValuesAreRounded() {
        // All values are multiples of a small power of two: no sum or product is rounded, in either precision.
        Matrix tokens = Matrix.of(new double[]{0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 2, 0}, 7, 2);
        double root = Math.sqrt(2);
        Kernel kernel = Kernel.ofDistance("steps", r -> r == 0 ? 1 : r == 1 ? 0.5 : r == root ? 0.25 : 0);
        Kernel product = Kernel.ofInner("line", s -> s == 0 ? 1 : 1 + s);
        for (Kernel own : new Kernel[]{kernel, kernel.times(3).plus(kernel)}) {
            assertExact(own, tokens);
        }
        assertExact(product, Matrix.of(new double[]{0, 0, 1, 0, 1, 0, 0, 1, 0, 0}, 5, 2));
        assertThatThrownBy(() -> FloatForwardSubstitution.of(Kernel.ofInner("steep", s -> 1e200))
                .predict(FloatMatrix.copyOf(tokens))).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of token 1 is too large for float32; scale the tokens down");
    }

    private static void assertExact(Kernel kernel, Matrix tokens) {
        FloatMatrix narrow = FloatMatrix.copyOf(tokens);
        assertThat(Matrix.copyOf(FloatForwardSubstitution.of(kernel).predict(narrow)).toArray())
                .containsExactly(ForwardSubstitution.of(kernel).predict(tokens).toArray());
        assertThat(Matrix.copyOf(FloatForwardSubstitution.of(kernel).limit(narrow)).toArray())
                .containsExactly(ForwardSubstitution.of(kernel).limit(tokens).toArray());
    }

    @Test
    void zeroTokensPredictZeroAndTeachNothing() {
        FloatMatrix tokens = FloatMatrix.of(new float[]{1, 0, 0, 0, 0, 1}, 3, 2);
        FloatForwardSubstitution linear = FloatForwardSubstitution.of(Kernel.linear());
        assertThat(linear.predict(tokens).row(1)).containsExactly(0, 0);
        assertThat(linear.limit(tokens).row(1)).containsExactly(0, 0);
        assertThat(linear.solve(tokens, tokens).row(1)).containsExactly(0, 0);
    }

    @Test
    void whatDoesNotFitFloat32IsAnErrorThatNamesTheToken() {
        FloatForwardSubstitution exponential = FloatForwardSubstitution.of(Kernel.exponential());
        FloatForwardSubstitution linear = FloatForwardSubstitution.of(Kernel.linear());
        FloatMatrix growing = FloatMatrix.of(new float[]{1, 10, 100}, 3, 1);
        assertThatThrownBy(() -> exponential.predict(growing)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("û does not fit float32 from token 3 on")
                .hasMessageContaining("Gaussian");
        assertThatThrownBy(() -> exponential.solve(growing, growing)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("mu does not fit float32 at token 2");
        FloatMatrix huge = FloatMatrix.of(new float[]{1e20f, 1}, 2, 1);
        assertThatThrownBy(() -> linear.predict(huge)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("squared norm of token 1 overflows float32");
        FloatMatrix tiny = FloatMatrix.of(new float[]{1, 1e-20f}, 2, 1);
        assertThatThrownBy(() -> linear.predict(tiny)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of token 2 underflows float32");
        assertThatThrownBy(() -> FloatBatchSubstitution.of(Kernel.exponential())
                .predict(FloatPackedSequences.of(new float[]{1, 1, 1, 10, 100}, new int[]{2, 3}, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("sequence 1: û does not fit float32 from token 3 on");
    }

    /** Products of kernel values and targets that vanish would leave nothing but their rounding. */
    @Test
    void limitsWhoseSumsWouldVanishAreAnErrorNotNoise() {
        FloatMatrix tokens = FloatMatrix.of(new float[]{1e-9f, 1e-9f, -1e-9f}, 3, 1);
        FloatForwardSubstitution squares = FloatForwardSubstitution.of(Kernel.polynomial(2, 0));
        FloatBatchSubstitution batch = FloatBatchSubstitution.of(Kernel.polynomial(2, 0));
        FloatPackedSequences sequences = FloatPackedSequences.of(tokens.toArray(), 3, 1);
        assertThatThrownBy(() -> squares.limit(tokens)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("k(x, x) of token 1 underflows float32; scale the tokens up");
        assertThatThrownBy(() -> batch.limit(sequences)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("sequence 0: k(x, x) of token 1 underflows float32");
        // Beside larger targets the same tokens are no fault, and û has no such sums.
        FloatMatrix targets = FloatMatrix.of(new float[]{1, 2, 3}, 3, 1);
        assertThat(squares.limit(tokens, targets).row(2)[0]).isEqualTo(2);
        assertThat(batch.limit(sequences, FloatPackedSequences.of(targets.toArray(), 3, 1)).sequence(0).row(2)[0])
                .isEqualTo(2);
        assertThat(squares.predict(tokens).row(1)[0]).isEqualTo(1e-9f);
    }

    @Test
    void kernelsWhoseParametersDoNotFitAreRefused() {
        FloatMatrix tokens = FloatMatrix.of(new float[]{1, 0, 0, 1, 1, 0}, 3, 2);
        for (Kernel kernel : new Kernel[]{Kernel.exponential(1e60), Kernel.exponential(1e-60),
            Kernel.gaussian(1e-30).plus(Kernel.linear()), Kernel.linear().times(1e-60)}) {
            assertThatThrownBy(() -> FloatForwardSubstitution.of(kernel).predict(tokens))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("does not fit float32; scale the tokens, and the kernel with them");
        }
    }

    @Test
    void radialKernelsTakeExtremeWidthsAndNorms() {
        for (float size : new float[]{1e-30f, 1e-12f, 1, 1e12f, 1e30f}) {
            FloatMatrix tokens = FloatMatrix.of(new float[]{size, 0, 0, size, size, 0}, 3, 2);
            for (double narrow : new double[]{1e-3, 1e-4}) {
                for (Kernel kernel : new Kernel[]{Kernel.gaussian(narrow * size), Kernel.laplace(narrow * size),
                    Kernel.matern32(narrow * size), Kernel.matern52(narrow * size)}) {
                    assertThat(FloatForwardSubstitution.of(kernel).predict(tokens).row(2)).containsExactly(0, size);
                    assertThat(FloatBatchSubstitution.of(kernel)
                            .predict(FloatPackedSequences.of(tokens.toArray(), 3, 2))
                            .sequence(0)
                            .row(2)).containsExactly(0, size);
                }
            }
        }
    }

    @Test
    void messagesNameTheArgumentAndBothShapes() {
        FloatMatrix tokens = FloatMatrix.copyOf(RotationSequence.random(3, 1).tokens(5));
        FloatForwardSubstitution linear = FloatForwardSubstitution.of(Kernel.linear());
        assertThatThrownBy(() -> linear.solve(tokens, tokens.rows(0, 4)))
                .hasMessage("tokens and targets must have the same number of rows: tokens is 5 x 3, targets is 4 x 3");
        assertThatThrownBy(() -> linear.predict(tokens.rows(0, 0))).hasMessageContaining("at least one token");
        assertThatThrownBy(() -> linear.withRidge(-1)).hasMessageContaining("ridge must be finite and not negative");
        assertThatThrownBy(() -> linear.withHorizon(2).limit(tokens)).hasMessageContaining("eq. 7 has no ridge");
        tokens.data()[7] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> linear.predict(tokens)).hasMessageContaining("tokens[2][1] is Infinity");
        assertThat(linear).hasToString("FloatForwardSubstitution[kernel=linear, " + Correction.FULL + ", horizon=1]");
    }

    /** All but a few objects a token are arrays of as many numbers of half the size; vectors not yet compiled are objects, too. */
    @Test
    @DisabledIfSystemProperty(named = "foretoken.vector", matches = "true")
    void takesHalfTheMemory() {
        Matrix tokens = RotationSequence.random(48, 1).tokens(2000);
        FloatMatrix narrow = FloatMatrix.copyOf(tokens);
        Kernel kernel = Kernel.gaussian(1);
        ForwardSubstitution wide = ForwardSubstitution.of(kernel).withParallelism(Parallelism.sequential());
        FloatForwardSubstitution half = FloatForwardSubstitution.of(kernel).withParallelism(Parallelism.sequential());
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        for (int run = 0; run < 10; run++) {
            long start = BatchSubstitutionTest.allocated();
            wide.limit(tokens);
            long middle = BatchSubstitutionTest.allocated();
            half.limit(narrow);
            long end = BatchSubstitutionTest.allocated();
            least[0] = Math.min(least[0], middle - start);
            least[1] = Math.min(least[1], end - middle);
        }
        assumeTrue(least[0] > 0, "nobody counts on the module path");
        assertThat((double) least[1] / least[0]).isBetween(0.45, 0.55);
    }
}
