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
 * Kernel ridge regression, exact after every pair: {@code R R' = K + lambda I} grows by a row a pair, and with
 * {@code V = R^-1 Y} the estimate is {@code r' V}, r being the row that a feature would add
 * ({@code pred = Y - diag(R) R^-1 Y}, docs/mathematics.md#kernel-ridge-regression-at-every-token). O(n²) a pair and in memory: for sequences of thousands.
 */
public final class KernelRidge implements OnlineRegression {
    private final Microkernels loops;
    /** R, of K + lambda I. */
    private final KeyBasis basis;
    private final int columns;
    private final double ridge;
    private final int stride;
    /** V. */
    private double[] solved = {};
    private double[] sum = {};

    /** @param form with no division by k(x_s, x_s) */
    public KernelRidge(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns, double ridge) {
        this(loops, new KeyBasis(loops, form, dimension), columns, ridge);
    }

    private KernelRidge(Microkernels loops, KeyBasis basis, int columns, double ridge) {
        this.loops = loops;
        this.basis = basis;
        this.columns = columns;
        this.ridge = ridge;
        stride = Strides.roundUp(columns, loops.lanes());
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        if (basis.count() == 0) {
            Arrays.fill(estimate, 0, columns, 0);
            return;
        }
        double[] row = basis.coordinates(feature, offset);
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, basis.count(), row, 0, 1, solved, 0, stride, sum, 0, stride);
        System.arraycopy(sum, 0, estimate, 0, columns);
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
        makeRoom(n + 1);
        basis.reserve();
        Arrays.fill(solved, n * stride, (n + 1) * stride, 0);
        for (int c = 0; c < columns; c++) {
            solved[n * stride + c] = (target[targetOffset + c] - estimate[c]) / pivot;
        }
        basis.add(feature, offset, pivot);
    }

    @Override
    public boolean undo() {
        basis.removeLast();
        return true;
    }

    private void makeRoom(int rows) {
        if (sum.length == 0 && rows > 0) {
            sum = new double[stride];
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
        out.putText("kernel ridge");
        basis.write(out);
        for (int i = 0; i < basis.count(); i++) {
            out.putDoubles(solved, i * stride, columns);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("kernel ridge");
        basis.read(in);
        in.require(basis.count(), columns, "weights");
        makeRoom(basis.count());
        for (int i = 0; i < basis.count(); i++) {
            in.getDoubles(solved, i * stride, columns);
        }
    }

    @Override
    public OnlineRegression copy() {
        KernelRidge copy = new KernelRidge(loops, basis.copy(), columns, ridge);
        copy.solved = solved.clone();
        copy.sum = new double[sum.length];
        return copy;
    }

    @Override
    public void reset() {
        basis.clear();
    }

    @Override
    public long bytes() {
        return basis.bytes() + ((long) solved.length + sum.length) * Double.BYTES;
    }
}
