package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Changing token j leaves every prediction made before it unchanged to the bit. */
class CausalityProperties extends Generators {
    @Property
    void limitAndKaczmarzPredictionLookBackOnly(@ForAll("severalTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 2, max = 300) int j,
            @ForAll("seeds") long seed) {
        assertCausal(recipe, j, seed, x -> ForwardSubstitution.of(kernel).predict(x));
        assertCausal(recipe, j, seed, x -> CausalDescent.of(kernel).limit(x));
    }

    @Property
    void layersLookBackOnly(@ForAll("severalTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll Form form, @ForAll @IntRange(min = 2, max = 300) int j, @ForAll @IntRange(min = 1, max = 12) int n,
            @ForAll("seeds") long seed) {
        CausalDescent descent = CausalDescent.of(kernel).withForm(form);
        double eta = 0.7 / DescentProperties.greatestDiagonal(kernel, recipe.matrix());
        assertCausal(recipe, j, seed, x -> descent.withStep(eta).iterate(x, n));
        assertCausal(recipe, j, seed, x -> descent.iterate(x, n));
        assertCausal(recipe, j, seed, x -> descent.withStepPerToken().iterate(x, n));
    }

    @Property
    void softmaxLayersLookBackOnly(@ForAll("severalTokens") Tokens recipe, @ForAll("positiveKernel") Kernel kernel,
            @ForAll Form form, @ForAll @IntRange(min = 2, max = 300) int j, @ForAll @IntRange(min = 1, max = 12) int n,
            @ForAll("seeds") long seed) {
        CausalDescent descent = CausalDescent.of(kernel).withForm(form).withAttention(Attention.SOFTMAX).withStep(1.3);
        Matrix start = normal(recipe.length(), recipe.dimension(), seed);
        assertCausal(recipe, j, seed, x -> descent.iterate(x, n));
        assertCausal(recipe, j, seed, x -> descent.startingAt(start).iterate(x, n));
    }

    /** Row t of mu is settled once x_{t+1} is known; row t of a prediction does not even need that. */
    @Property
    void targetsAreUsedOnlyAfterTheirPrediction(@ForAll("severalTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 1, max = 300) int j,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        int changed = 1 + (j - 1) % x.rows();
        Matrix y = normal(x.rows(), 2, seed);
        Matrix other = withRow(y, changed, normal(1, 2, seed + 1).row(0));
        ForwardSubstitution substitution = ForwardSubstitution.of(kernel);
        CausalDescent descent = CausalDescent.of(kernel).withStepPerToken();
        Bits.assertSameRows("û", substitution.predict(x, y), substitution.predict(x, other), 0, changed);
        Bits.assertSameRows("u*", substitution.limit(x, y), substitution.limit(x, other), 0, changed);
        Bits.assertSameRows("u^5", descent.iterate(x, y, 5), descent.iterate(x, other, 5), 0, changed);
        Bits.assertSameRows("mu", substitution.solve(x, y), substitution.solve(x, other), 0, changed - 1);
    }

    /** Any later token: another direction, another norm, or zero. */
    static void assertCausal(Tokens recipe, int j, long seed, UnaryOperator<Matrix> prediction) {
        Matrix x = recipe.matrix();
        int changed = 2 + Math.floorMod(j - 2, x.rows() - 1);
        double[] replacement = normal(1, x.cols(), seed).row(0);
        double factor = seed % 3 == 0 ? 0 : 1.5 * recipe.radius() / Math.sqrt(x.cols());
        for (int c = 0; c < replacement.length; c++) {
            replacement[c] *= factor;
        }
        Matrix before = prediction.apply(x);
        Matrix after = prediction.apply(withRow(x, changed, replacement));
        Bits.assertSameRows("prediction with x_" + changed + " changed,", before, after, 0, changed - 1);
    }

    private static Matrix withRow(Matrix x, int row, double[] replacement) {
        Matrix copy = Matrix.of(x.toArray(), x.rows(), x.cols());
        System.arraycopy(replacement, 0, copy.data(), (row - 1) * x.cols(), replacement.length);
        return copy;
    }
}
