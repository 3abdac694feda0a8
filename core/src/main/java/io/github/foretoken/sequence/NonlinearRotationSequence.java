package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Haar;
import java.util.Random;

/**
 * Instance (4), a non-linear unitary rotation of C^{d/2}: z' = U z; z''_j = e^{i theta_j} |z'_j| e^{i q arg z'_j};
 * f(z) = U* z''. Real tokens interleave real and imaginary parts.
 *
 * <p>With q = 2 the map doubles angles and is chaotic: orbits that differ by rounding separate within about 55 steps, so
 * compare x_{t+1} with f(x_t), never two generated orbits. Immutable. Source: Sander and Peyré, arXiv 2410.03011.
 */
public final class NonlinearRotationSequence implements TokenSequence {
    private final int p;
    private final double exponent;
    private final double[] unitary;
    private final double[] angles;
    private final double[] first;

    private NonlinearRotationSequence(int p, double exponent, double[] unitary, double[] angles, double[] first) {
        this.p = p;
        this.exponent = exponent;
        this.unitary = unitary;
        this.angles = angles;
        this.first = first;
    }

    /**
     * The paper's q = 2; U Haar on U(d/2), angles uniform, x_1 uniform on the sphere, all from the seed.
     *
     * @param d the number of real coordinates of a token, even, 2 or more
     * @param seed any; the same gives the same tokens
     * @return a sequence of tokens of norm 1
     * @throws IllegalArgumentException if d is odd or less than 1
     */
    public static NonlinearRotationSequence random(int d, long seed) {
        return random(d, 2, seed);
    }

    /**
     * Another factor q of the arguments; all else from the seed, as with the paper's.
     *
     * @param d the number of real coordinates of a token, even, 2 or more
     * @param q finite; 2 in the paper, 1 for a rotation with a linear f
     * @param seed any; the same gives the same tokens
     * @return a sequence of tokens of norm 1
     * @throws IllegalArgumentException if d is odd or less than 1, or q is not finite
     */
    public static NonlinearRotationSequence random(int d, double q, long seed) {
        Sizes.requirePositive("dimension", d);
        if (d % 2 != 0) {
            throw new IllegalArgumentException("instance 4 pairs coordinates: dimension must be even, not " + d);
        }
        if (!Double.isFinite(q)) {
            throw new IllegalArgumentException("q must be finite, not " + q);
        }
        int p = d / 2;
        Random random = Haar.seeded(seed);
        double[] unitary = Haar.unitary(p, random);
        double[] angles = new double[p];
        for (int j = 0; j < p; j++) {
            angles[j] = 2 * Math.PI * random.nextDouble();
        }
        return new NonlinearRotationSequence(p, q, unitary, angles, Haar.unitVector(d, random));
    }

    @Override
    public int dimension() {
        return 2 * p;
    }

    @Override
    public Matrix tokens(int length) {
        Sizes.requirePositive("length", length);
        int d = 2 * p;
        double[] x = new double[Math.multiplyExact(length, d)];
        System.arraycopy(first, 0, x, 0, d);
        double[] rotated = new double[d];
        for (int t = 1; t < length; t++) {
            rotate(x, (t - 1) * d, rotated);
            for (int j = 0; j < p; j++) {
                double modulus = Math.hypot(rotated[2 * j], rotated[2 * j + 1]);
                double argument = exponent * Math.atan2(rotated[2 * j + 1], rotated[2 * j]) + angles[j];
                rotated[2 * j] = modulus * Math.cos(argument);
                rotated[2 * j + 1] = modulus * Math.sin(argument);
            }
            rotateBack(rotated, x, t * d);
        }
        return Matrix.of(x, length, d);
    }

    /** U z. */
    private void rotate(double[] z, int offset, double[] result) {
        for (int i = 0; i < p; i++) {
            double real = 0;
            double imaginary = 0;
            for (int j = 0; j < p; j++) {
                int u = 2 * (i * p + j);
                int v = offset + 2 * j;
                real += unitary[u] * z[v] - unitary[u + 1] * z[v + 1];
                imaginary += unitary[u] * z[v + 1] + unitary[u + 1] * z[v];
            }
            result[2 * i] = real;
            result[2 * i + 1] = imaginary;
        }
    }

    /** U* z. */
    private void rotateBack(double[] z, double[] result, int offset) {
        for (int i = 0; i < p; i++) {
            double real = 0;
            double imaginary = 0;
            for (int j = 0; j < p; j++) {
                int u = 2 * (j * p + i);
                real += unitary[u] * z[2 * j] + unitary[u + 1] * z[2 * j + 1];
                imaginary += unitary[u] * z[2 * j + 1] - unitary[u + 1] * z[2 * j];
            }
            result[offset + 2 * i] = real;
            result[offset + 2 * i + 1] = imaginary;
        }
    }
}
