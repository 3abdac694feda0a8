package io.github.foretoken.proptest;

import io.github.foretoken.Matrix;
import io.github.foretoken.sequence.NonlinearRotationSequence;
import io.github.foretoken.sequence.PeriodicSequence;
import io.github.foretoken.sequence.RotationSequence;
import io.github.foretoken.testkit.TokenSequence;
import io.github.foretoken.testkit.reference.Rows;

/**
 * A token sequence as its recipe: five short fields that print on one line, shrink one by one, and rebuild the same
 * tokens anywhere.
 *
 * @param radius norm of every token, or of a typical one where norms vary
 */
record Tokens(Kind kind, int dimension, int length, double radius, long seed) {
    enum Kind {
        /** x_{t+1} = W x_t, W orthogonal. */
        ROTATION(true),
        /** Up to eight points on the sphere, over and over. */
        PERIODIC(true),
        /** Angle doubling, chaotic; d even. */
        NONLINEAR_ROTATION(true),
        /** Independent points on the sphere. */
        SPHERE(true),
        /** Independent directions, norms within a factor e^0.7 of the radius. */
        VARYING_NORMS(false),
        /** Four such vectors in random order: singular Gram matrices. */
        VOCABULARY(false),
        /** x_{t+1} = W x_t, W = 0.995 times a rotation: norms shrink, and f is linear. */
        CONTRACTION(false);

        final boolean constantNorm;

        Kind(boolean constantNorm) {
            this.constantNorm = constantNorm;
        }
    }

    private static final double SHRINKAGE = 0.995;

    Tokens {
        if (kind == Kind.NONLINEAR_ROTATION) {
            dimension += dimension % 2;
        }
    }

    Tokens withLength(int newLength) {
        return new Tokens(kind, dimension, newLength, radius, seed);
    }

    int period() {
        return 1 + (int) Math.floorMod(seed, dimension == 1 ? 2L : 8L);
    }

    /** x_1..x_T, a fresh array. */
    Matrix matrix() {
        Matrix x = switch (kind) {
            case ROTATION -> RotationSequence.random(dimension, seed).tokens(length);
            case PERIODIC -> PeriodicSequence.random(dimension, period(), seed).tokens(length);
            case NONLINEAR_ROTATION -> NonlinearRotationSequence.random(dimension, seed).tokens(length);
            case SPHERE -> independent(TokenSequence.Kind.SPHERE);
            case VARYING_NORMS -> independent(TokenSequence.Kind.VARYING_NORMS);
            case VOCABULARY -> independent(TokenSequence.Kind.VOCABULARY);
            case CONTRACTION -> contraction();
        };
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] *= radius;
        }
        return x;
    }

    /** W of the two kinds that have one. */
    double[][] map() {
        double[][] w = Dense.rows(RotationSequence.random(dimension, seed).rotation());
        if (kind == Kind.CONTRACTION) {
            for (double[] row : w) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= SHRINKAGE;
                }
            }
        }
        return w;
    }

    private Matrix independent(TokenSequence.Kind same) {
        return Matrix.copyOf(new TokenSequence(same, dimension, length, 1, seed).rows());
    }

    private Matrix contraction() {
        double[][] w = map();
        double[][] x = new double[length][];
        x[0] = RotationSequence.random(dimension, seed).tokens(1).row(0);
        for (int t = 1; t < length; t++) {
            x[t] = Rows.times(w, x[t - 1]);
        }
        return Matrix.copyOf(x);
    }
}
