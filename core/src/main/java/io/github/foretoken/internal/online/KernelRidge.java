package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import io.github.foretoken.internal.simd.Strides;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import io.github.foretoken.internal.tile.ScoreForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kernel ridge regression, exact after every pair: {@code R R' = K + lambda I} grows by a row a pair, and with
 * {@code V = R^-1 Y} the estimate is {@code r' V}, r being the row that a feature would add (MATH section 8:
 * {@code pred = Y - diag(R) R^-1 Y}). O(n²) a pair and in memory: for sequences of thousands.
 */
public final class KernelRidge implements OnlineRegression {
    /** Rows of R in one array, transposed, so that what earlier rows take from them is one product. */
    private static final int HEIGHT = 48;

    private final Microkernels loops;
    private final KernelSum keys;
    private final int columns;
    private final double ridge;
    private final int stride;
    /** Block b holds rows [48 b, 48 (b + 1)) of R: element (i, j) at j * 48 + i - 48 b. */
    private final List<double[]> blocks = new ArrayList<>();
    /** V. */
    private double[] solved;
    private double[] row;
    private double[] negated;
    private final double[] sum;

    /** @param form with no division by k(x_s, x_s) */
    public KernelRidge(ScoreMicrokernels loops, ScoreForm form, int dimension, int columns, double ridge) {
        this(loops, new KernelSum(loops, form, dimension, 0), columns, ridge);
    }

    private KernelRidge(Microkernels loops, KernelSum keys, int columns, double ridge) {
        this.loops = loops;
        this.keys = keys;
        this.columns = columns;
        this.ridge = ridge;
        stride = Strides.roundUp(columns, loops.lanes());
        sum = new double[stride];
        clear();
    }

    private void clear() {
        blocks.clear();
        solved = new double[HEIGHT * stride];
        row = new double[HEIGHT];
        negated = new double[HEIGHT];
    }

    @Override
    public void estimate(double[] feature, int offset, double[] estimate) {
        solveRow(feature, offset);
        Arrays.fill(sum, 0);
        loops.gemm(1, stride, keys.count(), row, 0, 1, solved, 0, stride, sum, 0, stride);
        System.arraycopy(sum, 0, estimate, 0, columns);
    }

    /** Forward substitution {@code R r = k(x)}. */
    private void solveRow(double[] feature, int offset) {
        int n = keys.count();
        keys.kernelValues(feature, offset, 0, n, row);
        for (int first = 0; first < n; first += HEIGHT) {
            double[] block = blocks.get(first / HEIGHT);
            int height = Math.min(HEIGHT, n - first);
            loops.gemm(1, height, first, negated, 0, 1, block, 0, HEIGHT, row, first, HEIGHT);
            for (int i = 0; i < height; i++) {
                double value = row[first + i];
                for (int j = 0; j < i; j++) {
                    value -= block[(first + j) * HEIGHT + i] * row[first + j];
                }
                value /= block[(first + i) * HEIGHT + i];
                row[first + i] = value;
                negated[first + i] = -value;
            }
        }
    }

    /** Where row n of R belongs, n rows being there already. */
    private double[] blockOfRow(int n) {
        if (n == row.length) {
            row = Arrays.copyOf(row, 2 * n);
            negated = Arrays.copyOf(negated, 2 * n);
            solved = Arrays.copyOf(solved, 2 * solved.length);
        }
        if (n % HEIGHT == 0) {
            blocks.add(new double[Math.multiplyExact(n + HEIGHT, HEIGHT)]);
        }
        return blocks.getLast();
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
        double[] block = blockOfRow(n);
        for (int j = 0; j < n; j++) {
            block[j * HEIGHT + n % HEIGHT] = row[j];
        }
        block[n * HEIGHT + n % HEIGHT] = pivot;
        for (int c = 0; c < columns; c++) {
            solved[n * stride + c] = (target[targetOffset + c] - estimate[c]) / pivot;
        }
        keys.add(feature, offset);
    }

    @Override
    public void write(StateOutput out) throws IOException {
        out.putText("kernel ridge");
        keys.write(out);
        for (int i = 0; i < keys.count(); i++) {
            double[] block = blocks.get(i / HEIGHT);
            for (int j = 0; j <= i; j++) {
                out.putDouble(block[j * HEIGHT + i % HEIGHT]);
            }
            out.putDoubles(solved, i * stride, columns);
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        in.requireText("kernel ridge");
        keys.read(in);
        for (int i = 0; i < keys.count(); i++) {
            double[] block = blockOfRow(i);
            for (int j = 0; j <= i; j++) {
                block[j * HEIGHT + i % HEIGHT] = in.getDouble();
            }
            in.getDoubles(solved, i * stride, columns);
        }
    }

    @Override
    public OnlineRegression copy() {
        KernelRidge copy = new KernelRidge(loops, keys.copy(), columns, ridge);
        blocks.forEach(block -> copy.blocks.add(block.clone()));
        copy.solved = solved.clone();
        copy.row = row.clone();
        copy.negated = negated.clone();
        return copy;
    }

    @Override
    public void reset() {
        keys.clear();
        clear();
    }

    @Override
    public long bytes() {
        long n = 0;
        for (double[] block : blocks) {
            n += block.length;
        }
        return keys.bytes() + (n + solved.length + row.length + negated.length) * Double.BYTES;
    }
}
