package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.simd.MicrokernelSelection;
import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.RegressionLoops;

/**
 * What the models of one forecaster run on: scalar loops, until it has seen that many tokens that vectors repay their start. A
 * matter of sizes and tokens only, so that results repeat, for one that was saved and loaded too.
 */
final class Loops {
    /** Numbers that a column's least squares have, about: one root of as many rows would be as much work as its four. */
    private static final int FEATURES = 60;
    /** Multiplications and additions with each number of a square root, or of a map, for a token. */
    private static final int OPERATIONS = 6;
    /** What a pair of tokens, in which the selection counts, is worth. */
    private static final int OPERATIONS_A_PAIR = 40;

    private final double pairsAToken;
    private RegressionLoops regression;
    private Microkernels elementwise;

    Loops(Settings settings) {
        this(pairs(settings));
    }

    /** Of a token that is as much work as that many pairs. */
    Loops(double pairsAToken) {
        this.pairsAToken = pairsAToken;
        choose(0);
    }

    private static double pairs(Settings settings) {
        double d = settings.dimension();
        double horizon = settings.horizon();
        double own = d * FEATURES * (FEATURES + 2 * horizon);
        double crossed = CrossedModel.SIZE * (CrossedModel.SIZE + horizon * d);
        return OPERATIONS * (own + (settings.crossed() ? crossed : 0)) / OPERATIONS_A_PAIR;
    }

    /** For the token that comes after that many. */
    void choose(long tokens) {
        // A cast of what is too large gives the largest.
        long pairs = (long) (pairsAToken * (tokens + 1.0));
        regression = MicrokernelSelection.regression(pairs);
        elementwise = MicrokernelSelection.forPairs(pairs);
    }

    RegressionLoops regression() {
        return regression;
    }

    Microkernels elementwise() {
        return elementwise;
    }
}
