package io.github.foretoken.predict;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The state of a {@link Predictor}: one for whole tokens, or one for each column. */
final class PredictorColumns {
    /** A text beside the settings, see {@link #describe}. */
    private static final String UNITS = "deviation-units";

    private final PredictorSettings settings;
    private final PredictorPart[] parts;
    /** Null where steps are estimated in one way only. */
    private final ChosenSteps chosen;

    /** Before the first token. */
    PredictorColumns(PredictorSettings settings) {
        this(settings, new PredictorPart[settings.options().columns().separate() ? settings.dimension() : 1],
                settings.options().steps().rollOuts() ? new ChosenSteps(settings) : null);
        Arrays.setAll(parts, i -> new PredictorPart(settings, i));
    }

    private PredictorColumns(PredictorSettings settings, PredictorPart[] parts, ChosenSteps chosen) {
        this.settings = settings;
        this.parts = parts;
        this.chosen = chosen;
    }

    PredictorColumns copy() {
        return new PredictorColumns(settings,
                Arrays.stream(parts).map(PredictorPart::copy).toArray(PredictorPart[]::new),
                chosen == null ? null : chosen.copy(settings));
    }

    PredictorSettings settings() {
        return settings;
    }

    long observed() {
        return parts[0].state().observed();
    }

    long bytes() {
        long bytes = chosen == null ? 0 : chosen.bytes();
        for (PredictorPart part : parts) {
            bytes += part.bytes();
        }
        return bytes;
    }

    void interrupt() {
        for (PredictorPart part : parts) {
            part.state().interrupt();
        }
        if (chosen != null) {
            chosen.interrupt();
        }
    }

    /**
     * One step of those that are estimated together, or the horizon.
     *
     * @param prediction d numbers from {@code at} on, overwritten
     */
    void predict(int step, double[] prediction, int at) {
        if (chosen == null) {
            for (PredictorPart part : parts) {
                part.predict(step, prediction, at);
            }
            return;
        }
        for (PredictorPart part : parts) {
            part.estimate(step, prediction, at);
        }
        chosen.choose(observed(), step, prediction, at);
        if (!Finite.all(prediction, at, 1, settings.dimension(), settings.dimension())) {
            throw parts[0].state().unfit();
        }
    }

    /** All of those that are estimated together, H x d. */
    Matrix forecast() {
        requireHorizons();
        Matrix forecast = Matrix.zeros(settings.horizons(), settings.dimension());
        for (int step = 1; step <= settings.horizons(); step++) {
            predict(step, forecast.data(), (step - 1) * settings.dimension());
        }
        return forecast;
    }

    /** One row of them. */
    void forecast(int step, double[] prediction) {
        requireHorizons();
        if (step < 1 || step > settings.horizons()) {
            throw new IllegalArgumentException("step must be from 1 to " + settings.horizons() + ", not " + step);
        }
        requireLength("prediction", prediction);
        predict(step, prediction, 0);
    }

    private void requireHorizons() {
        if (settings.horizons() == 0) {
            throw new IllegalStateException("forecast() is for predictors of several steps: withHorizons(H) makes one");
        }
    }

    void requireLength(String name, double[] array) {
        if (Objects.requireNonNull(array, name).length != settings.dimension()) {
            throw new IllegalArgumentException(
                    name + " has " + array.length + " elements; tokens here have " + settings.dimension());
        }
    }

    /** Changes nothing if it throws. */
    void observe(double[] token) {
        if (chosen != null) {
            chosen.reserve(parts);
        }
        int considered = 0;
        try {
            for (; considered < parts.length; considered++) {
                parts[considered].consider(token);
            }
            for (PredictorPart part : parts) {
                part.state().learn();
            }
            for (PredictorPart part : parts) {
                part.state().requireFit();
            }
        } catch (ArithmeticException | IllegalArgumentException | OutOfMemoryError e) {
            for (int i = 0; i < considered; i++) {
                parts[i].state().revert();
            }
            throw e;
        }
        for (PredictorPart part : parts) {
            part.state().accept();
        }
        if (chosen != null) {
            chosen.score(observed() - 1, token);
            chosen.say(parts, observed());
        }
    }

    /** The newest token's length. */
    double length() {
        if (parts[0].state().isEmpty()) {
            throw new IllegalStateException("no token yet whose length predictions could have");
        }
        double[] newest = new double[settings.dimension()];
        for (PredictorPart part : parts) {
            part.newest(newest);
        }
        return RollOut.norm(newest);
    }

    /** Of the part in which it is worst. */
    Optional<String> doubt() {
        return Arrays.stream(parts).map(part -> part.state().doubt()).flatMap(Optional::stream).findFirst();
    }

