package io.github.foretoken.cli.train;

import io.github.foretoken.FloatPackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.ErrorCurve;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.training.EpochOrder;
import io.github.foretoken.training.FloatTrainingState;
import io.github.foretoken.training.FloatTransformerTraining;

/** The training of a configuration on its own sequences, which may be shown in other coordinates in each epoch. */
final class Trainer {
    private final TrainingConfig config;
    private final Dataset data;
    private final FloatTransformerTraining training;
    /** Null where sequences are taken as they are. */
    private final Augmentation augmentation;

    /** Takes all the memory that epochs need. */
    Trainer(TrainingConfig config, Dataset data, FloatTrainingState state, Parallelism parallelism) {
        this.config = config;
        this.data = data;
        training = FloatTransformerTraining.of(config.attention().inFloat(), config.shape(), config.plan(), state,
                parallelism);
        training.reserve(data.training(),
                data.validation().count() > data.test().count() ? data.validation() : data.test());
        augmentation = config.augment() ? new Augmentation(config, data) : null;
    }

    /** Whether there is nothing left to do. */
    boolean isDone() {
        return training.isDone();
    }

    /** One pass over the training sequences. */
    void epoch() {
        try {
            training.epoch(shown(training.state().epoch()), data.validation());
        } catch (ArithmeticException e) {
            throw new InputException(e.getMessage().replace("the learning rate", "--lr or --step"), e);
        }
    }

    private FloatPackedSequences shown(int epoch) {
        FloatPackedSequences sequences = data.training();
        return augmentation == null ? sequences
                : augmentation.turned(EpochOrder.of(config.seed(), epoch, sequences.count()), epoch);
    }

    /** The errors of these weights on the sequences that played no part. */
    ErrorCurve testErrors(float[] weights) {
        return training.errors(weights, data.test());
    }
}
