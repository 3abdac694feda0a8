package io.github.foretoken.internal;

/** What {@link Rounding} is in float64. */
public final class FloatRounding {
    private FloatRounding() {}

    /** The nearest float32. */
    public static float of(double x) {
        return (float) x;
    }
}
