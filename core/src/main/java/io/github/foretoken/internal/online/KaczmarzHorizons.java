package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@link KaczmarzRegression} for each of H steps ahead by one row of kernel values a token: keys are of features only, and each
 * has a weight for each step. O(n p) for the row and O(H n m) for the estimates. Steps, targets and interruptions as in
 * {@link LinearHorizons}, except that a step forgets only by what it learns.
 */
public final class KaczmarzHorizons implements OnlineRegression {
    private static final double SMALLEST = 0x1p-400;

    private final int steps;
    private final int dimension;
    private final int columns;
    private final Relaxation relaxation;
    private final double ridge;
    private final double forgetting;
    private KernelSum sum;
    private final KeyIndex index;
    private final DueEstimates due;
    /** Of each step: weights are stored divided by the forgetting of all that it learned. */
    private final double[] scale;
    private final double[] lastScale;
    private long pairs;
    /** Of feature s at s % H: its key's term, -1 for none; by what an error becomes a weight. */
    private final int[] terms;
    private final double[] rates;
    /** Row s % H: what feature s has of the key of feature r at r % H. */
    private final double[][] mutual;
    /** Kernel values of a feature with all keys. */
    private double[] row = {};
    private double[] rowFeature = {};
    private boolean known;
    private double[] weight = {};
    private double[] lastWeights = {};
    private boolean lastIsNew;
    private KernelSum lastSum;

    /** @param form with the column factor that divides by k(x_s, x_s), or none */
    public KaczmarzHorizons(ScoreMicrokernels loops, ScoreForm form, int steps, int dimension, int columns,
            Relaxation relaxation, double ridge, double forgetting) {
        this(new KernelSum(loops, form, dimension, Math.multiplyExact(steps, columns)), new KeyIndex(), steps,
                dimension, columns, relaxation, new double[]{ridge, forgetting});
    }

    private KaczmarzHorizons(KernelSum sum, KeyIndex index, int steps, int dimension, int columns,
            Relaxation relaxation, double[] ridgeAndForgetting) {
        this.sum = sum;
        this.index = index;
        this.steps = steps;
        this.dimension = dimension;
        this.columns = columns;
        this.relaxation = relaxation;
        ridge = ridgeAndForgetting[0];
        forgetting = ridgeAndForgetting[1];
        due = new DueEstimates(steps, columns);
        scale = new double[steps];
        lastScale = new double[steps];
        mutual = new double[steps][];
        terms = new int[steps];
        rates = new double[steps];
        Arrays.fill(scale, 1);
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        if (sum.count() == 0) {
            Arrays.fill(estimate, 0);
            return;
        }
        lookUp(feature, offset);
        sum.combine(row, estimate);
        for (int step = 0; step < steps; step++) {
            for (int c = 0; c < columns; c++) {
                estimate[step * columns + c] *= scale[step];
            }
        }
    }

    private void lookUp(double[] feature, int offset) {
        if (!known || !Arrays.equals(rowFeature, 0, dimension, feature, offset, offset + dimension)) {
            sum.kernelValues(feature, offset, 0, sum.count(), row);
            System.arraycopy(feature, offset, rowFeature, 0, dimension);
            known = true;
        }
    }

    @Override
    public double divisor(double squaredNorm) {
        return sum.diagonal(squaredNorm) + ridge * sum.division(squaredNorm);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        double diagonal = divisor(OnlineRegression.squaredNorm(feature, offset, dimension));
        OnlineRegression.requireDivisor(diagonal);
        // All memory first: without it nothing has changed.
        reserve(sum.count() + 1);
        due.reserve();
        reserveMutual((int) (pairs % steps));
        KernelSum before = tooSmall(diagonal) ? sum.copy() : null;
        lookUp(feature, offset);
        due.push(estimate);
        due.requireFit();
        for (int age = 2; age <= due.pending(); age++) {
            int term = terms[due.slot(age)];
            mutual[due.slot(1)][due.slot(age)] = term < 0 ? 0 : row[term];
        }
        int count = sum.count();
        int term;
        try {
            // A zero feature predicts zero and teaches nothing.
            term = diagonal == 0 ? -1 : index.findOrAdd(sum, feature, offset, dimension);
        } catch (OutOfMemoryError e) {
            due.undo();
            throw e;
        }
        // From here on nothing fails.
        pairs++;
        lastIsNew = sum.count() > count;
        lastSum = before;
        System.arraycopy(scale, 0, lastScale, 0, steps);
        if (before != null) {
            for (int step = 0; step < steps; step++) {
                rescale(step);
            }
        }
        known = known && !lastIsNew;
        terms[due.slot(1)] = term;
        rates[due.slot(1)] = term < 0 ? 0 : relaxation.step(pairs) / diagonal;
        for (int step = 1; step <= due.pending(); step++) {
            learn(step, target, targetOffset + (step - 1) * columns);
        }
    }

    /** Whether weights divided by the forgetting would overflow. */
    private boolean tooSmall(double diagonal) {
        double least = 1;
        for (double one : scale) {
            least = Math.min(least, one);
        }
        double most = diagonal == 0 ? 0 : 1 / diagonal;
        for (int age = 1; age < Math.min(due.pending() + 1, steps); age++) {
            most = Math.max(most, rates[due.slot(age)]);
        }
        return Double.isInfinite(2 * most / least);
    }

