package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Predicts a stream token by token: {@link #predict} estimates the next token, {@link #observe} takes it in and learns from
 * the difference. {@link #predict(Matrix)} gives all of it for a whole sequence at once, the same up to rounding.
 *
 * {@snippet lang = java :
 * Predictor predictor = Predictor.kaczmarz(Kernel.gaussian(2), 7).withDelays(3).withRidge(0.1);
 * for (double[] token : stream) {
 *     predictor.observe(token);                 // 7 numbers
 *     double[] estimate = predictor.predict();  // of the token that comes next
 * }
 * predictor.save(Path.of("p.ftk"));             // load goes on from there to the bit
 * }
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
public final class Predictor implements Configurable<Predictor> {
    private final PredictorSettings settings;
    private PredictorColumns state;

    Predictor(PredictorSettings settings) {
        this(settings, new PredictorColumns(settings));
    }

    private Predictor(PredictorSettings settings, PredictorColumns state) {
        this.settings = settings;
        this.state = state;
    }

    /**
     * A predictor with these options, which has observed nothing.
     *
     * @param options that go together
     * @param dimension d, the number of columns, 1 or more
     * @return a predictor of tokens of d numbers
     * @throws IllegalArgumentException if they are not for that many columns
     */
    public static Predictor of(PredictorOptions options, int dimension) {
        return new Predictor(new PredictorSettings(options, dimension));
    }

    /**
     * The predictor that a text describes: {@code Predictor.parse("kaczmarz kernel=gaussian:2 ridge=0.1", 7)}.
     *
     * @param options as {@link PredictorOptions#parse} reads them
     * @param dimension d, the number of columns, 1 or more
     * @return a predictor that has observed nothing
     * @throws IllegalArgumentException if the text is not one of options, or they are not for that many columns
     */
    public static Predictor parse(String options, int dimension) {
        return of(PredictorOptions.parse(options), dimension);
    }

    @Override
    public PredictorOptions options() {
        return settings.options();
    }

    @Override
    public Predictor withOptions(PredictorOptions options) {
        return of(options, dimension());
    }

    /**
     * Kaczmarz's method, the paper's: û. Remembers each distinct token, or for the linear kernel a d x d state. Takes
     * relaxation, ridge and forgetting, which noise asks for. Bounds on its errors: docs/mathematics.md#the-energy-bound.
     *
     * @param kernel of features, any
     * @param dimension d, the number of columns, 1 or more
     * @return a predictor that has observed nothing
     * @throws IllegalArgumentException if dimension is less than 1
     */
    public static Predictor kaczmarz(Kernel kernel, int dimension) {
        return of(PredictorOptions.kaczmarz(kernel), dimension);
    }

    /**
     * Affine projection: each token corrects what is predicted for the last {@code order} of them. Remembers each token.
     *
     * @param kernel of features, any
     * @param dimension d, the number of columns, 1 or more
     * @param order 1 or more; 1 is {@link #kaczmarz}, 8 a good choice
     * @return a predictor that has observed nothing
     * @throws IllegalArgumentException if dimension or order is less than 1
     */
    public static Predictor affineProjection(Kernel kernel, int dimension, int order) {
        return of(PredictorOptions.affineProjection(kernel, order), dimension);
    }

    /**
     * Kernel ridge regression, refitted exactly at every token: the best there is for a sequence that does not change its
     * law, at O(n²) a token and in memory (linear kernel: {@link #leastSquares}; endless streams: {@link #withBudget}).
     *
     * @param kernel of features, any
     * @param dimension d, the number of columns, 1 or more
     * @param ridge lambda, positive and finite, in the unit of the kernel
     * @return a predictor that has observed nothing
     * @throws IllegalArgumentException if dimension or ridge is out of its range
     */
    public static Predictor kernelRidge(Kernel kernel, int dimension, double ridge) {
        return of(PredictorOptions.kernelRidge(kernel, ridge), dimension);
    }

    /**
     * Linear regression on the features by recursive least squares, with forgetting if wanted: an autoregression when
     * there are delays. O(p²) a token and in memory, p being d times the number of lags.
     *
     * @param dimension d, the number of columns, 1 or more
     * @param ridge lambda, positive and finite, in the square of the tokens' unit
     * @return a predictor that has observed nothing
     * @throws IllegalArgumentException if dimension or ridge is out of its range
     */
    public static Predictor leastSquares(int dimension, double ridge) {
        return of(PredictorOptions.leastSquares(ridge), dimension);
    }

    /**
     * Predicts that the next token will be like the newest one: what every other predictor has to beat.
     *
     * @param dimension d, the number of columns, 1 or more
     * @return a predictor that has observed nothing and takes a horizon only
     * @throws IllegalArgumentException if dimension is less than 1
     */
    public static Predictor persistence(int dimension) {
        return of(PredictorOptions.persistence(), dimension);
    }

    /**
     * Predicts the mean of all tokens so far.
     *
     * @param dimension d, the number of columns, 1 or more
     * @return a predictor that has observed nothing and takes a horizon only
     * @throws IllegalArgumentException if dimension is less than 1
     */
    public static Predictor mean(int dimension) {
        return of(PredictorOptions.mean(), dimension);
    }

    /** {@return d, the number of coordinates of a token} */
    public int dimension() {
        return settings.dimension();
    }

    /** {@return how many tokens have been observed, since the last {@link #reset}} */
    public long observed() {
        return state.observed();
    }

    /**
     * The estimate of the next token (or the one a horizon ahead). Before anything could be learned it is zero, or with
     * increments the newest token; with standardisation the mean, unless there are increments.
     *
     * @return d numbers in the data's unit, as a new array
     * @throws ArithmeticException if it does not fit float64
     */
    public double[] predict() {
        double[] prediction = new double[settings.dimension()];
        predict(prediction);
        return prediction;
    }

    /**
     * The estimate of {@link #predict()} without allocation.
     *
     * @param prediction d numbers, overwritten
     * @throws IllegalArgumentException if its length is wrong
     * @throws ArithmeticException if the estimate does not fit float64
     */
    public void predict(double[] prediction) {
        state.requireLength("prediction", prediction);
        state.predict(settings.horizon(), prediction, 0);
    }

    /**
     * The estimates of the tokens 1, 2, ..., H steps ahead, each made directly: what that many predictors of one horizon each
     * would give, up to rounding ({@link #withHorizons}).
     *
     * @return H x d, row-major in a new array; row h - 1 is of h steps ahead, and that of the horizon is {@link #predict()}
     * @throws IllegalStateException without that option
     * @throws ArithmeticException if an estimate does not fit float64
     */
    public Matrix forecast() {
        return state.forecast();
    }

    /**
     * One row of {@link #forecast()} without allocation.
     *
     * @param step from 1, the next token, to H
     * @param prediction d numbers, overwritten
     * @throws IllegalStateException without {@link #withHorizons}
     * @throws IllegalArgumentException if step or the length is wrong
     * @throws ArithmeticException if the estimate does not fit float64
     */
    public void forecast(int step, double[] prediction) {
        state.forecast(step, prediction);
    }

    /**
     * Takes in the next token and learns from it. Nothing changes if an exception is thrown, an OutOfMemoryError included: not
     * a bit of what {@link #save} would write.
     *
     * @param token d finite numbers, not modified and not kept
     * @throws IllegalArgumentException if the length is wrong or an element is not finite
     * @throws ArithmeticException if nothing could be learned from it, or predicted after it, in float64: another token may
     *     come instead, or where what was predicted earlier does not fit, and the message says so, {@link #interrupt}
     */
    public void observe(double[] token) {
        state.requireLength("token", token);
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
     * Predictions from one step ahead on, each made as if the one before it had come true; what was learned stays as it is.
     *
     * @param steps how many, 0 or more
     * @return steps x d, row h - 1 of h steps ahead
     * @throws IllegalArgumentException if steps is negative
     * @throws IllegalStateException with a horizon other than 1
     * @throws ArithmeticException if a prediction does not fit float64
     */
    public Matrix rollOut(int steps) {
        return state.rollOut(steps, Double.NaN);
    }

    /**
     * {@link #rollOut} with each prediction brought to the length of the newest token: for tokens on a sphere.
     *
     * @param steps how many, 0 or more
     * @return steps x d, row h - 1 of h steps ahead
     * @throws IllegalArgumentException if steps is negative
     * @throws IllegalStateException with a horizon other than 1, or before the first token
     * @throws ArithmeticException if a prediction does not fit float64
     */
    public Matrix rollOutOnSphere(int steps) {
        return state.rollOut(steps, state.length());
    }

    /**
     * What {@link #predict()} gives after each token of a sequence, from an empty predictor with these options: the batch
     * form, tile by tile where there is one ({@link #kaczmarz} and {@link #kernelRidge} that keep all tokens), else token by
     * token. What this predictor has observed plays no part and stays.
     *
     * @param tokens T x d, not modified
     * @return T x d; row t is unchanged to the bit by changes to later tokens
     * @throws IllegalArgumentException if columns are wrong, an element is not finite, or a matrix would not fit in memory
     * @throws ArithmeticException if a prediction does not fit float64
     */
    public Matrix predict(Matrix tokens) {
        return BatchPrediction.checked(settings, tokens);
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

    /**
     * By how much {@link #predict()} can differ, but for rounding, from that without a budget: docs/mathematics.md#budgets.
     *
     * @return a bound for each of d numbers, in their unit: 0 without a budget, NaN where none is known: kernel ridge, random features
     */
    public double[] budgetError() {
        return state.budgetError();
    }

    /** {@return an independent predictor in the same state} */
    public Predictor copy() {
        return new Predictor(settings, state.copy());
    }

    /**
     * Saves options and state to one file, from which {@link #load} goes on to the bit. Whatever happens meanwhile, a loss of
     * power included, the file is either what it was before or complete. {@link SavedPredictor} has the format, streams, and
     * notes to save along.
     *
     * @param file of the default file system, replaced if it is there
     * @throws IOException if it cannot be written; a file that was there is still there
     */
    public void save(Path file) throws IOException {
        new SavedPredictor(this, Map.of()).save(file);
    }

    /**
     * The predictor that was saved to a file, by this release or an earlier one.
     *
     * @param file that {@link #save} wrote, not modified
     * @return one that goes on to the bit on the same machine, elsewhere up to rounding
     * @throws PredictorFileException if the file is not a sound one, with the reason
     * @throws IOException if it cannot be read
     */
    public static Predictor load(Path file) throws IOException {
        return SavedPredictor.load(file).predictor();
    }

    void write(StateOutput out) throws IOException {
        state.write(out);
    }

    static Predictor read(StateInput in, Kernel own) throws IOException {
        PredictorColumns state = PredictorColumns.read(in, own);
        return new Predictor(state.settings(), state);
    }

    /** Forgets everything but the options. */
    public void reset() {
        state = new PredictorColumns(settings);
    }

    /** {@return about how many bytes the state takes} */
    public long memoryBytes() {
        return state.bytes();
    }

    /** {@link PredictorOptions#toString}: such as {@code kaczmarz kernel=gaussian:2 ridge=0.1}. */
    @Override
    public String toString() {
        return settings.options().toString();
    }
}
