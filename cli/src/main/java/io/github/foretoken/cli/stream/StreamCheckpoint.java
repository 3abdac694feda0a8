package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Dialect;
import io.github.foretoken.cli.table.Missing;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.SavedForecaster;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorFileException;
import io.github.foretoken.predict.SavedPredictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a stream goes on from.
 *
 * @param models after the last token
 * @param columns what tokens are made of
 * @param options of the command line that decide what the lines look like, by name; empty where one was not given
 * @param input how far it was read
 * @param outputLength bytes of {@code --output} that belong to the tokens so far; {@link #NO_OUTPUT} without one
 * @param lastLine what the line of the last token starts with; empty before the first
 * @param lanes of the loops that computed it, as {@link io.github.foretoken.Acceleration#lanes}; 0 if an earlier release did
 */
record StreamCheckpoint(StreamModels models, Columns columns, Map<String, String> options, InputState input,
        long outputLength, String lastLine, int lanes) {
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
    private static final String MISSING = "missing";
    private static final String KEY_LABEL = "stream key column ";
    private static final String KEY_POSITION = "stream key position ";
    private static final String LAST_LINE = "stream last line";
    private static final String WORD = "stream word ";

    /** The number of the last token. */
    long observed() {
        return models.observed();
    }

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
        KeyColumns keys = columns.keys();
        for (int i = 0; i < keys.count(); i++) {
            notes.put(KEY_LABEL + i, keys.labels().get(i));
            notes.put(KEY_POSITION + i, keys.positions().get(i).toString());
        }
        if (keys.count() > 0) {
            models.options().forEach((name, word) -> notes.put(WORD + name, word));
            notes.put(LAST_LINE, lastLine);
        }
        notes.put(INPUT_TOKENS, Long.toString(input.mark().tokens()));
        notes.put(FINGERPRINT, Long.toString(input.mark().fingerprint()));
        columns.empty().forEach(position -> notes.put(EMPTY + position, ""));
        if (input.place() != null) {
            notes.put(PLACE, input.place().toString());
            notes.put(FINISHED, Boolean.toString(input.finished()));
        }
        notes.put(OUTPUT_LENGTH, Long.toString(outputLength));
        notes.put(LANES, Integer.toString(lanes));
        if (models.options().containsKey("missing")) {
            notes.put(MISSING, models.options().get("missing").replaceFirst(".*=", ""));
        }
        if (models.options().containsKey("level")) {
            notes.put(LEVELS, models.options().get("level").replaceFirst(".*=", ""));
        }
        try {
            models.save(file, notes);
        } catch (IOException e) {
            throw new InputException("--checkpoint " + file + " cannot be written: " + Reasons.of(e), e);
        }
    }

    /**
     * Reads a file.
     *
     * @param keyed makes the models of a checkpoint of many keys
     * @throws InputException if it is not a sound one
     */
    static StreamCheckpoint load(Path file, KeyedStart keyed) {
        try {
            Saved saved = Saved.load(file);
            Notes notes = new Notes(file, saved.notes());
            int d = saved.dimension(notes);
            int width = (int) notes.number(WIDTH, Integer.MAX_VALUE);
            List<Integer> positions = new ArrayList<>();
            for (String position : notes.list(POSITION, d)) {
                positions.add(notes.position(position, width));
            }
            Columns columns = new Columns(notes.layout(), notes.list(LABEL, d), positions, width,
                    notes.positions(EMPTY, width - 1L), notes.dialect(), keys(notes, width));
            StreamModels models = saved.index() != null ? keyed.models(file, d, notes.startingWith(WORD), saved.index())
                    : new SingleModel(notes.withGaps(saved.forecaster() == null ? new PredictorModel(saved.predictor())
                            : new ForecasterModel(saved.forecaster(), notes.levels())));
            InputMark mark = new InputMark(
                    notes.number(INPUT_TOKENS, notes.texts().containsKey(MISSING) ? Long.MAX_VALUE : models.observed()),
                    notes.any(FINGERPRINT));
            return new StreamCheckpoint(models, columns, notes.startingWith(OPTION),
                    new InputState(mark, notes.place(), Boolean.parseBoolean(saved.notes().get(FINISHED))),
                    notes.outputLength(), saved.notes().getOrDefault(LAST_LINE, ""),
                    saved.notes().containsKey(LANES) ? (int) notes.number(LANES, Integer.MAX_VALUE) : 0);
        } catch (PredictorFileException e) {
            throw new InputException("--checkpoint " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException("--checkpoint " + file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private static KeyColumns keys(Notes notes, int width) {
        int count = notes.startingWith(KEY_LABEL).size();
        List<Integer> positions = new ArrayList<>();
        for (String position : notes.list(KEY_POSITION, count)) {
            positions.add(notes.position(position, width));
        }
        return new KeyColumns(notes.list(KEY_LABEL, count), positions);
    }

    /** Makes the models of a checkpoint of many keys. */
    @FunctionalInterface
    interface KeyedStart {
        /**
         * Makes them.
         *
         * @param words what decides about estimates, as the checkpoint has it
         */
        StreamModels models(Path file, int dimension, Map<String, String> words, KeyIndex index);
    }

    /** One of three kinds, the others being null. */
    private record Saved(Forecaster forecaster, Predictor predictor, KeyIndex index, Map<String, String> notes) {
        static Saved load(Path file) throws IOException {
            try {
                KeyIndex.Noted noted = KeyIndex.load(file);
                return new Saved(null, null, noted.index(), noted.notes());
            } catch (StateFlaw e) {
                // It is that of a stream without keys.
            }
            try {
                SavedForecaster saved = SavedForecaster.load(file);
                return new Saved(saved.forecaster(), null, null, saved.notes());
            } catch (PredictorFileException e) {
                // It is a predictor's, or what is wrong with it is said again.
                SavedPredictor saved = SavedPredictor.load(file);
                return new Saved(null, saved.predictor(), null, saved.notes());
            }
        }

        int dimension(Notes notes) {
            return index != null ? notes.startingWith(LABEL).size()
                    : forecaster != null ? forecaster.dimension() : predictor.dimension();
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

        /** So many texts that are numbered from 0 on. */
        List<String> list(String start, int count) {
            List<String> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                list.add(text(start + i));
            }
            return list;
        }

        /** A model that takes missing numbers, if the checkpoint's did. */
        StreamModel withGaps(StreamModel model) {
            if (!texts.containsKey(MISSING)) {
                return model;
            }
            try {
                return GapModel.noted(model, Missing.valueOf(text(MISSING).toUpperCase(Locale.ROOT)),
                        text(GapModel.NOTE));
            } catch (IllegalArgumentException e) {
                throw unsound("it has notes of missing numbers that cannot be", e);
            }
        }

        int position(String text, int width) {
            int position;
            try {
                position = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw unsound("a position in it is '" + text + "'", e);
            }
            if (position < 0 || position >= width) {
                throw unsound("a position in it is " + position, null);
            }
            return position;
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
     * @param there what decides about estimates, by the command line
     * @param wantedOptions as {@link #options}, all that there are
     * @throws InputException that names the first difference
     */
    void requireAgreement(Path file, Map<String, String> there, Map<String, String> wantedOptions) {
        wantedOptions.forEach((name, value) -> {
            String begun = options.getOrDefault(name, "");
            if (!begun.equals(value)) {
                throw differs(file, option(name, begun), option(name, value));
            }
        });
        Map<String, String> here = new LinkedHashMap<>(models.options());
        there.keySet().forEach(name -> here.putIfAbsent(name, "no " + name));
        for (Map.Entry<String, String> word : here.entrySet()) {
            String other = there.getOrDefault(word.getKey(), "no " + word.getKey());
            if (!word.getValue().equals(other)) {
                throw differs(file, word.getValue(), other);
            }
        }
    }

    private InputException differs(Path file, String here, String there) {
        return new InputException("--checkpoint " + file + " goes on with " + here + ", and the command line says "
                + there + "; give the options it began with (" + String.join(" ", models.options().values())
                + "), or another file");
    }

    private static String option(String name, String value) {
        return value.isEmpty() ? "no " + name : name + " " + value;
    }
}
