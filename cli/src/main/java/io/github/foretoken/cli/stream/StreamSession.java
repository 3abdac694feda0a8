package io.github.foretoken.cli.stream;

import io.github.foretoken.Acceleration;
import io.github.foretoken.cli.table.DialectDetector;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Header;
import io.github.foretoken.cli.table.PlainInput;
import io.github.foretoken.cli.table.SkippedRows;
import io.github.foretoken.cli.table.TextStart;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One call of {@code foretoken stream}: opens what it needs, goes on from a checkpoint if there is one, and runs. */
public final class StreamSession {
    private static final int START = 8;

    private final StreamOptions options;
    private final StreamMethod method;
    private final InputStream in;
    private final OutputStream out;
    private final Function<IOException, RuntimeException> failure;
    private final Consumer<String> words;
    private long before;
    private StreamRun run;
    private TokenReader reader;

    /**
     * Prepares it.
     *
     * @param in standard input
     * @param out standard output
     * @param failure what it means that standard output cannot be written
     * @param words told what the user should know, a line at a time
     */
    public StreamSession(StreamOptions options, StreamMethod method, InputStream in, OutputStream out,
            Function<IOException, RuntimeException> failure, Consumer<String> words) {
        this.options = options;
        this.method = method;
        this.in = in;
        this.out = out;
        this.failure = failure;
        this.words = words;
    }

