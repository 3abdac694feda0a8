package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;
import io.github.foretoken.descent.Correction;
import java.util.Arrays;
import java.util.Objects;

/**
 * The options that any {@link Predictor}, or most, can have. Each method leaves this as it is and returns another, which in
 * the case of a predictor has observed nothing. Which options go together is checked at once: what a method does not have is
 * refused with an {@link IllegalArgumentException} that says what to leave out.
 *
 * {@snippet lang = java :
 * Predictor hourly = Predictor.leastSquares(7, 0.1).withLags(1, 2, 24, 25).withHorizons(48);
 * PredictorOptions forgetful = hourly.options().withForgetting(0.999);
 * }
 *
 * @param <T> what is given options, {@link Predictor} or {@link PredictorOptions}
 */
public sealed interface Configurable<T> permits Predictor, PredictorOptions {
    /** {@return all options} */
    PredictorOptions options();

    /**
     * With all options replaced.
     *
     * @param options that go together, as those that there are do
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if they are not for as many columns as there are
     */
    T withOptions(PredictorOptions options);

    /**
     * With another way in which pairs correct what was predicted for them: ridge, relaxation and forgetting at once.
     *
     * @param correction {@link Correction#FULL} by default, with a ridge where the method asks for one
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the method does not have all of it
     */
    default T withCorrection(Correction correction) {
        PredictorOptions o = options();
        return withOptions(new PredictorOptions(o.method(), o.kernel(), correction, o.features(), o.steps(),
                o.columns(), o.memory()));
    }

    /**
     * With other features: lags, increments, standardisation and intercept at once.
     *
     * @param features {@link Features#NEWEST} by default
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the method does not have all of them
     */
    default T withFeatures(Features features) {
        PredictorOptions o = options();
        return withOptions(new PredictorOptions(o.method(), o.kernel(), o.correction(), features, o.steps(),
                o.columns(), o.memory()));
    }

    /**
     * With other steps ahead: horizon, horizons and roll-outs at once.
     *
     * @param steps {@link Steps#NEXT} by default
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the method has no roll-outs
     */
    default T withSteps(Steps steps) {
        PredictorOptions o = options();
        return withOptions(new PredictorOptions(o.method(), o.kernel(), o.correction(), o.features(), steps,
                o.columns(), o.memory()));
    }

    /**
     * With columns that are predicted together or by themselves.
     *
     * @param columns {@link Columns#TOGETHER} by default
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if one that is shared is not there
     */
    default T withColumns(Columns columns) {
        PredictorOptions o = options();
        return withOptions(new PredictorOptions(o.method(), o.kernel(), o.correction(), o.features(), o.steps(),
                columns, o.memory()));
    }

    /**
     * With another memory: order, window and budget at once.
     *
     * @param memory {@link Memory#UNBOUNDED} by default
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the method does not have all of it
     */
    default T withMemory(Memory memory) {
        PredictorOptions o = options();
        return withOptions(new PredictorOptions(o.method(), o.kernel(), o.correction(), o.features(), o.steps(),
                o.columns(), memory));
    }

    /**
     * Multiplies each correction by a relaxation; below 1 noise is averaged out, at the price of speed
     * (docs/mathematics.md#noise-and-change). For {@link Predictor#kaczmarz} and {@link Predictor#affineProjection}.
     *
     * @param omega in (0, 2); 1 by default
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if omega is out of its range or the method has no relaxation
     */
    default T withRelaxation(double omega) {
        return withCorrection(options().correction().withRelaxation(omega));
    }

    /**
     * Multiplies the t-th correction by {@code max(least, horizon / (horizon + t))}.
     *
     * @param horizon in pairs, positive and finite: after as many, half of an error is corrected
     * @param least the share below which it does not fall, in [0, 1]
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if one is out of its range or the method has no relaxation
     */
    default T withFallingRelaxation(double horizon, double least) {
        return withCorrection(options().correction().withFallingRelaxation(horizon, least));
    }

    /**
     * Adds a ridge to k(x, x).
     *
     * @param lambda an estimate of the noise in the unit of the kernel, 0 or more and finite; positive for
     *     {@link Predictor#kernelRidge} and {@link Predictor#leastSquares}
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if lambda is out of its range or the method has no ridge
     */
    default T withRidge(double lambda) {
        return withCorrection(options().correction().withRidge(lambda));
    }

