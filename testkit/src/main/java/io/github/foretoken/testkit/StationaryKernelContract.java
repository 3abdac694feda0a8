package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Rounding;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A normalised kernel of x - y alone. */
public interface StationaryKernelContract extends NormalizedKernelContract {
    /** k(x + a, y + a) = k(x, y), for tokens and shifts whose sums are exact. */
    @Property
    default void tokensMayBeShifted(@ForAll("sequences") TokenSequence recipe, @ForAll("seeds") long seed,
            @ForAll @IntRange(min = -9, max = 30) int exponent) {
        double[] x = onGrid(recipe.rows()[0]);
        double[] y = onGrid(recipe.withSeed(seed).rows()[0]);
        double shift = Math.scalb(1.0, unitRoundoff() > Rounding.UNIT ? Math.min(exponent, 12) : exponent);
        double expected = subject().value(x, y);
        double value = subject().value(shifted(x, shift), shifted(y, shift));
        double bound = slack() * Rounding.gamma(operations(x.length), unitRoundoff()) * diagonal();
        Claim.holds(Math.abs(value - expected) <= bound,
                "shift: k(x + a, y + a) in R^%d, a = %s: got %s, expected %s, bound %.3g", x.length, shift, value,
                expected, bound);
    }

    private static double[] onGrid(double[] x) {
        return Arrays.stream(x).map(value -> Math.rint(Math.scalb(value, 10)) * 0x1p-10).toArray();
    }

    private static double[] shifted(double[] x, double shift) {
        return Arrays.stream(x).map(value -> value + shift).toArray();
    }
}
