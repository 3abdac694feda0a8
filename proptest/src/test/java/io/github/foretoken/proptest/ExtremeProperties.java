package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Zero tokens, huge norms, wild inputs: a result is right, or it is an exception, and never NaN or infinite. */
class ExtremeProperties extends Generators {
    @Property
    void zeroTokensPredictZeroAndTeachNothingUnderTheLinearKernel(@ForAll("anyTokens") Tokens recipe,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), 3, seed);
        Random random = new Random(seed);
        boolean[] zero = new boolean[x.rows()];
        for (int t = 0; t < zero.length; t++) {
            zero[t] = random.nextInt(4) == 0;
            for (int c = 0; zero[t] && c < x.cols(); c++) {
                x.data()[t * x.cols() + c] = 0;
            }
        }
        Kernel kernel = Kernel.linear();
        Matrix mu = ForwardSubstitution.of(kernel).solve(x, y);
        Matrix predicted = ForwardSubstitution.of(kernel).predict(x, y);
        Matrix limit = CausalDescent.of(kernel).limit(x, y);
        Matrix layers = CausalDescent.of(kernel).withStepPerToken().iterate(x, y, x.rows());
        for (int t = 0; t < zero.length; t++) {
            for (int c = 0; zero[t] && c < 3; c++) {
                Claim.holds(
                        mu.get(t, c) == 0 && predicted.get(t, c) == 0 && limit.get(t, c) == 0 && layers.get(t, c) == 0,
                        "zero token %d: mu %s, û %s, u* %s, u^T %s", t + 1, mu.get(t, c), predicted.get(t, c),
                        limit.get(t, c), layers.get(t, c));
            }
        }
        Enclosure expected = Dense.byRow(kernel, x).predict(Dense.rows(y));
        expected.assertContains("u*", Dense.rows(limit));
        Dense.byColumn(kernel, x).predict(Dense.rows(y)).assertContains("û", Dense.rows(predicted));
        // A zero row keeps u^0 under the descent; the reference has its limit, 0, as well.
        expected.assertContains("u^T", Dense.rows(layers));
    }

    /** exp(1e6) does not fit float64; divided by k(x_s, x_s) first, it does not have to. */
    @Property
    void aThousandfoldNormDoesNotOverflowTheExponentialKernel(@ForAll("constantNorm") Tokens recipe,
            @ForAll("exponential") Kernel kernel) {
        Matrix x = new Tokens(recipe.kind(), recipe.dimension(), recipe.length(), 1000, recipe.seed()).matrix();
        double[][] y = Dense.successors(x);
        Dense.byColumn(kernel, x).predict(y).assertContains("û", Dense.rows(ForwardSubstitution.of(kernel).predict(x)));
        Dense.byRow(kernel, x).predict(y).assertContains("u*", Dense.rows(CausalDescent.of(kernel).limit(x)));
        assertSound("u^T", () -> CausalDescent.of(kernel).iterate(x, x.rows()));
        assertSound("softmax",
                () -> CausalDescent.of(kernel).withAttention(Attention.SOFTMAX).withStep(1).iterate(x, x.rows()));
    }

    /** Norms from 1e-160 to 1e160, all in one sequence. */
    @Property
    void wildInputsGiveFiniteResultsOrAnException(@ForAll("fewTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 0, max = 160) int orders,
            @ForAll @IntRange(min = 0, max = 30) int n, @ForAll Form form, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Random random = new Random(seed);
        for (int t = 0; t < x.rows(); t++) {
            double factor = Math.pow(10, orders * (2 * random.nextDouble() - 1));
            for (int c = 0; c < x.cols(); c++) {
                x.data()[t * x.cols() + c] *= factor;
            }
        }
        assertEverythingSound(x, kernel, n, form);
    }

    /** One common order of magnitude, where sums of squares reach the ends of float64. */
    @Property
    void wildScalesGiveFiniteResultsOrAnException(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = -300, max = 300) int order,
            @ForAll @IntRange(min = 0, max = 12) int n, @ForAll Form form) {
        Matrix x = new Tokens(recipe.kind(), recipe.dimension(), recipe.length(), Math.pow(10, order), recipe.seed())
                .matrix();
        assertEverythingSound(x, kernel, n, form);
    }

    private static void assertEverythingSound(Matrix x, Kernel kernel, int n, Form form) {
        ForwardSubstitution substitution = ForwardSubstitution.of(kernel);
        CausalDescent descent = CausalDescent.of(kernel).withForm(form);
        assertSound("û", () -> substitution.predict(x));
        assertSound("u*", () -> substitution.limit(x));
        assertSound("mu", () -> substitution.solve(x, x));
        assertSound("u^n", () -> descent.iterate(x, n));
        assertSound("u^n, a step per token", () -> descent.withStepPerToken().iterate(x, n));
        assertSound("u^n, step 1", () -> descent.withStep(1).iterate(x, n));
        if (Dense.positive(kernel)) {
            assertSound("softmax", () -> descent.withAttention(Attention.SOFTMAX).withStep(1).iterate(x, n));
            assertSound("softmax, a step per token",
                    () -> descent.withAttention(Attention.SOFTMAX).withStepPerToken().iterate(x, n));
        }
    }

    private static void assertSound(String what, Supplier<Matrix> computation) {
        Matrix result;
        try {
            result = computation.get();
        } catch (ArithmeticException overflow) {
            Claim.holds(overflow.getMessage().length() >= 20, "%s: no help in '%s'", what, overflow.getMessage());
            return;
        } catch (IllegalArgumentException refused) {
            // The squared norm of x_1 rounds to zero: the default step does not exist, and the message says so.
            if (!refused.getMessage().contains("default step")) {
                throw refused;
            }
            return;
        }
        for (int t = 0; t < result.rows(); t++) {
            for (double value : result.row(t)) {
                Claim.holds(Double.isFinite(value), "%s of token %d is %s", what, t + 1, value);
            }
        }
    }
}