    private void rescale(int step) {
        sum.scale(scale[step], step * columns, (step + 1) * columns);
        scale[step] = 1;
    }

    private void learn(int step, double[] target, int from) {
        int slot = due.slot(step);
        double[] estimated = due.of(step);
        int at = due.at(step);
        int term = terms[slot];
        double rate = rates[slot];
        for (int c = 0; c < columns; c++) {
            weight[c] = rate * (target[from + c] - estimated[at + c]);
        }
        if (term >= 0) {
            double[] weights = sum.weights(term);
            int own = sum.weightOffset(term) + (step - 1) * columns;
            System.arraycopy(weights, own, lastWeights, (step - 1) * columns, columns);
            for (int c = 0; c < columns; c++) {
                weights[own + c] += rate / scale[step - 1] * (target[from + c] - estimated[at + c]);
            }
        }
        for (int age = 1; age < step; age++) {
            due.change(step, age, mutual[due.slot(age)][slot], weight, forgetting);
        }
        scale[step - 1] *= forgetting;
    }

    private void reserve(int keys) {
        if (weight.length == 0) {
            double[] last = new double[steps * columns];
            double[] feature = new double[dimension];
            weight = new double[columns];
            lastWeights = last;
            rowFeature = feature;
        }
        int room = row.length;
        while (room < keys) {
            room = Math.max(KernelSum.BLOCK, Math.multiplyExact(2, room));
        }
        row = room == row.length ? row : Arrays.copyOf(row, room);
    }

    private void reserveMutual(int slot) {
        if (mutual[slot] == null) {
            mutual[slot] = new double[steps];
        }
    }

    @Override
    public boolean undo() {
        pairs--;
        for (int step = 1; step <= due.pending(); step++) {
            int term = terms[due.slot(step)];
            if (term >= 0) {
                System.arraycopy(lastWeights, (step - 1) * columns, sum.weights(term),
                        sum.weightOffset(term) + (step - 1) * columns, columns);
            }
        }
        if (lastIsNew) {
            index.removeLast(sum, lastFeature(), 0, dimension);
        }
        if (lastSum != null) {
            sum = lastSum;
        }
        System.arraycopy(lastScale, 0, scale, 0, steps);
        due.undo();
        known = false;
        return true;
    }

    /** The key added last. */
    private double[] lastFeature() {
        sum.key(sum.count() - 1, rowFeature);
        return rowFeature;
    }

    @Override
    public boolean settle() {
        lastSum = null;
        boolean changed = false;
        for (int step = 0; step < steps; step++) {
            if (scale[step] < SMALLEST) {
                rescale(step);
                changed = true;
            }
        }
        return changed;
    }

    @Override
    public void interrupt() {
        due.interrupt();
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("horizons of kaczmarz");
        out.putLong(pairs);
        out.putDoubles(scale, 0, steps);
        sum.write(out);
        due.write(out);
        int waiting = Math.min(due.pending(), steps - 1);
        for (int age = waiting; age >= 1; age--) {
            out.putInt(terms[due.slot(age)]);
            out.putDouble(rates[due.slot(age)]);
            for (int older = waiting; older > age; older--) {
                out.putDouble(mutual[due.slot(age)][due.slot(older)]);
            }
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("horizons of kaczmarz");
        pairs = in.getSize("pairs");
        for (int step = 0; step < steps; step++) {
            scale[step] = in.getPositive("a scale");
        }
        sum.read(in);
        index.of(sum, dimension);
        due.read(in, pairs);
        if (sum.count() > 0 || due.pending() > 0) {
            reserve(sum.count());
        }
        int waiting = Math.min(due.pending(), steps - 1);
        for (int age = waiting; age >= 1; age--) {
            int term = in.getInt();
            if (term < -1 || term >= sum.count()) {
                throw new StateFlaw("has a key " + term + " of " + sum.count());
            }
            terms[due.slot(age)] = term;
            rates[due.slot(age)] = in.getDouble();
            reserveMutual(due.slot(age));
            for (int older = waiting; older > age; older--) {
                mutual[due.slot(age)][due.slot(older)] = in.getDouble();
            }
        }
    }

    @Override
    public OnlineRegression copy() {
        KaczmarzHorizons copy = new KaczmarzHorizons(sum.copy(), index.copy(), steps, dimension, columns, relaxation,
                new double[]{ridge, forgetting});
        copy.due.copyFrom(due);
        copy.pairs = pairs;
        System.arraycopy(scale, 0, copy.scale, 0, steps);
        System.arraycopy(terms, 0, copy.terms, 0, steps);
        System.arraycopy(rates, 0, copy.rates, 0, steps);
        Arrays.setAll(copy.mutual, slot -> mutual[slot] == null ? null : mutual[slot].clone());
        copy.row = new double[row.length];
        copy.rowFeature = new double[rowFeature.length];
        copy.weight = new double[weight.length];
        copy.lastWeights = new double[lastWeights.length];
        return copy;
    }

    @Override
    public void reset() {
        sum.clear();
        index.clear();
        due.clear();
        Arrays.fill(scale, 1);
        pairs = 0;
        known = false;
    }

    @Override
    public long bytes() {
        long numbers = 0;
        for (double[] one : mutual) {
            numbers += one == null ? 0 : steps;
        }
        numbers += (long) row.length + rowFeature.length + weight.length + lastWeights.length + 4L * steps;
        return sum.bytes() + index.bytes() + due.bytes() + numbers * Double.BYTES;
    }
}
