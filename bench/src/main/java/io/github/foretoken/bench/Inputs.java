package io.github.foretoken.bench;

import io.github.foretoken.Matrix;
import java.util.Random;

/** Reproducible inputs. */
public final class Inputs {
    private Inputs() {}

    /**
     * Independent tokens on the unit sphere. No predictable sequence is used: the arithmetic does not depend on it, and
     * a short orbit in few dimensions would repeat tokens.
     */
    public static Matrix unitTokens(int count, int d, long seed) {
        Random random = new Random(seed);
        double[] x = new double[Math.multiplyExact(count, d)];
        for (int t = 0; t < count; t++) {
            double sum = 0;
            for (int c = t * d; c < (t + 1) * d; c++) {
                x[c] = random.nextGaussian();
                sum += x[c] * x[c];
            }
            for (int c = t * d; c < (t + 1) * d; c++) {
                x[c] /= Math.sqrt(sum);
            }
        }
        return Matrix.of(x, count, d);
    }

    /** The same tokens as an array of arrays, which is what a textbook program would hold. */
    static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = matrix.row(t);
        }
        return rows;
    }

    /** Rounded to float32. */
    static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    /** The same numbers in float64. */
    static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i];
        }
        return y;
    }

    /** Uniform in [low, high). */
    static double[] uniform(int length, double low, double high, long seed) {
        return new Random(seed).doubles(length, low, high).toArray();
    }
}
