package io.github.foretoken.internal.online;

import io.github.foretoken.internal.simd.Microkernels;
import io.github.foretoken.internal.state.StateInput;
import io.github.foretoken.internal.state.StateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A lower triangular matrix R that grows by a row at a time, as the Cholesky factor of a growing matrix does. */
final class GrowingFactor {
    /** Rows of R in one array, transposed, so that what earlier rows take from them is one product. */
    private static final int HEIGHT = 48;

    private final Microkernels loops;
    /** Block b holds rows [48 b, 48 (b + 1)) of R: element (i, j) at j * 48 + i - 48 b. */
    private final List<double[]> blocks = new ArrayList<>();
    private double[] negated = new double[HEIGHT];
    private int count;

    GrowingFactor(Microkernels loops) {
        this.loops = loops;
    }

    int count() {
        return count;
    }

    /** Forward substitution: the row's first {@link #count} numbers become {@code R^-1} times themselves. */
    void solve(double[] row) {
        for (int first = 0; first < count; first += HEIGHT) {
            double[] block = blocks.get(first / HEIGHT);
            int height = Math.min(HEIGHT, count - first);
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

    /** Of row i, in column j up to i. */
    double entry(int i, int j) {
        return blocks.get(i / HEIGHT)[j * HEIGHT + i % HEIGHT];
    }

    /** Takes the memory that one more row needs; only this can fail for want of it. */
    void reserve() {
        if (count == negated.length) {
            negated = Arrays.copyOf(negated, 2 * count);
        }
        if (count / HEIGHT == blocks.size()) {
            blocks.add(new double[Math.multiplyExact(count + HEIGHT, HEIGHT)]);
        }
    }

    /** Gives up the row appended last. */
    void removeLast() {
        count--;
    }

    /** Appends a row, which is not kept, and its diagonal element. */
    void append(double[] row, double pivot) {
        reserve();
        double[] block = blocks.get(count / HEIGHT);
        for (int j = 0; j < count; j++) {
            block[j * HEIGHT + count % HEIGHT] = row[j];
        }
        block[count * HEIGHT + count % HEIGHT] = pivot;
        count++;
    }

    /** Row by row, without their number. */
    void write(StateOutput out) throws IOException {
        for (int i = 0; i < count; i++) {
            double[] block = blocks.get(i / HEIGHT);
            for (int j = 0; j <= i; j++) {
                out.putDouble(block[j * HEIGHT + i % HEIGHT]);
            }
        }
    }

    /** So many rows, where none are so far. */
    void read(StateInput in, int rows) throws IOException {
        in.require(rows, (rows + 1L) / 2, "a triangular factor");
        double[] row = new double[rows];
        for (int i = 0; i < rows; i++) {
            in.getDoubles(row, 0, i);
            append(row, in.getPositive("a pivot"));
        }
    }

    GrowingFactor copy() {
        GrowingFactor copy = new GrowingFactor(loops);
        blocks.forEach(block -> copy.blocks.add(block.clone()));
        copy.negated = negated.clone();
        copy.count = count;
        return copy;
    }

    /** No rows; their memory is kept for new ones. */
    void clear() {
        count = 0;
    }

    long bytes() {
        long n = negated.length;
        for (double[] block : blocks) {
            n += block.length;
        }
        return n * Double.BYTES;
    }
}
