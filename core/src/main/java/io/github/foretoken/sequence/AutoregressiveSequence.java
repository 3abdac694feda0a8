package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Haar;
import java.util.Random;

/**
 * A stationary autoregression of order one, {@code x_{t+1} = decay W x_t + noise e_t}, with W orthogonal and e_t standard
 * normal; x_1 is uniform on the unit sphere. The decay is 0.95, so that what cannot be predicted is {@code 1 - 0.95²}, about
 * 0.1, of the variance. At a given token the law may change to another W. Immutable.
 */
public final class AutoregressiveSequence implements TokenSequence {
    private static final double DECAY = 0.95;

    private final int d;
    private final double noise;
    private final int change;
    private final long seed;

    private AutoregressiveSequence(int d, double noise, int change, long seed) {
        this.d = d;
        this.noise = noise;
        this.change = change;
        this.seed = seed;
    }

    /**
     * W Haar on O(d), x_1 and noise, all from the seed.
     *
     * @param d the number of coordinates of a token, 1 or more
     * @param noise its standard deviation in each coordinate, finite and not negative
     * @param seed any; the same gives the same tokens
     * @return a sequence whose law does not change
     * @throws IllegalArgumentException if d or noise is out of its range
     */
    public static AutoregressiveSequence random(int d, double noise, long seed) {
        Sizes.requirePositive("dimension", d);
        Sizes.requireNotNegative("noise", noise);
        return new AutoregressiveSequence(d, noise, Integer.MAX_VALUE, seed);
    }

    /**
     * This sequence up to x_{observed}; what follows is driven by another W, independent of the first.
     *
     * @param observed number of tokens before the change, 1 or more
     * @return a changed copy with the same seed
     * @throws IllegalArgumentException if observed is less than 1
     */
    public AutoregressiveSequence changingAfter(int observed) {
        Sizes.requirePositive("the number of tokens before the change", observed);
        return new AutoregressiveSequence(d, noise, observed, seed);
    }

    @Override
    public int dimension() {
        return d;
    }

    @Override
    public Matrix tokens(int length) {
        Sizes.requirePositive("length", length);
        Random random = Haar.seeded(seed);
        double[] before = Haar.orthogonal(d, random);
        double[] after = Haar.orthogonal(d, random);
        double[] x = new double[Math.multiplyExact(length, d)];
        System.arraycopy(Haar.unitVector(d, random), 0, x, 0, d);
        for (int t = 1; t < length; t++) {
            Haar.apply(t < change ? before : after, d, x, (t - 1) * d, t * d);
            for (int i = t * d; i < (t + 1) * d; i++) {
                x[i] = DECAY * x[i] + noise * random.nextGaussian();
            }
        }
        return Matrix.of(x, length, d);
    }
}
