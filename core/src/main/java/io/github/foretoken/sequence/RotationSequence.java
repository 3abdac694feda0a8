package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Haar;
import java.util.Random;

/**
 * Instances (1) and (2): x_{t+1} = W x_t with W orthogonal and x_1 on the unit sphere. The two instances differ only in the
 * kernel one predicts them with (linear and exponential). Immutable. Source: Sander and Peyré, arXiv 2410.03011, Theorem 2.
 */
public final class RotationSequence implements TokenSequence {
    private final int d;
    private final double[] rotation;
    private final double[] first;

    private RotationSequence(int d, double[] rotation, double[] first) {
        this.d = d;
        this.rotation = rotation;
        this.first = first;
    }

    /**
     * W Haar on O(d), x_1 uniform on the sphere, both from the seed.
     *
     * @param d the number of coordinates of a token, 1 or more
     * @param seed any; the same gives the same tokens
     * @return a sequence of tokens of norm 1
     * @throws IllegalArgumentException if d is less than 1
     */
    public static RotationSequence random(int d, long seed) {
        Sizes.requirePositive("dimension", d);
        Random random = Haar.seeded(seed);
        double[] rotation = Haar.orthogonal(d, random);
        return new RotationSequence(d, rotation, Haar.unitVector(d, random));
    }

    /**
     * The same rotation of another first token.
     *
     * @param newFirst x_1, d numbers of any norm; copied
     * @return a sequence of tokens of that norm
     * @throws IllegalArgumentException if there are not d of them
     */
    public RotationSequence startingAt(double[] newFirst) {
        if (newFirst.length != d) {
            throw new IllegalArgumentException("the first token must have " + d + " elements, not " + newFirst.length);
        }
        return new RotationSequence(d, rotation, newFirst.clone());
    }

    @Override
    public int dimension() {
        return d;
    }

    /** {@return W, d x d, row-major in a new array} */
    public Matrix rotation() {
        return Matrix.of(rotation.clone(), d, d);
    }

    @Override
    public Matrix tokens(int length) {
        Sizes.requirePositive("length", length);
        double[] x = new double[Math.multiplyExact(length, d)];
        System.arraycopy(first, 0, x, 0, d);
        for (int t = 1; t < length; t++) {
            Haar.apply(rotation, d, x, (t - 1) * d, t * d);
        }
        return Matrix.of(x, length, d);
    }
}
