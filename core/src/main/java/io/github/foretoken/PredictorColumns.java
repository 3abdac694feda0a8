package io.github.foretoken;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The state of a {@link Predictor}: one for whole tokens, or one for each column. */
final class PredictorColumns {
    /** A text beside the settings, see {@link #describe}. */
    private static final String UNITS = "deviation-units";

    private final PredictorSettings settings;
    private final PredictorState[] parts;
    /** Columns of a part. */
    private final int width;

    /** Before the first token. */
    PredictorColumns(PredictorSettings settings) {
        this(settings, new PredictorState[settings.separate ? settings.dimension : 1]);
        PredictorSettings one = settings.part();
        Arrays.setAll(parts, i -> new PredictorState(one));
    }

    private PredictorColumns(PredictorSettings settings, PredictorState[] parts) {
        this.settings = settings;
        this.parts = parts;
        width = settings.separate ? 1 : settings.dimension;
    }

    PredictorColumns copy() {
        return new PredictorColumns(settings,
                Arrays.stream(parts).map(PredictorState::copy).toArray(PredictorState[]::new));
    }

    long observed() {
        return parts[0].observed();
    }

    boolean isEmpty() {
        return parts[0].isEmpty();
    }

    long bytes() {
        long bytes = 0;
        for (PredictorState part : parts) {
            bytes += part.bytes();
        }
        return bytes;
    }

    void interrupt() {
        for (PredictorState part : parts) {
            part.interrupt();
        }
    }

    /** @param prediction d numbers, overwritten */
    void predict(double[] prediction) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].predict(prediction, i * width);
        }
    }

    /** @param prediction d numbers from {@code at} on, overwritten */
    void forecast(int step, double[] prediction, int at) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].predict(step, prediction, at + i * width);
        }
    }

    /** Changes nothing if it throws. */
    void observe(double[] token) {
        int considered = 0;
        try {
            for (; considered < parts.length; considered++) {
                parts[considered].consider(token, considered * width);
            }
            for (PredictorState part : parts) {
                part.learn();
            }
            for (PredictorState part : parts) {
                part.requireFit();
            }
        } catch (ArithmeticException | IllegalArgumentException | OutOfMemoryError e) {
            for (int i = 0; i < considered; i++) {
                parts[i].revert();
            }
            throw e;
        }
        for (PredictorState part : parts) {
            part.accept();
        }
    }

    /** The newest token's length. */
    double length() {
        double[] newest = new double[settings.dimension];
        for (int i = 0; i < parts.length; i++) {
            parts[i].newest(newest, i * width);
        }
        return norm(newest);
    }

    /** Of the part in which it is worst. */
    Optional<String> doubt() {
        return Arrays.stream(parts).map(PredictorState::doubt).flatMap(Optional::stream).findFirst();
    }

    /** Predictions fed back, each brought to a length, or left as it is if that is NaN; changes nothing. */
    Matrix rollOut(int steps, double length) {
        Matrix path = Matrix.zeros(steps, settings.dimension);
        PredictorColumns ahead = new PredictorColumns(settings,
                Arrays.stream(parts).map(PredictorState::ahead).toArray(PredictorState[]::new));
        double[] next = new double[settings.dimension];
        for (int i = 0; i < steps; i++) {
            ahead.predict(next);
            double norm = norm(next);
            if (!Double.isNaN(length) && norm > 0) {
                for (int c = 0; c < next.length; c++) {
                    next[c] *= length / norm;
                }
            }
            System.arraycopy(next, 0, path.data(), i * next.length, next.length);
            for (int part = 0; part < parts.length; part++) {
                ahead.parts[part].suppose(next, part * width);
            }
        }
        return path;
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double c : x) {
            sum += c * c;
        }
        return Math.sqrt(sum);
    }

    /** Adds what earlier releases have to know, because they could not go on: units of deviations that are not 1. */
    void describe(Map<String, String> texts) {
        String[] units = Arrays.stream(parts).map(PredictorState::units).toArray(String[]::new);
        if (Arrays.stream(units).anyMatch(unit -> unit != null)) {
            texts.put(UNITS, String.join(",", Arrays.stream(units).map(unit -> unit == null ? "0" : unit).toList()));
        }
    }

    void write(StateOutput out) throws IOException {
        for (PredictorState part : parts) {
            part.write(out);
        }
    }

    /** Takes out what {@link #describe} added; null if it did not. */
    static String units(Map<String, String> texts) {
        return texts.remove(UNITS);
    }

    /** A state that was written, of these settings and with these units. */
    static PredictorColumns read(PredictorSettings settings, String units, StateInput in) throws IOException {
        if (units != null && !settings.standardization) {
            throw new StateFlaw("has units of deviations, and no standardisation");
        }
        try {
            if (settings.separate) {
                // At the very least two counts and a name each.
                in.require(settings.dimension, 2, "columns");
            }
            requireBytes(settings.part(), in);
            PredictorColumns state = new PredictorColumns(settings);
            String[] each = settings.separate ? separate(units, settings.dimension) : new String[]{units};
            for (int i = 0; i < each.length; i++) {
                state.parts[i].read(each[i], in);
                if (state.parts[i].observed() != state.observed()) {
                    throw new StateFlaw(
                            "has columns of " + state.observed() + " and of " + state.parts[i].observed() + " tokens");
                }
            }
            return state;
        } catch (ArithmeticException | IllegalArgumentException | NegativeArraySizeException
                | IndexOutOfBoundsException e) {
            throw new StateFlaw("holds a state that does not fit its settings, " + PredictorText.of(settings) + ": "
                    + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            // What the bytes bear out may still be more than there is.
            throw new StateFlaw(
                    "needs more memory than Java was given, " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB",
                    e);
        }
    }

    /** What takes memory from the start, by the settings alone, is in the file from the start. */
    private static void requireBytes(PredictorSettings settings, StateInput in) throws IOException {
        if (settings.horizons > 1 && !settings.sharesHorizons()) {
            // Each names itself.
            in.require(settings.horizons, 2, "horizons");
        }
        if (settings.standardization) {
            in.require(2, settings.dimension, "means and deviations");
        }
        if (settings.refits() && settings.kernel instanceof Kernel.Linear && settings.horizons <= 1) {
            // A symmetric matrix, or a triangle of one, and a linear map.
            int p = settings.featureSize();
            in.require(p, (p + 1L) / 2 + settings.dimension, "least squares");
        }
    }

    private static String[] separate(String units, int columns) throws StateFlaw {
        if (units == null) {
            return new String[columns];
        }
        String[] each = units.split(",", -1);
        if (each.length != columns) {
            throw new StateFlaw("has units of " + each.length + " deviations, of " + columns);
        }
        return each;
    }
}
