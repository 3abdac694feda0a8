package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;

/**
 * How much of the past a method works on.
 *
 * @param order how many of the last tokens each token corrects: that of affine projection, 1 for all others
 * @param window how many pairs are learned from, afresh at every token; {@link #ALL} for all that were
 * @param budget how many tokens kernel ridge regression remembers; {@link #ALL} for all
 * @param novelty which of them, where there is a budget; else 0
 */
public record Memory(int order, int window, int budget, double novelty) {
    /** No window, no budget. */
    public static final int ALL = Integer.MAX_VALUE;

    /** That of a budget for which none is given. */
    public static final double NOVELTY = 1e-6;

    /** Each token corrects itself, and nothing is bounded. */
    public static final Memory UNBOUNDED = new Memory(1, ALL, ALL, 0);

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
    }
}
