package io.github.foretoken.internal.simd;

import io.github.foretoken.internal.Clamp;

/** 2^x of one number from the JDK's exp: fallback, and an oracle that shares nothing with the vector loops; in two precisions. */
public final class Exp2 {
    private static final double LOG2_E = 0x1.71547652b82fep+0;
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    /** 2^1100 is infinite and 2^-1100 zero, and what the exponent's arithmetic does beyond does not matter. */
    private static final double CERTAIN = 1100;

    private Exp2() {}

    /** Within 2 ulp: x = n + r with |r| <= 1/2 exactly, so exp's argument carries a rounding error of u / 3 at most. */
    public static double of(double x) {
        double clamped = Clamp.between(x, -CERTAIN, CERTAIN);
        double n = Math.rint(clamped);
        return Math.scalb(Math.exp((clamped - n) * LN2), (int) n);
    }

    /** Rounded once from float64. */
    public static float of(float x) {
        return (float) of((double) x);
    }

    /** The factor of a score whose power of two is to be the exponential of {@code factor} times it. */
    public static double baseTwo(double factor) {
        return factor * LOG2_E;
    }

    /** Rounded once from float64. */
    public static float baseTwo(float factor) {
        return (float) (factor * LOG2_E);
    }

    /** The inverse: the base-two logarithm. */
    public static double log2(double x) {
        return Math.log(x) * LOG2_E;
    }

    /** Rounded once from float64. */
    public static float log2(float x) {
        return (float) log2((double) x);
    }
}
