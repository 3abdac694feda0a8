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
     * With these options, and nothing observed.
     *
     * @param dimension d, the number of columns, 1 or more
     * @throws IllegalArgumentException if they are not for that many columns
     */
    public static Predictor of(PredictorOptions options, int dimension) {
        return new Predictor(new PredictorSettings(options, dimension));
    }

    /**
     * {@code of(PredictorOptions.parse(options), dimension)}: {@code Predictor.parse("kaczmarz kernel=gaussian:2 ridge=0.1", 7)}.
     *
     * @throws IllegalArgumentException if the text is not one of options
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
     * relaxation, ridge and forgetting, which noise asks for.
     */
    public static Predictor kaczmarz(Kernel kernel, int dimension) {
        return of(PredictorOptions.kaczmarz(kernel), dimension);
    }

    /**
     * Affine projection: each token corrects what is predicted for the last {@code order} of them. Remembers each token.
     *
     * @param order 1 or more; 1 is {@link #kaczmarz}, 8 a good choice
     */
    public static Predictor affineProjection(Kernel kernel, int dimension, int order) {
        return of(PredictorOptions.affineProjection(kernel, order), dimension);
    }

    /**
     * Kernel ridge regression, refitted exactly at every token: the best there is for a sequence that does not change its
     * law, at O(n²) a token and in memory (linear kernel: {@link #leastSquares}; endless streams: {@link #withBudget}).
     *
     * @param ridge lambda, positive
     */
    public static Predictor kernelRidge(Kernel kernel, int dimension, double ridge) {
        return of(PredictorOptions.kernelRidge(kernel, ridge), dimension);
    }

    /**
     * Linear regression on the features by recursive least squares, with forgetting if wanted: an autoregression when
     * there are delays.
     *
     * @param ridge lambda, positive
     */
    public static Predictor leastSquares(int dimension, double ridge) {
        return of(PredictorOptions.leastSquares(ridge), dimension);
    }

    /** Predicts that the next token will be like the newest one: what every other predictor has to beat. */
    public static Predictor persistence(int dimension) {
        return of(PredictorOptions.persistence(), dimension);
    }

    /** Predicts the mean of all tokens so far. */
    public static Predictor mean(int dimension) {
        return of(PredictorOptions.mean(), dimension);
    }

    /** d, the number of coordinates of a token. */
    public int dimension() {
        return settings.dimension();
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
        double[] prediction = new double[settings.dimension()];
        predict(prediction);
        return prediction;
    }

    /** {@link #predict()} into {@code prediction}, d numbers, without allocation. */
    public void predict(double[] prediction) {
        requireLength("prediction", prediction);
        state.predict(settings.horizon(), prediction, 0);
    }

    /**
     * The estimates of the tokens 1, 2, ..., H steps ahead, each made directly: what that many predictors of one horizon each
     * would give, up to rounding ({@link #withHorizons}).
     *
     * @return H x d; row h - 1 is of h steps ahead, and that of the horizon is {@link #predict()}
     * @throws IllegalStateException without that option
     * @throws ArithmeticException if an estimate does not fit float64
     */
    public Matrix forecast() {
        requireHorizons();
        Matrix forecast = Matrix.zeros(settings.horizons(), settings.dimension());
        for (int step = 1; step <= settings.horizons(); step++) {
            state.predict(step, forecast.data(), (step - 1) * settings.dimension());
        }
        return forecast;
    }

    /**
     * One row of {@link #forecast()} without allocation.
     *
     * @param step from 1 to H
     * @param prediction d numbers, overwritten
     */
    public void forecast(int step, double[] prediction) {
        requireHorizons();
        if (step < 1 || step > settings.horizons()) {
            throw new IllegalArgumentException("step must be from 1 to " + settings.horizons() + ", not " + step);
        }
        requireLength("prediction", prediction);
        state.predict(step, prediction, 0);
    }

    private void requireHorizons() {
        if (settings.horizons() == 0) {
            throw new IllegalStateException("forecast() is for predictors of several steps: withHorizons(H) makes one");
        }
    }

    /**
     * Takes in the next token and learns from it. Nothing changes if an exception is thrown, an OutOfMemoryError included: not
     * a bit of what {@link #save} would write.
     *
     * @param token d finite numbers, not modified and not kept
     * @throws IllegalArgumentException if the length is wrong or an element is not finite
     * @throws ArithmeticException if nothing could be learned from it, or predicted after it, in float64: another token may
     *     come instead. If it is what was predicted earlier that does not fit, which needs numbers of 1e300, the message says
     *     so, and {@link #interrupt} is the way out
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
        if (settings.horizon() != 1) {
            throw new IllegalStateException(
                    "a roll-out goes step by step; this predictor's horizon is " + settings.horizon());
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
        if (tokens.cols() != settings.dimension()) {
            throw new IllegalArgumentException(
                    "tokens is " + tokens.shape() + "; tokens here have " + settings.dimension() + " elements");
        }
        tokens.requireFinite("tokens");
        return new BatchPrediction(settings).of(tokens);
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
        Map<String, String> texts = OptionsFile.write(settings);
        state.describe(texts);
        out.putTexts(texts);
        state.write(out);
    }

    static Predictor read(StateInput in) throws IOException {
        Map<String, String> texts = in.getTexts();
        String units = PredictorColumns.units(texts);
        PredictorSettings settings = OptionsFile.read(texts);
        return new Predictor(settings, PredictorColumns.read(settings, units, in));
    }

    /** Forgets everything but the options. */
    public void reset() {
        state = new PredictorColumns(settings);
    }

    /** About how many bytes the state takes. */
    public long memoryBytes() {
        return state.bytes();
    }

    /** {@link PredictorOptions#toString}: such as {@code kaczmarz kernel=gaussian:2 ridge=0.1}. */
    @Override
    public String toString() {
        return settings.options().toString();
    }

    private void requireLength(String name, double[] array) {
        if (array.length != settings.dimension()) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " elements; tokens here have " + settings.dimension());
        }
    }
}
