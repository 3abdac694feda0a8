package io.github.foretoken.cli.train;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.training.EpochLosses;
import io.github.foretoken.training.FloatTrainingState;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A training run with its files. After each epoch there is a checkpoint, so that whatever ends the process costs an epoch at
 * most; a signal waits for a checkpoint that is being written.
 */
public final class TrainingRun {
    /** Whoever wants to know how a run is getting on. */
    public interface Progress {
        /**
         * An epoch is done and its checkpoint written. Files that this writes are finished before a signal ends the process.
         *
         * @param epochs all so far
         * @param secondsLeft if no epoch comes to be the last before its time
         */
        void epoch(List<EpochLosses> epochs, double secondsLeft);

        /** The process ends early; that many epochs are saved. */
        void interrupted(int epochs);
    }

    /**
     * What a run came to.
     *
     * @param model the weights with the least validation loss
     * @param epochs all of them
     * @param bestEpoch after which the weights were the best
     * @param stoppedEarly whether validation had stopped improving
     * @param testLoss of the model, on sequences that played no part
     * @param initialLoss of the weights that training started from, on the same
     */
    public record Result(Model model, List<EpochLosses> epochs, int bestEpoch, boolean stoppedEarly, double testLoss,
            double initialLoss) {
        /** Copies the list. */
        public Result {
            epochs = List.copyOf(epochs);
        }
    }

    private final TrainingConfig config;
    private final FloatTrainingState state;
    private final TrainingFolder folder;
    private final Trainer trainer;
    /** Held while files are written, and by a dying process for good. */
    private final ReentrantLock writing = new ReentrantLock();
    /** Epochs in the checkpoint: what a dying process may promise, while the state is already ahead. */
    private volatile int saved;

    private TrainingRun(TrainingConfig config, FloatTrainingState state, TrainingFolder folder,
            Parallelism parallelism) {
        this.config = config;
        this.state = state;
        this.folder = folder;
        trainer = new Trainer(config, new Dataset(config), state, parallelism);
        saved = state.epoch();
    }

    /**
     * A new run.
     *
     * @throws InputException if the folder holds one already, or another file in the place of one of its own, or cannot be
     *     written
     */
    public static TrainingRun start(TrainingConfig config, TrainingFolder folder, Parallelism parallelism) {
        folder.requireFree();
        // Before anything is written: it takes the memory that training needs, which there may not be.
        TrainingRun run = new TrainingRun(config, new FloatTrainingState(config.theta0()), folder, parallelism);
        folder.prepare();
        try {
            run.save();
        } catch (RuntimeException | Error e) {
            // Half a run could neither go on nor be begun anew.
            folder.clear();
            throw e;
        }
        return run;
    }

    /**
     * The run in a folder, from its last checkpoint on.
     *
     * @throws InputException if there is none, or it is damaged
     */
    public static TrainingRun resume(TrainingFolder folder, Parallelism parallelism) {
        if (!folder.hasRun()) {
            throw new InputException(
                    folder.path() + " holds no training run to continue: " + folder.checkpoint() + " does not exist");
        }
        Checkpoint.Contents contents = Checkpoint.read(folder.checkpoint());
        return new TrainingRun(contents.config(), contents.state(), folder, parallelism);
    }

    /** Of this run. */
    public TrainingConfig config() {
        return config;
    }

    /** Epochs done and saved. */
    public int epochs() {
        return saved;
    }

    /**
     * Trains to the end.
     *
     * @throws InputException if a file cannot be written, or the loss is no longer finite
     */
    public Result run(Progress progress) {
        Thread shutdown = new Thread(() -> {
            // Never unlocked: no file is begun any more.
            writing.lock();
            progress.interrupted(saved);
        }, "shutdown");
        Runtime.getRuntime().addShutdownHook(shutdown);
        try {
            return train(progress);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdown);
            } catch (IllegalStateException e) {
                // The process is ending, and the hook is running.
            }
        }
    }

    private Result train(Progress progress) {
        long start = System.nanoTime();
        int first = state.epoch();
        while (!trainer.isDone()) {
            trainer.epoch();
            writing.lock();
            try {
                save();
                double seconds = (System.nanoTime() - start) / 1e9 / (state.epoch() - first);
                progress.epoch(state.history(), seconds * (config.epochs() - state.epoch()));
            } finally {
                writing.unlock();
            }
        }
        return new Result(new Model(config, state.best()), state.history(), state.bestEpoch(),
                state.epoch() < config.epochs(), trainer.testErrors(state.best()).loss(),
                trainer.testErrors(config.theta0()).loss());
    }

    private void save() {
        if (state.bestEpoch() == state.epoch()) {
            new Model(config, state.best()).write(folder.weights(), folder.config());
        }
        // Last: what it promises to continue from is there.
        Checkpoint.write(folder.checkpoint(), config, state);
        saved = state.epoch();
    }
}
