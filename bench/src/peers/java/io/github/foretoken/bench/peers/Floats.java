package io.github.foretoken.bench.peers;

import io.github.foretoken.FloatMatrix;
import io.github.foretoken.Matrix;

/** Inputs of the float32 jobs. */
final class Floats {
    private Floats() {}

    /** Every element rounded to float32, so that the definition in float64 sees what the peers see. */
    static Matrix rounded(Matrix matrix) {
        double[] elements = matrix.toArray();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) elements[i];
        }
        return Matrix.of(elements, matrix.rows(), matrix.cols());
    }

    /** As a matrix of floats. */
    static FloatMatrix matrix(Matrix matrix) {
        return FloatMatrix.of(of(matrix), matrix.rows(), matrix.cols());
    }

    /** The same numbers in float64. */
    static double[] toDoubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    /** Doubles that are floats. */
    static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /** As floats, row by row. */
    static float[] of(Matrix matrix) {
        return floats(matrix.toArray());
    }
}
