package io.github.foretoken.internal.forecast;

import io.github.foretoken.internal.conformal.ConformalIntervals;
import io.github.foretoken.internal.conformal.SurpriseScores;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts steps 1..H of d columns after every token: a {@link ColumnModel} each, a {@link CrossedModel} where columns are
 * few, intervals around what they say, and how surprising tokens are. Nothing is allocated for a token, except
 * when another season is found, and room for what it is looked for in.
 */
public final class ForecastEngine {
    private static final long SEED = 1;
    /** No state takes that many times its bytes in a file: what is held twice is saved once, the rest is work space. */
    private static final int LARGER = 4;
    /** Tokens at first of which nothing is said about changes: all is learned yet, and errors fall. */
    private static final int LEARNING = 200;

    private final Settings settings;
    private final Loops loops;
    private final ColumnModel[] columns;
    private CrossedModel crossed;
    private final ConformalIntervals intervals;
    private final SurpriseScores surprise;
    private final SeasonSearch search;
    private final KnownInputs inputs;
    private Season season;
    private long tokens;
    /** Tokens when something was last learned anew, or -1. */
    private long relearned = -1;
    /** H x d. */
    private final double[] means;
    private final double[] next;
    private final double[] taken;
    private final double[] learned;
    private final double[] seen;

    /** One that has seen nothing. */
    public ForecastEngine(Settings settings) {
        this.settings = settings;
        loops = new Loops(settings);
        int d = settings.dimension();
        columns = new ColumnModel[d];
        Arrays.setAll(columns, c -> new ColumnModel(loops, settings));
        intervals = new ConformalIntervals(d, settings.horizon(), settings.levels());
        surprise = new SurpriseScores(d, SEED);
        search = settings.season() == Settings.DETECT ? new SeasonSearch(d) : null;
        inputs = settings.inputs() == 0 ? null : new KnownInputs(settings.inputs(), settings.horizon());
        means = new double[Math.multiplyExact(settings.horizon(), d)];
        next = new double[d];
        taken = new double[d];
        learned = new double[d];
        seen = new double[d];
        Arrays.fill(means, Double.NaN);
        Arrays.fill(next, Double.NaN);
        plan(Math.max(0, settings.season()));
    }

    private void plan(int length) {
        season = length < 2 ? null : new Season(length);
        crossed = settings.crossed() ? new CrossedModel(loops, settings, season) : null;
        if (season != null) {
            for (ColumnModel column : columns) {
                column.plan(season, tokens);
                if (crossed != null) {
                    column.ensemble().restart(Candidates.CROSSED);
                }
            }
        }
    }

    /** Tokens so far. */
    public long tokens() {
        return tokens;
    }

    /** What it was built with. */
    public Settings settings() {
        return settings;
    }

    /** In tokens; 0 if there is none. */
    public int season() {
        return season == null ? 0 : season.length();
    }

    /**
     * Takes the next token.
     *
     * @param token d numbers, NaN where one is missing; not modified and not kept
     * @param ahead inputs of the H tokens behind it, a row each, or null without inputs; not modified and not kept
     */
    public void observe(double[] token, double[][] ahead) {
        loops.choose(tokens);
        if (inputs != null) {
            inputs.advance();
            inputs.take(ahead);
        }
        for (int c = 0; c < columns.length; c++) {
            taken[c] = columns[c].scale().reaches(token[c]) ? token[c] : Double.NaN;
        }
        intervals.observe(taken);
        if (tokens == LEARNING || alarm()) {
            surprise.restartEvidence();
        }
        surprise.observe(taken, next);
        for (int c = 0; c < columns.length; c++) {
            learned[c] = columns[c].observe(tokens, taken[c], inputs);
            if (crossed != null && !Double.isNaN(learned[c])) {
                crossed.learn(c, columns[c], tokens, learned[c]);
            }
        }
        tokens++;
        look();
        if (settings.changes().adapts() && alarm()) {
            relearn();
        }
        forecast();
    }

    private void relearn() {
        long since = relearned < 0 ? tokens : tokens - relearned;
        for (ColumnModel column : columns) {
            column.relearn(since);
        }
        if (crossed != null) {
            crossed.relearn(since);
        }
        relearned = tokens;
    }

    /** Whether the newest token brought the evidence of a change to the threshold; then it begins anew. */
    public boolean alarm() {
        return tokens > LEARNING && surprise.logEvidence() >= Math.log(settings.changes().threshold());
    }

    /** Natural logarithm of the evidence of a change since the last alarm. */
    public double logEvidence() {
        return tokens > LEARNING ? surprise.logEvidence() : -Math.log(columns.length);
    }

    private void look() {
        if (search == null) {
            return;
        }
        for (int c = 0; c < columns.length; c++) {
            seen[c] = columns[c].amplitude();
        }
        search.push(seen);
        if (search.due()) {
            int found = search.search(season());
            if (found != 0 && found != season()) {
                plan(found);
            }
        }
    }

