package io.github.foretoken.internal;

/** What {@link Ordinary} is in float64: squares of what is 2^-12 of their size or 2^10 times it are normal numbers. */
public final class FloatOrdinary {
    private static final int MOST = 50;
    private static final float MARGIN = 32;
    /** From here on squares have roots whose third powers are normal numbers, by a margin. */
    public static final float LEAST_SQUARE = 0x1p-80f;
    /** The greatest such square. */
    public static final float GREATEST_SQUARE = 0x1p80f;

    private FloatOrdinary() {}

    /** As {@link Ordinary#excess}. */
    public static int excess(int exponent) {
        return exponent > MOST ? exponent - MOST : Math.min(0, exponent + MOST);
    }

    /** The least number whose product with one of that size is normal, by the margin that a sum of many such products needs. */
    public static float leastFactor(float size) {
        return size == 0 || size >= MARGIN ? Float.MIN_NORMAL : Float.MIN_NORMAL * (MARGIN / size);
    }
}
