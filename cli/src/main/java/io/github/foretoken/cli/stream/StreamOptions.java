package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.ColumnSelection;
import io.github.foretoken.cli.table.FileOptions;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Missing;
import io.github.foretoken.cli.table.SeriesRules;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.TableOptions;
import io.github.foretoken.cli.terminal.ChoiceConverter;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.internal.state.PartFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code foretoken stream} is told about input and output. */
public final class StreamOptions {
    private static final String COLUMNS = "--columns";
    private static final String KEY = "--key";
    private static final long EVERY = 1000;

    @Parameters(paramLabel = "FILE", arity = "0..1", defaultValue = "-", description = "CSV of any spelling (a header is optional) or JSON lines (arrays, or objects with a field for each "
            + "coordinate), or - for standard input (default).")
    private String file;

    @Option(names = COLUMNS, paramLabel = "LIST", description = "Names or 1-based numbers, ranges included: 2,5-7 or JAN-MAR. Default: all that hold a number "
            + "in the first token, but a first one whose name says date or index.")
    private String columns;

    @Option(names = KEY, paramLabel = "LIST", description = "Columns that tell series apart, as names or numbers: each has its own model, as if it were alone, and lines of "
            + "the output start with its key. Keys that memory (half of what Java has) has no room for wait on "
            + "disk in FILE.keys beside the checkpoint, those least recently seen first; without one they are "
            + "refused.")
    private String key;

    @Option(names = "--max-keys", paramLabel = "N", description = "Refuse a key beyond the first N (default: 1000000).")
    private Integer maxKeys;

    @Mixin
    private FileOptions fileOptions = new FileOptions();

    @Option(names = "--follow", description = "Wait for more at the end of FILE, as tail -F does.")
    private boolean follow;

    @Option(names = "--format", paramLabel = "csv|jsonl", defaultValue = "csv", converter = OfFormat.class, description = "Of the output: csv (default), or jsonl, {\"token\":t,\"prediction\":[...]}.")
    private PredictionWriter.Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to, instead of standard output. Goes on where the checkpoint says.")
    private Path output;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Save the state to it, every N tokens, while --follow waits, at the end, and on SIGTERM and SIGINT; go on from it "
            + "if it exists.")
    private Path checkpoint;

    @Option(names = "--every", paramLabel = "N", description = "Tokens from one checkpoint to the next (default: 1000, or more where checkpoints would take more than a "
            + "fortieth of the time); with --key more, where they would take more than a tenth of the time.")
    private Long every;

    @Option(names = "--replay", negatable = true, description = "Going on, the input starts with the tokens that the checkpoint has seen of it, which are "
            + "checked and passed over (default for a FILE); or right after them (--no-replay, default for "
            + "standard input).")
    private Boolean replay;

    @Option(names = "--missing", paramLabel = "WHAT", converter = TableOptions.OfMissing.class, description = {
        "Of empty cells, null, NA, NaN and the like:", "error: a line with one is bad (default);",
        "impute: the forecaster learns from the rest;", "hold: the last number of the column (of the key) is taken;",
        "skip: a method leaves the line out, and learns and predicts nothing across it."})
    private Missing missing = Missing.ERROR;

    @Option(names = "--skip-bad", description = "Pass over lines that hold no token, and count them (default: stop).")
    private boolean skipBad;

    /** Reads {@code --format}. */
    static final class OfFormat extends ChoiceConverter<PredictionWriter.Format> {
        OfFormat() {
            super(PredictionWriter.Format.class);
        }
    }

    /**
     * Looks for what does not go together.
     *
     * @throws IllegalArgumentException with one line that says so
     */
    public void check() {
        if (every != null && every < 1) {
            throw new IllegalArgumentException("--every must be 1 or more, not " + every);
        }
        if (checkpoint == null && (every != null || replay != null)) {
            throw new IllegalArgumentException((every != null ? "--every" : "--replay") + " needs --checkpoint FILE");
        }
        if (follow && standardInput()) {
            throw new IllegalArgumentException("--follow needs a FILE; standard input is followed to its end anyway");
        }
        if (maxKeys != null && (maxKeys < 1 || key == null)) {
            throw new IllegalArgumentException(
                    key == null ? "--max-keys needs " + KEY : "--max-keys must be 1 or more, not " + maxKeys);
        }
        requireList(COLUMNS, columns);
        requireList(KEY, key);
        requireOthers();
        if (checkpoint != null) {
            requirePlace(checkpoint);
        }
    }

    private static void requireList(String option, String list) {
        try {
            parse(list);
        } catch (InputException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static ColumnSelection parse(String list) {
        return list == null ? null : ColumnSelection.parse(list);
    }

    /** No two of the files are one. */
    private void requireOthers() {
        if (output != null && !standardInput() && same(output, Path.of(file))) {
            throw new IllegalArgumentException("--output " + output + " is the input itself; choose another name");
        }
        boolean input = checkpoint != null && !standardInput() && same(checkpoint, Path.of(file));
        if (input || (checkpoint != null && output != null && same(checkpoint, output))) {
            throw new IllegalArgumentException(
                    "--checkpoint " + checkpoint + " is the input or the output; choose another name");
        }
    }

    private static boolean same(Path a, Path b) {
        try {
            return PartFile.place(a).equals(PartFile.place(b))
                    || (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b));
        } catch (IOException e) {
            // What cannot be compared cannot be read or written, either, which is answered when that is tried.
            return false;
        }
    }

    private static void requirePlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IllegalArgumentException("--checkpoint " + file + " is a directory; give the name of a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "--checkpoint " + file + " cannot be written: the directory " + folder + " does not exist");
        }
        if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
            throw new IllegalArgumentException("--checkpoint " + file + " cannot be written: permission denied");
        }
    }

    boolean standardInput() {
        return Source.isStandard(file);
    }

    String file() {
        return file;
    }

    ColumnSelection selection() {
        return parse(columns);
    }

    FileRules rules() {
        return fileOptions.rules().with(new SeriesRules(parse(key), false, null, false));
    }

    /** Whether tokens belong to several series. */
    boolean keyed() {
        return key != null;
    }

    KeyLimits limits() {
        return KeyLimits.of(maxKeys == null ? KeyLimits.MANY : maxKeys);
    }

    boolean follow() {
        return follow;
    }

    PredictionWriter.Format format() {
        return format;
    }

    Path output() {
        return output;
    }

    Path checkpoint() {
        return checkpoint;
    }

    /** Where checkpoints go, null for nowhere, and when. */
    CheckpointPlan checkpoints(Path file) {
        return new CheckpointPlan(file, every == null ? EVERY : every, every != null);
    }

    boolean replay() {
        return replay == null ? !standardInput() : replay;
    }

    /**
     * {@code --missing}.
     *
     * @param forecaster whether it is for the forecaster
     * @throws IllegalArgumentException if it is for the other
     */
    Missing missing(boolean forecaster) {
        if (missing == Missing.SKIP && forecaster) {
            throw new IllegalArgumentException("--missing skip is for methods; the forecaster takes impute or hold");
        }
        if (missing == Missing.IMPUTE && !forecaster) {
            throw new IllegalArgumentException("--missing impute is for the forecaster; methods take hold or skip");
        }
        return missing;
    }

    boolean skipBad() {
        return skipBad;
    }

    /** What a checkpoint remembers of these. */
    Map<String, String> remembered() {
        Map<String, String> remembered = new TreeMap<>(fileOptions.given());
        remembered.put(COLUMNS, columns == null ? "" : columns);
        remembered.put(KEY, key == null ? "" : key);
        remembered.put("--format", ChoiceConverter.name(format));
        return remembered;
    }
}
