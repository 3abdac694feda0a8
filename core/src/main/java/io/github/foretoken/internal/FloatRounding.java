package io.github.foretoken.internal;

/** What {@link Rounding} is in float64. */
public final class FloatRounding {
    private FloatRounding() {}

    /** The nearest float32. */
    public static float of(double x) {
        return (float) x;
    }

    /**
     * The nearest float32 of a kernel's parameter, whose digits count wherever it stands in its range.
     *
     * @throws ArithmeticException if that is no normal number
     */
    public static float ofParameter(double x) {
        float nearest = (float) x;
        if (!(Math.abs(nearest) >= Float.MIN_NORMAL && Math.abs(nearest) <= Float.MAX_VALUE)) {
            throw new ArithmeticException(
                    "the kernel's factor " + x + " does not fit float32; scale the tokens, and the kernel with them");
        }
        return nearest;
    }
}
