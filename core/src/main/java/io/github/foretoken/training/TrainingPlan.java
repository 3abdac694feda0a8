package io.github.foretoken.training;

import java.util.Objects;

/**
 * How a run goes. {@link #standard} is a start, and each {@code with} method changes one thing.
 *
 * @param epochs passes over the training sequences, at most; 1 or more
 * @param patience epochs without a better validation loss after which training stops, 1 or more
 * @param batch sequences a step, 1 or more
 * @param rate Adam's learning rate, positive
 * @param schedule of the learning rate over the run
 * @param seed of the order in which each epoch takes the sequences
 */
public record TrainingPlan(int epochs, int patience, int batch, double rate, Schedule schedule, long seed) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public TrainingPlan {
        requireAtLeastOne("epochs", epochs);
        requireAtLeastOne("patience", patience);
        requireAtLeastOne("batch", batch);
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("rate must be positive and finite, not " + rate);
        }
        Objects.requireNonNull(schedule, "schedule");
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
    }

    /**
     * That of the paper's experiments: batches of 64 at a rate of 0.002. The cosine down to nothing, at most 150 epochs and a
     * patience of 30 are ours.
     *
     * @return with seed 0
     */
    public static TrainingPlan standard() {
        return new TrainingPlan(150, 30, 64, 2e-3, Schedule.COSINE, 0);
    }

    /**
     * Of another length.
     *
     * @param most epochs, 1 or more
     * @return a changed copy
     */
    public TrainingPlan withEpochs(int most) {
        return new TrainingPlan(most, patience, batch, rate, schedule, seed);
    }

    /**
     * Of another patience.
     *
     * @param most epochs without a better validation loss, 1 or more
     * @return a changed copy
     */
    public TrainingPlan withPatience(int most) {
        return new TrainingPlan(epochs, most, batch, rate, schedule, seed);
    }

    /**
     * In other batches.
     *
     * @param sequences a step, 1 or more
     * @return a changed copy
     */
    public TrainingPlan withBatch(int sequences) {
        return new TrainingPlan(epochs, patience, sequences, rate, schedule, seed);
    }

    /**
     * At another learning rate.
     *
     * @param first before the schedule lowers it, positive
     * @return a changed copy
     */
    public TrainingPlan withRate(double first) {
        return new TrainingPlan(epochs, patience, batch, first, schedule, seed);
    }

    /**
     * On another schedule.
     *
     * @param other of the learning rate
     * @return a changed copy
     */
    public TrainingPlan withSchedule(Schedule other) {
        return new TrainingPlan(epochs, patience, batch, rate, other, seed);
    }

    /**
     * In other orders.
     *
     * @param other any number
     * @return a changed copy
     */
    public TrainingPlan withSeed(long other) {
        return new TrainingPlan(epochs, patience, batch, rate, schedule, other);
    }
}
