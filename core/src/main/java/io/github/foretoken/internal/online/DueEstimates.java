package io.github.foretoken.internal.online;

import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;

/**
 * What the maps of steps 1..H, which keep learning, give now for each of the last features: all that step h needs to know when
 * the target of the feature of h tokens ago is there. O(H² m) numbers.
 */
final class DueEstimates {
    private final int steps;
    private final int columns;
    /** Of feature s at slot s % H: H rows of m numbers, once there was one. */
    private double[][] values;
    private double[][] kept;
    private long features;
    private int pending;
    private int keptPending;

    DueEstimates(int steps, int columns) {
        this.steps = steps;
        this.columns = columns;
        Growth.requireArray(steps, columns);
        values = new double[steps][];
        kept = new double[steps][];
    }

    /** Takes the memory that one more feature needs; only this can fail for want of it. */
    void reserve() {
        reserve((int) (features % steps));
    }

    private void reserve(int slot) {
        if (values[slot] == null) {
            double[] other = new double[steps * columns];
            values[slot] = new double[steps * columns];
            kept[slot] = other;
        }
    }

    /** Of features that wait for a target; the newest is of age 1. */
    int pending() {
        return pending;
    }

    /** Where a feature of an age stands among H. */
    int slot(int age) {
        return (int) ((features - age) % steps);
    }

    /** Appends a feature, of which H rows of m numbers are estimated; can be taken back. */
    void push(double[] estimates) {
        for (int slot = 0; slot < steps; slot++) {
            if (values[slot] != null) {
                System.arraycopy(values[slot], 0, kept[slot], 0, values[slot].length);
            }
        }
        keptPending = pending;
        features++;
        pending = Math.min(pending + 1, steps);
        System.arraycopy(estimates, 0, values[slot(1)], 0, steps * columns);
    }

    /** Goes back to before the last {@link #push}. */
    void undo() {
        double[][] newer = values;
        values = kept;
        kept = newer;
        features--;
        pending = keptPending;
    }

    /**
     * Says now that what is due cannot be learned from.
     *
     * @throws ArithmeticException if it is not finite; then nothing has been pushed
     */
    void requireFit() {
        for (int step = 1; step <= pending; step++) {
            if (!Finite.all(of(step), at(step), 1, columns, columns)) {
                undo();
                throw new ArithmeticException("what is predicted from earlier tokens does not fit float64; interrupt() "
                        + "goes on without them, or scale the tokens down");
            }
        }
    }

    /** Holds what maps give for the feature of an age, m numbers a step from {@link #at} on. */
    double[] of(int age) {
        return values[slot(age)];
    }

    /** Where those of a step, which is from 1 on, begin. */
    int at(int step) {
        return (step - 1) * columns;
    }

    /** Adds a multiple of a weight to what a map gives, and multiplies that. */
    void change(int step, int age, double factor, double[] weight, double fading) {
        double[] own = of(age);
        int at = at(step);
        for (int c = 0; c < columns; c++) {
            own[at + c] = fading * (own[at + c] + factor * weight[c]);
        }
    }

    void interrupt() {
        pending = 0;
    }

    void copyFrom(DueEstimates other) {
        for (int slot = 0; slot < steps; slot++) {
            if (other.values[slot] != null) {
                reserve(slot);
                System.arraycopy(other.values[slot], 0, values[slot], 0, values[slot].length);
            }
        }
        features = other.features;
        pending = other.pending;
    }

    void clear() {
        features = 0;
        pending = 0;
    }

    /** Of those features of which a step is still to learn once there is one more. */
    void write(StateOutput out) throws IOException {
        out.putInt(pending);
        for (int age = Math.min(pending, steps - 1); age >= 1; age--) {
            out.putDoubles(of(age), 0, steps * columns);
        }
    }

    /** @param most features there have been */
    void read(StateInput in, long most) throws IOException {
        pending = in.getInt();
        if (pending < 0 || pending > Math.min(steps, most)) {
            throw new StateFlaw("has " + pending + " features that wait for " + steps + " steps, of " + most);
        }
        features = most;
        int waiting = Math.min(pending, steps - 1);
        in.require(waiting, (long) steps * columns, "estimates");
        for (int age = waiting; age >= 1; age--) {
            reserve(slot(age));
            in.getDoubles(of(age), 0, steps * columns);
        }
    }

    long bytes() {
        long rows = 0;
        for (double[] row : values) {
            rows += row == null ? 0 : 2;
        }
        return rows * steps * columns * Double.BYTES;
    }
}
