package io.github.foretoken.bench.peers;

import io.github.foretoken.Matrix;
import io.github.foretoken.bench.Agreement;

/** Does a peer's u* solve the system it should? Asked of some rows, first and last included. */
final class LimitCheck {
    private static final int ROWS = 33;

    private LimitCheck() {}

    /**
     * Throws unless each row's residual {@code k_tt u_t - sum over s < t of k_ts (y_s - u_s)} is within
     * {@code 2 (T + 2 d + 16) u sum over s <= t of k_ts (|y_s - u_s| + |u_s|)}, u being the roundoff. Substitution in
     * any order, by blocks or not, leaves {@code |dA| <= (T + r) u |A|} row by row, where r = d + 8 roundoffs is what an
     * exponential of an inner product is off; its diagonal's counts again where u = y - k_tt mu. Twice, for this check
     * rounds too. A wrong row misses the bound by eight orders of magnitude.
     */
    static void require(String peer, Matrix x, double[] u) {
        require(peer, x, u, Agreement.ROUNDOFF);
    }

    /** The same for another roundoff. */
    static void require(String peer, Matrix x, double[] u, double roundoff) {
        int last = x.rows() - 1;
        double factor = 2 * (x.rows() + 2 * x.cols() + 16) * roundoff;
        for (int i = 0; i < ROWS; i++) {
            require(peer, x, u, (int) ((long) i * last / (ROWS - 1)), factor);
        }
    }

    private static void require(String peer, Matrix x, double[] u, int t, double factor) {
        int d = x.cols();
        double[] residual = new double[d];
        double size = 0;
        for (int s = 0; s <= t; s++) {
            double k = kernel(x, t, s);
            double z2 = 0;
            double u2 = 0;
            for (int c = 0; c < d; c++) {
                double us = u[s * d + c];
                double z = s + 1 < x.rows() ? x.get(s + 1, c) - us : -us;
                residual[c] += s == t ? -k * us : k * z;
                z2 += z * z;
                u2 += us * us;
            }
            size += k * (Math.sqrt(z2) + Math.sqrt(u2));
        }
        double norm = 0;
        for (double r : residual) {
            norm += r * r;
        }
        Agreement.requireWithin(peer + " u*, row " + t, Math.sqrt(norm), factor * size);
    }

    private static double kernel(Matrix x, int t, int s) {
        double score = 0;
        for (int c = 0; c < x.cols(); c++) {
            score += x.get(t, c) * x.get(s, c);
        }
        return Math.exp(score);
    }
}
