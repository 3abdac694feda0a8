package io.github.foretoken.internal;

/** To the precision of the file that asks: this one is for float64, and the twin of such a file calls {@link FloatRounding}. */
public final class Rounding {
    private Rounding() {}

    /** As it is. */
    public static double of(double x) {
        return x;
    }

    /** As it is; where float32 has no normal number for it, its twin refuses it. */
    public static double ofParameter(double x) {
        return x;
    }
}