    /**
     * Lets what was learned s tokens ago count gamma^s. For {@link Predictor#kaczmarz}, {@link Predictor#leastSquares} and
     * {@link Predictor#kernelRidge} with a budget.
     *
     * @param gamma in (0, 1]; 1 by default
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if gamma is out of its range or the method does not forget
     */
    default T withForgetting(double gamma) {
        return withCorrection(options().correction().withForgetting(gamma));
    }

    /**
     * Predicts from the newest tokens at once, newest first: {@link #withLags} of 1, 2, ..., delays.
     *
     * @param delays P, from 1, the default, to {@link Lags#MOST}
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if delays is out of range or the method learns nothing
     */
    default T withDelays(int delays) {
        return withFeatures(options().features().withLags(Lags.upTo(delays)));
    }

    /**
     * Predicts from the tokens at these lags, lag 1 being the newest: of hourly tokens (1, 2, 24, 25) has what was a day ago,
     * too.
     *
     * @param lags ascending, from 1 to {@link Lags#MOST}
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if lags are none, out of range or do not ascend, or the method learns nothing
     */
    default T withLags(int... lags) {
        return withFeatures(options().features().withLags(Lags.of(lags)));
    }

    /**
     * Predicts a token several steps ahead, directly.
     *
     * @param horizon h, 1 or more; with {@link #withHorizons} one of those
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if horizon is out of range
     */
    default T withHorizon(int horizon) {
        Steps steps = options().steps();
        return withSteps(new Steps(horizon, steps.horizons(), steps.rollOuts()));
    }

    /**
     * Estimates the tokens 1, 2, ..., {@code horizons} steps ahead, each directly, and {@link Predictor#forecast()} gives all
     * of them; {@link Predictor#predict()} stays the estimate of {@link #withHorizon}, the next token's unless that says
     * otherwise. The step-h estimate learns from a token with what was known h tokens before, and never sooner.
     *
     * <p>What depends on features only is shared: the covariance of {@link Predictor#leastSquares}, the factor of
     * {@link Predictor#kernelRidge}, also with a budget, and the row of kernel values of {@link Predictor#kaczmarz}, so that
     * steps beyond the first cost what their own weights cost. Affine projection, windows and Kaczmarz's method with the linear
     * kernel, whose gain costs next to nothing, share nothing, and cost as much as that many predictors.
     *
     * <p>After {@link Predictor#interrupt} a token that some steps could not learn from yet, for want of their target,
     * counts in what is shared as if they had foreseen it exactly. Tokens whose elements exceed 2^480 are refused.
     *
     * @param horizons H, 1 to 4096; at least {@link #withHorizon}
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if horizons is out of range, or H d is more than an array holds
     */
    default T withHorizons(int horizons) {
        Checks.atLeastOne("horizons", horizons);
        Steps steps = options().steps();
        return withSteps(new Steps(steps.horizon(), horizons, steps.rollOuts()));
    }

    /**
     * For each step beyond the first and each column, takes the estimate that has been closer so far: the direct one of
     * {@link #withHorizons}, or the one that feeds estimates of the next token back ({@link Predictor#rollOut}). A step that
     * was not due yet since the start takes the latter. Squared errors of both are summed as their tokens arrive, each
     * counting gamma^s after s tokens by {@link #withForgetting}; what overflows counts as not close. What was said before
     * {@link Predictor#interrupt} is not scored after it.
     *
     * <p>Costs another estimate of the next token, and where methods remember tokens a row of kernel values, for each step, and
     * 2 d H² numbers.
     *
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if there are no {@link #withHorizons} of 2 or more, or the method learns nothing
     */
    default T withRollOuts() {
        Steps steps = options().steps();
        return withSteps(new Steps(steps.horizon(), steps.horizons(), true));
    }

    /**
     * Predicts each column by itself, from its own tokens: to the bit what d predictors of one column each with these options
     * would. O(d p²) memory for p lags where one predictor of all columns takes O(d² p²); a token that one column refuses is
     * refused by all. Where columns are many, say so before delays.
     *
     * @return a changed one, which has observed nothing
     */
    default T withSeparateColumns() {
        return withSeparateColumns(new int[0]);
    }

