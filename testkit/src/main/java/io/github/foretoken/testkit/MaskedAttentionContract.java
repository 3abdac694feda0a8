package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Bits;
import io.github.foretoken.testkit.check.Claim;
import io.github.foretoken.testkit.check.Shapes;
import io.github.foretoken.testkit.reference.Enclosure;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds of causal attention with any weights. {@link CausalAttentionContract} is the one of softmax attention.
 *
 * <p>Sequences have at least one token; a subject may answer none by none, or by an {@link IllegalArgumentException}.
 */
public interface MaskedAttentionContract extends ContractSettings {
    /** The attention to verify; called as often as a property likes. */
    MaskedAttention subject();

    /** What it makes of scores. */
    AttentionWeights weights();

    /** The factor of its scores, for keys of d coordinates; 1 over the root of d unless overridden. */
    default double scoreScale(int d) {
        return 1 / Math.sqrt(d);
    }

    /** The largest absolute score that is generated, before its scale. */
    default double largestScore() {
        return 30;
    }

    /** Changing queries, keys or values from token j on leaves rows 1 to j - 1 unchanged to the bit. */
    @Property
    default void laterTokensDoNotReachBack(@ForAll("severalTokens") TokenSequence recipe,
            @ForAll @IntRange(min = 1, max = 7) int which, @ForAll("seeds") long seed) {
        AttentionInputs x = AttentionInputs.of(recipe, 3, 2, seed, unitRoundoff());
        int from = 1 + (int) (seed % (recipe.length() - 1));
        double[][] before = x.copy().through(subject());
        double[][] after = subject().apply((which & 1) == 0 ? x.q() : Inputs.changedFrom(x.q(), from, seed + 1),
                (which & 2) == 0 ? x.k() : Inputs.changedFrom(x.k(), from, seed + 2),
                (which & 4) == 0 ? x.v() : Inputs.changedFrom(x.v(), from, seed + 3));
        Shapes.requireSame("result", before, after);
        Bits.assertSameRows("causality: result for " + x + ", tokens from " + (from + 1) + " on changed", before, after,
                0, from);
    }

    /** Every entry lies within a bound on all roundings from the definition. */
    @Property
    default void resultIsTheDefinition(@ForAll("sequences") TokenSequence recipe,
            @ForAll @IntRange(min = 1, max = 9) int width, @ForAll("seeds") long seed) {
        double largest = seed % 3 == 0 ? largestScore() : Math.min(2, largestScore());
        AttentionInputs x = AttentionInputs.of(recipe, width, largest, seed, unitRoundoff());
        int order = leastOrder() + (int) (seed % (mostOrder() - leastOrder() + 1));
        Inputs.rounded(Inputs.scaled(x.v(), Math.pow(10, order)), unitRoundoff());
        definition(x).assertContains("definition: result for " + x, x.through(subject()));
    }

    /** Values times a power of two give the result times it, to the bit. */
    @Property
    default void resultIsLinearInTheValues(@ForAll("sequences") TokenSequence recipe,
            @ForAll @IntRange(min = -30, max = 30) int exponent, @ForAll("seeds") long seed) {
        AttentionInputs x = AttentionInputs.of(recipe, 3, 2, seed, unitRoundoff());
        double factor = Math.scalb(1.0, exponent);
        double[][] expected = Inputs.scaled(Inputs.copy(x.copy().through(subject())), factor);
        Inputs.scaled(x.v(), factor);
        Bits.assertSame("scale: result for " + x + ", values times 2^" + exponent, expected, x.through(subject()));
    }

    /** The last row does not depend on the order of tokens before it, but for roundings. */
    @Property
    default void orderOfEarlierTokensDoesNotMatter(@ForAll("sequences") TokenSequence recipe,
            @ForAll("seeds") long seed) {
        AttentionInputs x = AttentionInputs.of(recipe, 3, 2, seed, unitRoundoff());
        int last = recipe.length() - 1;
        AttentionInputs permuted = x.copy();
        Collections.shuffle(Arrays.asList(permuted.k()).subList(0, last), new Random(seed));
        Collections.shuffle(Arrays.asList(permuted.v()).subList(0, last), new Random(seed));
        Enclosure around = new Enclosure(x.copy().through(subject()), definition(x).slackened(2).radius());
        around.assertRowContains("permutation: last row of the result for " + x + ", earlier tokens permuted", last,
                permuted.through(subject())[last]);
    }

    /** The same call gives the same bits, whatever was called in between and whoever wrote into its result. */
    @Property
    default void callsDoNotRememberEachOther(@ForAll("sequences") TokenSequence recipe, @ForAll("seeds") long seed) {
        AttentionInputs x = AttentionInputs.of(recipe, 3, 2, seed, unitRoundoff());
        MaskedAttention attention = subject();
        double[][] first = x.copy().through(attention);
        double[][] kept = Inputs.copy(first);
        AttentionInputs.of(recipe.withSeed(seed), 3, 5, seed + 1, unitRoundoff()).through(attention);
        Bits.assertSame("determinism: result for " + x + ", after another call", kept, first);
        Inputs.fill(first);
        AttentionInputs.of(recipe.withLength(recipe.length() + 3), 2, 1, seed + 2, unitRoundoff()).through(attention);
        Bits.assertSame("determinism: result for " + x + ", asked again", kept, x.copy().through(attention));
        Bits.assertSame("determinism: result for " + x + ", asked of another subject", kept, x.through(subject()));
    }

    /** Queries, keys and values are left as they were. */
    @Property
    default void inputsAreNotModified(@ForAll("sequences") TokenSequence recipe, @ForAll("seeds") long seed) {
        AttentionInputs x = AttentionInputs.of(recipe, 3, 2, seed, unitRoundoff());
        AttentionInputs before = x.copy();
        x.through(subject());
        Inputs.assertUntouched("q", before.q(), x.q());
        Inputs.assertUntouched("k", before.k(), x.k());
        Inputs.assertUntouched("v", before.v(), x.v());
    }

    /** No tokens give no rows, or are refused. */
    @Example
    default void noTokensGiveNoRowsOrAreRefused() {
        try {
            double[][] result = subject().apply(new double[0][], new double[0][], new double[0][]);
            Claim.holds(result.length == 0, "empty sequence: the result for no tokens has %d rows", result.length);
        } catch (IllegalArgumentException refused) {
            Claim.holds(true, "refused");
        }
    }

    /** The definition at the subject's scale and roundoff. */
    private Enclosure definition(AttentionInputs x) {
        return new AttentionDefinition(weights(), scoreScale(x.q()[0].length), unitRoundoff()).of(x.q(), x.k(), x.v())
                .slackened(slack());
    }
}
