package io.github.foretoken.forecast;

import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.forecast.ForecastEngine;
import io.github.foretoken.internal.forecast.Settings;
import io.github.foretoken.internal.state.DurableFile;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.predict.PredictorFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * Forecasts a stream of tokens, vectors of d numbers, token by token: each of the next H steps, with intervals, and how
 * strange each token was. Nothing has to be trained or chosen.
 *
 * {@snippet lang = java :
 * Forecaster forecaster = Forecaster.of(7).horizon(24).build();
 * for (double[] token : tokens) {
 *     forecaster.observe(token);
 *     Forecast ahead = forecaster.forecast();
 *     double[] tomorrow = ahead.mean(24);         // 7 numbers
 *     double[] atLeast = ahead.lower(0.9, 24);
 *     double strange = forecaster.surprise();     // of this token
 * }
 * }
 *
 * <p>For each column and step several candidates are combined, by weights that follow their errors: persistence, the mean,
 * the value a season ago, and least squares on the column's own past or, with ten columns or fewer, on all of them. The
 * loss of a combination is close to that of the best candidate on any sequence. A forecast of step h learns from a token h
 * steps later and never sooner. A season is looked for in the data unless one is given.
 *
 * <p>A column repeats its newest value until it has changed eight times. A value that lies 2^200 times the usual change away
 * from the first is taken as missing. Tokens scaled by a power of two are forecast alike
 * to the bit. {@link #observe} allocates nothing once 4,096 tokens have come, unless another season
 * is found; before that, room for those in which a season is looked for, whenever there are half as many more. Not safe for use by several threads at once; {@link PredictorBank} is.
 */
public final class Forecaster {
    /** Values must be smaller than this, so that differences and their products fit float64. */
    private static final double MOST = 0x1p1000;

    private final ForecastEngine engine;
    private final int dimension;

    Forecaster(ForecastEngine engine) {
        this.engine = engine;
        dimension = engine.settings().dimension();
    }

    /**
     * Options for a forecaster of tokens of d numbers.
     *
     * @param dimension d, 1 or more
     */
    public static ForecasterBuilder of(int dimension) {
        return new ForecasterBuilder(dimension);
    }

    /**
     * Takes the next token: what was forecast of it is scored and learned from. Nothing changes if an exception is thrown.
     *
     * @param values d numbers, not modified and not kept; NaN where one is missing, if the builder allowed it: it is then
     *     neither scored nor learned from, and its forecast stands in for it
     * @throws IllegalArgumentException if the length is wrong, or an element is not a number or 2^1000 or more
     */
    public void observe(double... values) {
        if (engine.settings().inputs() > 0) {
            throw new IllegalArgumentException(
                    "this forecaster has inputs: observe(values, ahead) takes those of the next tokens");
        }
        requireToken(values);
        engine.observe(values, null);
    }

    /**
     * {@link #observe(double...)} for a forecaster with inputs.
     *
     * @param ahead the inputs of the next H tokens, one row each, finite, as many as the builder was told; not modified and not
     *     kept
     */
    public void observe(double[] values, double[][] ahead) {
        int inputs = engine.settings().inputs();
        if (inputs == 0) {
            throw new IllegalArgumentException("this forecaster has no inputs: inputs(n) of the builder asks for them");
        }
        requireToken(values);
        Objects.requireNonNull(ahead, "ahead");
        if (ahead.length != horizon()) {
            throw new IllegalArgumentException(
                    "ahead has " + ahead.length + " rows; there must be one for each of " + horizon() + " steps");
        }
        for (double[] row : ahead) {
            requireInputs(row, inputs);
        }
        engine.observe(values, ahead);
    }

    private static void requireInputs(double[] row, int inputs) {
        if (row.length != inputs) {
            throw new IllegalArgumentException("a row of ahead has " + row.length + " inputs; there are " + inputs);
        }
        for (double value : row) {
            if (!(Math.abs(value) < MOST)) {
                throw new IllegalArgumentException("an input is " + value + "; it must be below 2^1000");
            }
        }
    }

    private void requireToken(double[] values) {
        Objects.requireNonNull(values, "values");
        if (values.length != dimension) {
            throw new IllegalArgumentException(
                    "values has " + values.length + " elements; tokens here have " + dimension);
        }
        for (int c = 0; c < values.length; c++) {
            if (!(Math.abs(values[c]) < MOST) && !(Double.isNaN(values[c]) && engine.settings().missing())) {
                throw new IllegalArgumentException("element " + (c + 1) + " of token " + (observed() + 1) + " is "
                        + values[c] + (Double.isNaN(values[c]) ? "; allowMissing() of the builder takes missing values"
                                : "; it must be below 2^1000"));
            }
        }
    }

    /** The next H steps, given all tokens so far: a snapshot that stays as it is. */
    public Forecast forecast() {
        Settings settings = engine.settings();
        int horizon = settings.horizon();
        int levels = settings.levels().length;
        double[][] means = new double[horizon][];
        double[][][] lower = new double[levels][horizon][];
        double[][][] upper = new double[levels][horizon][];
        for (int step = 0; step < horizon; step++) {
            int h = step;
            means[step] = columns(c -> engine.mean(h, c));
            for (int level = 0; level < levels; level++) {
                int at = level;
                lower[level][step] = columns(c -> engine.lower(at, h, c));
                upper[level][step] = columns(c -> engine.upper(at, h, c));
            }
        }
        return new Forecast(dimension, settings.levels().clone(), means, lower, upper);
    }

    private double[] columns(IntToDoubleFunction value) {
        double[] row = new double[dimension];
        Arrays.setAll(row, value);
        return row;
    }

    /**
     * The mean of one step without allocation.
     *
     * @param step from 1 to the horizon
     * @param mean d numbers, overwritten
     */
    public void mean(int step, double[] mean) {
        requireStep(step);
        requireLength("mean", mean);
        for (int c = 0; c < mean.length; c++) {
            mean[c] = engine.mean(step - 1, c);
        }
    }

    /**
     * The intervals of one step without allocation.
     *
     * @param level one of those the builder was told
     * @param step from 1 to the horizon
     * @param lower d numbers, overwritten by the lower ends
     * @param upper d numbers, overwritten by the upper ends
     */
    public void interval(double level, int step, double[] lower, double[] upper) {
        double[] levels = engine.settings().levels();
        int at = Arrays.binarySearch(levels, level);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "there are intervals at the levels " + Arrays.toString(levels) + ", not at " + level);
        }
        requireStep(step);
        requireLength("lower", lower);
        requireLength("upper", upper);
        for (int c = 0; c < dimension; c++) {
            lower[c] = engine.lower(at, step - 1, c);
            upper[c] = engine.upper(at, step - 1, c);
        }
    }

    private void requireStep(int step) {
        if (step < 1 || step > horizon()) {
            throw new IllegalArgumentException("step must be from 1 to " + horizon() + ", the horizon, not " + step);
        }
    }

    private void requireLength(String name, double[] numbers) {
        if (numbers.length != dimension) {
            throw new IllegalArgumentException(
                    name + " has " + numbers.length + " elements; tokens here have " + dimension);
        }
    }

    /** How strange the newest token was: larger is stranger, 0 while nothing is known. */
    public double surprise() {
        return engine.surprise();
    }

    /**
     * How strange one column of the newest token was.
     *
     * @param column from 0 on
     */
    public double surprise(int column) {
        return engine.surprise(Objects.checkIndex(column, dimension));
    }

    /**
     * Whether the newest token raised the evidence of a change to the threshold: the errors of one-step forecasts no longer are
     * what they were. While they are exchangeable, that is while nothing changes and no more is learned, the probability that
     * this is ever true is at most 1 / threshold (Ville's inequality for a conformal test martingale); after an alarm it is
     * counted anew. Always false in the first 200 tokens.
     */
    public boolean alarm() {
        return engine.alarm();
    }

    /**
     * The evidence that {@link #alarm} compares with the threshold, in which case it is 1 / d or less again one token later:
     * that of the column with the most, divided by d. While nothing changes it exceeds c with probability 1 / c at most, ever.
     *
     * @return positive, {@link Double#MAX_VALUE} if it is more
     */
    public double changeEvidence() {
        return Clamp.between(Math.exp(engine.logEvidence()), Double.MIN_VALUE, Double.MAX_VALUE);
    }

    /** d, the number of columns. */
    public int dimension() {
        return dimension;
    }

    /** H, how many steps ahead are forecast. */
    public int horizon() {
        return engine.settings().horizon();
    }

    /** How many tokens have been observed. */
    public long observed() {
        return engine.tokens();
    }

    /** The season that was given or found, in tokens; 0 if there is none so far. */
    public int season() {
        return engine.season();
    }

    /** What forecasts are made of now: the weights of all candidates, and of the newest changes. */
    public Explanation explain() {
        return Explanation.of(engine);
    }

    /** About how many bytes the state takes now; it grows only when a season is found. */
    public long memoryBytes() {
        return engine.bytes();
    }

    /** An independent forecaster in the same state. */
    public Forecaster copy() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            save(bytes);
            return load(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("a state in memory cannot be copied", e);
        }
    }

    /**
     * Saves options and state to one file, from which {@link #load(Path)} goes on to the bit. Whatever happens meanwhile, the
     * file is either what it was before or complete.
     *
     * @throws IOException if it cannot be written; a file that was there is still there
     */
    public void save(Path file) throws IOException {
        DurableFile.write(file, this::save);
    }

    /** Writes the same bytes to a stream, which is neither flushed nor closed. */
    public void save(OutputStream out) throws IOException {
        StateFile.write(out, engine::write);
    }

    void write(StateOutput out) throws IOException {
        engine.write(out);
    }

    /**
     * The forecaster that was saved to a file.
     *
     * @throws PredictorFileException if the file is not a sound one, with the reason
     * @throws IOException if it cannot be read
     */
    public static Forecaster load(Path file) throws IOException {
        try {
            return new Forecaster(StateFile.read(file, ForecastEngine::read));
        } catch (StateFlaw e) {
            throw new PredictorFileException(
                    file + " cannot be loaded: it " + Excerpt.line(e.getMessage()) + "; it is left as it is", e);
        }
    }

    /** The forecaster that was saved to a stream, of which no more is read. */
    public static Forecaster load(InputStream in) throws IOException {
        try {
            return new Forecaster(StateFile.read(in, ForecastEngine::read));
        } catch (StateFlaw e) {
            throw new PredictorFileException("the stream cannot be loaded: it " + Excerpt.line(e.getMessage()), e);
        }
    }

    /** Dimension, horizon and what was found. */
    @Override
    public String toString() {
        return "forecaster of " + dimension() + " columns, " + horizon() + " steps ahead, "
                + (season() == 0 ? "no season" : "season " + season()) + ", after " + observed() + " tokens";
    }
}
