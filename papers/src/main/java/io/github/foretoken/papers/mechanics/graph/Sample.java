package io.github.foretoken.papers.mechanics.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A sequence with its label.
 *
 * @param tokens that are attended to, numbers in a vocabulary
 * @param label the token that comes next, which must be among them
 * @param last the token that asks: the last one of the sequence
 */
public record Sample(List<Integer> tokens, int label, int last) {
    /** Checks the label. */
    public Sample {
        tokens = List.copyOf(tokens);
        if (!tokens.contains(label)) {
            throw new IllegalArgumentException("label " + label + " is not among the tokens " + tokens);
        }
    }

    /** A whole sequence, whose last token is a key as well. */
    public static Sample of(List<Integer> sequence, int label) {
        return new Sample(sequence, label, sequence.getLast());
    }

    /** The same from numbers. */
    public static Sample of(int label, int... sequence) {
        return of(Arrays.stream(sequence).boxed().toList(), label);
    }

    /** The same question about fewer tokens; the label must be kept. */
    public Sample keeping(IntPredicate kept) {
        return new Sample(tokens.stream().filter(kept::test).toList(), label, last);
    }
}
