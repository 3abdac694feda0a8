package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Haar;
import java.util.Random;

/**
 * A rotation that noise pushes along the unit sphere: {@code x_{t+1} = (W x_t + noise e_t) / |W x_t + noise e_t|} with W
 * orthogonal and e_t standard normal. Immutable.
 */
public final class NoisyRotationSequence implements TokenSequence {
    private final int d;
    private final double noise;
    private final long seed;

    private NoisyRotationSequence(int d, double noise, long seed) {
        this.d = d;
        this.noise = noise;
        this.seed = seed;
    }

    /**
     * W Haar on O(d), x_1 uniform on the sphere, and noise, all from the seed.
     *
     * @param d the number of coordinates of a token, 1 or more
     * @param noise its standard deviation in each coordinate, finite and not negative
     * @param seed any; the same gives the same tokens
     * @return a sequence of tokens of norm 1
     * @throws IllegalArgumentException if d or noise is out of its range
     */
    public static NoisyRotationSequence random(int d, double noise, long seed) {
        Sizes.requirePositive("dimension", d);
        Sizes.requireNotNegative("noise", noise);
        return new NoisyRotationSequence(d, noise, seed);
    }

    @Override
    public int dimension() {
        return d;
    }

    @Override
    public Matrix tokens(int length) {
        Sizes.requirePositive("length", length);
        Random random = Haar.seeded(seed);
        double[] rotation = Haar.orthogonal(d, random);
        double[] x = new double[Math.multiplyExact(length, d)];
        System.arraycopy(Haar.unitVector(d, random), 0, x, 0, d);
        for (int t = 1; t < length; t++) {
            Haar.apply(rotation, d, x, (t - 1) * d, t * d);
            double squares = 0;
            for (int i = t * d; i < (t + 1) * d; i++) {
                x[i] += noise * random.nextGaussian();
                squares += x[i] * x[i];
            }
            for (int i = t * d; i < (t + 1) * d; i++) {
                x[i] /= Math.sqrt(squares);
            }
        }
        return Matrix.of(x, length, d);
    }
}
