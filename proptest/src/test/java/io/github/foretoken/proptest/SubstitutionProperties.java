package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Triangle;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Tiled substitution gives what the textbook's dense one gives, whichever question is asked of it. */
class SubstitutionProperties extends Generators {
    @Property
    void kaczmarzPredictionEqualsTheDenseOne(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel) {
        Matrix x = recipe.matrix();
        Dense.byColumn(kernel, x)
                .predict(Dense.successors(x))
                .assertContains("û", Dense.rows(ForwardSubstitution.of(kernel).predict(x)));
    }

    @Property
    void limitEqualsTheDenseOne(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel) {
        Matrix x = recipe.matrix();
        Dense.byRow(kernel, x)
                .predict(Dense.successors(x))
                .assertContains("u*", Dense.rows(CausalDescent.of(kernel).limit(x)));
    }

    @Property
    void dualCoefficientsEqualTheDenseOnes(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 1, max = 5) int width, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), width, seed);
        Enclosure weights = Dense.byColumn(kernel, x).solve(Dense.rows(y));
        Triangle gram = Dense.gram(kernel, x);
        for (int t = 0; t < x.rows(); t++) {
            double diagonal = gram.entry()[t][t];
            double relative = gram.error()[t][t] / diagonal + 4 * Rounding.UNIT;
            for (int c = 0; c < width; c++) {
                weights.value()[t][c] /= diagonal;
                weights.radius()[t][c] = weights.radius()[t][c] / diagonal + Math.abs(weights.value()[t][c]) * relative;
            }
        }
        weights.assertContains("mu", Dense.rows(ForwardSubstitution.of(kernel).solve(x, y)));
    }

    @Property
    void targetsOfTheirOwnMayHaveAnyWidthAndAnUnknownLastRow(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), width, seed);
        Matrix known = y.rows(0, x.rows() - 1);
        ForwardSubstitution substitution = ForwardSubstitution.of(kernel);
        Enclosure prediction = Dense.byColumn(kernel, x).predict(Dense.rows(y));
        Enclosure limit = Dense.byRow(kernel, x).predict(Dense.rows(y));
        prediction.assertContains("û", Dense.rows(substitution.predict(x, y)));
        prediction.assertContains("û without the last target", Dense.rows(substitution.predict(x, known)));
        limit.assertContains("u*", Dense.rows(substitution.limit(x, y)));
        limit.assertContains("u* without the last target", Dense.rows(CausalDescent.of(kernel).limit(x, known)));
    }

    @Property
    void viewsIntoALargerArrayGiveTheSameBitsAndStayUntouched(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = 0, max = 5) int offset,
            @ForAll @IntRange(min = 0, max = 5) int gap) {
        Matrix x = recipe.matrix();
        int stride = x.cols() + gap;
        double[] poisoned = new double[offset + x.rows() * stride];
        Arrays.fill(poisoned, Double.NaN);
        for (int t = 0; t < x.rows(); t++) {
            System.arraycopy(x.data(), t * x.cols(), poisoned, offset + t * stride, x.cols());
        }
        double[] before = poisoned.clone();
        Matrix view = new Matrix(poisoned, offset, x.rows(), x.cols(), stride);
        Bits.assertSame("û", ForwardSubstitution.of(kernel).predict(x), ForwardSubstitution.of(kernel).predict(view));
        Bits.assertSame("u*", CausalDescent.of(kernel).limit(x), CausalDescent.of(kernel).limit(view));
        Bits.assertSame("input", before, poisoned);
    }

    /** Far from the origin squares are 1e12 and distances 1: only differences from x_1 keep them apart. */
    @Property
    void kernelsOfDistancesKeepTheirAccuracyFarFromTheOrigin(@ForAll("anyTokens") Tokens recipe,
            @ForAll("radialKernel") Kernel kernel, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] += 1e6;
        }
        Matrix y = normal(x.rows(), 2, seed);
        Dense.byColumn(kernel, x)
                .predict(Dense.rows(y))
                .assertContains("û", Dense.rows(ForwardSubstitution.of(kernel).predict(x, y)));
    }

    @Property
    void aRowEqualsTheLastRowOfItsPrefix(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = 1, max = 300) int cut) {
        Matrix x = recipe.matrix();
        int t = Math.min(cut, x.rows());
        Matrix prefix = x.rows(0, t);
        double[] predicted = ForwardSubstitution.of(kernel).predict(x).row(t - 1);
        double[] limit = CausalDescent.of(kernel).limit(x).row(t - 1);
        Enclosure prediction = Dense.byColumn(kernel, prefix).predict(Dense.successors(prefix));
        Enclosure limitOfPrefix = Dense.byRow(kernel, prefix).predict(Dense.successors(prefix));
        // Both are within the radius of the reference, so centring it on the prefix's answer doubles it at most.
        centred(prediction, ForwardSubstitution.of(kernel).predict(prefix), t).assertRowContains("û", t - 1, predicted);
        centred(limitOfPrefix, CausalDescent.of(kernel).limit(prefix), t).assertRowContains("u*", t - 1, limit);
    }

    private static Enclosure centred(Enclosure reference, Matrix answer, int t) {
        double[][] value = Dense.rows(answer);
        double[][] twice = reference.radius();
        for (int c = 0; c < twice[t - 1].length; c++) {
            twice[t - 1][c] *= 2;
        }
        return new Enclosure(value, twice);
    }

    @Property
    void plainKernelValuesEqualTheDefinition(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel) {
        Matrix x = recipe.withLength(Math.min(recipe.length(), 40)).matrix();
        Triangle gram = Dense.gram(kernel, x);
        Matrix actual = kernel.gram(x, x);
        for (int t = 0; t < x.rows(); t++) {
            for (int s = 0; s <= t; s++) {
                double error = Math.abs(actual.get(t, s) - gram.entry()[t][s]);
                Claim.holds(error <= gram.error()[t][s] && actual.get(t, s) == actual.get(s, t),
                        "k(x_%d, x_%d) = %s, by definition %s", t + 1, s + 1, actual.get(t, s), gram.entry()[t][s]);
            }
        }
    }
}