    /**
     * Runs to the end of the input.
     *
     * @throws InputException if there is something wrong with a file, a line, or a number
     */
    public void run() {
        Path file = options.checkpoint();
        CheckpointLock lock = file == null ? null : CheckpointLock.of(file);
        try {
            runAlone(file, lock);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
        if (reader.skipped() > 0 && tokens() == 0 && run.inputTokens() == 0) {
            throw new InputException(reader.firstSkipped() + "; none of the lines holds a token, "
                    + (reader.skipped() == 1 ? "and it" : "and all " + reader.skipped()) + " had to be passed over");
        }
    }

    private void runAlone(Path file, CheckpointLock lock) {
        StreamCheckpoint begun = file == null || !Files.exists(file) ? null : StreamCheckpoint.load(file);
        if (begun != null) {
            begun.requireAgreement(file, method.wanted(begun.model()), options.remembered());
            before = begun.model().observed();
        }
        try (TokenInput input = input(begun);
                StreamOutput output = options.output() == null ? StreamOutput.standard(out, failure)
                        : StreamOutput.file(options.output(), begun)) {
            reader = new TokenReader(input, options.standardInput() ? "standard input" : options.file(),
                    options.selection(), begun == null ? null : begun.columns(), rules(begun), options.skipBad(),
                    note -> words.accept("note: " + note));
            if (begun == null) {
                reader.ahead(ahead());
            }
            PredictionWriter writer = new PredictionWriter(output.stream(), options.format(), output.length());
            run = new StreamRun(method, begun, reader, options.remembered(), output, writer, words, file,
                    options.every());
            if (begun != null) {
                goOn(begun, input);
            }
            input.onWait(run::idle);
            runToTheEnd(lock);
        } catch (IOException e) {
            throw new InputException(options.file() + " cannot be closed: " + Reasons.of(e), e);
        }
    }

    private void goOn(StreamCheckpoint begun, TokenInput input) {
        words.accept("note: going on after token " + before + " of checkpoint " + options.checkpoint());
        if (method.isEarlierDefault(begun.model())) {
            words.accept(
                    "note: the checkpoint holds " + begun.model() + ", the default of earlier releases, and goes on"
                            + " with it; a new one begins with the forecaster");
        }
        if (begun.lanes() != 0 && begun.lanes() != Acceleration.lanes()) {
            words.accept("note: the checkpoint was written by " + loops(begun.lanes()) + ", and here run "
                    + loops(Acceleration.lanes()) + ": predictions are equal up to rounding, not to the bit");
        }
        if (!options.replay()) {
            return;
        }
        if (input.file() != null && !input.file().path().equals(Path.of(options.file()))) {
            words.accept("note: what the checkpoint has seen of " + options.file() + " is in " + input.file().path()
                    + " now; going on there");
        }
        if (begun.finished() && !input.isFound()) {
            words.accept("note: what the checkpoint has seen of " + options.file()
                    + " was read to its end and is not there any more; going on with the file of that name");
            return;
        }
        // All of it was there once: if it is not now, this is another file, and no more of it will do.
        input.waitForMore(false);
        run.replay(begun.mark(), begun.place());
        input.waitForMore(true);
    }

    private static String loops(int lanes) {
        return lanes == 1 ? "scalar loops" : "vector loops of " + lanes + " lanes";
    }

    /** A signal leaves a checkpoint, too. */
    private void runToTheEnd(CheckpointLock lock) {
        Thread shutdown = new Thread(() -> {
            run.shutdown();
            lock.close();
        }, "shutdown");
        if (lock != null) {
            Runtime.getRuntime().addShutdownHook(shutdown);
        }
        try {
            run.run();
        } finally {
            removeHook(shutdown);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the shutdown is on its way.
        }
    }

    /** What comes right after what a checkpoint has seen has no start of its own. */
    private FileRules rules(StreamCheckpoint begun) {
        FileRules rules = options.rules();
        boolean middle = begun != null && !options.replay();
        return middle
                ? new FileRules(rules.header() == Header.YES ? Header.AUTO : rules.header(), rules.separator(),
                        rules.decimal(), SkippedRows.NONE, rules.missing(), rules.time())
                : rules;
    }

    private TokenInput input(StreamCheckpoint begun) {
        boolean complete = options.checkpoint() == null;
        if (options.standardInput()) {
            return TokenInput.standard(new PlainInput(in, "standard input"), complete);
        }
        Path file = Path.of(options.file());
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give a file of CSV or JSON lines");
        }
        if (Files.exists(file) && !Files.isRegularFile(file) && options.follow()) {
            throw new InputException(
                    file + " is a pipe or a device, whose end is waited for anyway; leave --follow out");
        }
        try {
            InputPlace place = begun == null || !options.replay() ? null : begun.place();
            boolean pipe = Files.exists(file) && !Files.isRegularFile(file);
            boolean changed = !pipe && PlainInput.changes(start(file));
            if (changed && options.follow()) {
                throw new InputException(file + " is packed, or in UTF-16, and cannot be followed; leave --follow out");
            }
            return pipe || changed
                    ? TokenInput.of(new PlainInput(Files.newInputStream(file), file.toString()), complete)
                    : new FollowedFile(file, place, options.follow(), complete && !options.follow());
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** A file can be looked into; an input that arrives is known by its first lines alone. */
    private DialectDetector.Found ahead() {
        Path file = options.standardInput() ? null : Path.of(options.file());
        try {
            return file == null || !Files.isRegularFile(file) ? null
                    : TextStart.ofFile(file, options.rules()).orElse(null);
        } catch (IOException e) {
            // Said where it stands in the way of a line.
            return null;
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(START);
        }
    }

    /** Tokens of this call. */
    public long tokens() {
        return run.observed() - before;
    }

    /** Whether what was asked for did worse than persistence on the tokens of this call. */
    public boolean worse() {
        return run.score() != null && run.score().worse();
    }

    /** That no token was far enough from another, as a clause. */
    public Optional<String> unlearned() {
        StreamModel model = run.model();
        return model == null || model.horizon() == 1 || model.observed() > model.horizon() ? Optional.empty()
                : Optional.of("no two of the " + model.observed() + " tokens are " + model.horizon()
                        + " apart, so nothing could be learned of that horizon: what was written is no estimate yet");
    }

    /** What makes the estimates doubtful, as a clause. */
    public Optional<String> doubt() {
        return run.model() == null ? Optional.empty() : run.model().doubt();
    }

    /** How many tokens of this call were compared with estimates. */
    public long scored() {
        return run.score() == null ? 0 : run.score().scored();
    }

    /** Whether it was the forecaster. */
    public boolean forecaster() {
        return run.model() != null && run.model().automatic();
    }

    /** What was done, for programs: the tokens and columns, what estimated, and its errors beside persistence's. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("observed", run.observed());
        facts.put("dimension", run.model() == null ? 0 : run.model().dimension());
        facts.put("method", run.model() == null ? null : run.model().toString());
        facts.put("scored", scored());
        facts.put("error_over_persistence", run.score() == null ? null : run.score().ratio());
        facts.put("skipped", reader.skipped());
        return facts;
    }

    /** What was done, in a line. */
    public String summary() {
        return (run.model() == null ? "no tokens"
                : "token " + run.observed() + (before > 0 ? " (" + tokens() + " since the checkpoint)" : "") + ", d = "
                        + run.model().dimension() + "; " + run.model())
                + (reader.skipped() == 0 ? ""
                        : "; passed over " + reader.skipped() + " bad " + (reader.skipped() == 1 ? "line" : "lines"))
                + (options.checkpoint() == null || run.saved() == 0 ? ""
                        : "; checkpoint " + options.checkpoint() + " has token " + run.saved());
    }
}
