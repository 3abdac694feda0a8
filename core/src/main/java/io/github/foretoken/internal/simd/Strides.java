package io.github.foretoken.internal.simd;

/** Row lengths of our own buffers. */
public final class Strides {
    /** Bytes of a cache line on x86-64; half a line on some others, which does no harm. */
    private static final int LINE = 64;

    private Strides() {}

    public static int roundUp(int n, int multiple) {
        return Math.addExact(n, multiple - 1) / multiple * multiple;
    }

    /**
     * The row length for rows that are read one below the other, {@code columns} wide: a multiple of a vector, and
     * once rows are longer than a few lines an odd number of lines. A cache picks its set by address bits, so rows a
     * power of two apart would all fall into a few sets and push one another out of L1.
     */
    public static int of(int columns, int lanes, int bytes) {
        int padded = roundUp(columns, lanes);
        int line = Math.max(LINE / bytes, lanes);
        return padded > 4 * line && padded / line % 2 == 0 && padded % line == 0 ? padded + line : padded;
    }
}
