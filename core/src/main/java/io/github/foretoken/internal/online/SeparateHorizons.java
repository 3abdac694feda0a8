package io.github.foretoken.internal.online;

import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * H regressions, one a step, for methods of which steps can share nothing. Steps, targets and interruptions as in
 * {@link LinearHorizons}, but each learns what it has targets for and nothing else.
 */
public final class SeparateHorizons implements OnlineRegression {
    private final OnlineRegression[] each;
    private final int dimension;
    private final int columns;
    /** Feature s at s % H, once there was one. */
    private final double[][] features;
    private double[] lost = {};
    private double[] part = {};
    private double[] estimates = {};
    private long count;
    private int pending;
    private int pendingBefore;
    /** Whether what is due for the next pair is estimated. */
    private boolean prepared;

    /** @param each of steps 1..H, used by nobody else, that can {@link OnlineRegression#undo}, or reserve what they need */
    public SeparateHorizons(OnlineRegression[] each, int dimension, int columns) {
        this.each = each.clone();
        this.dimension = dimension;
        this.columns = columns;
        Growth.requireArray(each.length, columns);
        features = new double[each.length][];
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        if (part.length == 0) {
            Arrays.fill(estimate, 0);
            return;
        }
        for (int h = 0; h < each.length; h++) {
            each[h].estimate(feature, offset, part);
            System.arraycopy(part, 0, estimate, h * columns, columns);
        }
    }

    @Override
    public double divisor(double squaredNorm) {
        return each[0].divisor(squaredNorm);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        if (!prepared) {
            prepare(feature, offset, target, targetOffset);
        }
        prepared = false;
        push(feature, offset);
        int done = 0;
        try {
            for (; done < pending; done++) {
                System.arraycopy(estimates, done * columns, part, 0, columns);
                each[done].learn(features[slot(done + 1)], 0, target, targetOffset + done * columns, part);
            }
        } catch (ArithmeticException | OutOfMemoryError e) {
            for (int h = 0; h < done; h++) {
                each[h].undo();
            }
            pop();
            throw e;
        }
    }

    @Override
    public void prepare(double[] feature, int offset, double[] target, int targetOffset) {
        reserve();
        reserve((int) (count % each.length));
        push(feature, offset);
        try {
            for (int h = 0; h < pending; h++) {
                each[h].prepare(features[slot(h + 1)], 0, target, targetOffset + h * columns);
            }
            estimateDue();
            prepared = true;
        } finally {
            pop();
        }
    }

    private void estimateDue() {
        for (int h = 0; h < pending; h++) {
            each[h].estimate(features[slot(h + 1)], 0, part);
            if (!Finite.all(part, 0, 1, columns, columns)) {
                throw new ArithmeticException("what is predicted from earlier tokens does not fit float64; interrupt() "
                        + "goes on without them, or scale the tokens down");
            }
            System.arraycopy(part, 0, estimates, h * columns, columns);
        }
    }

    private void push(double[] feature, int offset) {
        pendingBefore = pending;
        count++;
        pending = Math.min(pending + 1, each.length);
        double[] newest = lost;
        lost = features[slot(1)];
        features[slot(1)] = newest;
        System.arraycopy(feature, offset, newest, 0, dimension);
    }

    private void pop() {
        double[] newest = features[slot(1)];
        features[slot(1)] = lost;
        lost = newest;
        count--;
        pending = pendingBefore;
    }

    private int slot(int age) {
        return (int) ((count - age) % each.length);
    }

    private void reserve() {
        if (part.length == 0) {
            double[] all = new double[each.length * columns];
            double[] one = new double[dimension];
            part = new double[columns];
            lost = one;
            estimates = all;
        }
    }

    private void reserve(int slot) {
        if (features[slot] == null) {
            features[slot] = new double[dimension];
        }
    }

    /** All of them can, or none. */
    @Override
    public boolean undo() {
        for (int h = 0; h < pending; h++) {
            if (!each[h].undo()) {
                return false;
            }
        }
        pop();
        return true;
    }

    @Override
    public boolean settle() {
        boolean changed = false;
        for (int h = 0; h < pending; h++) {
            changed |= each[h].settle();
        }
        return changed;
    }

    @Override
    public void interrupt() {
        prepared = false;
        pending = 0;
    }

    @Override
    public double budgetError(double squaredNorm, int column) {
        return each[column / columns].budgetError(squaredNorm, column % columns);
    }

    @Override
    public double condition() {
        return each[0].condition();
    }

    @Override
    public double largestCondition() {
        return each[0].largestCondition();
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("separate horizons");
        out.putInt(pending);
        for (int age = pending; age >= 1; age--) {
            out.putDoubles(features[slot(age)], 0, dimension);
        }
        for (OnlineRegression one : each) {
            one.write(out);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("separate horizons");
        pending = in.getInt();
        if (pending < 0 || pending > each.length) {
            throw new StateFlaw("has " + pending + " features that wait for " + each.length + " steps");
        }
        in.require(pending, dimension, "features");
        count = pending;
        for (int age = pending; age >= 1; age--) {
            reserve(slot(age));
            in.getDoubles(features[slot(age)], 0, dimension);
        }
        long before = each[0].bytes();
        for (OnlineRegression one : each) {
            one.read(in);
        }
        if (pending > 0 || each[0].bytes() > before) {
            reserve();
        }
    }

    @Override
    public OnlineRegression copy() {
        OnlineRegression[] copies = new OnlineRegression[each.length];
        Arrays.setAll(copies, h -> each[h].copy());
        SeparateHorizons copy = new SeparateHorizons(copies, dimension, columns);
        Arrays.setAll(copy.features, slot -> features[slot] == null ? null : features[slot].clone());
        copy.lost = new double[lost.length];
        copy.part = new double[part.length];
        copy.estimates = new double[estimates.length];
        copy.count = count;
        copy.pending = pending;
        return copy;
    }

    @Override
    public void reset() {
        for (OnlineRegression one : each) {
            one.reset();
        }
        count = 0;
        pending = 0;
    }

    @Override
    public long bytes() {
        long bytes = ((long) lost.length + part.length + estimates.length) * Double.BYTES;
        for (double[] feature : features) {
            bytes += feature == null ? 0 : (long) dimension * Double.BYTES;
        }
        for (OnlineRegression one : each) {
            bytes += one.bytes();
        }
        return bytes;
    }
}
