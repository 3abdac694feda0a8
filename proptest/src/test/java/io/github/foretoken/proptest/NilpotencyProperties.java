package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rows;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** At eta = 1/A_tt the split form is exact after finitely many layers: row t from layer t on, to the bit. */
class NilpotencyProperties extends Generators {
    @Property
    void everyRowIsFinalFromItsOwnLayerOn(@ForAll("fewConstantNorm") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel) {
        assertFinalRowByRow(CausalDescent.of(kernel), kernel, recipe.matrix());
    }

    @Property
    void everyRowIsFinalFromItsOwnLayerOnWithAnyStart(@ForAll("fewConstantNorm") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        assertFinalRowByRow(CausalDescent.of(kernel).startingAt(normal(x.rows(), x.cols(), seed)), kernel, x);
    }

    @Property
    void aStepPerTokenRestoresItForVaryingNorms(@ForAll("fewTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        CausalDescent descent = CausalDescent.of(kernel).withStepPerToken();
        assertFinalRowByRow(descent, kernel, x);
        assertFinalRowByRow(descent.startingAt(normal(x.rows(), x.cols(), seed)), kernel, x);
    }

    @Property
    void aStepPerTokenMakesSoftmaxNilpotentToo(@ForAll("fewTokens") Tokens recipe,
            @ForAll("positiveKernel") Kernel kernel, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        CausalDescent descent =
                CausalDescent.of(kernel).withAttention(CausalDescent.Attention.SOFTMAX).withStepPerToken();
        assertFinalRowByRow(descent.startingAt(normal(x.rows(), x.cols(), seed)), kernel, x);
    }

    /** Every layer from 1 to T + 3, so that no gap is left; short sequences. */
    private static void assertFinalRowByRow(CausalDescent descent, Kernel kernel, Matrix x) {
        Matrix last = descent.iterate(x, x.rows() + 3);
        for (int n = 1; n <= x.rows() + 2; n++) {
            Bits.assertSameRows("u^" + n, last, descent.iterate(x, n), 0, Math.min(n, x.rows()));
        }
        limit(kernel, x).assertContains("u^(T+3)", Dense.rows(last));
    }

    /** Long sequences, across tiles and groups of layers, whose transients are huge: some layers, and far beyond T. */
    @Property
    void longSequencesAreFinalAfterTheirTransient(@ForAll("constantNorm") Tokens recipe,
            @ForAll("paperKernel") Kernel kernel, @ForAll @IntRange(min = 1, max = 299) int layers,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        int n = Math.min(layers, x.rows());
        CausalDescent descent = CausalDescent.of(kernel);
        if (seed % 2 == 1) {
            descent = descent.startingAt(normal(x.rows(), x.cols(), seed));
        }
        Matrix last = descent.iterate(x, x.rows());
        Bits.assertSameRows("u^" + n, last, descent.iterate(x, n), 0, n);
        Bits.assertSame("u^(T+1)", last, descent.iterate(x, x.rows() + 1));
        Bits.assertSame("u^(T+77)", last, descent.iterate(x, x.rows() + 77));
        limit(kernel, x).assertContains("u^T", Dense.rows(last));
    }

    /** The transient is no straw man: at T = 300 it passes 1e40, and still the end is exact. */
    @Example
    void aTransientOfFortyOrdersOfMagnitudeLeavesNoTrace() {
        for (long seed = 1; seed <= 3; seed++) {
            Tokens recipe = new Tokens(Tokens.Kind.ROTATION, 15, 300, 0.5, seed);
            Matrix x = recipe.matrix();
            Kernel kernel = Kernel.exponential();
            CausalDescent descent = CausalDescent.of(kernel);
            double peak = 0;
            for (int n = 100; n <= 200; n += 10) {
                peak = Math.max(peak, Rows.largest(Dense.rows(descent.iterate(x, n))));
            }
            Claim.holds(peak > 1e40, "the transient of %s only reaches %s", recipe, peak);
            Enclosure limit = limit(kernel, x);
            Claim.holds(limit.largestRadius() < limit.largest() * 0x1p-20, "a radius of %s proves nothing",
                    limit.largestRadius());
            limit.assertContains("u^T", Dense.rows(descent.iterate(x, 300)));
            Bits.assertSame("u^(2T)", descent.iterate(x, 300), descent.iterate(x, 600));
        }
    }

    /**
     * The trap that the split form avoids: subtracting in full, as a residual Transformer does, leaves a rounding error of
     * one unit that the same transient magnifies, however many layers follow.
     */
    @Example
    void theResidualFormNeverRecoversFromItsTransient() {
        for (long seed = 1; seed <= 3; seed++) {
            Matrix x = new Tokens(Tokens.Kind.ROTATION, 15, 300, 1, seed).matrix();
            CausalDescent descent = CausalDescent.of(Kernel.exponential()).withForm(CausalDescent.Form.RESIDUAL);
            for (int n : new int[]{300, 600, 1200}) {
                double left = Rows.largest(Dense.rows(descent.iterate(x, n)));
                Claim.holds(left > 1e10, "after %s layers only %s is left, seed %s", n, left, seed);
            }
        }
    }

    /** u*, wide enough for a self term that was dropped although it was not exactly zero. */
    private static Enclosure limit(Kernel kernel, Matrix x) {
        double span = Dense.span(Kernel.linear(), Dense.rows(x));
        return Dense.byRow(kernel, x)
                .predict(Dense.successors(x), Bounds.dropped(x.rows(), Dense.scale(kernel) * span * span));
    }
}
