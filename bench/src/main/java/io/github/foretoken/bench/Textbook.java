package io.github.foretoken.bench;

import io.github.foretoken.Kernel;

/** The definitions, loop by loop, as one would type them from the paper: the baseline of every ratio. */
final class Textbook {
    private Textbook() {}

    /**
     * The limit of eq. 7 by streaming forward substitution: {@code u_t = sum over s < t of k(x_t, x_s) z_s / k(x_t, x_t)}
     * and {@code z_t = x_{t+1} - u_t}.
     *
     * @param x T tokens, one an array
     * @return u*, T rows
     */
    static double[][] limit(Kernel kernel, double[][] x) {
        int d = x[0].length;
        double[][] u = new double[x.length][d];
        double[][] z = new double[x.length][d];
        for (int t = 0; t < x.length; t++) {
            for (int s = 0; s < t; s++) {
                double k = kernel.evaluate(x[t], x[s]);
                for (int c = 0; c < d; c++) {
                    u[t][c] += k * z[s][c];
                }
            }
            double diagonal = kernel.evaluate(x[t], x[t]);
            for (int c = 0; c < d; c++) {
                u[t][c] /= diagonal;
                z[t][c] = t + 1 < x.length ? x[t + 1][c] - u[t][c] : 0;
            }
        }
        return u;
    }

    /**
     * A of eq. 7: the lower triangle of the kernel matrix, rows divided by their sums under softmax. Computed once and
     * stored, which is the definition's best case.
     */
    static double[][] matrix(Kernel kernel, double[][] x, boolean softmax) {
        double[][] a = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            a[t] = new double[t + 1];
            double sum = 0;
            for (int s = 0; s <= t; s++) {
                a[t][s] = kernel.evaluate(x[t], x[s]);
                sum += a[t][s];
            }
            if (softmax) {
                for (int s = 0; s <= t; s++) {
                    a[t][s] /= sum;
                }
            }
        }
        return a;
    }

    /** Masked softmax attention of tokens to themselves: row t averages x_1..x_t with weights exp(x_t . x_s). */
    static double[][] attention(double[][] x) {
        double[][] result = new double[x.length][x[0].length];
        double[][] a = matrix(Kernel.exponential(), x, true);
        for (int t = 0; t < x.length; t++) {
            for (int s = 0; s <= t; s++) {
                for (int c = 0; c < x[0].length; c++) {
                    result[t][c] += a[t][s] * x[s][c];
                }
            }
        }
        return result;
    }

    /** The paper's step: 1/k(x_1, x_1), which for softmax is 1. */
    static double step(double[][] a) {
        return 1 / a[0][0];
    }

    /** n layers of eq. 7 to the letter, {@code u <- u - eta (A u - L Y)}, from u = 0. */
    static double[][] iterate(double[][] a, double[][] x, int layers) {
        double[][] u = new double[x.length][x[0].length];
        for (int layer = 0; layer < layers; layer++) {
            u = layer(a, x, u);
        }
        return u;
    }

    static double[][] layer(double[][] a, double[][] x, double[][] u) {
        int d = x[0].length;
        double eta = step(a);
        double[][] next = new double[x.length][d];
        for (int t = 0; t < x.length; t++) {
            double[] gradient = new double[d];
            for (int s = 0; s < t; s++) {
                for (int c = 0; c < d; c++) {
                    gradient[c] += a[t][s] * (u[s][c] - x[s + 1][c]);
                }
            }
            for (int c = 0; c < d; c++) {
                next[t][c] = u[t][c] - eta * (gradient[c] + a[t][t] * u[t][c]);
            }
        }
        return next;
    }
}
