package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Rounding;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A kernel with the same k(x, x) for every x. */
public interface NormalizedKernelContract extends KernelContract {
    /** k(x, x). */
    default double diagonal() {
        return 1;
    }

    /** k(x, x) is what it is said to be. */
    @Property
    default void diagonalIsAsStated(@ForAll("scaledTokens") TokenSequence recipe) {
        for (double[] x : recipe.rows()) {
            double value = subject().value(x, x);
            double bound = slack() * Rounding.gamma(8, unitRoundoff()) * diagonal();
            Claim.holds(Math.abs(value - diagonal()) <= bound,
                    "normalisation: k(x, x) in R^%d: got %s, expected %s, bound %.3g", x.length, value, diagonal(),
                    bound);
        }
    }
}
