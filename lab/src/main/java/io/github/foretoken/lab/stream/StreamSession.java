package io.github.foretoken.lab.stream;

import io.github.foretoken.lab.method.PredictorSpec;
import io.github.foretoken.lab.table.InputException;
import io.github.foretoken.lab.table.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/** One call of {@code foretoken stream}: opens what it needs, goes on from a checkpoint if there is one, and runs. */
public final class StreamSession {
    private final StreamOptions options;
    private final PredictorSpec spec;
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
    public StreamSession(StreamOptions options, PredictorSpec spec, InputStream in, OutputStream out,
            Function<IOException, RuntimeException> failure, Consumer<String> words) {
        this.options = options;
        this.spec = spec;
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
            runAlone(file);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    private void runAlone(Path file) {
        StreamCheckpoint begun = file == null || !Files.exists(file) ? null : StreamCheckpoint.load(file);
        if (begun != null) {
            begun.requireAgreement(file, spec.predictor(begun.predictor().dimension()), options.remembered());
            before = begun.predictor().observed();
        }
        try (TokenInput input = input();
                StreamOutput output = options.output() == null ? StreamOutput.standard(out, failure)
                        : StreamOutput.file(options.output(), begun)) {
            reader = new TokenReader(input, options.standardInput() ? "standard input" : options.file(),
                    options.selection(), begun == null ? null : begun.columns(), options.skipBad(),
                    note -> words.accept("note: " + note));
            PredictionWriter writer = new PredictionWriter(output.stream(), options.format(), output.length());
            run = new StreamRun(spec, begun, reader, options.remembered(), output, writer, words, file,
                    options.every());
            if (begun != null) {
                words.accept("note: going on after token " + before + " of checkpoint " + file);
                if (options.replay()) {
                    // All of it was there once: if it is not now, this is another file, and no more of it will do.
                    input.waitForMore(false);
                    run.replay(begun.mark());
                    input.waitForMore(true);
                }
            }
            run.run();
        } catch (IOException e) {
            throw new InputException(options.file() + " cannot be closed: " + Reasons.of(e), e);
        }
    }

    private TokenInput input() {
        if (options.standardInput()) {
            return TokenInput.standard(in);
        }
        Path file = Path.of(options.file());
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory; give a file of CSV or JSON lines");
        }
        try {
            return options.follow() ? new FollowedFile(file) : TokenInput.of(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** Tokens of this call. */
    public long tokens() {
        return run.observed() - before;
    }

    /** What was done, in a line. */
    public String summary() {
        return (run.predictor() == null ? "no tokens"
                : "token " + run.observed() + (before > 0 ? " (" + tokens() + " since the checkpoint)" : "") + ", d = "
                        + run.predictor().dimension() + "; " + run.predictor())
                + (reader.skipped() == 0 ? ""
                        : "; passed over " + reader.skipped() + " bad " + (reader.skipped() == 1 ? "line" : "lines"))
                + (options.checkpoint() == null || run.saved() == 0 ? ""
                        : "; checkpoint " + options.checkpoint() + " has token " + run.saved());
    }
}
