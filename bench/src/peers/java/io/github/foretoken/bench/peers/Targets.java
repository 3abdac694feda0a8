package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;

/** The steps that every peer of u* shares and its library has no routine for. */
final class Targets {
    private Targets() {}

    /** Y, T x d: row t is x_{t+1}; the last, unknown, is zero. */
    static double[] of(Matrix x) {
        double[] y = new double[Math.multiplyExact(x.rows(), x.cols())];
        System.arraycopy(x.rows(1, x.rows()).toArray(), 0, y, 0, y.length - x.cols());
        return y;
    }

    /** Turns a row of mu into one of u* = y - k(x_t, x_t) mu, in place. */
    static void toLimit(double[] mu, double[] y, int offset, int d, double diagonal) {
        for (int c = offset; c < offset + d; c++) {
            mu[c] = y[c] - diagonal * mu[c];
        }
    }
}
