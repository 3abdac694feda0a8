package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Haar;
import java.util.Random;

/**
 * Instance (3): independent uniform points of the unit sphere of R^d, repeated with a period. Immutable. Source: Sander and
 * Peyré, arXiv 2410.03011; rates of convergence on it: docs/mathematics.md#rates.
 */
public final class PeriodicSequence implements TokenSequence {
    private final int d;
    private final int period;
    private final double[] base;

    private PeriodicSequence(int d, int period, double[] base) {
        this.d = d;
        this.period = period;
        this.base = base;
    }

    /**
     * Points from the seed.
     *
     * @param d the number of coordinates of a token, 1 or more
     * @param period the number of distinct tokens, 1 or more
     * @param seed any; the same gives the same tokens
     * @return a sequence of tokens of norm 1
     * @throws IllegalArgumentException if d or period is less than 1, or d = 1 and {@code period > 2}: the sphere of R has two
     *     points only, so points would repeat within a period and the successor would not be a function of the token
     * @throws ArithmeticException if period times d is more than an array holds
     */
    public static PeriodicSequence random(int d, int period, long seed) {
        Sizes.requirePositive("dimension", d);
        Sizes.requirePositive("period", period);
        if (d == 1 && period > 2) {
            throw new IllegalArgumentException(
                    "in dimension 1 the unit sphere has two points, so a period of " + period + " cannot be had");
        }
        Random random = Haar.seeded(seed);
        double[] base = new double[Math.multiplyExact(period, d)];
        for (int t = 0; t < period; t++) {
            double[] point = Haar.unitVector(d, random);
            if (d == 1 && t == 1) {
                point[0] = -base[0];
            }
            System.arraycopy(point, 0, base, t * d, d);
        }
        return new PeriodicSequence(d, period, base);
    }

    @Override
    public int dimension() {
        return d;
    }

    /** {@return the number of distinct tokens, after which they repeat} */
    public int period() {
        return period;
    }

    @Override
    public Matrix tokens(int length) {
        Sizes.requirePositive("length", length);
        double[] x = new double[Math.multiplyExact(length, d)];
        for (int t = 0; t < length; t++) {
            System.arraycopy(base, t % period * d, x, t * d, d);
        }
        return Matrix.of(x, length, d);
    }
}