    /** See {@link Predictor#budgetError}. */
    double[] budgetError() {
        double[] bound = new double[settings.dimension()];
        for (int c = 0; c < parts.length; c++) {
            parts[c].budgetError(bound);
        }
        if (chosen != null && Arrays.stream(bound).anyMatch(one -> one > 0)) {
            // Which way was taken may be another without a budget.
            Arrays.fill(bound, Double.NaN);
        }
        return bound;
    }

    /** Predictions fed back, each brought to a length, or left as it is if that is NaN; changes nothing. */
    Matrix rollOut(int steps, double length) {
        if (settings.horizon() != 1) {
            throw new IllegalStateException(
                    "a roll-out goes step by step; this predictor's horizon is " + settings.horizon());
        }
        Matrix path = Matrix.zeros(steps, settings.dimension());
        RollOut ahead = new RollOut(parts, settings.dimension());
        if (ahead.run(parts, steps, length, path.data()) < steps) {
            throw ahead.unfit();
        }
        return path;
    }

    /** Adds what earlier releases have to know, because they could not go on: units of deviations that are not 1. */
    private void describe(Map<String, String> texts) {
        String[] units = Arrays.stream(parts).map(part -> part.state().units()).toArray(String[]::new);
        if (Arrays.stream(units).anyMatch(unit -> unit != null)) {
            texts.put(UNITS, String.join(separator(settings),
                    Arrays.stream(units).map(unit -> unit == null ? "0" : unit).toList()));
        }
    }

    /** Writes settings and state. */
    void write(StateOutput out) throws IOException {
        Map<String, String> texts = OptionsFile.write(settings);
        describe(texts);
        out.putTexts(texts);
        for (PredictorPart part : parts) {
            part.state().write(out);
        }
        if (chosen != null) {
            chosen.write(out);
        }
    }

    /** Between the units of parts, each of which joins those of its columns by commas. */
    private static String separator(PredictorSettings settings) {
        return settings.options().columns().shared().isEmpty() ? "," : ";";
    }

    /** What was written; with the kernel of which it has but the name, or null. */
    static PredictorColumns read(StateInput in, Kernel own) throws IOException {
        Map<String, String> texts = in.getTexts();
        String units = texts.remove(UNITS);
        return read(OptionsFile.read(texts, own), units, in);
    }

    private static PredictorColumns read(PredictorSettings settings, String units, StateInput in) throws IOException {
        if (units != null && !settings.features().standardization()) {
            throw new StateFlaw("has units of deviations, and no standardisation");
        }
        try {
            if (settings.options().columns().separate()) {
                // At the very least two counts and a name each.
                in.require(settings.dimension(), 2, "columns");
            }
            requireBytes(settings.part(0), in);
            PredictorColumns state = new PredictorColumns(settings);
            String[] each = settings.options().columns().separate() ? separate(units, settings) : new String[]{units};
            for (int i = 0; i < each.length; i++) {
                PredictorState part = state.parts[i].state();
                part.read(each[i], in);
                if (part.observed() != state.observed()) {
                    throw new StateFlaw(
                            "has columns of " + state.observed() + " and of " + part.observed() + " tokens");
                }
            }
            if (state.chosen != null) {
                state.chosen.read(in);
            }
            return state;
        } catch (ArithmeticException | IllegalArgumentException | NegativeArraySizeException
                | IndexOutOfBoundsException e) {
            throw new StateFlaw(
                    "holds a state that does not fit its settings, " + settings.options() + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            // What the bytes bear out may still be more than there is.
            throw new StateFlaw(
                    "needs more memory than Java was given, " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB",
                    e);
        }
    }

    /** What takes memory from the start, by the settings alone, is in the file from the start. */
    private static void requireBytes(PredictorSettings settings, StateInput in) throws IOException {
        if (settings.horizons() > 1 && !Regressions.sharesHorizons(settings.options())) {
            // Each names itself.
            in.require(settings.horizons(), 2, "horizons");
        }
        if (settings.features().standardization()) {
            in.require(2, settings.dimension(), "means and deviations");
        }
        if (settings.options().method().refits() && settings.options().kernel() instanceof Kernel.Linear
                && settings.horizons() <= 1) {
            // A symmetric matrix, or a triangle of one, and a linear map.
            int p = settings.featureSize();
            in.require(p, (p + 1L) / 2 + settings.dimension(), "least squares");
        }
    }

    private static String[] separate(String units, PredictorSettings settings) throws StateFlaw {
        int columns = settings.dimension();
        if (units == null) {
            return new String[columns];
        }
        String[] each = units.split(separator(settings), -1);
        if (each.length != columns) {
            throw new StateFlaw("has units of " + each.length + " deviations, of " + columns);
        }
        return each;
    }
}
