package io.github.foretoken.cli.train;

import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.ErrorCurve;
import io.github.foretoken.attention.FloatBatchGradient;
import io.github.foretoken.cli.terminal.InputException;
import java.util.SplittableRandom;

/**
 * Trains a Transformer on mini-batches, an epoch at a time. What an epoch does follows from configuration and state alone, to
 * the bit: not from the number of threads, and not from where the run was interrupted.
 */
final class Trainer {
    private final TrainingConfig config;
    private final Dataset data;
    private final FloatBatchGradient batch;
    private final float[] gradient;
    /** Null where sequences are taken as they are. */
    private final Augmentation augmentation;

    /** Takes all the memory that epochs need. */
    Trainer(TrainingConfig config, Dataset data, Parallelism parallelism) {
        this.config = config;
        this.data = data;
        batch = FloatBatchGradient.of(config.attention().inFloat(), config.shape(), config.length(), parallelism);
        batch.reserve(Math.min(config.batch(), data.training().length), true);
        batch.reserve(Math.max(data.validation().length, data.test().length), false);
        gradient = new float[config.shape().size()];
        augmentation = config.augment() ? new Augmentation(config, data) : null;
    }

    /** Whether there is nothing left to do. */
    boolean isDone(TrainingState state) {
        return state.epoch() >= config.epochs() || state.epoch() - state.bestEpoch >= config.patience();
    }

    /** One pass over the training sequences, in an order of its own. */
    void epoch(TrainingState state) {
        int[] order = shuffled(data.training(), state.epoch());
        float[] tokens = augmentation == null ? data.tokens() : augmentation.tokens(order, state.epoch());
        long batches = (order.length + config.batch() - 1L) / config.batch();
        double loss = 0;
        for (int from = 0; from < order.length; from += config.batch()) {
            int to = Math.min(order.length, from + config.batch());
            double one = batch.gradient(state.weights, tokens, order, from, to, gradient).loss();
            requireFinite(one, state);
            loss += one * (to - from) / order.length;
            double rate = config.rate() * config.schedule().factor(state.adam.steps(), batches * config.epochs());
            state.adam.step(state.weights, gradient, rate);
        }
        double validation = errors(state.weights, data.validation()).loss();
        requireFinite(validation, state);
        state.add(new EpochLosses(loss, validation));
    }

    private static void requireFinite(double loss, TrainingState state) {
        if (!Double.isFinite(loss)) {
            throw new InputException("training diverged in epoch " + (state.epoch() + 1)
                    + ": the loss is no longer finite; lower --lr or --step");
        }
    }

    /** The sequences to judge the result by. */
    int[] test() {
        return data.test();
    }

    /** The errors of these weights on sequences of the data. */
    ErrorCurve errors(float[] weights, int[] sequences) {
        return batch.errors(weights, data.tokens(), sequences, 0, sequences.length);
    }

    /** Drawn from seed and epoch, so that there is no generator whose state would have to be kept. */
    private int[] shuffled(int[] order, int epoch) {
        SplittableRandom random = EpochRandom.of(config.seed(), epoch);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
