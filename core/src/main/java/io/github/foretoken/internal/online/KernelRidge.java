package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.tile.ScoreForm;
import java.util.Arrays;

/**
 * Kernel ridge regression, exact after every pair: {@code R R' = K + lambda I} grows by a row a pair, and with
 * {@code V = R^-1 Y} the estimate is {@code r' V}, r being the row that a feature would add (MATH section 8:
 * {@code pred = Y - diag(R) R^-1 Y}). O(n²) a pair and in memory: for sequences of thousands.
 */
public final class KernelRidge implements OnlineRegression {
    private static final int FEW = 48;

    private final Microkernels loops;
    private final KernelSum keys;
    private final GrowingFactor factor;
    private final int columns;
    private final double ridge;
    private final int stride;
    /** V. */
    private double[] solved;
    private double[] row;
    private final double[] sum;

    /** @param form with no division by k(x_s, x_s) */
    public KernelRidge(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns, double ridge) {
        this(loops, new KernelSum(loops, form, dimension, 0), new GrowingFactor(loops), columns, ridge);
    }

    private KernelRidge(Microkernels loops, KernelSum keys, GrowingFactor factor, int columns, double ridge) {
        this.loops = loops;
        this.keys = keys;
        this.factor = factor;
        this.columns = columns;
        this.ridge = ridge;
        stride = Strides.roundUp(columns, loops.lanes());
        solved = new double[FEW * stride];
        row = new double[FEW];
        sum = new double[stride];
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        solveRow(feature, offset);
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, keys.count(), row, 0, 1, solved, 0, stride, sum, 0, stride);
        System.arraycopy(sum, 0, estimate, 0, columns);
    }

    private void solveRow(double[] feature, int offset) {
        keys.kernelValues(feature, offset, 0, keys.count(), row);
        factor.solve(row);
    }

    @Override
    public void learn(double[] feature, int offset, double[] target, int targetOffset, double[] estimate) {
        solveRow(feature, offset);
        int n = keys.count();
        double pivot = keys.diagonal(feature, offset) + ridge;
        for (int j = 0; j < n; j++) {
            pivot -= row[j] * row[j];
        }
        // Rounding must not take away what the ridge leaves at least.
        pivot = Math.sqrt(Math.max(pivot, ridge));
        if (n == row.length) {
            row = Arrays.copyOf(row, 2 * n);
            solved = Arrays.copyOf(solved, 2 * solved.length);
        }
        factor.append(row, pivot);
        Arrays.fill(solved, n * stride, (n + 1) * stride, 0);
        for (int c = 0; c < columns; c++) {
            solved[n * stride + c] = (target[targetOffset + c] - estimate[c]) / pivot;
        }
        keys.add(feature, offset);
    }

    @Override
    public OnlineRegression copy() {
        KernelRidge copy = new KernelRidge(loops, keys.copy(), factor.copy(), columns, ridge);
        copy.solved = solved.clone();
        copy.row = row.clone();
        return copy;
    }

    @Override
    public void reset() {
        keys.clear();
        factor.clear();
    }

    @Override
    public long bytes() {
        return keys.bytes() + factor.bytes() + (long) (solved.length + row.length) * Double.BYTES;
    }
}