    /**
     * As {@link #withSeparateColumns()}, with a few columns that all the others are predicted from, too: column c is predicted
     * to the bit as it would be by a predictor of c and the shared columns alone.
     *
     * @param shared indices of columns, from 0 to d - 1, each once, in any order; not kept
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if one is negative, given twice or not less than d
     */
    default T withSeparateColumns(int... shared) {
        return withColumns(
                new Columns(true, Arrays.stream(Objects.requireNonNull(shared, "shared")).sorted().boxed().toList()));
    }

    /**
     * Predicts by how much the newest token will change, and adds that to it.
     *
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the method learns nothing
     */
    default T withIncrements() {
        return withFeatures(options().features().withIncrements(true));
    }

    /**
     * Centres each coordinate and divides it by its standard deviation, over all tokens so far: token t by the mean and
     * deviation (divisor t) of tokens 1..t, once, when it arrives; a coordinate that has not varied yet is only centred.
     * Features, increments and what is learned are made of such tokens; predictions come back in the data's unit, by the
     * statistics of the tokens observed so far (which a roll-out leaves as they are).
     *
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the method learns nothing
     */
    default T withStandardization() {
        return withFeatures(options().features().withStandardization(true));
    }

    /**
     * A constant 1 behind the feature, for the linear kernel: predictions are then affine in the tokens. A ridge holds it back.
     *
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the kernel is another
     */
    default T withIntercept() {
        return withIntercept(1);
    }

    /**
     * {@link #withIntercept()} with another constant: one of the size of the tokens is held back as much as they are.
     *
     * @param constant positive and finite, in the tokens' unit
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if constant is out of its range or the kernel is not linear
     */
    default T withIntercept(double constant) {
        Checks.require(constant > 0, "the constant of an intercept must be positive and finite, not ", constant);
        return withFeatures(options().features().withIntercept(constant));
    }

    /**
     * Learns from the last pairs only, afresh at every token, at that many times the cost. For {@link Predictor#kaczmarz} and
     * {@link Predictor#affineProjection}.
     *
     * @param window number of pairs, 1 or more
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if window is less than 1 or the method has none
     */
    default T withWindow(int window) {
        Memory memory = options().memory();
        return withMemory(new Memory(memory.order(), window, memory.budget(), memory.novelty(), memory.random()));
    }

    /**
     * {@link #withBudget(int, double)} with novelty 1e-6: features are kept to one part in a thousand.
     *
     * @param keys 1 or more; 100 to 1,000 is usual
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if keys is less than 1 or the method has no budget
     */
    default T withBudget(int keys) {
        return withBudget(keys, Memory.NOVELTY);
    }

    /**
     * Bounds {@link Predictor#kernelRidge} and {@link Predictor#kaczmarz}, for endless streams, by approximate linear
     * dependence (Engel, Mannor and Meir 2004): at most {@code keys} features are remembered, those of which more than a
     * share {@code novelty} of the squared norm lies outside what the remembered ones span. All others count by their
     * projection on that span, which is off by the root of that share at most; so predictions tend to the exact ones as it
     * falls, and {@link Predictor#budgetError} bounds Kaczmarz's difference. Once the budget is used up no further feature
     * enters and none leaves, while every token goes on being learned from, and what is new in it lies outside. O(keys²) a
     * token and in memory, and takes {@link #withForgetting}: what is no longer seen is then forgotten towards 0.
     *
     * @param keys 1 or more; 100 to 1,000 is usual
     * @param novelty nu, from 1e-12 to below 1, a share of k(x, x)
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if keys or novelty is out of range, or the method has no budget
     */
    default T withBudget(int keys, double novelty) {
        Memory memory = options().memory();
        return withMemory(new Memory(memory.order(), memory.window(), keys, novelty, memory.random()));
    }

    /**
     * Bounds {@link Predictor#kaczmarz} with the exponential or the Gaussian kernel, for endless streams, by random features:
     * a linear map of m of them in place of a sum over tokens, O(m (p + d)) a token and in memory. Predictions tend to the
     * exact ones as the root of 1 / m. Takes what Kaczmarz's method takes, but windows; see {@link #withBudget}, too.
     *
     * @param features {@code RandomFeatures.waves(1024)}, say; {@link RandomFeatures#NONE} for the kernel itself
     * @return a changed one, which has observed nothing
     * @throws IllegalArgumentException if the method or the kernel has none
     */
    default T withRandomFeatures(RandomFeatures features) {
        return withMemory(options().memory().withRandom(Objects.requireNonNull(features, "features")));
    }
}
