package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.reference.Enclosure;
import io.github.foretoken.testkit.reference.Rounding;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Causal softmax attention, the whole contract:
 *
 * <pre>{@code
 * class MyAttentionTest implements CausalAttentionContract {
 *     public MaskedAttention subject() {
 *         return MyAttention::apply;
 *     }
 * }
 * }</pre>
 */
public interface CausalAttentionContract extends MaskedAttentionContract {
    @Override
    default AttentionWeights weights() {
        return AttentionWeights.SOFTMAX;
    }

    /** Weights of a row sum to one: where all values are the same, so is the result. */
    @Property
    default void constantValuesAreReproduced(@ForAll("sequences") TokenSequence recipe,
            @ForAll @IntRange(min = 1, max = 5) int width, @ForAll("seeds") long seed) {
        AttentionInputs x = AttentionInputs.of(recipe, width, largestScore(), seed, unitRoundoff());
        for (double[] row : x.v()) {
            System.arraycopy(x.v()[0], 0, row, 0, width);
        }
        double[][] radius = new double[x.v().length][width];
        for (int t = 0; t < radius.length; t++) {
            for (int c = 0; c < width; c++) {
                radius[t][c] = slack() * Rounding.gamma(2.0 * t + 32, unitRoundoff()) * Math.abs(x.v()[0][c]);
            }
        }
        new Enclosure(Inputs.copy(x.v()), radius).assertContains("rows sum to one: result for " + x + ", equal values",
                x.through(subject()));
    }

    /** Scores far beyond those whose exponential fits are what the definition makes of them. */
    @Property
    default void scoresMayBeLarge(@ForAll("sequences") TokenSequence recipe,
            @ForAll @IntRange(min = 800, max = 2000) int largest, @ForAll("seeds") long seed) {
        // In float32 exp overflows at 88, and a bound on a score of many coordinates soon tells nothing.
        boolean floats = unitRoundoff() > Rounding.UNIT;
        TokenSequence tokens = floats ? recipe.withDimension(Math.min(recipe.dimension(), 2)) : recipe;
        int score = floats ? largest / 15 : largest;
        double scale = scoreScale(tokens.dimension());
        AttentionInputs x = AttentionInputs.of(tokens, 2, score / Math.abs(scale), seed, unitRoundoff());
        new AttentionDefinition(weights(), scale, unitRoundoff()).of(x.q(), x.k(), x.v())
                .slackened(slack())
                .assertContains("overflow: result for " + x + ", scores up to " + score, x.through(subject()));
    }

    /** Scores of any finite size: the result stays among the values seen so far. */
    @Property
    default void resultLiesAmongTheValues(@ForAll("sequences") TokenSequence recipe,
            @ForAll @IntRange(min = 0, max = 290) int order, @ForAll("seeds") long seed) {
        int most = unitRoundoff() > Rounding.UNIT ? 20 : 290;
        AttentionInputs x = AttentionInputs.of(recipe, 2, Math.pow(10, Math.min(order, most)), seed, unitRoundoff());
        double[][] result = x.through(subject());
        double[] least = x.v()[0].clone();
        double[] greatest = x.v()[0].clone();
        for (int t = 0; t < result.length; t++) {
            for (int c = 0; c < least.length; c++) {
                least[c] = Math.min(least[c], x.v()[t][c]);
                greatest[c] = Math.max(greatest[c], x.v()[t][c]);
                double roundings = slack() * Rounding.gamma(2.0 * t + 32, unitRoundoff())
                        * Math.max(Math.abs(least[c]), Math.abs(greatest[c]));
                Claim.holds(result[t][c] >= least[c] - roundings && result[t][c] <= greatest[c] + roundings,
                        "convexity: result for %s, scores up to 1e%d: first wrong entry in row %d, column %d: got %s,"
                                + " expected within %s .. %s, bound %.3g",
                        x, Math.min(order, most), t + 1, c + 1, result[t][c], least[c], greatest[c], roundings);
            }
        }
    }

    /** A vector added to every key changes nothing, but for roundings. */
    @Property
    default void keysMayBeShifted(@ForAll("sequences") TokenSequence recipe, @ForAll("seeds") long seed) {
        AttentionInputs x = AttentionInputs.of(recipe, 3, 2, seed, unitRoundoff());
        double[] shift = x.k()[0].clone();
        AttentionInputs shifted = x.copy();
        for (double[] key : shifted.k()) {
            Arrays.setAll(key, c -> key[c] + shift[c]);
        }
        Inputs.rounded(shifted.k(), unitRoundoff());
        double scale = scoreScale(recipe.dimension());
        AttentionDefinition definition = new AttentionDefinition(weights(), scale, unitRoundoff());
        // Keys were rounded once more, which a score of the shifted ones allows for.
        Enclosure allowed = definition.of(shifted.q(), shifted.k(), shifted.v());
        Enclosure around = new Enclosure(x.copy().through(subject()), allowed.slackened(3 * slack()).radius());
        around.assertContains("shift: result for " + x + ", a vector added to every key", shifted.through(subject()));
    }
}