    private void forecast() {
        for (ColumnModel column : columns) {
            if (column.ready()) {
                column.forecast(tokens, season, inputs);
            }
        }
        if (crossed != null) {
            crossed.forecast(columns, tokens, season);
        }
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].ready()) {
                columns[c].ensemble().combine(tokens);
            }
            for (int h = 0; h < settings.horizon(); h++) {
                means[h * columns.length + c] = columns[c].mean(h);
            }
        }
        System.arraycopy(means, 0, next, 0, next.length);
        intervals.issue(means);
    }

    /** Of a step, from 0 on, and a column; NaN before the column's first token. */
    public double mean(int step, int column) {
        return means[step * columns.length + column];
    }

    /**
     * Lower end of an interval.
     *
     * @param level index of the level
     * @param step from 0 on
     */
    public double lower(int level, int step, int column) {
        return tokens == 0 ? Double.NaN : intervals.lower(level, step, column);
    }

    /**
     * Upper end of an interval.
     *
     * @param level index of the level
     * @param step from 0 on
     */
    public double upper(int level, int step, int column) {
        return tokens == 0 ? Double.NaN : intervals.upper(level, step, column);
    }

    /** Of the newest token; larger is stranger. */
    public double surprise() {
        return surprise.surprise();
    }

    /** Of a column of the newest token. */
    public double surprise(int column) {
        return surprise.surprise(column);
    }

    /** Names, in the order of weights. */
    public static List<String> candidates() {
        return Candidates.NAMES;
    }

    /**
     * What each candidate weighs.
     *
     * @param step from 0 on
     */
    public double[] weights(int column, int step) {
        double[] weights = new double[Candidates.NAMES.size()];
        Arrays.setAll(weights, k -> columns[column].ensemble().weight(k, step));
        return weights;
    }

    /**
     * What the seasonal candidate's newest changes weigh: one number a lag.
     *
     * @param step from 0 on
     */
    public double[] lagWeights(int column, int step) {
        return columns[column].lagWeights(step);
    }

    /** Of arrays held, about. */
    public long bytes() {
        return bytes(settings, season) + surprise.bytes();
    }

    private static long bytes(Settings settings, Season season) {
        long d = settings.dimension();
        long horizon = settings.horizon();
        long levels = 2L * settings.levels().length + 1;
        long bytes = d * ColumnModel.bytes(settings, season) + 2 * d * horizon * Double.BYTES
                + (settings.season() == Settings.DETECT ? SeasonSearch.bytes(settings.dimension()) : 0)
                + d * (horizon * (horizon + 1) / 2 + 8 * horizon) * levels * Double.BYTES;
        return bytes + (settings.crossed() ? CrossedModel.bytes(settings, season) : 0);
    }

    /** Writes settings and state. */
    public void write(StateOutput out) throws IOException {
        settings.write(out);
        out.putInt(season());
        out.putLong(tokens);
        for (ColumnModel column : columns) {
            column.write(out);
        }
        if (crossed != null) {
            crossed.write(out);
        }
        intervals.write(out);
        surprise.write(out);
        if (search != null) {
            search.write(out);
        }
        if (inputs != null) {
            inputs.write(out);
        }
        out.putDoubles(means, 0, means.length);
        if (settings.changes().adapts()) {
            out.putLong(relearned);
        }
    }

    /** What was written. */
    public static ForecastEngine read(StateInput in) throws IOException {
        Settings settings = Settings.read(in);
        int length = in.getInt();
        if (length != 0 && (length < 2 || length > Settings.LONGEST)) {
            throw new StateFlaw("claims a season of " + length + " tokens");
        }
        if (settings.season() != Settings.DETECT && length != (settings.season() < 2 ? 0 : settings.season())) {
            throw new StateFlaw(
                    "claims a season of " + length + " tokens, where one of " + settings.season() + " was asked for");
        }
        requireBytes(settings, length, in);
        try {
            ForecastEngine engine = new ForecastEngine(settings);
            engine.readState(in, length);
            return engine;
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw new StateFlaw("holds a state that does not fit its settings: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            // What the bytes bear out may still be more than there is.
            throw new StateFlaw(
                    "needs more memory than Java was given, " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB",
                    e);
        }
    }

    /** Nearly all that takes memory is in the file from the start. */
    private static void requireBytes(Settings settings, int length, StateInput in) throws IOException {
        long horizon = settings.horizon();
        // First what the sizes multiply to, so that no sum below overflows.
        in.require(settings.dimension(), horizon, "forecasts");
        in.require(horizon * (horizon + 1) / 2, settings.dimension() * (2L * settings.levels().length + 1),
                "forecasts in flight");
        in.requireRoom(bytes(settings, length == 0 ? null : new Season(length)) / LARGER);
    }

    private void readState(StateInput in, int length) throws IOException {
        tokens = in.getSize("tokens");
        season = length == 0 ? null : new Season(length);
        crossed = settings.crossed() ? new CrossedModel(loops, settings, season) : null;
        for (ColumnModel column : columns) {
            column.read(in, season);
        }
        if (crossed != null) {
            crossed.read(in);
        }
        intervals.read(in);
        surprise.read(in);
        if (search != null) {
            search.read(in);
        }
        if (inputs != null) {
            inputs.read(in);
        }
        // NaN while a column has had no value.
        in.getAnyDoubles(means, 0, means.length);
        System.arraycopy(means, 0, next, 0, next.length);
        if (settings.changes().adapts()) {
            relearned = in.getLong();
            if (relearned < -1 || relearned > tokens) {
                throw new StateFlaw("learned anew after token " + relearned + " of " + tokens);
            }
        }
    }
}
