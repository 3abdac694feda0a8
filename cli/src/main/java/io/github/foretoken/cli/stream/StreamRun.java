package io.github.foretoken.cli.stream;

import io.github.foretoken.Acceleration;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Observes token after token and writes a prediction after each. A checkpoint counts on a line only when it is written, so
 * that after any end the lines from the last checkpoint's token on come again, the same to the byte, and none is missing.
 */
final class StreamRun {
    private static final long PATIENCE_SECONDS = 10;
    /** A checkpoint for want of tokens takes no more than this share of the time, and is not made more often than that. */
    private static final int IDLE_SHARE = 20;
    private static final long LEAST_IDLE_NANOS = 200_000_000;

    private final IntFunction<StreamModels> start;
    private final TokenReader reader;
    private final Map<String, String> options;
    private final InputMark mark = new InputMark();
    private final StreamOutput output;
    private final PredictionWriter writer;
    private final Consumer<String> messages;
    private final CheckpointPlan plan;
    private long savedNanos = System.nanoTime();
    private long savingNanos;
    private StreamModels models;
    /** What the line of the last token before this run starts with. */
    private String lastLine = "";
    /** The same of this run; null before its first token. */
    private LineStart last;
    /** Held while a token is dealt with, and by a dying process for good. */
    private final ReentrantLock busy = new ReentrantLock();
    private volatile long observed;
    private volatile long saved;
    /** Since the last checkpoint. */
    private boolean changed;
    /** The present input is read to its end, and another has begun. */
    private boolean finished;
    /** A token was begun and could not be dealt with: the state is not one to go on from. */
    private boolean broken;

