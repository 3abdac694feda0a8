package io.github.foretoken.cli.stream;

import io.github.foretoken.Acceleration;
import io.github.foretoken.cli.table.DialectDetector;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Header;
import io.github.foretoken.cli.table.Missing;
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
    private final Consumer<String> messages;
    private long before;
    private StreamRun run;
    private TokenReader reader;

    /**
     * Prepares it.
     *
     * @param in standard input
     * @param out standard output
     * @param failure what it means that standard output cannot be written
     * @param messages told what the user should know, a line at a time
     */
    public StreamSession(StreamOptions options, StreamMethod method, InputStream in, OutputStream out,
            Function<IOException, RuntimeException> failure, Consumer<String> messages) {
        this.options = options;
        this.method = method;
        this.in = in;
        this.out = out;
        this.failure = failure;
        this.messages = messages;
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
        StreamCheckpoint begun =
                file == null || !Files.exists(file) ? null : StreamCheckpoint.load(file, this::continued);
        if (begun != null) {
            begun.requireAgreement(file, method.wanted(begun.models()), options.remembered());
            before = begun.observed();
        }
        try (TokenInput input = input(begun);
                StreamOutput output = options.output() == null ? StreamOutput.standard(out, failure)
                        : StreamOutput.file(options.output(), begun)) {
            reader = new TokenReader(input, options.standardInput() ? "standard input" : options.file(),
                    options.selection(), begun == null ? null : begun.columns(), rules(begun),
                    new TokenReader.Faults(options.skipBad(), method.missing() != Missing.ERROR),
                    note -> messages.accept("note: " + note));
            if (begun == null) {
                reader.ahead(ahead());
            }
            PredictionWriter writer = new PredictionWriter(output.stream(), options.format(), output.length());
            run = new StreamRun(this::models, begun, reader, options.remembered(), output, writer, messages,
                    options.checkpoints(file));
            if (begun != null) {
                goOn(begun, input);
            }
            input.onWait(run::idle);
            runToTheEnd(lock);
            if (run.models() != null) {
                run.models().close();
            }
        } catch (IOException e) {
            throw new InputException(options.file() + " cannot be closed: " + Reasons.of(e), e);
        }
    }

    private StreamModels models(int dimension) {
        Path file = options.checkpoint();
        return !options.keyed() ? new SingleModel(method.model(dimension))
                : new KeyedModels(() -> method.model(dimension), method.model(dimension).options(), options.limits(),
                        file == null ? null : new KeyStates(file, KeySegments.of(file, Map.of())), KeyIndex.NONE,
                        messages);
    }

    private StreamModels continued(Path file, int dimension, Map<String, String> saved, KeyIndex index) {
        return new KeyedModels(() -> method.model(dimension), saved, options.limits(),
                new KeyStates(file, KeySegments.of(file, index.ends())), index, messages);
    }

    private void goOn(StreamCheckpoint begun, TokenInput input) {
        messages.accept("note: going on after token " + before + " of checkpoint " + options.checkpoint());
        if (method.isEarlierDefault(begun.models())) {
            messages.accept("note: the checkpoint holds " + begun.models().pattern()
                    + ", the default of earlier releases, and goes on"
                    + " with it; a new one begins with the forecaster");
        }
        if (begun.lanes() != 0 && begun.lanes() != Acceleration.lanes()) {
            messages.accept("note: the checkpoint was written by " + loops(begun.lanes()) + ", and here run "
                    + loops(Acceleration.lanes()) + ": predictions are equal up to rounding, not to the bit");
        }
        if (!options.replay()) {
            return;
        }
        if (input.file() != null && !input.file().path().equals(Path.of(options.file()))) {
            messages.accept("note: what the checkpoint has seen of " + options.file() + " is in " + input.file().path()
                    + " now; going on there");
        }
        if (begun.input().finished() && !input.isFound()) {
            messages.accept("note: what the checkpoint has seen of " + options.file()
                    + " was read to its end and is not there any more; going on with the file of that name");
            return;
        }
        // All of it was there once: if it is not now, this is another file, and no more of it will do.
        input.waitForMore(false);
        run.replay(begun.input().mark(), begun.input().place());
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
                        rules.decimal(), SkippedRows.NONE, rules.missing(), rules.time(), rules.series())
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
            InputPlace place = begun == null || !options.replay() ? null : begun.input().place();
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
        return run.models() != null && run.models().errors().worse();
    }

    /** That no token was far enough from another, as a clause. */
    public Optional<String> unlearned() {
        StreamModels models = run.models();
        int horizon = models == null ? 1 : models.pattern().horizon();
        return horizon == 1 || models.longest() > horizon ? Optional.empty()
                : Optional.of("no two of the " + models.longest() + " tokens " + (models.keys() == 0 ? "" : "of a key ")
                        + "are " + horizon
                        + " apart, so nothing could be learned of that horizon: what was written is no estimate yet");
    }

    /** What makes the estimates doubtful, as a clause. */
    public Optional<String> doubt() {
        StreamModels models = run.models();
        if (models == null || models.doubtful() == 0) {
            return Optional.empty();
        }
        return models.keys() == 0 ? models.pattern().doubt()
                : Optional.of("the estimates of " + models.doubtful() + " of " + models.keys()
                        + " keys are doubtful: their numbers are large beside what varies in them");
    }

    /** That what was taken for keys tells every token from all others, as a clause. */
    public Optional<String> lonely() {
        StreamModels models = run.models();
        return models == null || models.keys() < 2 || models.longest() > 1 ? Optional.empty()
                : Optional.of("each of the " + models.keys()
                        + " keys has one token only; --key names what the tokens of" + " one series have in common");
    }

    /** How many tokens of this call were compared with estimates. */
    public long scored() {
        return run.models() == null ? 0 : run.models().errors().scored();
    }

    /** Whether it was the forecaster. */
    public boolean forecaster() {
        return run.models() != null && run.models().pattern().automatic();
    }

    /** What was done, for programs: the tokens and columns, what estimated, and its errors beside persistence's. */
    public Map<String, Object> facts() {
        StreamModels models = run.models();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("observed", run.observed());
        if (options.keyed()) {
            facts.put("keys", models == null ? 0 : models.keys());
        }
        facts.put("dimension", models == null ? 0 : models.pattern().dimension());
        facts.put("method", models == null ? null : models.pattern().toString());
        facts.put("scored", scored());
        facts.put("error_over_persistence", models == null ? null : models.errors().ratio());
        facts.put("skipped", reader.skipped());
        return facts;
    }

    /** What was done, in a line. */
    public String summary() {
        StreamModels models = run.models();
        return (models == null ? "no tokens"
                : "token " + run.observed() + (before > 0 ? " (" + tokens() + " since the checkpoint)" : "")
                        + (models.keys() == 0 ? "" : " of " + models.keys() + (models.keys() == 1 ? " key" : " keys"))
                        + ", d = " + models.pattern().dimension() + "; " + models.pattern())
                + (reader.skipped() == 0 ? ""
                        : "; passed over " + reader.skipped() + " bad " + (reader.skipped() == 1 ? "line" : "lines"))
                + (options.checkpoint() == null || run.saved() == 0 ? ""
                        : "; checkpoint " + options.checkpoint() + " has token " + run.saved());
    }
}
