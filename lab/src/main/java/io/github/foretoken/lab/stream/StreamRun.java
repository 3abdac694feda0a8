package io.github.foretoken.lab.stream;

import io.github.foretoken.Predictor;
import io.github.foretoken.lab.method.PredictorSpec;
import io.github.foretoken.lab.table.InputException;
import io.github.foretoken.lab.table.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Observes token after token and writes a prediction after each. A checkpoint counts on a line only when it is written, so
 * that after any end the lines from the last checkpoint's token on come again, the same to the byte, and none is missing.
 */
final class StreamRun {
    private static final long PATIENCE_SECONDS = 10;

    private final PredictorSpec spec;
    private final TokenReader reader;
    private final Map<String, String> options;
    private final InputMark mark = new InputMark();
    private final StreamOutput output;
    private final PredictionWriter writer;
    private final Consumer<String> words;
    private final Path file;
    private final long every;
    private Predictor predictor;
    private double[] prediction;
    /** Held while a token is dealt with, and by a dying process for good. */
    private final ReentrantLock busy = new ReentrantLock();
    private volatile long observed;
    private volatile long saved;
    /** Since the last checkpoint. */
    private boolean changed;
    /** A token was begun and could not be dealt with: the state is not one to go on from. */
    private boolean broken;

    /**
     * Prepares it.
     *
     * @param spec of the predictor, where no checkpoint has one
     * @param begun the checkpoint to go on from, or null
     * @param options as {@link StreamCheckpoint#options}
     * @param words told what the user should know
     * @param file where checkpoints go; null for none
     * @param every so many tokens
     */
    StreamRun(PredictorSpec spec, StreamCheckpoint begun, TokenReader reader, Map<String, String> options,
            StreamOutput output, PredictionWriter writer, Consumer<String> words, Path file, long every) {
        this.spec = spec;
        this.reader = reader;
        this.options = options;
        this.output = output;
        this.writer = writer;
        this.words = words;
        this.file = file;
        this.every = every;
        reader.onRestart(this::restart);
        if (begun != null) {
            start(begun.predictor());
            observed = predictor.observed();
            saved = observed;
        }
    }

    private void start(Predictor begun) {
        predictor = begun;
        prediction = new double[begun.dimension()];
    }

    /** Tokens observed, those before a checkpoint included. */
    long observed() {
        return observed;
    }

    /** The token of the last checkpoint. */
    long saved() {
        return saved;
    }

    /** Null before the first token. */
    Predictor predictor() {
        return predictor;
    }

    /**
     * Passes over the tokens that the checkpoint has seen.
     *
     * @param seen of this input
     * @throws InputException if these are others
     */
    void replay(InputMark seen) {
        while (mark.tokens() < seen.tokens()) {
            double[] token = next();
            if (token == null) {
                throw new InputException(reader.source() + " has " + mark.tokens()
                        + " tokens, fewer than the checkpoint has seen of it, " + seen.tokens()
                        + "; --no-replay takes it for what comes after them");
            }
            mark.add(token);
        }
        if (mark.fingerprint() != seen.fingerprint()) {
            throw new InputException(reader.source() + " begins with other tokens than the " + seen.tokens()
                    + " that the checkpoint has seen; --no-replay takes it for what comes after them");
        }
    }

    /**
     * Runs to the end of the input; a signal leaves a checkpoint, too.
     *
     * @throws InputException at what cannot be gone on from; all before it is in the checkpoint
     */
    void run() {
        Thread farewell = new Thread(this::farewell, "farewell");
        if (file != null) {
            Runtime.getRuntime().addShutdownHook(farewell);
        }
        try {
            for (double[] token = next(); token != null; token = next()) {
                take(token);
            }
        } finally {
            try {
                save();
            } finally {
                removeHook(farewell);
            }
        }
    }

    private double[] next() {
        try {
            return reader.next();
        } catch (IOException e) {
            throw new InputException(reader.source() + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private void take(double[] token) {
        busy.lock();
        boolean learned = false;
        boolean done = false;
        try {
            if (predictor == null) {
                start(spec.predictor(token.length));
                // Before the first line: a kill before the next checkpoint must leave one that the lines belong to.
                changed = true;
                save();
            }
            if (predictor.observed() == 0 && reader.columns().layout().named) {
                writer.header(reader.columns().labels());
            }
            predictor.observe(token);
            learned = true;
            mark.add(token);
            predictor.predict(prediction);
            writer.write(predictor.observed(), prediction);
            observed = predictor.observed();
            changed = true;
            done = true;
            if (observed - saved >= every) {
                save();
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InputException(reader.line() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw output.failure(e);
        } finally {
            // A token that was refused has changed nothing.
            broken = learned && !done;
            busy.unlock();
        }
    }

    /** Another input begins. */
    private void restart() {
        busy.lock();
        try {
            mark.restart();
            changed = observed > 0;
        } finally {
            busy.unlock();
        }
    }

    private void save() {
        busy.lock();
        try {
            if (file != null && changed && !broken) {
                output.force();
                new StreamCheckpoint(predictor, reader.columns(), options, mark,
                        output.isFile() ? writer.length() : StreamCheckpoint.NO_OUTPUT).save(file);
                saved = observed;
                changed = false;
            }
        } finally {
            busy.unlock();
        }
    }

    /** The process ends because of a signal. Never unlocked: no token is begun any more. */
    private void farewell() {
        try {
            if (busy.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                save();
            }
            words.accept(predictor == null ? "stopped before the first token"
                    : "stopped after token " + observed + "; " + file + " has token " + saved
                            + ", from which the same command goes on");
        } catch (InputException e) {
            words.accept(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the farewell is on its way.
        }
    }
}
