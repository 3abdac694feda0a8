package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import io.github.foretoken.testkit.check.Claim;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Intervals of a forecaster: in order, nested, and holding what they promise. */
public interface IntervalForecasterContract extends ContractSettings {
    /** A forecaster for tokens of d coordinates that has seen nothing. */
    IntervalForecaster subject(int d);

    /** Levels that it offers, ascending. */
    default double[] levels() {
        return new double[]{0.5, 0.8, 0.9};
    }

    /** Tokens after which intervals hold what they promise. */
    default int warmUp() {
        return 200;
    }

    /** Lower ends lie below upper ones, and an interval of a lower level inside that of a higher one. */
    @Property
    default void intervalsAreOrderedAndNested(@ForAll("scaledTokens") TokenSequence recipe) {
        IntervalForecaster forecaster = fed(recipe.rows());
        double[] inner = null;
        double[] outer = null;
        for (double level : levels()) {
            double[] lower = forecaster.lower(level);
            double[] upper = forecaster.upper(level);
            for (int c = 0; c < recipe.dimension(); c++) {
                Claim.holds(lower[c] <= upper[c], "order: %s interval for %s, column %d: %s is above %s", level, recipe,
                        c + 1, lower[c], upper[c]);
                Claim.holds(inner == null || (lower[c] <= inner[c] && upper[c] >= outer[c]),
                        "nesting: %s interval for %s, column %d: %s .. %s does not hold that of the level below", level,
                        recipe, c + 1, lower[c], upper[c]);
            }
            inner = lower;
            outer = upper;
        }
    }

    /** The same tokens give the same bits; asking changes nothing; tokens are neither modified nor kept. */
    @Property
    default void forecastersAreDeterministic(@ForAll("sequences") TokenSequence recipe) {
        double[][] x = recipe.rows();
        IntervalForecaster first = fed(x);
        Bits.assertSame("argument token after the calls", recipe.rows(), x);
        IntervalForecaster second = subject(recipe.dimension());
        double level = levels()[0];
        for (double[] token : x) {
            double[] reused = token.clone();
            second.observe(reused);
            Arrays.fill(reused, Double.NaN);
            Arrays.fill(second.lower(level), Double.NaN);
            second.upper(level);
        }
        Bits.assertSame("determinism: lower ends for " + recipe, first.lower(level), second.lower(level));
        Bits.assertSame("determinism: upper ends for " + recipe, first.upper(level), second.upper(level));
    }

    /** Of 2,000 independent normal tokens the promised share lies inside, but for five standard deviations of chance. */
    @Example
    default void intervalsHoldWhatTheyPromise() {
        for (double level : levels()) {
            Random random = new Random(7);
            IntervalForecaster forecaster = subject(1);
            int count = 2000;
            int inside = 0;
            for (int t = 0; t < warmUp() + count; t++) {
                double next = 3 + 2 * random.nextGaussian();
                if (t >= warmUp() && next >= forecaster.lower(level)[0] && next <= forecaster.upper(level)[0]) {
                    inside++;
                }
                forecaster.observe(new double[]{next});
            }
            double allowed = slack() * 5 * Math.sqrt(level * (1 - level) / count);
            Claim.holds(Math.abs((double) inside / count - level) <= allowed,
                    "coverage: intervals of level %s: got %.4f, expected %s, bound %.4f", level,
                    (double) inside / count, level, allowed);
        }
    }

    private IntervalForecaster fed(double[][] x) {
        IntervalForecaster forecaster = subject(x[0].length);
        for (double[] token : x) {
            forecaster.observe(token);
        }
        return forecaster;
    }
}
