package io.github.foretoken.descent;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;

/**
 * Eq. 9 by its definition, pair by pair in plain loops, with how far off a sound program may be.
 *
 * @param mu coefficients, t x m
 * @param radius by how much forward substitution may miss them, t x m
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record DenseMap(Kernel kernel, Matrix x, double[][] mu, double[][] radius, double gamma) {
    /** W_s = W_{s-1} + (y_s - W_{s-1} phi_s) phi_s^* / k_ss. */
    static DenseMap of(Kernel kernel, Matrix x, Matrix y) {
        double[][] mu = new double[x.rows()][y.cols()];
        for (int s = 0; s < x.rows(); s++) {
            double[] own = at(kernel, x, mu, s, x.row(s));
            double norm = kernel.evaluate(x.row(s), x.row(s));
            for (int c = 0; c < y.cols() && norm != 0; c++) {
                mu[s][c] = (y.get(s, c) - own[c]) / norm;
            }
        }
        double gamma = gamma(kernel, x);
        return new DenseMap(kernel, x, mu, radius(kernel, x, mu, gamma), gamma);
    }

    /** gamma(n) = n u / (1 - n u) of the roundings of a kernel value and of a sum over tokens, on both sides. */
    static double gamma(Kernel kernel, Matrix x) {
        double exponent = 1;
        for (int s = 0; s < x.rows() && kernel instanceof Kernel.Exponential; s++) {
            exponent = Math.max(exponent, Math.log(kernel.evaluate(x.row(s), x.row(s))));
        }
        int degree = kernel instanceof Kernel.Polynomial polynomial ? polynomial.degree() : 1;
        double n = 4 * (x.rows() + (x.cols() + 8) * degree * exponent);
        return n * 0x1p-53 / (1 - n * 0x1p-53);
    }

    /** (A + D) mu = y with |D| <= gamma |A|, so |A^-1| |D| |mu|. */
    private static double[][] radius(Kernel kernel, Matrix x, double[][] mu, double gamma) {
        int t = x.rows();
        double[][] a = new double[t][t];
        double[][] inverse = new double[t][t];
        for (int i = 0; i < t; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = kernel.evaluate(x.row(i), x.row(j));
            }
            for (int j = 0; j <= i && a[i][i] != 0; j++) {
                double left = i == j ? 1 : 0;
                for (int r = j; r < i; r++) {
                    left -= a[i][r] * inverse[r][j];
                }
                inverse[i][j] = left / a[i][i];
            }
        }
        double[][] radius = new double[t][mu[0].length];
        for (int i = 0; i < t; i++) {
            for (int j = 0; j <= i; j++) {
                for (int r = 0; r <= j; r++) {
                    for (int c = 0; c < mu[0].length; c++) {
                        radius[i][c] += gamma * Math.abs(inverse[i][j]) * Math.abs(a[j][r]) * Math.abs(mu[r][c]);
                    }
                }
            }
        }
        return radius;
    }

    private static double[] at(Kernel kernel, Matrix x, double[][] mu, int terms, double[] z) {
        double[] sum = new double[mu[0].length];
        for (int s = 0; s < terms; s++) {
            double value = kernel.evaluate(z, x.row(s));
            for (int c = 0; c < sum.length; c++) {
                sum[c] += mu[s][c] * value;
            }
        }
        return sum;
    }

    double[] at(double[] z) {
        return at(kernel, x, mu, x.rows(), z);
    }

    double allowedAt(double[] z, int column) {
        double allowed = 0;
        for (int s = 0; s < x.rows(); s++) {
            allowed += Math.abs(kernel.evaluate(z, x.row(s))) * (radius[s][column] + gamma * Math.abs(mu[s][column]));
        }
        return allowed;
    }

    /** sum over r, s of mu_r mu_s k(x_r, x_s), and what it may be off by. */
    double[] squaredNorm() {
        double sum = 0;
        double allowed = 0;
        for (int r = 0; r < x.rows(); r++) {
            for (int s = 0; s < x.rows(); s++) {
                double k = kernel.evaluate(x.row(r), x.row(s));
                for (int c = 0; c < mu[0].length; c++) {
                    sum += mu[r][c] * mu[s][c] * k;
                    allowed += Math.abs(k) * Math.abs(mu[r][c]) * (2 * radius[s][c] + 2 * gamma * Math.abs(mu[s][c]));
                }
            }
        }
        return new double[]{sum, allowed};
    }
}
