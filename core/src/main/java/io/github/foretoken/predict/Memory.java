package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;
import java.util.Objects;

/**
 * How much of the past a method works on. Immutable; {@link Configurable} says what windows, budgets and random features do.
 *
 * @param order how many of the last tokens each token corrects, 1 or more: that of affine projection, 1 for all others
 * @param window how many pairs are learned from, afresh at every token, 1 or more; {@link #ALL} for all that were
 * @param budget how many tokens Kaczmarz's method or kernel ridge regression remembers, 1 or more; {@link #ALL} for all
 * @param novelty which of them, where there is a budget: those of which a greater share lies outside what the others span, in
 *     [1e-12, 1); else 0
 * @param random coordinates in place of the kernel, for which no token is remembered; {@link RandomFeatures#NONE} for the kernel
 */
public record Memory(int order, int window, int budget, double novelty, RandomFeatures random) {
    /** No window, no budget. */
    public static final int ALL = Integer.MAX_VALUE;

    /** The novelty of a budget for which none is given. */
    public static final double NOVELTY = 1e-6;

    /** Each token corrects itself, and nothing is bounded. */
    public static final Memory UNBOUNDED = new Memory(1, ALL, ALL, 0, RandomFeatures.NONE);

    /** Below, the dictionary's Gram matrix would be singular to rounding. */
    private static final double LEAST_NOVELTY = 1e-12;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is below 1, or there is a budget with a novelty outside [1e-12, 1)
     */
    public Memory {
        Checks.atLeastOne("order", order);
        Checks.atLeastOne("window", window);
        Checks.atLeastOne("budget", budget);
        Checks.require(budget == ALL || (novelty >= LEAST_NOVELTY && novelty < 1),
                "novelty must lie in [1e-12, 1), not ", novelty);
        Checks.require(budget != ALL || novelty == 0, "novelty is for a budget; leave out ", novelty);
        Objects.requireNonNull(random, "random");
    }

    /**
     * With random features, or without.
     *
     * @param features {@link RandomFeatures#NONE} for none
     * @return a changed copy
     */
    public Memory withRandom(RandomFeatures features) {
        return new Memory(order, window, budget, novelty, features);
    }

    /** Whether it does not grow with the number of tokens, by a budget or by random features. */
    boolean bounded() {
        return budget != ALL || random.any();
    }
}
