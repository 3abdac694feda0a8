package io.github.foretoken.internal;

/** Numbers whose squares and products are normal ones, in float64 and in float32. */
public final class Ordinary {
    /** Squares of powers of two up to there, also of what is 2^-26 of their size or 2^10 times it, are normal numbers. */
    private static final int MOST = 450;
    /** The same in float32 for 2^-12 of their size. */
    private static final int MOST_OF_FLOATS = 50;
    /** What a sum of many products needs between them and the least normal number. */
    private static final float MARGIN = 32;

    private Ordinary() {}

    /**
     * How far an exponent lies outside them; 0 inside. No further than needed: so that tokens of many sizes fit, too.
     *
     * @param bytes of a number, eight or four
     */
    public static int excess(int exponent, int bytes) {
        int most = bytes == Double.BYTES ? MOST : MOST_OF_FLOATS;
        return exponent > most ? exponent - most : Math.min(0, exponent + most);
    }

    /** The least number whose product with one of that size is normal, by a margin. */
    public static double leastFactor(double size) {
        return size == 0 || size >= MARGIN ? Double.MIN_NORMAL : Double.MIN_NORMAL * (MARGIN / size);
    }

    /** The same in float32. */
    public static float leastFactor(float size) {
        return size == 0 || size >= MARGIN ? Float.MIN_NORMAL : Float.MIN_NORMAL * (MARGIN / size);
    }
}
