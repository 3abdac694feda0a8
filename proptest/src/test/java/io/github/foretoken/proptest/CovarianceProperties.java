package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.descent.CausalDescent;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import io.github.foretoken.testkit.reference.Triangle;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What estimates do when targets, the unit of measurement or the beginning of time are changed. */
class CovarianceProperties extends Generators {
    /** Every estimate is linear in the targets: sums within roundings, factors of two to the bit. */
    @Property
    void estimatesAreLinearInTheTargets(@ForAll("anyTokens") Tokens recipe, @ForAll("anyKernel") Kernel kernel,
            @ForAll @IntRange(min = -300, max = 300) int exponent, @ForAll("seeds") long seed) {
        Matrix x = recipe.matrix();
        Matrix y = normal(x.rows(), 2, seed);
        Matrix z = normal(x.rows(), 2, seed + 1);
        Matrix sum = plus(y, z);
        ForwardSubstitution substitution = ForwardSubstitution.of(kernel);
        assertSum("û", Dense.byColumn(kernel, x), y, z, sum, substitution.predict(x, y), substitution.predict(x, z),
                substitution.predict(x, sum));
        assertSum("u*", Dense.byRow(kernel, x), y, z, sum, substitution.limit(x, y), substitution.limit(x, z),
                substitution.limit(x, sum));
        double factor = Math.scalb(1.0, exponent);
        Bits.assertSame("û of 2^n Y", scaled(substitution.predict(x, y), factor),
                substitution.predict(x, scaled(y, factor)));
        CausalDescent descent = CausalDescent.of(kernel).withStepPerToken();
        Bits.assertSame("u^3 of 2^n Y", scaled(descent.iterate(x, y, 3), factor),
                descent.iterate(x, scaled(y, factor), 3));
    }

    private static void assertSum(String what, Triangle system, Matrix y, Matrix z, Matrix sum, Matrix ofY, Matrix ofZ,
            Matrix ofSum) {
        new Enclosure(Dense.rows(plus(ofY, ofZ)), system.predict(Dense.rows(sum)).radius())
                .widenedBy(system.predict(Dense.rows(y)).radius())
                .widenedBy(system.predict(Dense.rows(z)).radius())
                // The sum of targets and that of estimates are rounded, and the system passes the former on.
                .widenedBy(Triangle.absoluteTimes(system.inverse(), rounded(sum)))
                .widenedBy(rounded(sum))
                .widenedBy(rounded(ofSum))
                .assertContains(what + " of Y + Z", Dense.rows(ofSum));
    }

    private static double[][] rounded(Matrix m) {
        double[][] rounded = Dense.rows(m);
        for (double[] row : rounded) {
            for (int c = 0; c < row.length; c++) {
                row[c] = 4 * Rounding.UNIT * Math.abs(row[c]);
            }
        }
        return rounded;
    }

    /** Tokens in another unit, and a width to match: with a factor of two nothing changes but the exponents. */
    @Property
    void anotherUnitAndAWidthToMatchGiveTheSameBits(@ForAll("anyTokens") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel, @ForAll @IntRange(min = -40, max = 40) int exponent) {
        double factor = Math.scalb(1.0, exponent);
        Matrix x = recipe.matrix();
        Matrix other = scaled(x, factor);
        Kernel wider = ScaleProperties.scaled(kernel, factor);
        Bits.assertSame("û", scaled(ForwardSubstitution.of(kernel).predict(x), factor),
                ForwardSubstitution.of(wider).predict(other));
        Bits.assertSame("u*", scaled(CausalDescent.of(kernel).limit(x), factor), CausalDescent.of(wider).limit(other));
        Bits.assertSame("u^4", scaled(CausalDescent.of(kernel).withStepPerToken().iterate(x, 4), factor),
                CausalDescent.of(wider).withStepPerToken().iterate(other, 4));
    }

