package io.github.foretoken;

import io.github.foretoken.internal.Finite;
import java.util.Arrays;
import java.util.Objects;

/**
 * A row-major view of a {@code double[]}: element (i, j) is {@code data[offset + i * stride + j]}. A sequence of T
 * tokens in R^d is a T x d matrix, one token a row.
 *
 * <p>A view, not a copy: it shares {@code data} with its maker, and two matrices are equal only when they view the same
 * array. Every range check of the library lives in this constructor.
 *
 * @param data the elements, shared
 * @param offset index of element (0, 0)
 * @param rows number of rows, 0 or more
 * @param cols number of columns, 1 or more
 * @param stride distance between rows, at least {@code cols}
 */
@SuppressWarnings("ArrayRecordComponent") // a view by contract: sharing the array is the point
public record Matrix(double[] data, int offset, int rows, int cols, int stride) {
    /**
     * Checks that the view lies within the array.
     *
     * @throws IllegalArgumentException if it does not, with the numbers that clash
     */
    public Matrix {
        Objects.requireNonNull(data, "data");
        if (rows < 0 || cols < 1) {
            throw new IllegalArgumentException("a matrix needs rows >= 0 and cols >= 1, not " + rows + " x " + cols);
        }
        if (stride < cols) {
            throw new IllegalArgumentException("stride " + stride + " is less than cols " + cols);
        }
        long end = rows == 0 ? offset : offset + (rows - 1L) * stride + cols;
        if (offset < 0 || end > data.length) {
            throw new IllegalArgumentException("a " + rows + " x " + cols + " view at offset " + offset
                    + " with stride " + stride + " ends at " + end + ", outside data of length " + data.length);
        }
    }

    /** A tight view of {@code data}, not copied; {@code data.length} must be exactly rows * cols. */
    public static Matrix of(double[] data, int rows, int cols) {
        Objects.requireNonNull(data, "data");
        if ((long) rows * cols != data.length) {
            throw new IllegalArgumentException(
                    "data has " + data.length + " elements, which is not rows x cols = " + rows + " x " + cols);
        }
        return new Matrix(data, 0, rows, cols, cols);
    }

    /** A copy of an array of rows of equal length. */
    public static Matrix copyOf(double[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("no rows: the number of columns is unknown");
        }
        Matrix copy = zeros(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != copy.cols) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + rows[i].length + " columns, row 0 has " + copy.cols);
            }
            System.arraycopy(rows[i], 0, copy.data, i * copy.cols, copy.cols);
        }
        return copy;
    }

    /** A new matrix of zeros. */
    public static Matrix zeros(int rows, int cols) {
        if (rows < 0 || cols < 1) {
            throw new IllegalArgumentException("a matrix needs rows >= 0 and cols >= 1, not " + rows + " x " + cols);
        }
        return of(new double[Math.multiplyExact(rows, cols)], rows, cols);
    }

    /** Element (row, col), 0-based. */
    public double get(int row, int col) {
        return data[offset + Objects.checkIndex(row, rows) * stride + Objects.checkIndex(col, cols)];
    }

    /** A copy of one row. */
    public double[] row(int row) {
        int from = offset + Objects.checkIndex(row, rows) * stride;
        return Arrays.copyOfRange(data, from, from + cols);
    }

    /** A view of rows {@code from} (inclusive) to {@code to} (exclusive). */
    public Matrix rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new Matrix(data, from == to ? offset : offset + from * stride, to - from, cols, stride);
    }

    /** A view of columns {@code from} (inclusive) to {@code to} (exclusive), at least one. */
    public Matrix columns(int from, int to) {
        Objects.checkFromToIndex(from, to, cols);
        return new Matrix(data, rows == 0 ? offset : offset + from, rows, to - from, stride);
    }

    /** A tight copy of the elements, row by row. */
    public double[] toArray() {
        double[] copy = new double[Math.multiplyExact(rows, cols)];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(data, offset + i * stride, copy, i * cols, cols);
        }
        return copy;
    }

    /** {@code rows x cols}. */
    public String shape() {
        return rows + " x " + cols;
    }

    @Override
    public String toString() {
        return "Matrix " + shape();
    }

    /**
     * Refuses NaN and infinities.
     *
     * @param name of the argument, for the message
     * @return this
     * @throws IllegalArgumentException naming the first offending element
     */
    public Matrix requireFinite(String name) {
        if (Finite.all(data, offset, rows, cols, stride)) {
            return this;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double x = data[offset + i * stride + j];
                if (!Double.isFinite(x)) {
                    throw new IllegalArgumentException(
                            name + "[" + i + "][" + j + "] is " + x + "; every element must be finite");
                }
            }
        }
        throw new IllegalArgumentException(name + " was changed while it was being checked");
    }
}
