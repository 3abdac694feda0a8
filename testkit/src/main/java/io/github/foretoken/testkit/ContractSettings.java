package io.github.foretoken.testkit;

import io.github.foretoken.testkit.check.Vacuity;
import io.github.foretoken.testkit.reference.Rounding;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * What every contract lets its user choose, by overriding: what is generated, and how exact the subject is. The number of tries
 * is jqwik's own ({@code jqwik.tries.default} in {@code junit-platform.properties}).
 */
@AddLifecycleHook(Vacuity.class)
public interface ContractSettings {
    /** d at most. */
    default int mostDimensions() {
        return 16;
    }

    /** T at most. */
    default int mostTokens() {
        return 70;
    }

    /** Tokens are as small as 10 to this power. */
    default int leastOrder() {
        return -12;
    }

    /** Tokens are as large as 10 to this power. */
    default int mostOrder() {
        return 12;
    }

    /** Kinds of sequences. */
    default Set<TokenSequence.Kind> kinds() {
        return EnumSet.allOf(TokenSequence.Kind.class);
    }

    /**
     * The unit roundoff of the subject's arithmetic: 2^-53, or {@link Rounding#FLOAT_UNIT} for float32, whose inputs are then
     * rounded to it.
     */
    default double unitRoundoff() {
        return Rounding.UNIT;
    }

    /** Every bound is multiplied by this; 1 is what rounding analysis allows. */
    default double slack() {
        return 1;
    }

    /** Sequences of at least one token and of norm about 1. */
    @Provide
    default Arbitrary<TokenSequence> sequences() {
        TokenSequence.Kind first = kinds().iterator().next();
        return Combinators
                .combine(Arbitraries.of(kinds()), Arbitraries.integers().between(1, mostDimensions()),
                        Arbitraries.integers().between(1, mostTokens()), Arbitraries.of(1.0, 0.5, 1.5), seeds())
                .as(TokenSequence::new)
                .edgeCases(cases -> cases.filter(any -> false)
                        .add(new TokenSequence(first, 1, 1, 1, 0), new TokenSequence(first, 2, 2, 1.5, 1),
                                new TokenSequence(first, mostDimensions(), mostTokens(), 0.5, 2)));
    }

    /** Sequences where something comes before the last token. */
    @Provide
    default Arbitrary<TokenSequence> severalTokens() {
        return sequences().map(recipe -> recipe.withLength(Math.max(2, recipe.length())));
    }

    /** Sequences at every scale. */
    @Provide
    default Arbitrary<TokenSequence> scaledTokens() {
        return Combinators.combine(sequences(), Arbitraries.integers().between(leastOrder(), mostOrder()))
                .as((recipe, order) -> recipe.withScale(Math.pow(10, order)));
    }

    /** Seeds of whatever else is drawn. */
    @Provide
    default Arbitrary<Long> seeds() {
        return Arbitraries.longs().between(0, 1_000_000).edgeCases(cases -> cases.filter(any -> false).add(0L));
    }
}
