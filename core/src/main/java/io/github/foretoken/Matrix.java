package io.github.foretoken;

import io.github.foretoken.internal.Finite;
import io.github.foretoken.internal.Rounding;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /**
     * A tight view.
     *
     * @param data the elements row by row, shared
     * @param rows number of rows, 0 or more
     * @param cols number of columns, 1 or more
     * @return rows x cols
     * @throws IllegalArgumentException if {@code data.length} is not exactly rows * cols
     */
    public static Matrix of(double[] data, int rows, int cols) {
        Objects.requireNonNull(data, "data");
        if ((long) rows * cols != data.length) {
            throw new IllegalArgumentException(
                    "data has " + data.length + " elements, which is not rows x cols = " + rows + " x " + cols);
        }
        return new Matrix(data, 0, rows, cols, cols);
    }

    /**
     * A copy of an array of rows.
     *
     * @param rows one or more, of equal length, not modified
     * @return a matrix of its own
     * @throws IllegalArgumentException if there is no row, or one has another length than the first
     * @throws NullPointerException naming the row that is null
     */
    public static Matrix copyOf(double[][] rows) {
        Objects.requireNonNull(rows, "rows");
        return copyOf(Arrays.asList(rows));
    }

    /**
     * A copy of a list of rows, for example of what a stream of tokens was collected to.
     *
     * @param rows one or more, of equal length, not modified
     * @return a matrix of its own
     * @throws IllegalArgumentException if there is no row, or one has another length than the first
     * @throws NullPointerException naming the row that is null
     */
    public static Matrix copyOf(List<double[]> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no rows: the number of columns is unknown");
        }
        Matrix copy = zeros(rows.size(), Objects.requireNonNull(rows.get(0), "row 0").length);
        for (int i = 0; i < copy.rows; i++) {
            double[] row = rows.get(i);
            if (row == null) {
                throw new NullPointerException("row " + i);
            }
            if (row.length != copy.cols) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + row.length + " columns, row 0 has " + copy.cols);
            }
            System.arraycopy(row, 0, copy.data, i * copy.cols, copy.cols);
        }
        return copy;
    }

    /**
     * A copy of what a buffer holds, off the heap or on it. Of a memory segment that is {@code
     * segment.asByteBuffer().order(ByteOrder.nativeOrder()).asDoubleBuffer()}.
     *
     * @param rows row by row from its position to its limit; its position does not move
     * @param cols number of columns, 1 or more
     * @return as many rows as there are
     * @throws IllegalArgumentException if what remains is not whole rows
     */
    public static Matrix copyOf(DoubleBuffer rows, int cols) {
        if (cols < 1 || rows.remaining() % cols != 0) {
            throw new IllegalArgumentException(
                    "the buffer holds " + rows.remaining() + " numbers, which are no whole rows of " + cols);
        }
        double[] data = new double[rows.remaining()];
        rows.duplicate().get(data);
        return of(data, data.length / cols, cols);
    }

    /**
     * A copy in the precision of this class, rounded where that is the lower one; numbers that are too great for it become
     * infinite.
     *
     * @param other not modified
     * @return of the same shape, tight
     */
    public static Matrix copyOf(FloatMatrix other) { // swapped in the twin
        Matrix copy = zeros(other.rows(), other.cols());
        for (int i = 0; i < copy.rows; i++) {
            for (int j = 0; j < copy.cols; j++) {
                copy.data[i * copy.cols + j] = Rounding.of(other.get(i, j));
            }
        }
        return copy;
    }

    /**
     * A new matrix of zeros.
     *
     * @param rows number of rows, 0 or more
     * @param cols number of columns, 1 or more
     * @return a matrix of its own
     * @throws IllegalArgumentException if a number is less than that
     * @throws ArithmeticException if there are more elements than one array holds
     */
    public static Matrix zeros(int rows, int cols) {
        if (rows < 0 || cols < 1) {
            throw new IllegalArgumentException("a matrix needs rows >= 0 and cols >= 1, not " + rows + " x " + cols);
        }
        return of(new double[Math.multiplyExact(rows, cols)], rows, cols);
    }

    /**
     * One element.
     *
     * @param row 0-based
     * @param col 0-based
     * @return the element
     * @throws IndexOutOfBoundsException if there is none
     */
    public double get(int row, int col) {
        return data[offset + Objects.checkIndex(row, rows) * stride + Objects.checkIndex(col, cols)];
    }

    /**
     * One row.
     *
     * @param row 0-based
     * @return a copy of its {@code cols} elements
     * @throws IndexOutOfBoundsException if there is none
     */
    public double[] row(int row) {
        int from = offset + Objects.checkIndex(row, rows) * stride;
        return Arrays.copyOfRange(data, from, from + cols);
    }

    /** {@return copies of the rows, first to last, each made when the stream comes to it} */
    public Stream<double[]> stream() {
        return IntStream.range(0, rows).mapToObj(this::row);
    }

    /**
     * A view of some rows.
     *
     * @param from the first one, 0-based
     * @param to behind the last one
     * @return (to - from) x cols, sharing the elements
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    public Matrix rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new Matrix(data, from == to ? offset : offset + from * stride, to - from, cols, stride);
    }

    /**
     * A view of some columns.
     *
     * @param from the first one, 0-based
     * @param to behind the last one
     * @return rows x (to - from), sharing the elements
     * @throws IndexOutOfBoundsException if there are no such columns
     * @throws IllegalArgumentException if there is none between them
     */
    public Matrix columns(int from, int to) {
        Objects.checkFromToIndex(from, to, cols);
        return new Matrix(data, rows == 0 ? offset : offset + from, rows, to - from, stride);
    }

    /** {@return a tight copy of the elements, row by row} */
    public double[] toArray() {
        double[] copy = new double[Math.multiplyExact(rows, cols)];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(data, offset + i * stride, copy, i * cols, cols);
        }
        return copy;
    }

    /** {@return a copy of the elements, an array for each row} */
    public double[][] toRows() {
        return stream().toArray(double[][]::new);
    }

    /**
     * Writes the elements to a buffer, row by row.
     *
     * @param buffer written from its position on, which moves
     * @throws java.nio.BufferOverflowException if it has not room for all, before anything is written
     */
    public void copyTo(DoubleBuffer buffer) {
        buffer.put(stride == cols || rows < 2 ? DoubleBuffer.wrap(data, offset, rows * cols)
                : DoubleBuffer.wrap(toArray()));
    }

    /** {@return the words {@code rows x cols}} */
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
        Objects.requireNonNull(name, "name");
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
