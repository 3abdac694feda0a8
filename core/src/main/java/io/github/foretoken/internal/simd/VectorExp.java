package io.github.foretoken.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Our own exponential, because {@code lanewise(EXP)} is slower and may change value inside one run.
 *
 * <p>{@code x = n ln 2 + r} with |r| <= ln 2 / 2 (two-part ln 2, n by adding 1.5 * 2^52, which needs no conversion
 * instruction), then {@code exp(r) = 1 + (r + r² q(r))} with q of degree 9, interpolated at Chebyshev nodes:
 * approximation error 1.6e-17, 0.14 ulp. Rounding included, the result is within 1 ulp of the true value wherever it
 * is a normal number; subnormal results are rounded once more, so they are within one unit of the smallest double.
 *
 * <p>A vector whose arguments all give normal results takes the short way and adds n to the exponent bits; any other
 * takes two multiplications by powers of two. Both ways scale exactly, so a normal result has the same bits either way,
 * and {@link #scalar} performs the same operations on one number.
 */
final class VectorExp {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final double LOG2_E = 0x1.71547652b82fep+0;
    private static final double LN2_HIGH = 0x1.62e42fef00000p-1;
    private static final double LN2_LOW = 0x1.473de6af278edp-34;
    /** Adding it leaves the nearest integer in the low mantissa bits, in two's complement. */
    private static final double ROUNDER = 0x1.8p52;
    /** exp(+-708) is normal, and so is every intermediate. */
    private static final double NORMAL = 708;

    private static final double OVERFLOWS = 710;
    private static final double UNDERFLOWS = -746;
    private static final long BIAS = 1023;

    private static final double Q0 = 0x1.0000000000001p-1;
    private static final double Q1 = 0x1.5555555555556p-3;
    private static final double Q2 = 0x1.5555555553d68p-5;
    private static final double Q3 = 0x1.11111111109b5p-7;
    private static final double Q4 = 0x1.6c16c17889f3cp-10;
    private static final double Q5 = 0x1.a01a01a7c2f2cp-13;
    private static final double Q6 = 0x1.a019b914881bap-16;
    private static final double Q7 = 0x1.71de0db2eb873p-19;
    private static final double Q8 = 0x1.28917c9f3a495p-22;
    private static final double Q9 = 0x1.af389eea54156p-26;

    private VectorExp() {}

    static void apply(double[] x, int offset, int length) {
        int bound = SPECIES.loopBound(length);
        int i = 0;
        for (; i < bound; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, offset + i);
            if (v.lanewise(VectorOperators.ABS).compare(VectorOperators.LE, NORMAL).allTrue()) {
                DoubleVector t = v.fma(broadcast(LOG2_E), broadcast(ROUNDER));
                LongVector exponent = t.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
                mantissa(v, t.sub(ROUNDER)).reinterpretAsLongs()
                        .add(exponent)
                        .reinterpretAsDoubles()
                        .intoArray(x, offset + i);
            } else {
                wide(v).intoArray(x, offset + i);
            }
        }
        for (; i < length; i++) {
            x[offset + i] = scalar(x[offset + i]);
        }
    }

    /** exp(v - n ln 2): a number in [0.70, 1.42]. */
    private static DoubleVector mantissa(DoubleVector v, DoubleVector n) {
        DoubleVector r = n.fma(broadcast(-LN2_HIGH), v);
        r = n.fma(broadcast(-LN2_LOW), r);
        DoubleVector q = r.fma(broadcast(Q9), broadcast(Q8));
        q = q.fma(r, broadcast(Q7));
        q = q.fma(r, broadcast(Q6));
        q = q.fma(r, broadcast(Q5));
        q = q.fma(r, broadcast(Q4));
        q = q.fma(r, broadcast(Q3));
        q = q.fma(r, broadcast(Q2));
        q = q.fma(r, broadcast(Q1));
        q = q.fma(r, broadcast(Q0));
        return r.mul(r).fma(q, r).add(1);
    }

    /** Any argument: clamped to where the result is already 0 or infinite; NaN passes through the arithmetic. */
    private static DoubleVector wide(DoubleVector v) {
        VectorMask<Double> high = v.compare(VectorOperators.GT, OVERFLOWS);
        VectorMask<Double> low = v.compare(VectorOperators.LT, UNDERFLOWS);
        DoubleVector x = v.blend(OVERFLOWS, high).blend(UNDERFLOWS, low);
        DoubleVector n = x.fma(broadcast(LOG2_E), broadcast(ROUNDER)).sub(ROUNDER);
        DoubleVector half = n.fma(broadcast(0.5), broadcast(ROUNDER));
        DoubleVector rest = n.sub(half.sub(ROUNDER)).add(ROUNDER);
        return mantissa(x, n).mul(powerOfTwo(half)).mul(powerOfTwo(rest));
    }

    private static DoubleVector powerOfTwo(DoubleVector rounded) {
        return rounded.reinterpretAsLongs().add(BIAS).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /** One number, with the operations of one lane. */
    static double scalar(double v) {
        double x = v > OVERFLOWS ? OVERFLOWS : v < UNDERFLOWS ? UNDERFLOWS : v;
        double n = Math.fma(x, LOG2_E, ROUNDER) - ROUNDER;
        double r = Math.fma(n, -LN2_HIGH, x);
        r = Math.fma(n, -LN2_LOW, r);
        double q = Math.fma(r, Q9, Q8);
        q = Math.fma(q, r, Q7);
        q = Math.fma(q, r, Q6);
        q = Math.fma(q, r, Q5);
        q = Math.fma(q, r, Q4);
        q = Math.fma(q, r, Q3);
        q = Math.fma(q, r, Q2);
        q = Math.fma(q, r, Q1);
        q = Math.fma(q, r, Q0);
        double mantissa = Math.fma(r * r, q, r) + 1;
        double half = Math.fma(n, 0.5, ROUNDER);
        double rest = n - (half - ROUNDER) + ROUNDER;
        return mantissa * powerOfTwo(half) * powerOfTwo(rest);
    }

    private static double powerOfTwo(double rounded) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(rounded) + BIAS) << 52);
    }
}
