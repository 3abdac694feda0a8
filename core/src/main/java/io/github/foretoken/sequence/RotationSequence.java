package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;
import java.util.Random;

/**
 * Instances (1) and (2): x_{t+1} = W x_t with W orthogonal and x_1 on the unit sphere. The two instances differ only in
 * the kernel one predicts them with (linear and exponential).
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

    /** W Haar on O(d), x_1 uniform on the sphere, both from the seed. */
    public static RotationSequence random(int d, long seed) {
        Sizes.requirePositive("dimension", d);
        Random random = Haar.seeded(seed);
        double[] rotation = Haar.orthogonal(d, random);
        return new RotationSequence(d, rotation, Haar.unitVector(d, random));
    }

    /**
     * The same rotation of another first token.
     *
     * @param newFirst d numbers, of any norm; copied
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

    /** W, d x d, a copy. */
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
