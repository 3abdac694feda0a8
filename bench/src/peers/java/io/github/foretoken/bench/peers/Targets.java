package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;

/** The steps that every peer of u* shares and its library has no word for. */
final class Targets {
    private Targets() {}

    /** Y, T x d: row t is x_{t+1}; the last, unknown, is zero. */
    static double[] of(Matrix x) {
        double[] y = new double[Math.multiplyExact(x.rows(), x.cols())];
        System.arraycopy(x.rows(1, x.rows()).toArray(), 0, y, 0, y.length - x.cols());
        return y;
    }

    /** Turns mu into u* = y - k(x_t, x_t) mu in place, row by row. */
    static void toLimit(double[] mu, double[] y, double[] gram, int rows) {
        int d = mu.length / rows;
        for (int t = 0; t < rows; t++) {
            double diagonal = gram[t * rows + t];
            for (int c = t * d; c < (t + 1) * d; c++) {
                mu[c] = y[c] - diagonal * mu[c];
            }
        }
    }
}
