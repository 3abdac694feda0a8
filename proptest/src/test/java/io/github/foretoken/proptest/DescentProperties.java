package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent.Attention;
import io.github.foretoken.descent.CausalDescent.Form;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Triangle;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The depth-fused, tiled layers are the layers of eq. 7, and their iterates have Prop. 2's closed form. */
class DescentProperties extends Generators {
    @Property
    void layersEqualTheDenseOnes(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll Form form, @ForAll @DoubleRange(min = 0.1, max = 2.5) double relativeStep,
            @ForAll @IntRange(min = 0, max = 12) int n, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        double eta = relativeStep / greatestDiagonal(kernel, x);
        double[][] y = Dense.successors(x);
        Matrix start = normal(x.rows(), x.cols(), seed);
        Triangle a = Dense.stepped(kernel, x, eta);
        double dropped = dropped(kernel, x);
        CausalDescent descent = CausalDescent.of(kernel).withForm(form).withStep(eta);
        a.descend(Enclosure.exact(Dense.rows(start)), y, n, dropped)
                .assertContains("u^n from u^0", Dense.rows(descent.startingAt(start).iterate(x, n)));
        a.descend(zero(x), y, n, dropped).assertContains("u^n from 0", Dense.rows(descent.iterate(x, n)));
    }

    @Property
    void softmaxLayersEqualTheDenseOnes(@ForAll("anyTokens") Tokens recipe, @ForAll("positiveKernel") Kernel kernel,
            @ForAll Form form, @ForAll @DoubleRange(min = 0.1, max = 2.5) double eta,
            @ForAll @IntRange(min = 0, max = 12) int n, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix start = normal(x.rows(), x.cols(), seed);
        CausalDescent descent = CausalDescent.of(kernel).withAttention(Attention.SOFTMAX).withForm(form).withStep(eta);
        Dense.softmax(kernel, x, eta)
                .descend(Enclosure.exact(Dense.rows(start)), Dense.successors(x), n, dropped(kernel, x))
                .assertContains("u^n", Dense.rows(descent.startingAt(start).iterate(x, n)));
    }

    /** At the step per token a layer is one with rows in units of their diagonal. */
    @Property
    void layersAtAStepPerTokenEqualTheDenseOnes(@ForAll("severalTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll Form form, @ForAll @IntRange(min = 0, max = 6) int n,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix start = normal(x.rows(), x.cols(), seed);
        Dense.byRow(kernel, x)
                .descend(Enclosure.exact(Dense.rows(start)), Dense.successors(x), n, dropped(kernel, x))
                .assertContains("u^n", Dense.rows(
                        CausalDescent.of(kernel).withForm(form).withStepPerToken().startingAt(start).iterate(x, n)));
    }

    @Property
    void targetsOfTheirOwnDescendAsWell(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 0, max = 6) int n, @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), width, seed);
        double eta = 0.5 / greatestDiagonal(kernel, x);
        Enclosure expected = Dense.stepped(kernel, x, eta)
                .descend(Enclosure.exact(new double[x.rows()][width]), Dense.rows(y), n, dropped(kernel, x));
        CausalDescent descent = CausalDescent.of(kernel).withStep(eta);
        expected.assertContains("u^n", Dense.rows(descent.iterate(x, y, n)));
        expected.assertContains("u^n without the last target",
                Dense.rows(descent.iterate(x, y.rows(0, x.rows() - 1), n)));
    }

    /** u^n = u* - (I - eta A)^n (u* - u^0), for any u^0. */
    @Property
    void iteratesHaveTheClosedForm(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @DoubleRange(min = 0.1, max = 2.5) double relativeStep, @ForAll @IntRange(min = 0, max = 12) int n,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        double eta = relativeStep / greatestDiagonal(kernel, x);
        Matrix start = normal(x.rows(), x.cols(), seed);
        double[][] y = Dense.successors(x);
        Triangle a = Dense.stepped(kernel, x, eta);
        Enclosure limit = Dense.byRow(kernel, x).predict(y);
        // With no targets a layer is the product with I - eta A.
        Enclosure distance = a.descend(limit.minus(Enclosure.exact(Dense.rows(start))), new double[x.rows()][x.cols()],
                n, dropped(kernel, x));
        limit.minus(distance)
                .widenedBy(a.descend(zero(x), y, n, dropped(kernel, x)).radius())
                .assertContains("u^n",
                        Dense.rows(CausalDescent.of(kernel).withStep(eta).startingAt(start).iterate(x, n)));
    }

    @Property
    void layersCompose(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel, @ForAll Form form,
            @ForAll @IntRange(min = 0, max = 40) int first, @ForAll @IntRange(min = 0, max = 40) int second) {
        Matrix x = recipe.matrix();
        CausalDescent descent = CausalDescent.of(kernel).withForm(form).withStep(0.3 / greatestDiagonal(kernel, x));
        Matrix middle = descent.iterate(x, first);
        Bits.assertSame("u^(m+n)", descent.iterate(x, first + second), descent.startingAt(middle).iterate(x, second));
    }

    private static Enclosure zero(Matrix x) {
        return Enclosure.exact(new double[x.rows()][x.cols()]);
    }

    static double greatestDiagonal(Kernel kernel, Matrix x) {
        double greatest = 0;
        for (int t = 0; t < x.rows(); t++) {
            greatest = Math.max(greatest, Dense.kernel(kernel, x.row(t), x.row(t)));
        }
        return greatest;
    }

    private static double dropped(Kernel kernel, Matrix x) {
        double span = Dense.span(Kernel.linear(), Dense.rows(x));
        return Bounds.dropped(x.rows(), Dense.scale(kernel) * span * span);
    }
}
