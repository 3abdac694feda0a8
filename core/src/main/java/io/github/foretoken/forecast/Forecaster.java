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
 * for (double[] token : stream) {
 *     forecaster.observe(token);
 *     Forecast ahead = forecaster.forecast();
 *     double[] tomorrow = ahead.mean(24);      // 7 numbers
 *     double[] atLeast = ahead.lower(0.9, 24);
 *     double strange = forecaster.surprise();  // of this token
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
 * is found; before that, room for those in which a season is looked for, whenever there are half as many more.
 *
 * <p>Not safe for use by several threads at once; {@link PredictorBank} is. What is promised, in more detail:
 * docs/forecaster.md#a-forecaster-in-a-program.
 */
public final class Forecaster {
    private final ForecastEngine engine;
    private final int dimension;
    private final ForecasterArguments arguments;

    Forecaster(ForecastEngine engine) {
        this.engine = engine;
        dimension = engine.settings().dimension();
        arguments = new ForecasterArguments(engine.settings());
    }

    /**
     * Options for a forecaster of tokens of d numbers.
     *
     * @param dimension d, the number of columns, 1 or more
     * @return a builder whose options have their defaults: one step ahead, intervals at 0.8, 0.9 and 0.95
     * @throws IllegalArgumentException if dimension is less than 1
     */
    public static ForecasterBuilder of(int dimension) {
        return new ForecasterBuilder(dimension);
    }

    /**
     * Takes the next token: what was forecast of it is scored and learned from. Nothing changes if an exception is thrown.
     *
     * @param values d numbers, not modified and not kept; NaN where one is missing, if the builder allowed it: it is then
     *     neither scored nor learned from, and its forecast stands in for it
     * @throws IllegalArgumentException if the length is wrong, an element is not a number or is 2^1000 or more in magnitude,
     *     or the builder asked for inputs
     */
    public void observe(double... values) {
        arguments.requireNoInputs();
        arguments.requireToken(values, observed() + 1);
        engine.observe(values, null);
    }

    /**
     * {@link #observe(double...)} for a forecaster with inputs.
     *
     * @param values d numbers as there, not modified and not kept
     * @param ahead the inputs of the next H tokens, H x k with k as the builder was told, row h - 1 for h steps ahead; not
     *     modified and not kept
     * @throws IllegalArgumentException if values are wrong as there, ahead has another shape, an input is not a number or is
     *     2^1000 or more in magnitude, or the builder asked for no inputs
     */
    public void observe(double[] values, double[][] ahead) {
        arguments.requireInputs();
        arguments.requireToken(values, observed() + 1);
        arguments.requireAhead(ahead);
        engine.observe(values, ahead);
    }

    /**
     * The next H steps, given all tokens so far. Nothing is learned by asking. {@link #mean} and {@link #interval} have the
     * same numbers without allocation.
     *
     * @return a snapshot that stays as it is, means and intervals of all steps and columns
     */
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
     * @param step from 1, the next token, to the horizon
     * @param mean d numbers, overwritten by those of {@link Forecast#mean}
     * @throws IllegalArgumentException if step or the length of mean is wrong
     */
    public void mean(int step, double[] mean) {
        arguments.requireStep(step);
        arguments.requireLength("mean", mean);
        for (int c = 0; c < mean.length; c++) {
            mean[c] = engine.mean(step - 1, c);
        }
    }

    /**
     * The intervals of one step without allocation.
     *
     * @param level exactly one of those the builder was told
     * @param step from 1, the next token, to the horizon
     * @param lower d numbers, overwritten by the lower ends
     * @param upper d numbers, overwritten by the upper ends
     * @throws IllegalArgumentException if level, step or a length is wrong
     */
    public void interval(double level, int step, double[] lower, double[] upper) {
        int at = arguments.level(level);
        arguments.requireStep(step);
        arguments.requireLength("lower", lower);
        arguments.requireLength("upper", upper);
        for (int c = 0; c < dimension; c++) {
            lower[c] = engine.lower(at, step - 1, c);
            upper[c] = engine.upper(at, step - 1, c);
        }
    }

    /**
     * How strange the newest token was, all columns together: about the negative decimal logarithm of the probability of
     * something as strange, so that 3 comes once in a thousand tokens. What repeats an event within 50 tokens is held down to
     * 1, so that a threshold raises one alarm an event.
     *
     * @return 0 or more, larger is stranger; 0 while nothing is known
     */
    public double surprise() {
        return engine.surprise();
    }

    /**
     * How strange one column of the newest token was, in the same measure.
     *
     * @param column from 0 to d - 1
     * @return 0 or more; 0 while nothing is known or where the value is missing
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public double surprise(int column) {
        return engine.surprise(Objects.checkIndex(column, dimension));
    }

    /**
     * Whether the newest token raised the evidence of a change to the threshold: the errors of one-step forecasts no longer are
     * what they were. While they are exchangeable, that is while nothing changes and no more is learned, the probability that
     * this is ever true is at most 1 / threshold (Ville's inequality for a conformal test martingale); after an alarm it is
     * counted anew. Always false in the first 200 tokens.
     *
     * @return true for the token that raised the evidence, false again after the next one
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

    /** {@return d, the number of columns} */
    public int dimension() {
        return dimension;
    }

    /** {@return H, how many steps ahead are forecast} */
    public int horizon() {
        return engine.settings().horizon();
    }

    /** {@return how many tokens have been observed, also before it was saved} */
    public long observed() {
        return engine.tokens();
    }

    /** {@return the season that was given or found, in tokens; 0 if there is none so far} */
    public int season() {
        return engine.season();
    }

    /** {@return what forecasts are made of now: the weights of all candidates, and of the newest changes} */
    public Explanation explain() {
        return Explanation.of(engine);
    }

    /** {@return about how many bytes the state takes now; it grows only when a season is found} */
    public long memoryBytes() {
        return engine.bytes();
    }

    /** {@return an independent forecaster in the same state, which goes on to the bit as this one would} */
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
     * @param file of the default file system, replaced if it is there
     * @throws IOException if it cannot be written; a file that was there is still there
     */
    public void save(Path file) throws IOException {
        DurableFile.write(file, this::save);
    }

    /**
     * Saves options and state to a stream, the bytes that {@link #save(Path)} writes to a file.
     *
     * @param out neither flushed nor closed
     * @throws IOException if it cannot be written
     */
    public void save(OutputStream out) throws IOException {
        StateFile.write(out, engine::write);
    }

    void write(StateOutput out) throws IOException {
        engine.write(out);
    }

    /**
     * The forecaster that was saved to a file, by this release or an earlier one.
     *
     * @param file that {@link #save(Path)} wrote, not modified
     * @return one that goes on to the bit
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

    /**
     * The forecaster that was saved to a stream, of which no more is read.
     *
     * @param in at what {@link #save(OutputStream)} wrote, at most 2 GiB; not closed
     * @return one that goes on to the bit
     * @throws PredictorFileException if the bytes are not sound, with the reason
     * @throws IOException if they cannot be read
     */
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
