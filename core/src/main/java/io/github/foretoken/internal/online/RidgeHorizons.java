package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@link KernelRidge} for each of H steps ahead by one factor: {@code R R' = K + lambda I} is of features only, and the row that
 * a pair adds to {@code V = R^-1 Y} depends on those before alone, so that the V of step h is h - 1 rows behind, zero there. O(n²)
 * and O(H n m) a token. Steps, targets and interruptions as in {@link LinearHorizons}.
 */
public final class RidgeHorizons implements OnlineRegression {
    private final Microkernels loops;
    private final KeyBasis basis;
    private final int steps;
    private final int columns;
    private final double ridge;
    private final int stride;
    private final DueEstimates due;
    /** Row n: m numbers for each step. */
    private double[] solved = {};
    private double[] sum = {};
    private double[] weight = {};

    /** @param form with no division by k(x_s, x_s) */
    public RidgeHorizons(ScoreMicrokernels loops, ScoreForm form, int steps, int dimension, int columns, double ridge) {
        this(loops, new KeyBasis(loops, form, dimension), steps, columns, ridge);
    }

    private RidgeHorizons(Microkernels loops, KeyBasis basis, int steps, int columns, double ridge) {
        this.loops = loops;
        this.basis = basis;
        this.steps = steps;
        this.columns = columns;
        this.ridge = ridge;
        stride = Strides.roundUp(Math.multiplyExact(steps, columns), loops.lanes());
        due = new DueEstimates(steps, columns);
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        if (basis.count() == 0) {
            Arrays.fill(estimate, 0);
            return;
        }
        double[] row = basis.coordinates(feature, offset);
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, basis.count(), row, 0, 1, solved, 0, stride, sum, 0, stride);
        System.arraycopy(sum, 0, estimate, 0, steps * columns);
    }

    @Override
    public double divisor(double squaredNorm) {
        return basis.norm(squaredNorm) + ridge;
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        int n = basis.count();
        double least = basis.leastPivot(basis.norm(feature, offset), ridge);
        double pivot = Math.sqrt(Math.max(basis.outside(feature, offset) + ridge, least));
        // All memory first: without it nothing has changed.
        reserve(n + 1);
        basis.reserve();
        due.reserve();
        due.push(estimate);
        due.requireFit();
        Arrays.fill(solved, n * stride, (n + 1) * stride, 0);
        basis.add(feature, offset, pivot);
        for (int step = 1; step <= due.pending(); step++) {
            learn(step, n + 1 - step, target, targetOffset + (step - 1) * columns);
        }
    }

    private void learn(int step, int row, double[] target, int from) {
        double[] estimated = due.of(step);
        int at = due.at(step);
        double pivot = basis.entry(row, row);
        for (int c = 0; c < columns; c++) {
            weight[c] = (target[from + c] - estimated[at + c]) / pivot;
        }
        System.arraycopy(weight, 0, solved, row * stride + (step - 1) * columns, columns);
        for (int age = 1; age < step; age++) {
            due.change(step, age, basis.entry(row + step - age, row), weight, 1);
        }
    }

    @Override
    public boolean undo() {
        int last = basis.count() - 1;
        for (int step = 1; step <= due.pending(); step++) {
            int at = (last + 1 - step) * stride + (step - 1) * columns;
            Arrays.fill(solved, at, at + columns, 0);
        }
        basis.removeLast();
        due.undo();
        return true;
    }

    @Override
    public void interrupt() {
        due.interrupt();
    }

    private void reserve(int rows) {
        if (sum.length == 0) {
            double[] other = new double[columns];
            sum = new double[stride];
            weight = other;
        }
        int room = solved.length / stride;
        if (room < rows) {
            solved = Arrays.copyOf(solved, Growth.of(room, rows, Integer.MAX_VALUE / stride) * stride);
        }
    }

    /** Of K + lambda I, whose elements are what is known: the trace of K by lambda. */
    @Override
    public double condition() {
        return 1 + basis.norms().sum() / ridge;
    }

    @Override
    public double largestCondition() {
        return basis.norms().largestCondition();
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("horizons of kernel ridge");
        basis.write(out);
        for (int i = 0; i < basis.count(); i++) {
            out.putDoubles(solved, i * stride, steps * columns);
        }
        due.write(out);
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("horizons of kernel ridge");
        basis.read(in);
        in.require(basis.count(), (long) steps * columns, "weights");
        if (basis.count() > 0) {
            reserve(basis.count());
        }
        for (int i = 0; i < basis.count(); i++) {
            in.getDoubles(solved, i * stride, steps * columns);
        }
        due.read(in, basis.count());
    }

    @Override
    public OnlineRegression copy() {
        RidgeHorizons copy = new RidgeHorizons(loops, basis.copy(), steps, columns, ridge);
        copy.solved = solved.clone();
        copy.sum = new double[sum.length];
        copy.weight = new double[weight.length];
        copy.due.copyFrom(due);
        return copy;
    }

    @Override
    public void reset() {
        basis.clear();
        due.clear();
    }

    @Override
    public long bytes() {
        return basis.bytes() + due.bytes() + ((long) solved.length + sum.length + weight.length) * Double.BYTES;
    }
}
