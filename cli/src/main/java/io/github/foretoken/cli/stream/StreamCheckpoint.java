package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Dialect;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.SavedForecaster;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorFileException;
import io.github.foretoken.predict.SavedPredictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a stream goes on from.
 *
 * @param model after the last token
 * @param columns what tokens are made of
 * @param options of the command line that decide what the lines look like, by name; empty where one was not given
 * @param mark how far the input was read, in tokens
 * @param place how the input is known again; null if it cannot be, or if an earlier release wrote the checkpoint
 * @param finished whether all of that was read, and another file had taken its name
 * @param outputLength bytes of {@code --output} that belong to the tokens so far; {@link #NO_OUTPUT} without one
 * @param lanes of the loops that computed it, as {@link io.github.foretoken.Acceleration#lanes}; 0 if an earlier release did
 */
record StreamCheckpoint(StreamModel model, Columns columns, Map<String, String> options, InputMark mark,
        InputPlace place, boolean finished, long outputLength, int lanes) {
    static final long NO_OUTPUT = -1;
    private static final String LAYOUT = "stream layout";
    private static final String WIDTH = "stream width";
    private static final String OPTION = "stream option ";
    private static final String LABEL = "stream column ";
    private static final String POSITION = "stream position ";
    private static final String INPUT_TOKENS = "stream input tokens";
    private static final String FINGERPRINT = "stream input fingerprint";
    private static final String OUTPUT_LENGTH = "stream output bytes";
    private static final String EMPTY = "stream empty position ";
    private static final String PLACE = "stream input place";
    private static final String FINISHED = "stream input finished";
    private static final String LANES = "stream lanes";
    private static final String DIALECT = "stream dialect";
    private static final String LEVELS = "stream levels";

    /** Writes it, whole or not at all. */
    void save(Path file) {
        Map<String, String> notes = new HashMap<>();
        notes.put(LAYOUT, columns.layout().name());
        notes.put(WIDTH, Integer.toString(columns.width()));
        notes.put(DIALECT, columns.dialect().toString());
        options.forEach((name, value) -> notes.put(OPTION + name, value));
        for (int c = 0; c < columns.count(); c++) {
            notes.put(LABEL + c, columns.labels().get(c));
            notes.put(POSITION + c, columns.positions().get(c).toString());
        }
        notes.put(INPUT_TOKENS, Long.toString(mark.tokens()));
        notes.put(FINGERPRINT, Long.toString(mark.fingerprint()));
        columns.empty().forEach(position -> notes.put(EMPTY + position, ""));
        if (place != null) {
            notes.put(PLACE, place.toString());
            notes.put(FINISHED, Boolean.toString(finished));
        }
        notes.put(OUTPUT_LENGTH, Long.toString(outputLength));
        notes.put(LANES, Integer.toString(lanes));
        if (model.words().containsKey("level")) {
            notes.put(LEVELS, model.words().get("level").replaceFirst(".*=", ""));
        }
        try {
            model.save(file, notes);
        } catch (IOException e) {
            throw new InputException("--checkpoint " + file + " cannot be written: " + Reasons.of(e), e);
        }
    }

    /** @throws InputException if it is not a sound one */
    static StreamCheckpoint load(Path file) {
        try {
            Saved saved = Saved.load(file);
            Notes notes = new Notes(file, saved.notes());
            StreamModel model = saved.forecaster() == null ? new PredictorModel(saved.predictor())
                    : new ForecasterModel(saved.forecaster(), notes.levels());
            int d = model.dimension();
            List<String> labels = new ArrayList<>();
            List<Integer> positions = new ArrayList<>();
            int width = (int) notes.number(WIDTH, Integer.MAX_VALUE);
            for (int c = 0; c < d; c++) {
                labels.add(notes.text(LABEL + c));
                positions.add((int) notes.number(POSITION + c, width - 1L));
            }
            Columns columns = new Columns(notes.layout(), labels, positions, width, notes.positions(EMPTY, width - 1L),
                    notes.dialect());
            return new StreamCheckpoint(model, columns, notes.startingWith(OPTION),
                    new InputMark(notes.number(INPUT_TOKENS, model.observed()), notes.any(FINGERPRINT)), notes.place(),
                    Boolean.parseBoolean(saved.notes().get(FINISHED)), notes.outputLength(),
                    saved.notes().containsKey(LANES) ? (int) notes.number(LANES, Integer.MAX_VALUE) : 0);
        } catch (PredictorFileException e) {
            throw new InputException("--checkpoint " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException("--checkpoint " + file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** One of two kinds, the other being null. */
    private record Saved(Forecaster forecaster, Predictor predictor, Map<String, String> notes) {
        static Saved load(Path file) throws IOException {
            try {
                SavedForecaster saved = SavedForecaster.load(file);
                return new Saved(saved.forecaster(), null, saved.notes());
            } catch (PredictorFileException e) {
                // It is a predictor's, or what is wrong with it is said again.
                SavedPredictor saved = SavedPredictor.load(file);
                return new Saved(null, saved.predictor(), saved.notes());
            }
        }
    }

    /** The notes of a file, checked. */
    private record Notes(Path file, Map<String, String> texts) {
        String text(String name) {
            String text = texts.get(name);
            if (text == null) {
                throw unsound("it has no note '" + name + "'", null);
            }
            return text;
        }

        /** Without what they start with. */
        Map<String, String> startingWith(String start) {
            Map<String, String> some = new TreeMap<>();
            texts.forEach((name, text) -> {
                if (name.startsWith(start)) {
                    some.put(name.substring(start.length()), text);
                }
            });
            return some;
        }

        long any(String name) {
            try {
                return Long.parseLong(text(name));
            } catch (NumberFormatException e) {
                throw unsound("its note '" + name + "' is no number", e);
            }
        }

        long number(String name, long most) {
            long number = any(name);
            if (number < 0 || number > most) {
                throw unsound("its note '" + name + "' is " + number, null);
            }
            return number;
        }

        List<Integer> positions(String start, long most) {
            List<Integer> positions = new ArrayList<>();
            for (String position : startingWith(start).keySet()) {
                try {
                    positions.add(Integer.valueOf(position));
                } catch (NumberFormatException e) {
                    throw unsound("its note '" + start + position + "' has no number", e);
                }
                if (positions.getLast() < 0 || positions.getLast() > most) {
                    throw unsound("its note '" + start + position + "' is out of range", null);
                }
            }
            return positions;
        }

        long outputLength() {
            long length = any(OUTPUT_LENGTH);
            return length == NO_OUTPUT ? length : number(OUTPUT_LENGTH, Long.MAX_VALUE);
        }

        InputPlace place() {
            try {
                return texts.containsKey(PLACE) ? InputPlace.parse(text(PLACE)) : null;
            } catch (IllegalArgumentException e) {
                throw unsound("its note '" + PLACE + "' is not known to this release", e);
            }
        }

        /** Earlier releases knew one only. */
        Dialect dialect() {
            try {
                return texts.containsKey(DIALECT) ? Dialect.parse(text(DIALECT)) : Dialect.CSV;
            } catch (IllegalArgumentException e) {
                throw unsound("its note '" + DIALECT + "' is not known to this release", e);
            }
        }

        Levels levels() {
            try {
                return texts.containsKey(LEVELS) ? Levels.parse(text(LEVELS)) : Levels.NONE;
            } catch (IllegalArgumentException e) {
                throw unsound("its note '" + LEVELS + "' is no list of levels", e);
            }
        }

        Columns.Layout layout() {
            try {
                return Columns.Layout.valueOf(text(LAYOUT));
            } catch (IllegalArgumentException e) {
                throw unsound("its note '" + LAYOUT + "' is not known to this release", e);
            }
        }

        private InputException unsound(String why, Throwable cause) {
            return new InputException("--checkpoint " + file + " is a predictor, but not a checkpoint of a stream: "
                    + why + "; it is left as it is", cause);
        }
    }

    /**
     * Compares with what is wanted now.
     *
     * @param file for the message
     * @param wanted a model with the options of the command line
     * @param wantedOptions as {@link #options}, all that there are
     * @throws InputException that names the first difference
     */
    void requireAgreement(Path file, StreamModel wanted, Map<String, String> wantedOptions) {
        Map<String, String> here = model.words();
        Map<String, String> there = wanted.words();
        there.keySet().forEach(name -> here.putIfAbsent(name, "no " + name));
        for (Map.Entry<String, String> word : here.entrySet()) {
            String other = there.getOrDefault(word.getKey(), "no " + word.getKey());
            if (!word.getValue().equals(other)) {
                throw differs(file, word.getValue(), other);
            }
        }
        wantedOptions.forEach((name, value) -> {
            String begun = options.getOrDefault(name, "");
            if (!begun.equals(value)) {
                throw differs(file, option(name, begun), option(name, value));
            }
        });
    }

    private InputException differs(Path file, String here, String there) {
        return new InputException("--checkpoint " + file + " goes on with " + here + ", and the command line says "
                + there + "; give the options it began with (" + model + "), or another file");
    }

    private static String option(String name, String value) {
        return value.isEmpty() ? "no " + name : name + " " + value;
    }
}
