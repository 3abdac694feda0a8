package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Curvature;
import io.github.foretoken.testkit.reference.Rounding;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A kernel is symmetric and positive semi-definite, and remembers nothing. Kernels whose values overflow for large tokens say so
 * by {@link #mostOrder}.
 */
public interface KernelContract extends ContractSettings {
    /** The kernel to verify. */
    TokenKernel subject();

    @Override
    default int mostTokens() {
        return 12;
    }

    /** How many roundings may lie behind a value, of tokens of d coordinates, in units of the root of k(x, x) k(y, y). */
    default double operations(int d) {
        return 8 * Rounding.scoreOperations(d);
    }

    /** k(x, y) and k(y, x) are the same to the bit. */
    @Property
    default void valuesAreSymmetric(@ForAll("scaledTokens") TokenSequence recipe, @ForAll("seeds") long seed) {
        double[] x = recipe.rows()[0];
        double[] y = recipe.withSeed(seed).rows()[recipe.length() - 1];
        double forth = subject().value(x, y);
        double back = subject().value(y, x);
        Claim.holds(Bits.same(forth, back), "symmetry: k(x, y) in R^%d: k(x, y) = %s, but k(y, x) = %s", x.length,
                forth, back);
    }

    /** No combination of tokens has a negative squared norm beyond roundings, near duplicates included. */
    @Property
    default void gramMatricesArePositiveSemiDefinite(@ForAll("scaledTokens") TokenSequence recipe) {
        double[][] x = recipe.rows();
        double[][] gram = gram(x);
        double largest = 0;
        for (int t = 0; t < x.length; t++) {
            Claim.holds(gram[t][t] >= 0, "positive semi-definite: k(x, x) in R^%d is %s", recipe.dimension(),
                    gram[t][t]);
            largest = Math.max(largest, gram[t][t]);
        }
        double bound = slack() * x.length * Rounding.gamma(operations(recipe.dimension()) + x.length, unitRoundoff())
                * largest;
        Curvature least = Curvature.least(gram, bound);
        Claim.holds(least.value() >= -bound,
                "positive semi-definite: a %d x %d Gram matrix in R^%d: got z'Kz = %.6g, expected 0 or more, bound"
                        + " -%.3g, with the unit vector z = %s",
                x.length, x.length, recipe.dimension(), least.value(), bound, least.text());
    }

    /** |k(x, y)| is at most the root of k(x, x) k(y, y), of near duplicates, too. */
    @Property
    default void valuesAreBoundedByTheirDiagonal(@ForAll("scaledTokens") TokenSequence recipe) {
        double[][] gram = gram(recipe.rows());
        for (int t = 0; t < gram.length; t++) {
            for (int s = 0; s <= t; s++) {
                double most = Math.sqrt(gram[t][t]) * Math.sqrt(gram[s][s]);
                double bound = slack() * Rounding.gamma(operations(recipe.dimension()), unitRoundoff()) * most;
                Claim.holds(Math.abs(gram[t][s]) <= most + bound,
                        "Cauchy and Schwarz: Gram matrix of %s: row %d, column %d: got %s, expected at most %s, bound %.3g",
                        recipe, t + 1, s + 1, gram[t][s], most, bound);
            }
        }
    }

    /** Every value is finite, from tokens of 10^leastOrder to 10^mostOrder. */
    @Property
    default void valuesAreFinite(@ForAll("scaledTokens") TokenSequence recipe) {
        double[][] gram = gram(recipe.rows());
        for (int t = 0; t < gram.length; t++) {
            Inputs.assertFinite("finite: Gram matrix of " + recipe + ", row " + (t + 1), gram[t]);
        }
    }

    /** The same call gives the same bits and leaves both tokens as they were. */
    @Property
    default void callsDoNotRememberEachOther(@ForAll("scaledTokens") TokenSequence recipe,
            @ForAll @IntRange(min = 0, max = 20) int between, @ForAll("seeds") long seed) {
        double[][] x = {recipe.rows()[0], recipe.withSeed(seed).rows()[0]};
        double[][] before = Inputs.copy(x);
        TokenKernel kernel = subject();
        double first = kernel.value(x[0], x[1]);
        Inputs.assertUntouched("x and y", before, x);
        for (int i = 0; i < between; i++) {
            kernel.value(x[1], recipe.withSeed(seed + i).rows()[0]);
        }
        Claim.holds(Bits.same(first, kernel.value(x[0], x[1])), "determinism: k(x, y) in R^%d was %s, then %s",
                x[0].length, first, kernel.value(x[0], x[1]));
    }

    private double[][] gram(double[][] x) {
        TokenKernel kernel = subject();
        double[][] gram = new double[x.length][x.length];
        for (int t = 0; t < x.length; t++) {
            for (int s = 0; s < x.length; s++) {
                gram[t][s] = kernel.value(x[t], x[s]);
            }
        }
        return gram;
    }
}
