package io.github.foretoken.internal.blas;

import io.github.foretoken.internal.Block;
import java.util.Arrays;
import java.util.Random;

/** A view whose array is NaN wherever the view is not. */
final class Operand {
    final double[] data;
    final int offset;
    final int stride;
    private final int rows;
    private final int cols;

    private Operand(double[] data, int offset, int rows, int cols, int stride) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.cols = cols;
        this.stride = stride;
    }

    /** NaN everywhere; padded views start off the array's start and have gaps between rows. */
    static Operand poison(int rows, int cols, boolean padded) {
        int offset = padded ? 5 : 0;
        int stride = padded ? cols + 3 : cols;
        double[] data = new double[offset + rows * stride + (padded ? 2 : 0)];
        Arrays.fill(data, Double.NaN);
        return new Operand(data, offset, rows, cols, stride);
    }

    /** Uniform in [-1, 1). */
    static Operand random(int rows, int cols, boolean padded, Random random) {
        Operand operand = poison(rows, cols, padded);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                operand.data[operand.index(i, j)] = 2 * random.nextFloat() - 1;
            }
        }
        return operand;
    }

    /** A copy with its own array. */
    Operand copy() {
        return new Operand(data.clone(), offset, rows, cols, stride);
    }

    int index(int i, int j) {
        return offset + i * stride + j;
    }

    double at(int i, int j) {
        return data[index(i, j)];
    }

    /** Element (i, j) of the matrix or of its transpose. */
    double at(Blas.Transpose op, int i, int j) {
        return op == Blas.Transpose.NO ? at(i, j) : at(j, i);
    }

    /** Same bits in the whole array; NaN equals NaN. */
    boolean sameAs(Operand other) {
        return Arrays.equals(data, other.data);
    }

    /** True when all of the array outside the view is NaN still. */
    boolean untouchedOutside() {
        double[] rest = data.clone();
        for (int i = 0; i < rows; i++) {
            Arrays.fill(rest, index(i, 0), index(i, 0) + cols, Double.NaN);
        }
        return Arrays.stream(rest).allMatch(Double::isNaN);
    }

    Block block() {
        return new Block(data, offset, rows, cols, stride);
    }
}
