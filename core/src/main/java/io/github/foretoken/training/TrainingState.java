package io.github.foretoken.training;

import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.internal.Rounding;
import io.github.foretoken.internal.state.DurableFile;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run has got to, in float64: with plan and sequences all that its future follows from, to the bit. A run changes it
 * as it goes. Not safe for use by several threads.
 */
public final class TrainingState {
    private static final String KIND = "training in float64";

    private final double[] weights;
    private final Adam adam;
    private final double[] best;
    private final List<EpochLosses> history;
    private int bestEpoch;

    /**
     * Before the first epoch.
     *
     * @param weights to start from, in the order of {@link io.github.foretoken.attention.TransformerShape}, copied
     */
    public TrainingState(double[] weights) {
        this(weights, weights, new Adam(weights.length), List.of(), 0);
    }

    /**
     * As it was after some epochs.
     *
     * @param weights what {@link #weights} was, copied
     * @param best what {@link #best} was, copied
     * @param adam what {@link #adam} was, not copied
     * @param history what {@link #history} was, copied
     * @param bestEpoch what {@link #bestEpoch} was
     * @throws IllegalArgumentException if sizes differ, or bestEpoch is not one of the epochs
     */
    public TrainingState(double[] weights, double[] best, Adam adam, List<EpochLosses> history, int bestEpoch) {
        if (best.length != weights.length) {
            throw new IllegalArgumentException(
                    "best must have as many elements as weights, " + weights.length + ", not " + best.length);
        }
        if (bestEpoch < 0 || bestEpoch > history.size()) {
            throw new IllegalArgumentException(
                    "bestEpoch must be one of the " + history.size() + " epochs, or 0, not " + bestEpoch);
        }
        this.weights = weights.clone();
        this.best = best.clone();
        this.adam = adam;
        this.history = new ArrayList<>(history);
        this.bestEpoch = bestEpoch;
    }

    /** {@return the weights after the last epoch, a copy} */
    public double[] weights() {
        return weights.clone();
    }

    /** {@return the weights with the least validation loss, a copy} */
    public double[] best() {
        return best.clone();
    }

    /** {@return the optimizer, not a copy} */
    public Adam adam() {
        return adam;
    }

    /** {@return the losses of the epochs done, a copy} */
    public List<EpochLosses> history() {
        return List.copyOf(history);
    }

    /** {@return the epoch after which the weights were {@link #best}, 1-based; 0 is before the first} */
    public int bestEpoch() {
        return bestEpoch;
    }

    /** {@return how many epochs are done} */
    public int epoch() {
        return history.size();
    }

    /** One step of the optimizer. */
    void step(double[] gradient, //
            double rate) { // float64 in both
        adam.step(weights, gradient, rate);
    }

    /** The weights themselves, for reading. */
    double[] current() {
        return weights;
    }

    void add(EpochLosses epoch) {
        boolean better = bestEpoch == 0 || epoch.validation() < history.get(bestEpoch - 1).validation();
        history.add(epoch);
        if (better) {
            bestEpoch = epoch();
            System.arraycopy(weights, 0, best, 0, best.length);
        }
    }

    /**
     * Writes a file: whatever happens meanwhile, it is either what it was before or complete.
     *
     * @param file to be made or replaced
     * @throws IOException if it cannot be written; the one that was there is still there
     */
    public void save(Path file) throws IOException {
        DurableFile.write(file, out -> StateFile.write(out, this::write));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param file not modified
     * @return equal to the bit to what was saved
     * @throws IOException if it cannot be read, or is not a sound file of this kind
     */
    public static TrainingState load(Path file) throws IOException {
        try {
            return StateFile.read(file, TrainingState::read);
        } catch (StateFlaw e) {
            throw new IOException(file + " cannot be loaded: it " + Excerpt.line(e.getMessage()), e);
        }
    }

    private void write(StateOutput out) throws IOException {
        out.putText(KIND);
        out.putInt(weights.length);
        for (double[] numbers : List.of(weights, best, adam.mean(), adam.square())) {
            for (int i = 0; i < numbers.length; i++) {
                out.putDouble(numbers[i]); // float64 in both
            }
        }
        out.putLong(adam.steps());
        out.putInt(bestEpoch);
        out.putInt(history.size());
        for (EpochLosses epoch : history) {
            out.putDouble(epoch.training()); // float64 in both
            out.putDouble(epoch.validation()); // float64 in both
        }
    }

    private static TrainingState read(StateInput in) throws IOException {
        in.requireText(KIND);
        int size = in.getCount("weights", 4 * Long.BYTES);
        double[] weights = numbers(in, size);
        double[] best = numbers(in, size);
        double[] mean = numbers(in, size);
        double[] square = numbers(in, size);
        long steps = in.getSize("steps");
        int bestEpoch = in.getInt();
        int epochs = in.getCount("epochs", 2 * Long.BYTES);
        List<EpochLosses> history = new ArrayList<>();
        for (int i = 0; i < epochs; i++) {
            history.add(new EpochLosses(in.getDouble(), in.getDouble())); // float64 in both
        }
        if (bestEpoch < 0 || bestEpoch > epochs) {
            throw new StateFlaw("names epoch " + bestEpoch + " of " + epochs + " as the best");
        }
        return new TrainingState(weights, best, new Adam(mean, square, steps), history, bestEpoch);
    }

    private static double[] numbers(StateInput in, int size) throws IOException {
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            double number = in.getDouble(); // float64 in both
            numbers[i] = Rounding.of(number);
        }
        return numbers;
    }
}
