package io.github.foretoken.internal;

/** The nearest number of a range, least &lt;= most, as {@code Math.clamp} has it from Java 21 on: NaN stays NaN. */
public final class Clamp {
    private Clamp() {}

    public static double between(double x, double least, double most) {
        return Math.min(most, Math.max(x, least));
    }

    public static float between(float x, float least, float most) {
        return Math.min(most, Math.max(x, least));
    }

    public static long between(long x, long least, long most) {
        return Math.min(most, Math.max(x, least));
    }

    /** Of a range of ints. */
    public static int between(long x, int least, int most) {
        return (int) Math.min(most, Math.max(x, least));
    }
}
