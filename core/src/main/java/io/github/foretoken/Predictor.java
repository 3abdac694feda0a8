package io.github.foretoken;

import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Predicts a stream token by token: {@link #predict} estimates the next token, {@link #observe} takes it in and learns from
 * the difference. {@link #predict(Matrix)} gives all of it for a whole sequence at once, the same up to rounding.
 *
 * <p>Options are chosen before the first token: each {@code with} method returns a new predictor that has observed nothing.
 * A predictor is not safe for use by several threads at once; {@link #copy} gives each its own. {@link #observe} and
 * {@link #predict(double[])} allocate nothing, except that methods that remember their tokens take another block of memory
 * every few hundred distinct ones.
 *
 * <p>Sources: Sander and Peyré, arXiv 2410.03011, eq. 8 and Prop. 4 (Kaczmarz); Haykin, Adaptive Filter Theory (normalised
 * LMS, affine projection, recursive least squares); Liu, Príncipe and Haykin, Kernel Adaptive Filtering; Engel, Mannor and
 * Meir 2004 (budget).
 */
public final class Predictor {
    private final PredictorSettings settings;
    private PredictorState state;

    Predictor(PredictorSettings settings) {
        this(settings, new PredictorState(settings));
    }

    private Predictor(PredictorSettings settings, PredictorState state) {
        this.settings = settings;
        this.state = state;
    }

    private static Predictor of(PredictorSettings.Method method, Kernel kernel, int dimension,
            Consumer<PredictorSettings> options) {
        return new Predictor(new PredictorSettings(method, kernel, dimension).with(options));
    }

    private Predictor with(Consumer<PredictorSettings> change) {
        return new Predictor(settings.with(change));
    }

    /**
     * Kaczmarz's method, the paper's: û. Remembers each distinct token, or for the linear kernel a d x d state. Takes
     * relaxation, ridge and forgetting, which noise asks for.
     */
    public static Predictor kaczmarz(Kernel kernel, int dimension) {
        return of(PredictorSettings.Method.KACZMARZ, kernel, dimension, s -> {});
    }

    /**
     * Affine projection: each token corrects what is predicted for the last {@code order} of them. Remembers each token.
     *
     * @param order 1 or more; 1 is {@link #kaczmarz}, 8 a good choice
     */
    public static Predictor affineProjection(Kernel kernel, int dimension, int order) {
        return of(PredictorSettings.Method.AFFINE_PROJECTION, kernel, dimension, s -> s.order = order);
    }

    /**
     * Kernel ridge regression, refitted exactly at every token: the best there is for a sequence that does not change its
     * law, at O(n²) a token and in memory (linear kernel: {@link #leastSquares}; endless streams: {@link #withBudget}).
     *
     * @param ridge lambda, positive
     */
    public static Predictor kernelRidge(Kernel kernel, int dimension, double ridge) {
        return of(PredictorSettings.Method.KERNEL_RIDGE, kernel, dimension,
                s -> s.correction = s.correction.withRidge(ridge));
    }

    /**
     * Linear regression on the features by recursive least squares, with forgetting if wanted: an autoregression when
     * there are delays.
     *
     * @param ridge lambda, positive
     */
    public static Predictor leastSquares(int dimension, double ridge) {
        return of(PredictorSettings.Method.LEAST_SQUARES, Kernel.linear(), dimension,
                s -> s.correction = s.correction.withRidge(ridge));
    }

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

    /**
     * Predicts from the tokens at these lags, lag 1 being the newest: {@code withLags(1, 2, 3)} is {@code withDelays(3)},
     * and {@code withLags(1, 2, 24, 25)} adds what was a day ago in hourly data.
     *
     * @param lags 1 or more, ascending
     */
    public Predictor withLags(int... lags) {
        return with(s -> s.lags = Lags.of(lags));
    }

    /** Predicts the token {@code horizon} steps ahead, directly. */
    public Predictor withHorizon(int horizon) {
        return with(s -> s.horizon = horizon);
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

    /**
     * A constant 1 behind the feature, for the linear kernel: predictions are then affine in the tokens, which need not
     * have mean 0. A ridge holds the constant's weight back as it does the others.
     */
    public Predictor withIntercept() {
        return with(s -> s.intercept = true);
    }

    /**
     * Learns from the last {@code window} pairs only, starting afresh on them at every token: for {@link #kaczmarz} and
     * {@link #affineProjection}, at {@code window} times the cost. Memory is that of {@code window} tokens, twice.
     */
    public Predictor withWindow(int window) {
        return with(s -> s.window = window);
    }

    /** {@link #withBudget(int, double)} with novelty 1e-6: features are kept to one part in a thousand. */
    public Predictor withBudget(int keys) {
        return withBudget(keys, PredictorSettings.NOVELTY);
    }

    /**
     * Bounds {@link #kernelRidge}, for endless streams, by approximate linear dependence (Engel, Mannor and Meir 2004): at
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

    /** d, the number of coordinates of a token. */
    public int dimension() {
        return settings.dimension;
    }

    /** How many tokens have been observed. */
    public long observed() {
        return state.observed();
    }

    /**
     * The estimate of the next token (or the one a horizon ahead), as a new array. Before anything could be learned it is
     * zero, or with increments the newest token; with standardisation the mean, unless there are increments.
     *
     * @throws ArithmeticException if it does not fit float64
     */
    public double[] predict() {
        double[] prediction = new double[settings.dimension];
        predict(prediction);
        return prediction;
    }

    /**
     * {@link #predict()} without allocation.
     *
     * @param prediction d numbers, overwritten
     */
    public void predict(double[] prediction) {
        requireLength("prediction", prediction);
        state.predict(prediction);
    }

    /**
     * Takes in the next token and learns from it. Nothing changes if an exception is thrown.
     *
     * @param token d finite numbers, not modified and not kept
     * @throws IllegalArgumentException if the length is wrong or an element is not finite
     * @throws ArithmeticException if what was predicted for it does not fit float64
     */
    public void observe(double[] token) {
        requireLength("token", token);
        state.observe(token);
    }

    /**
     * Says that the next token does not follow the last one: something is missing between them. What was learned stays;
     * tokens from before are no base for predictions any more, and nothing is learned across.
     */
    public void interrupt() {
        state.interrupt();
    }

    /**
     * Predictions 1, 2, ... steps ahead, each made as if the one before it had come true; what was learned stays as it is.
     *
     * @return steps x d
     * @throws IllegalStateException with a horizon other than 1
     * @throws ArithmeticException if a prediction does not fit float64
     */
    public Matrix rollOut(int steps) {
        return rollOut(steps, Double.NaN);
    }

    /** {@link #rollOut} with each prediction brought to the length of the newest token: for tokens on a sphere. */
    public Matrix rollOutOnSphere(int steps) {
        if (state.isEmpty()) {
            throw new IllegalStateException("no token yet whose length predictions could have");
        }
        return rollOut(steps, state.length());
    }

    private Matrix rollOut(int steps, double length) {
        if (settings.horizon != 1) {
            throw new IllegalStateException(
                    "a roll-out goes step by step; this predictor's horizon is " + settings.horizon);
        }
        return state.rollOut(steps, length);
    }

    /**
     * What {@link #predict()} gives after each token of a sequence, from an empty predictor with these options: the batch
     * form, tile by tile where there is one ({@link #kaczmarz} without a window on all processors, {@link #kernelRidge} by
     * blocked Cholesky factorisation), else token by token. What this predictor has observed plays no part and stays.
     *
     * @param tokens T x d, not modified
     * @return T x d; row t is unchanged to the bit by changes to later tokens
     * @throws IllegalArgumentException if the number of columns is wrong, an element is not finite, or the matrix of
     *     {@link #kernelRidge} would not fit in memory
     * @throws ArithmeticException if a prediction does not fit float64
     */
    public Matrix predict(Matrix tokens) {
        if (tokens.cols() != settings.dimension) {
            throw new IllegalArgumentException(
                    "tokens is " + tokens.shape() + "; tokens here have " + settings.dimension + " elements");
        }
        tokens.requireFinite("tokens");
        return BatchPrediction.hasTiles(settings) ? new BatchPrediction(settings).of(tokens)
                : BatchPrediction.streamed(new Predictor(settings), tokens);
    }

    /**
     * What makes predictions doubtful that could be had otherwise: a regression whose ridge, or what varies least in it, is
     * below the roundings of float64 because the tokens are large beside them.
     *
     * @return a clause without a full stop, or nothing
     */
    public Optional<String> doubt() {
        return state.doubt();
    }

    /** An independent predictor in the same state. */
    public Predictor copy() {
        return new Predictor(settings, state.copy());
    }

    /**
     * Saves options and state to one file, from which {@link #load} goes on to the bit. Whatever happens meanwhile, a loss of
     * power included, the file is either what it was before or complete. {@link SavedPredictor} has the format, streams, and
     * notes to save along.
     *
     * @throws IOException if it cannot be written; a file that was there is still there
     */
    public void save(Path file) throws IOException {
        new SavedPredictor(this, Map.of()).save(file);
    }

    /**
     * The predictor that was saved to a file, by this release or an earlier one.
     *
     * @throws PredictorFileException if the file is not a sound one, with the reason
     * @throws IOException if it cannot be read
     */
    public static Predictor load(Path file) throws IOException {
        return SavedPredictor.load(file).predictor();
    }

    void write(StateOutput out) throws IOException {
        out.putTexts(SettingsForm.write(settings));
        state.write(out);
    }

    static Predictor read(StateInput in) throws IOException {
        PredictorSettings settings = SettingsForm.read(in.getTexts());
        return new Predictor(settings, PredictorState.read(settings, in));
    }

    /** Forgets everything but the options. */
    public void reset() {
        state = new PredictorState(settings);
    }

    /** About how many bytes the state takes. */
    public long memoryBytes() {
        return state.bytes();
    }

    /** The method and the options that differ from the defaults, such as {@code kaczmarz kernel=gaussian:2 ridge=0.1}. */
    @Override
    public String toString() {
        return PredictorText.of(settings);
    }

    private void requireLength(String name, double[] array) {
        Objects.requireNonNull(array, name);
        if (array.length != settings.dimension) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " elements; tokens here have " + settings.dimension);
        }
    }
}
