package io.github.foretoken.cli.text;

import java.util.SplittableRandom;

/** The vectors that bytes stand for. */
public final class ByteVectors {
    /** From this dimension on 256 vectors can be orthonormal, and are. */
    public static final int ORTHONORMAL = 256;

    private ByteVectors() {}

    /**
     * 256 independent vectors, uniform on the unit sphere: of as many rows, each of {@code dimension} numbers.
     *
     * @throws IllegalArgumentException if the dimension is not positive
     */
    public static double[][] random(int dimension, long seed) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be 1 or more, not " + dimension);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[][] vectors = new double[256][dimension];
        for (double[] vector : vectors) {
            double squares = 0;
            for (int c = 0; c < dimension; c++) {
                vector[c] = random.nextGaussian();
                squares += vector[c] * vector[c];
            }
            for (int c = 0; c < dimension; c++) {
                vector[c] /= Math.sqrt(squares);
            }
        }
        return vectors;
    }
}
