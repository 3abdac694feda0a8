package io.github.foretoken.training;

import io.github.foretoken.PackedSequences;
import io.github.foretoken.Parallelism;
import io.github.foretoken.attention.BatchGradient;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.attention.ErrorCurve;
import io.github.foretoken.attention.TransformerShape;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Trains a causal Transformer on sequences of any lengths by Adam on mini-batches, in float64: shuffled epochs, a schedule of
 * the learning rate, and an early stop by the loss on sequences that are not trained on. What an epoch does follows from plan,
 * state and sequences alone, to the bit: not from the number of threads, and not from where the run was interrupted. One of two
 * classes that differ in precision only; training in float32 is twice as fast.
 *
 * {@snippet lang = java :
 * TransformerShape shape = new TransformerShape(15, 6, 2, 16, false);  // six layers of two heads
 * TrainingState state = new TrainingState(weights);                    // to start from
 * PackedSequences all = PackedSequences.copyOf(sequences);             // each T_i x 15
 * TransformerTraining training = TransformerTraining.of(CausalAttention.softmax(), shape,
 *         TrainingPlan.standard(), state, Parallelism.automatic());
 * training.fit(all.range(0, 800), all.range(800, 1000), now -> System.out.println(now.history()));
 * double[] trained = state.best();
 * }
 *
 * <p>{@link TransformerShape} makes weights of a Transformer and a Transformer of weights; the page of the package has an
 * example from one to the other. One instance serves one caller at a time.
 */
public final class TransformerTraining {
    private final CausalAttention attention;
    private final TransformerShape shape;
    private final TrainingPlan plan;
    private final TrainingState state;
    private final Parallelism parallelism;
    private final double[] gradient;
    /** For sequences of up to the length that it was made for; null before the first. */
    private BatchGradient batches;

    private TransformerTraining(CausalAttention attention, TransformerShape shape, TrainingPlan plan,
            TrainingState state, Parallelism parallelism) {
        this.attention = attention;
        this.shape = shape;
        this.plan = plan;
        this.state = state;
        this.parallelism = parallelism;
        gradient = new double[shape.size()];
    }

    /**
     * A run that begins, or goes on, at a state.
     *
     * @param attention of every layer
     * @param shape the sizes of the Transformer
     * @param plan how it goes
     * @param state modified as the run goes on
     * @param parallelism over the sequences of a batch; no bit depends on it
     * @return without workspace so far: see {@link #reserve}
     * @throws IllegalArgumentException if the state has not as many weights as the shape
     */
    public static TransformerTraining of(CausalAttention attention, TransformerShape shape, TrainingPlan plan,
            TrainingState state, Parallelism parallelism) {
        Objects.requireNonNull(attention, "attention");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(parallelism, "parallelism");
        if (state.current().length != shape.size()) {
            throw new IllegalArgumentException(
                    "state has " + state.current().length + " weights, but " + shape + " has " + shape.size());
        }
        return new TransformerTraining(attention, shape, plan, state, parallelism);
    }

    /** {@return where the run is; it changes with each epoch} */
    public TrainingState state() {
        return state;
    }

    /** {@return whether all epochs are done, or the last ones of the plan's patience brought nothing} */
    public boolean isDone() {
        return state.epoch() >= plan.epochs() || state.epoch() - state.bestEpoch() >= plan.patience();
    }

    /**
     * Allocates now what epochs on these sequences need, so that sizes which do not fit the memory fail here.
     *
     * @param training to be trained on
     * @param validation to be judged by
     * @throws IllegalArgumentException if one has another dimension, is empty, or has a sequence of fewer than two tokens or of
     *     more than {@link BatchGradient#LONGEST}
     */
    public void reserve(PackedSequences training, PackedSequences validation) {
        require("training", training);
        require("validation", validation);
        makeRoom(Math.max(training.longest(), validation.longest()));
        batches.reserve(Math.min(plan.batch(), training.count()), true);
        batches.reserve(validation.count(), false);
    }

    private void makeRoom(int longest) {
        if (batches == null || batches.longest() < longest) {
            batches = BatchGradient.of(attention, shape, longest, parallelism);
        }
    }

    private void require(String name, PackedSequences sequences) {
        if (sequences.count() == 0) {
            throw new IllegalArgumentException(name + " has no sequence");
        }
        if (sequences.dimension() != shape.dimension()) {
            throw new IllegalArgumentException(name + " has tokens of dimension " + sequences.dimension()
                    + ", but the Transformer is for " + shape.dimension());
        }
        for (int i = 0; i < sequences.count(); i++) {
            if (sequences.length(i) < 2) {
                throw new IllegalArgumentException(name + " has a sequence, number " + i
                        + ", of fewer than two tokens, in which nothing can be predicted");
            }
        }
    }

    /**
     * Trains to the end.
     *
     * @param training to be trained on, not modified
     * @param validation which decide what was best, and when to stop; not modified
     * @param afterEpoch is told the state after each epoch, for example to save it
     * @return {@link #state}
     * @throws IllegalArgumentException as {@link #reserve}
     * @throws ArithmeticException if the loss is no longer finite
     */
    public TrainingState fit(PackedSequences training, PackedSequences validation, Consumer<TrainingState> afterEpoch) {
        while (!isDone()) {
            epoch(training, validation);
            afterEpoch.accept(state);
        }
        return state;
    }

    /**
     * One pass over the training sequences, in an order of its own.
     *
     * @param training to be trained on, not modified; may be others in each epoch
     * @param validation to be judged by, not modified
     * @return what it came to
     * @throws IllegalArgumentException as {@link #reserve}
     * @throws ArithmeticException if the loss is no longer finite
     */
    public EpochLosses epoch(PackedSequences training, PackedSequences validation) {
        reserve(training, validation);
        int[] order = EpochOrder.of(plan.seed(), state.epoch(), training.count());
        long steps = (order.length + plan.batch() - 1L) / plan.batch() * plan.epochs();
        double loss = 0; // float64 in both
        for (int from = 0; from < order.length; from += plan.batch()) {
            int to = Math.min(order.length, from + plan.batch());
            double one = batches.gradient(state.current(), training, order, from, to, gradient).loss(); // float64 in both
            requireFinite(one);
            loss += one * (to - from) / order.length;
            double rate = plan.rate() * plan.schedule().factor(state.adam().steps(), steps); // float64 in both
            state.step(gradient, rate);
        }
        double judged = batches.errors(state.current(), validation).loss(); // float64 in both
        requireFinite(judged);
        EpochLosses losses = new EpochLosses(loss, judged);
        state.add(losses);
        return losses;
    }

    /**
     * The errors of any weights, for example of the best ones on sequences that had no part in the training.
     *
     * @param weights in the order of {@link TransformerShape}, not modified
     * @param sequences as {@link #reserve} takes them, not modified
     * @return their mean errors
     * @throws IllegalArgumentException as {@link #reserve}, or if there are other weights than the shape has
     */
    public ErrorCurve errors(double[] weights, PackedSequences sequences) {
        require("sequences", sequences);
        makeRoom(sequences.longest());
        return batches.errors(weights, sequences);
    }

    private void requireFinite(double loss) { // float64 in both
        if (!Double.isFinite(loss)) { // float64 in both
            throw new ArithmeticException("training diverged in epoch " + (state.epoch() + 1)
                    + ": the loss is no longer finite; lower the learning rate");
        }
    }
}
