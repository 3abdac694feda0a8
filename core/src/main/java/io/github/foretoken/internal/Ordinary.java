package io.github.foretoken.internal;

/** Powers of two whose squares, also of what is 2^-26 of their size or 2^10 times it, are normal numbers. */
public final class Ordinary {
    private static final int MOST = 450;
    private static final double MARGIN = 32;
    /** From here on squares have roots whose third powers are normal numbers, by a margin. */
    public static final double LEAST_SQUARE = 0x1p-660;
    /** The greatest such square. */
    public static final double GREATEST_SQUARE = 0x1p660;

    private Ordinary() {}

    /** How far an exponent lies outside them; 0 inside. No further than needed: so that tokens of many sizes fit, too. */
    public static int excess(int exponent) {
        return exponent > MOST ? exponent - MOST : Math.min(0, exponent + MOST);
    }

    /** The least number whose product with one of that size is normal, by the margin that a sum of many such products needs. */
    public static double leastFactor(double size) {
        return size == 0 || size >= MARGIN ? Double.MIN_NORMAL : Double.MIN_NORMAL * (MARGIN / size);
    }
}