    /** The same for every streaming method, whose ridge is in units of k(x, x). */
    @Property
    void streamsInAnotherUnitGiveTheSameBits(@ForAll("anyTokens") Tokens any, @ForAll("anyKernel") Kernel wanted,
            @ForAll Estimator method, @ForAll @IntRange(min = -40, max = 40) int exponent,
            @ForAll boolean standardized) {
        Kernel kernel =
                wanted instanceof Kernel.Linear && method != Estimator.KACZMARZ ? Kernel.polynomial(1, 0) : wanted;
        double factor = Math.scalb(1.0, exponent);
        Matrix x = any.withLength(Math.min(60, any.length())).matrix();
        boolean linear = kernel instanceof Kernel.Linear || method == Estimator.LEAST_SQUARES;
        int degree = kernel instanceof Kernel.Polynomial(int p, double c) ? p : linear ? 1 : 0;
        double unit = standardized ? 1
                : method == Estimator.LEAST_SQUARES ? factor * factor : Math.pow(factor * factor, degree);
        Predictor predictor = method.predictor(kernel, x.cols(), 0.25);
        Predictor other =
                method.predictor(standardized ? kernel : ScaleProperties.scaled(kernel, factor), x.cols(), 0.25 * unit);
        Matrix streamed = StreamOptions.stream(standardized ? predictor.withStandardization() : predictor, x);
        Bits.assertSame(method + " of " + kernel, scaled(streamed, factor),
                StreamOptions.stream(standardized ? other.withStandardization() : other, scaled(x, factor)));
    }

    /**
     * A rotation's kernel matrix is a Toeplitz matrix: the sequence that begins one token later is W times the first, and so
     * are its estimates.
     */
    @Property
    void aRotationLooksTheSameFromItsSecondTokenOn(@ForAll("rotations") Tokens recipe,
            @ForAll("anyKernel") Kernel kernel) {
        Matrix all = recipe.withLength(recipe.length() + 1).matrix();
        double[][] w = recipe.map();
        Matrix x = all.rows(0, recipe.length());
        Matrix shifted = all.rows(1, recipe.length() + 1);
        double operations = Bounds.rotatedOperations(x.cols()) + 8.0 * x.rows();
        Enclosure first = Dense.byColumn(kernel, x, operations).predict(Dense.successors(x));
        RotationProperties.rotated(first, w, Dense.successors(x))
                .assertContains("û of x_2, x_3, ...", Dense.rows(ForwardSubstitution.of(kernel).predict(shifted)));
    }

    /** W that are no Haar draw: the identity, its negative, a transposition, a cycle; and sequences of one point. */
    @Property
    void degenerateRotationsArePredictedToo(@ForAll @IntRange(min = 1, max = 6) int d,
            @ForAll @IntRange(min = 0, max = 3) int which, @ForAll("positiveKernel") Kernel kernel,
            @ForAll @IntRange(min = 2, max = 120) int length, @ForAll("seeds") long seed) {
        double[] x1 = RotationSequence.random(d, seed).tokens(1).row(0);
        double[][] x = new double[length][];
        x[0] = x1;
        for (int t = 1; t < length; t++) {
            x[t] = degenerate(which, x[t - 1]);
        }
        Matrix tokens = Matrix.copyOf(x);
        double[][] y = Dense.successors(tokens);
        Matrix predicted = ForwardSubstitution.of(kernel).predict(tokens);
        Dense.byColumn(kernel, tokens).predict(y).assertContains("û", Dense.rows(predicted));
        Dense.byRow(kernel, tokens).predict(y).assertContains("u*", Dense.rows(CausalDescent.of(kernel).limit(tokens)));
        // One point that stays: known from the second time on, exactly.
        for (int t = 1; which == 0 && t + 1 < length; t++) {
            for (int c = 0; c < d; c++) {
                Claim.close("û of a fixed point", predicted.get(t, c), x1[c],
                        Rounding.gamma(8.0 * t) * Math.abs(x1[c]) + Rounding.gamma(64 * (1 + Dense.scale(kernel))));
            }
        }
    }

    private static double[] degenerate(int which, double[] x) {
        double[] next = x.clone();
        int d = x.length;
        for (int c = 0; c < d; c++) {
            next[c] = switch (which) {
                case 0 -> x[c];
                case 1 -> -x[c];
                case 2 -> x[c < 2 && d > 1 ? 1 - c : c];
                default -> x[(c + 1) % d];
            };
        }
        return next;
    }

    static Matrix scaled(Matrix x, double factor) {
        double[] scaled = x.toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return Matrix.of(scaled, x.rows(), x.cols());
    }

    private static Matrix plus(Matrix a, Matrix b) {
        double[] sum = a.toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b.data()[i];
        }
        return Matrix.of(sum, a.rows(), a.cols());
    }
}
