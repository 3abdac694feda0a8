package io.github.foretoken;

import java.util.Arrays;
import java.util.function.Consumer;

/** The options of a {@link Predictor} that any method, or most, can have. */
abstract class PredictorOptions {
    PredictorOptions() {}

    /** A new predictor with other settings. */
    abstract Predictor with(Consumer<PredictorSettings> change);

    /** Each correction is multiplied by omega, in (0, 2); below 1 noise is averaged out, at the price of speed. */
    public Predictor withRelaxation(double omega) {
        return with(s -> s.correction = s.correction.withRelaxation(omega));
    }

    /** The t-th correction is multiplied by {@code max(least, horizon / (horizon + t))}. */
    public Predictor withFallingRelaxation(double horizon, double least) {
        return with(s -> s.correction = s.correction.withFallingRelaxation(horizon, least));
    }

    /** Adds lambda to k(x, x): an estimate of the noise in units of the kernel. */
    public Predictor withRidge(double lambda) {
        return with(s -> s.correction = s.correction.withRidge(lambda));
    }

    /** What was learned s tokens ago counts gamma^s, gamma in (0, 1]. */
    public Predictor withForgetting(double gamma) {
        return with(s -> s.correction = s.correction.withForgetting(gamma));
    }

    /** Predicts from the newest {@code delays} tokens at once, newest first. */
    public Predictor withDelays(int delays) {
        return with(s -> s.lags = Lags.upTo(delays));
    }

    /** Predicts from the tokens at these lags, ascending, lag 1 being the newest: (1, 2, 24, 25) has what was a day ago, too. */
    public Predictor withLags(int... lags) {
        return with(s -> s.lags = Lags.of(lags));
    }

    /** Predicts the token {@code horizon} steps ahead, directly; with {@link #withHorizons}, one of those at most. */
    public Predictor withHorizon(int horizon) {
        return with(s -> s.horizon = horizon);
    }

    /**
     * Estimates the tokens 1, 2, ..., {@code horizons} steps ahead, each directly, and {@link Predictor#forecast()} gives all of
     * them; {@link Predictor#predict()} stays the estimate of {@link #withHorizon}, the next token's unless that says otherwise.
     * The step-h estimate learns from a token with what was known h tokens before, and never sooner.
     *
     * <p>What depends on features only is shared: the covariance of {@link Predictor#leastSquares}, the factor of
     * {@link Predictor#kernelRidge}, also with a budget, and the row of kernel values of {@link Predictor#kaczmarz}, so that
     * steps beyond the first cost what their own weights cost. Affine projection, windows and Kaczmarz's method with the linear
     * kernel, whose gain costs next to nothing, share nothing, and cost as much as so many predictors.
     *
     * <p>After {@link Predictor#interrupt} a token that some steps could not learn from yet, for want of their target, counts in
     * what is shared as if they had foreseen it exactly. Tokens whose elements exceed 2^480 are refused.
     *
     * @param horizons H, 1 to 4096; at least {@link #withHorizon}
     */
    public Predictor withHorizons(int horizons) {
        Checks.atLeastOne("horizons", horizons);
        return with(s -> s.horizons = horizons);
    }

    /**
     * For each step beyond the first and each column, takes the estimate that has been closer so far: the direct one of
     * {@link #withHorizons}, or the one that feeds estimates of the next token back ({@link Predictor#rollOut}). A step that was
     * not due yet since the start takes the latter. Squared errors of both are summed as their tokens arrive, each counting
     * gamma^s after s tokens by {@link #withForgetting}; what overflows counts as not close. What was said before
     * {@link Predictor#interrupt} is not scored after it.
     *
     * <p>Costs another estimate of the next token, and where methods remember tokens a row of kernel values, for each step, and
     * 2 d H² numbers.
     */
    public Predictor withRollOuts() {
        return with(s -> s.rollOuts = true);
    }

    /**
     * Predicts each column by itself, from its own tokens: to the bit what d predictors of one column each with these options
     * would. O(d p²) memory for p lags where one predictor of all columns takes O(d² p²); a token that one column refuses is
     * refused by all. Where columns are many, say so before delays.
     */
    public Predictor withSeparateColumns() {
        return withSeparateColumns(new int[0]);
    }

    /**
     * As {@link #withSeparateColumns()}, with a few columns that all the others are predicted from, too: column c is predicted
     * to the bit as it would be by a predictor of c and the shared columns alone.
     *
     * @param shared indices of columns, from 0 on, each once, in any order
     */
    public Predictor withSeparateColumns(int... shared) {
        int[] ascending = shared.clone();
        Arrays.sort(ascending);
        return with(s -> {
            s.separate = true;
            s.shared = ascending;
        });
    }

    /** Predicts by how much the newest token will change. */
    public Predictor withIncrements() {
        return with(s -> s.increments = true);
    }

    /**
     * Centres each coordinate and divides it by its standard deviation, over all tokens so far: token t by the mean and
     * deviation (divisor t) of tokens 1..t, once, when it arrives; a coordinate that has not varied yet is only centred.
     * Features, increments and what is learned are made of such tokens; predictions come back in the data's unit, by the
     * statistics of the tokens observed so far (which a roll-out leaves as they are).
     */
    public Predictor withStandardization() {
        return with(s -> s.standardization = true);
    }

    /** A constant 1 behind the feature, for the linear kernel: predictions are then affine in the tokens. A ridge holds it back. */
    public Predictor withIntercept() {
        return withIntercept(1);
    }

    /** {@link #withIntercept()} with another constant: one of the size of the tokens is held back as much as they are. */
    public Predictor withIntercept(double constant) {
        Checks.require(constant > 0, "the constant of an intercept must be positive and finite, not ", constant);
        return with(s -> s.intercept = constant);
    }

    /** Learns from the last {@code window} pairs only, afresh at every token, at that many times the cost; no regressions. */
    public Predictor withWindow(int window) {
        return with(s -> s.window = window);
    }

    /** {@link #withBudget(int, double)} with novelty 1e-6: features are kept to one part in a thousand. */
    public Predictor withBudget(int keys) {
        return withBudget(keys, PredictorSettings.NOVELTY);
    }

    /**
     * Bounds {@link Predictor#kernelRidge}, for endless streams, by approximate linear dependence (Engel, Mannor and Meir 2004): at
     * most {@code keys} features are remembered, those of which more than a share {@code novelty} of the squared norm lies
     * outside what the remembered ones span. All others count by their projection on that span, which is off by the root
     * of that share at most; so predictions tend to the exact fit's as it falls. Once the budget is used up no further
     * feature enters and none leaves, while every token goes on being learned from, and what is new in it lies outside.
     * O(keys²) a token and in memory, and takes {@link #withForgetting}: what is no longer seen is then forgotten
     * towards 0.
     *
     * @param keys 1 or more; 100 to 1,000 is usual
     * @param novelty nu, from 1e-12 to below 1, a share of k(x, x)
     */
    public Predictor withBudget(int keys, double novelty) {
        return with(s -> {
            s.budget = keys;
            s.novelty = novelty;
        });
    }
}
