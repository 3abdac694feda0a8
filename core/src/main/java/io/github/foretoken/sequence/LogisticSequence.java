package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Clamp;
import io.github.foretoken.internal.Haar;
import java.util.Random;

/**
 * The chaotic logistic map, {@code y_{t+1} = 3.9 y_t (1 - y_t) + noise e_t} with e_t standard normal, kept in [0, 1]; the
 * tokens are {@code x_t = 2 y_t - 1}, in R. The noise drives the map, and so is part of what is to be predicted. Immutable.
 */
public final class LogisticSequence implements TokenSequence {
    private static final double RATE = 3.9;

    private final double noise;
    private final long seed;

    private LogisticSequence(double noise, long seed) {
        this.noise = noise;
        this.seed = seed;
    }

    /**
     * y_1 uniform in [0.1, 0.9], and noise, from the seed.
     *
     * @param noise its standard deviation in units of y, finite and not negative; 0 for the map alone
     * @param seed any; the same gives the same tokens
     * @return a sequence of tokens of one coordinate
     * @throws IllegalArgumentException if noise is out of its range
     */
    public static LogisticSequence random(double noise, long seed) {
        Sizes.requireNotNegative("noise", noise);
        return new LogisticSequence(noise, seed);
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public Matrix tokens(int length) {
        Sizes.requirePositive("length", length);
        Random random = Haar.seeded(seed);
        double[] x = new double[length];
        double y = 0.1 + 0.8 * random.nextDouble();
        for (int t = 0; t < length; t++) {
            x[t] = 2 * y - 1;
            y = Clamp.between(RATE * y * (1 - y) + noise * random.nextGaussian(), 0, 1);
        }
        return Matrix.of(x, length, 1);
    }
}
