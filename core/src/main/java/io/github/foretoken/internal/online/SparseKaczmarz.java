package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@link KaczmarzRegression} for endless streams, on a dictionary as {@link SparseKernelRidge} has one: a correction goes along
 * the projection of the feature on what the keys span, {@code V_t = g (V_{t-1} + s_t (y_t - V_{t-1} z_t) z_t*)} with coordinates
 * {@code z = R^-1 k(x)} and {@code s_t = omega / (k_tt + lambda)}, and what each correction lacks of its feature is added up to
 * a bound of how far off the map is (docs/mathematics.md#budgets). O(n (n + p + m)) a pair for n keys.
 */
public final class SparseKaczmarz implements OnlineRegression {
    private static final String FORM = "sparse kaczmarz";

    private final ScoreMicrokernels loops;
    private final KeyBasis basis;
    private final int dimension;
    private final int columns;
    private final int stride;
    private final Relaxation relaxation;
    private final double[] ridgeAndForgetting;
    private final int budget;
    private final double novelty;
    /** V', a row a key. */
    private double[] weights = {};
    private double[] sum = {};
    private double[] error = {};
    /** By what |W_c| is off at most, for each row c of the map. */
    private double[] off = {};
    private long pairs;

    /** What {@link #undo} goes back to. */
    private double[] lastWeights = {};
    private double[] lastOff = {};
    private boolean lastIsNew;

    /**
     * @param form with no division by k(x_s, x_s)
     * @param dimension p
     * @param columns m
     * @param ridgeAndForgetting lambda and gamma
     * @param budget keys at most
     * @param novelty nu
     */
    public SparseKaczmarz(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns, Relaxation relaxation,
            double[] ridgeAndForgetting, int budget, double novelty) {
        this(loops, new KeyBasis(loops, form, dimension), dimension, columns, relaxation, ridgeAndForgetting.clone(),
                budget, novelty);
    }

    private SparseKaczmarz(ScoreMicrokernels loops, KeyBasis basis, int dimension, int columns, Relaxation relaxation,
            double[] ridgeAndForgetting, int budget, double novelty) {
        this.loops = loops;
        this.basis = basis;
        this.dimension = dimension;
        this.columns = columns;
        stride = Strides.roundUp(columns, loops.lanes());
        this.relaxation = relaxation;
        this.ridgeAndForgetting = ridgeAndForgetting;
        this.budget = budget;
        this.novelty = novelty;
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        if (basis.count() == 0) {
            Arrays.fill(estimate, 0, columns, 0);
            return;
        }
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, basis.count(), basis.coordinates(feature, offset), 0, 1, weights, 0, stride, sum, 0,
                stride);
        System.arraycopy(sum, 0, estimate, 0, columns);
    }

    @Override
    public double divisor(double squaredNorm) {
        return basis.norm(squaredNorm) + ridgeAndForgetting[0];
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        double divisor = divisor(OnlineRegression.squaredNorm(feature, offset, dimension));
        OnlineRegression.requireDivisor(divisor);
        boolean isNew = divisor != 0 && basis.admits(feature, offset, budget, novelty);
        // All memory first: without it nothing has changed.
        makeRoom(basis.count() + (isNew ? 1 : 0));
        if (isNew) {
            basis.reserve();
        }
        pairs++;
        lastIsNew = isNew;
        int kept = basis.count() * stride;
        System.arraycopy(weights, 0, lastWeights, 0, kept);
        System.arraycopy(off, 0, lastOff, 0, columns);
        double missing = isNew ? 0 : missing(feature, offset);
        if (isNew) {
            basis.add(feature, offset, Math.sqrt(basis.outside(feature, offset)));
            Arrays.fill(weights, kept, kept + stride, 0);
        }
        double step = divisor == 0 ? 0 : relaxation.step(pairs) / divisor;
        double forgetting = ridgeAndForgetting[1];
        for (int c = 0; c < columns; c++) {
            error[c] = step * (target[targetOffset + c] - estimate[c]);
            off[c] = forgetting * (off[c] + Math.abs(error[c]) * missing);
        }
        if (basis.count() > 0) {
            loops.gemm(basis.count(), stride, 1, basis.coordinates(feature, offset), 0, basis.count(), error, 0, stride,
                    weights, 0, stride);
        }
        for (int i = 0; i < basis.count() * stride && forgetting != 1; i++) {
            weights[i] *= forgetting;
        }
    }

    /** Length of what a feature has outside of the keys' span, and what that is uncertain by. */
    private double missing(double[] feature, int offset) {
        double rounding = basis.leastPivot(basis.norm(feature, offset), 0);
        return Math.sqrt(Math.max(0, basis.outside(feature, offset)) + rounding);
    }

    @Override
    public double budgetError(double squaredNorm, int column) {
        return column < off.length ? off[column] * Math.sqrt(basis.norm(squaredNorm)) : 0;
    }

    private void makeRoom(int keys) {
        if (off.length == 0) {
            double[] first = new double[columns];
            double[] second = new double[columns];
            sum = new double[stride];
            error = new double[stride];
            lastOff = first;
            off = second;
        }
        int room = weights.length / stride;
        if (room < keys) {
            int more = Growth.of(room, keys, Math.min(budget, Integer.MAX_VALUE / stride)) * stride;
            double[] last = new double[more];
            weights = Arrays.copyOf(weights, more);
            lastWeights = last;
        }
    }

    @Override
    public boolean undo() {
        pairs--;
        if (lastIsNew) {
            basis.removeLast();
        }
        System.arraycopy(lastWeights, 0, weights, 0, basis.count() * stride);
        System.arraycopy(lastOff, 0, off, 0, columns);
        return true;
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText(FORM);
        out.putLong(pairs);
        basis.write(out);
        for (int i = 0; i < basis.count(); i++) {
            out.putDoubles(weights, i * stride, columns);
        }
        if (pairs > 0) {
            out.putDoubles(off, 0, columns);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText(FORM);
        pairs = in.getSize("pairs");
        basis.read(in);
        if (basis.count() > budget) {
            throw new StateFlaw("claims " + basis.count() + " keys, more than its budget of " + budget);
        }
        if (pairs == 0 && basis.count() == 0) {
            return;
        }
        in.require(basis.count() + 1L, columns, "weights");
        makeRoom(basis.count());
        for (int i = 0; i < basis.count(); i++) {
            in.getDoubles(weights, i * stride, columns);
        }
        in.getDoubles(off, 0, pairs > 0 ? columns : 0);
        for (double one : off) {
            if (one < 0) {
                throw new StateFlaw("holds an error of " + one);
            }
        }
    }

    @Override
    public OnlineRegression copy() {
        SparseKaczmarz copy = new SparseKaczmarz(loops, basis.copy(), dimension, columns, relaxation,
                ridgeAndForgetting, budget, novelty);
        copy.weights = weights.clone();
        copy.lastWeights = new double[lastWeights.length];
        copy.sum = new double[sum.length];
        copy.error = new double[error.length];
        copy.off = off.clone();
        copy.lastOff = new double[lastOff.length];
        copy.pairs = pairs;
        return copy;
    }

    @Override
    public void reset() {
        basis.clear();
        Arrays.fill(off, 0);
        pairs = 0;
    }

    @Override
    public long bytes() {
        return basis.bytes()
                + ((long) weights.length + lastWeights.length + sum.length + error.length + off.length + lastOff.length)
                        * Double.BYTES;
    }
}
