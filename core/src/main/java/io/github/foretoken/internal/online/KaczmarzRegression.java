package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;

/**
 * Kaczmarz's method in feature space, that is normalised LMS with relaxation omega, ridge lambda and forgetting gamma
 * (docs/mathematics.md#noise-and-change): {@code W_t = g W_{t-1} + omega (y_t - g W_{t-1} phi_t) phi_t* / (k_tt + lambda)}. A key that comes
 * again adds to its old weight, so that a finite vocabulary costs the same forever. O(n (p + m)) a pair, n distinct keys.
 */
public final class KaczmarzRegression implements OnlineRegression {
    /** Weights are stored divided by the forgetting of all pairs so far, which is multiplied in before it vanishes. */
    private static final double SMALLEST = 0x1p-400;

    private KernelSum sum;
    private final KeyIndex index;
    private final int dimension;
    private final int columns;
    private final Relaxation relaxation;
    private final double ridge;
    private final double forgetting;
    private double scale = 1;
    private long pairs;

    /** What {@link #undo} goes back to: the term learned last, -1 for none; its key and weight; all terms, if all changed. */
    private int lastTerm;
    private boolean lastIsNew;
    private double[] lastKey = {};
    private double[] lastWeight = {};
    private double lastScale;
    private KernelSum lastSum;

    /**
     * @param form with the column factor that divides by k(x_s, x_s), or none
     * @param dimension p
     * @param columns m
     */
    public KaczmarzRegression(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns,
            Relaxation relaxation, double ridge, double forgetting) {
        this(new KernelSum(loops, form, dimension, columns), new KeyIndex(), dimension, columns, relaxation, ridge,
                forgetting);
    }

    private KaczmarzRegression(KernelSum sum, KeyIndex index, int dimension, int columns, Relaxation relaxation,
            double ridge, double forgetting) {
        this.sum = sum;
        this.index = index;
        this.dimension = dimension;
        this.columns = columns;
        this.relaxation = relaxation;
        this.ridge = ridge;
        this.forgetting = forgetting;
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        sum.evaluate(feature, offset, scale, estimate);
    }

    @Override
    public double divisor(double squaredNorm) {
        return sum.diagonal(squaredNorm) + ridge * sum.division(squaredNorm);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        double diagonal = divisor(OnlineRegression.squaredNorm(feature, offset, dimension));
        OnlineRegression.requireDivisor(diagonal);
        KernelSum before = null;
        int term = -1;
        int count = sum.count();
        double step = relaxation.step(pairs + 1) / diagonal / scale;
        // A zero feature predicts zero and teaches nothing.
        if (diagonal != 0) {
            reserve();
            if (Double.isInfinite(step)) {
                before = sum.copy();
            }
            term = index.findOrAdd(sum, feature, offset, dimension);
        }
        // From here on nothing fails.
        pairs++;
        lastTerm = term;
        lastIsNew = sum.count() > count;
        lastScale = scale;
        lastSum = before;
        if (term >= 0) {
            if (before != null) {
                sum.scale(scale);
                scale = 1;
                step = relaxation.step(pairs) / diagonal;
            }
            System.arraycopy(feature, offset, lastKey, 0, dimension);
            double[] weights = sum.weights(term);
            int at = sum.weightOffset(term);
            System.arraycopy(weights, at, lastWeight, 0, lastWeight.length);
            for (int c = 0; c < estimate.length; c++) {
                weights[at + c] += step * (target[targetOffset + c] - estimate[c]);
            }
        }
        scale *= forgetting;
    }

    private void reserve() {
        if (lastKey.length == 0) {
            lastWeight = new double[columns];
            lastKey = new double[dimension];
        }
    }

    @Override
    public boolean undo() {
        pairs--;
        scale = lastScale;
        if (lastTerm >= 0) {
            System.arraycopy(lastWeight, 0, sum.weights(lastTerm), sum.weightOffset(lastTerm), lastWeight.length);
            if (lastIsNew) {
                index.removeLast(sum, lastKey, 0, dimension);
            }
            if (lastSum != null) {
                sum = lastSum;
            }
        }
        return true;
    }

    @Override
    public boolean settle() {
        lastSum = null;
        if (scale < SMALLEST) {
            sum.scale(scale);
            scale = 1;
            return true;
        }
        return false;
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("kaczmarz");
        out.putLong(pairs);
        out.putDouble(scale);
        sum.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("kaczmarz");
        pairs = in.getSize("pairs");
        scale = in.getPositive("a scale");
        sum.read(in);
        index.of(sum, dimension);
    }

    @Override
    public OnlineRegression copy() {
        KaczmarzRegression copy =
                new KaczmarzRegression(sum.copy(), index.copy(), dimension, columns, relaxation, ridge, forgetting);
        copy.scale = scale;
        copy.pairs = pairs;
        return copy;
    }

    @Override
    public void reset() {
        sum.clear();
        index.clear();
        scale = 1;
        pairs = 0;
    }

    @Override
    public long bytes() {
        return sum.bytes() + index.bytes() + (long) (lastKey.length + lastWeight.length) * Double.BYTES;
    }
}