    /**
     * Prepares it.
     *
     * @param start makes the models of tokens of so many numbers, where no checkpoint has them
     * @param begun the checkpoint to go on from, or null
     * @param options as {@link StreamCheckpoint#options}
     * @param messages told what the user should know
     * @param plan when checkpoints are made, and where they go
     */
    StreamRun(IntFunction<StreamModels> start, StreamCheckpoint begun, TokenReader reader, Map<String, String> options,
            StreamOutput output, PredictionWriter writer, Consumer<String> messages, CheckpointPlan plan) {
        this.start = start;
        this.reader = reader;
        this.options = options;
        this.output = output;
        this.writer = writer;
        this.messages = messages;
        this.plan = plan;
        reader.onRestart(this::restart);
        reader.onRead(this::flush);
        if (begun != null) {
            models = begun.models();
            lastLine = begun.lastLine();
            observed = models.observed();
            saved = observed;
        }
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
    StreamModels models() {
        return models;
    }

    /**
     * Passes over the tokens that the checkpoint has seen.
     *
     * @param seen of this input
     * @param place where they were; null if that is not known
     * @throws InputException if these are others
     */
    void replay(InputMark seen, InputPlace place) {
        if (seen.tokens() == 0 && place != null && !reader.isIn(place)) {
            throw new InputException(reader.source() + " begins with other lines than the checkpoint has seen of it; "
                    + "--no-replay takes it for what comes after them");
        }
        while (mark.tokens() < seen.tokens()) {
            double[] token = next();
            if (token == null) {
                throw new InputException(reader.source() + " has " + mark.tokens()
                        + " tokens, fewer than the checkpoint has seen of it, " + seen.tokens()
                        + "; --no-replay takes it for what comes after them");
            }
            mark.add(token, reader.key());
        }
        if (mark.fingerprint() != seen.fingerprint()) {
            throw new InputException(reader.source() + " begins with other tokens than the " + seen.tokens()
                    + " that the checkpoint has seen; --no-replay takes it for what comes after them");
        }
    }

    /**
     * Runs to the end of the input.
     *
     * @throws InputException at what cannot be gone on from; all before it is in the checkpoint
     */
    void run() {
        try {
            for (double[] token = next(); token != null; token = next()) {
                take(token);
            }
        } finally {
            try {
                flush();
                save();
            } finally {
                writer.close();
            }
        }
        end();
    }

    /** What an earlier run wrote and this one did not come to, because the input does not have it any more. */
    private void end() {
        long rest = output.end();
        if (rest > 0) {
            messages.accept("note: the output had " + rest + " bytes behind the line of token " + observed
                    + " that no token of the input leads to now; they are cut off");
        }
    }

    /** Tokens of the present input. */
    long inputTokens() {
        return mark.tokens();
    }

    /** Nothing is kept back while more is waited for. */
    private void flush() {
        busy.lock();
        boolean done = false;
        try {
            writer.flush();
            done = true;
        } catch (IOException e) {
            throw output.failure(e);
        } finally {
            // Its lines are neither written nor to be written any more.
            broken |= !done;
            busy.unlock();
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
            if (models == null) {
                models = start.apply(token.length);
            }
            if (mark.tokens() == 0) {
                // Before the first line of an input: a kill before the next checkpoint must leave one that knows it again.
                changed = true;
                finished = false;
                save();
            }
            List<String> key = reader.key();
            StreamModel model = models.of(key);
            double[] admitted = model.admit(token);
            if (admitted == null) {
                mark.add(token, key);
                models.score().interrupt();
                models.used();
                changed = true;
                done = true;
                return;
            }
            if (models.observed() == 0 && reader.columns().layout().named) {
                writer.header(reader.columns().keys().labels(), models.pattern().labels(reader.columns().labels()));
            }
            model.observe(admitted);
            learned = true;
            mark.add(token, key);
            models.score().token(token, model.known() == null ? token : model.known());
            double[] estimate = model.estimate();
            models.score().estimate(estimate, model);
            last = new LineStart(reader.columns().keys().labels(), key, model.observed());
            writer.write(last, model, estimate);
            models.used();
            observed = models.observed();
            changed = true;
            done = true;
            if (plan.reached(observed - saved)
                    && plan.due(models.keys() > 0, System.nanoTime() - savedNanos, savingNanos)) {
                save();
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InputException(reader.line() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw output.failure(e);
        } finally {
            // A token that was refused has changed nothing.
            broken |= learned && !done;
            busy.unlock();
        }
    }

    /**
     * Another input begins, and that is in a checkpoint at once: the one before may be gone when this process is. It is the end
     * of the one before, for of the other there is nothing yet by which it could be known again when it is copied and cut off.
     */
    private void restart(Runnable step) {
        busy.lock();
        try {
            InputPlace place = reader.place();
            if (place != null && !place.unseen()) {
                changed = models != null;
                finished = true;
                save();
            }
            step.run();
            mark.restart();
        } finally {
            busy.unlock();
        }
    }

    /** There is nothing to read: the time for a checkpoint, because what was read may be gone when the next token comes. */
    void idle() {
        if (changed && System.nanoTime() - savedNanos >= Math.max(LEAST_IDLE_NANOS, IDLE_SHARE * savingNanos)) {
            save();
        }
    }

    private void save() {
        busy.lock();
        try {
            if (plan.file() != null && changed && !broken) {
                long begin = System.nanoTime();
                flush();
                output.force();
                new StreamCheckpoint(models, reader.columns(), options, new InputState(mark, reader.place(), finished),
                        output.isFile() ? writer.length() : StreamCheckpoint.NO_OUTPUT,
                        last == null ? lastLine : last.text(writer.format()), Acceleration.lanes()).save(plan.file());
                saved = observed;
                changed = false;
                savedNanos = System.nanoTime();
                savingNanos = savedNanos - begin;
            }
        } finally {
            busy.unlock();
        }
    }

    /** The process ends because of a signal. Never unlocked: no token is begun any more. */
    void shutdown() {
        try {
            if (busy.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                save();
            }
            messages.accept(models == null ? "stopped before the first token"
                    : "stopped after token " + observed + "; " + plan.file() + " has token " + saved
                            + ", from which the same command goes on");
        } catch (InputException e) {
            messages.accept(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
