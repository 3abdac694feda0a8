package io.github.foretoken.testkit;

import java.util.Random;

/**
 * A sequence as its recipe: five short fields that print on one line, shrink one by one, and make the same tokens anywhere.
 *
 * @param dimension d of each token
 * @param length T
 * @param scale norm of a typical token
 */
public record TokenSequence(Kind kind, int dimension, int length, double scale, long seed) {
    /** How tokens are drawn. */
    public enum Kind {
        /** Independent points on the sphere. */
        SPHERE,
        /** Independent directions, norms within a factor e^0.7 of the scale. */
        VARYING_NORMS,
        /** Four such vectors in random order: singular Gram matrices. */
        VOCABULARY,
        /** One point, moved by a billionth of its norm: Gram matrices that are nearly singular. */
        NEAR_DUPLICATES,
        /** The same token over and over. */
        CONSTANT,
        /** Zero tokens among others. */
        WITH_ZEROS
    }

    private static final double SPREAD = 0.7;
    private static final double NEAR = 1e-9;
    private static final int WORDS = 4;

    /** The tokens, T x d, a fresh array. */
    public double[][] rows() {
        Random random = new Random(seed);
        double[][] rows = new double[length][];
        double[][] words = new double[WORDS][];
        for (int w = 0; w < WORDS; w++) {
            words[w] = direction(random, factor(random));
        }
        for (int t = 0; t < length; t++) {
            rows[t] = switch (kind) {
                case SPHERE -> direction(random, scale);
                case VARYING_NORMS -> direction(random, factor(random));
                case VOCABULARY -> words[random.nextInt(WORDS)].clone();
                case NEAR_DUPLICATES -> sum(words[0], direction(random, NEAR * scale));
                case CONSTANT -> words[0].clone();
                case WITH_ZEROS -> direction(random, random.nextInt(3) == 0 ? 0 : scale);
            };
        }
        return rows;
    }

    /** The same recipe with other draws. */
    public TokenSequence withSeed(long other) {
        return new TokenSequence(kind, dimension, length, scale, other);
    }

    /** The same recipe, longer or shorter. */
    public TokenSequence withLength(int other) {
        return new TokenSequence(kind, dimension, other, scale, seed);
    }

    /** The same recipe, wider or narrower. */
    public TokenSequence withDimension(int other) {
        return new TokenSequence(kind, other, length, scale, seed);
    }

    /** The same recipe at another scale. */
    public TokenSequence withScale(double other) {
        return new TokenSequence(kind, dimension, length, other, seed);
    }

    private static double[] sum(double[] x, double[] y) {
        double[] sum = x.clone();
        for (int c = 0; c < sum.length; c++) {
            sum[c] += y[c];
        }
        return sum;
    }

    private double factor(Random random) {
        return scale * Math.exp(SPREAD * (2 * random.nextDouble() - 1));
    }

    private double[] direction(Random random, double norm) {
        double[] x = new double[dimension];
        double squares = 0;
        for (int c = 0; c < dimension; c++) {
            x[c] = random.nextGaussian();
            squares += x[c] * x[c];
        }
        for (int c = 0; c < dimension; c++) {
            x[c] *= norm / Math.sqrt(squares);
        }
        return x;
    }
}
