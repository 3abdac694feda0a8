package io.github.foretoken.internal;

/** Is every element a number? In both precisions, and quickly, because every public method asks. */
public final class Finite {
    /** Added to the exponent bits it carries into the sign, if and only if they are all ones: infinities and NaN. */
    private static final long CARRY = 1L << 52;

    private static final long EXPONENT = 0x7ffL << 52;
    private static final int FLOAT_CARRY = 1 << 23;
    private static final int FLOAT_EXPONENT = 0xff << 23;

    private Finite() {}

    /** True when all elements of a row-major rows x cols view are finite. */
    public static boolean all(double[] data, int offset, int rows, int cols, int stride) {
        if (stride == cols && rows > 1) {
            // One long row: C2's vector loops do not pay in short ones.
            return all(data, offset, 1, rows * cols, rows * cols);
        }
        long carries = 0;
        for (int i = 0; i < rows; i++) {
            int from = offset + i * stride;
            for (int j = from; j < from + cols; j++) {
                carries |= (Double.doubleToRawLongBits(data[j]) & EXPONENT) + CARRY;
            }
        }
        return carries >= 0;
    }

    /** The same in float32. */
    public static boolean all(float[] data, int offset, int rows, int cols, int stride) {
        if (stride == cols && rows > 1) {
            // One long row: C2's vector loops do not pay in short ones.
            return all(data, offset, 1, rows * cols, rows * cols);
        }
        int carries = 0;
        for (int i = 0; i < rows; i++) {
            int from = offset + i * stride;
            for (int j = from; j < from + cols; j++) {
                carries |= (Float.floatToRawIntBits(data[j]) & FLOAT_EXPONENT) + FLOAT_CARRY;
            }
        }
        return carries >= 0;
    }

    /** The first row of a tight rows x cols matrix that holds an infinity or NaN; -1 when there is none. */
    public static int firstRowWithout(double[] data, int rows, int cols) {
        if (!all(data, 0, rows, cols, cols)) {
            for (int i = 0; i < rows; i++) {
                if (!all(data, i * cols, 1, cols, cols)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The same in float32. */
    public static int firstRowWithout(float[] data, int rows, int cols) {
        if (!all(data, 0, rows, cols, cols)) {
            for (int i = 0; i < rows; i++) {
                if (!all(data, i * cols, 1, cols, cols)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
