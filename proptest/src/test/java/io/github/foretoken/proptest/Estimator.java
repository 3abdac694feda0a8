package io.github.foretoken.proptest;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.testkit.reference.Wide;
import java.math.BigDecimal;
import java.math.MathContext;

/** Each streaming method by its definition (docs/mathematics.md#noise-and-change and after): every estimate from scratch, and none by the product's recursion. */
enum Estimator {
    KACZMARZ, RELAXED, WINDOW, AFFINE, KERNEL_RIDGE, BUDGET, LEAST_SQUARES;

    static final int WINDOW_LENGTH = 5;
    static final int ORDER = 3;
    static final double OMEGA = 0.6;
    private static final double NOVELTY = 1e-12;
    private static final MathContext DIGITS = new MathContext(120);

    Predictor predictor(Kernel kernel, int d, double ridge) {
        return switch (this) {
            case KACZMARZ -> Predictor.kaczmarz(kernel, d).withRidge(ridge);
            case RELAXED -> Predictor.kaczmarz(kernel, d).withRidge(ridge).withRelaxation(OMEGA);
            case WINDOW -> Predictor.kaczmarz(kernel, d).withRidge(ridge).withWindow(WINDOW_LENGTH);
            case AFFINE -> Predictor.affineProjection(kernel, d, ORDER).withRidge(ridge);
            case KERNEL_RIDGE -> Predictor.kernelRidge(kernel, d, ridge);
            case BUDGET -> Predictor.kernelRidge(kernel, d, ridge).withBudget(1000, NOVELTY);
            case LEAST_SQUARES -> Predictor.leastSquares(d, ridge);
        };
    }

    /**
     * Row t: the estimate at x_t from the pairs (x_s, y_s), s < t.
     *
     * @param k values of the kernel, one of each pair of features; not used by least squares
     */
    double[][] estimates(double[][] x, double[][] y, double[][] k, double ridge) {
        int columns = y[0].length;
        double[][] estimates = new double[x.length][columns];
        Wide[][] mu = new Wide[x.length][columns];
        for (int t = 0; t < x.length; t++) {
            estimates[t] = switch (this) {
                case KACZMARZ, RELAXED, AFFINE -> combination(k, mu, 0, t, t, columns);
                case WINDOW -> {
                    int first = Math.max(0, t - WINDOW_LENGTH);
                    for (int s = first; s < t; s++) {
                        correct(k, mu, y, first, s, ridge, 1);
                    }
                    yield combination(k, mu, first, t, t, columns);
                }
                case KERNEL_RIDGE, BUDGET -> {
                    Wide[][] weights = Wide.solve(regularized(k, 0, t, ridge), wide(y, 0, t));
                    yield combination(k, weights, 0, t, t, columns);
                }
                case LEAST_SQUARES -> leastSquares(x, y, t, t, ridge);
            };
            switch (this) {
                case KACZMARZ -> correct(k, mu, y, 0, t, ridge, 1);
                case RELAXED -> correct(k, mu, y, 0, t, ridge, OMEGA);
                case AFFINE -> project(k, mu, y, t, ridge);
                default -> {
                }
            }
        }
        return estimates;
    }

    /**
     * What a budget may add: a feature is known but for a share nu of its squared norm, a new one may lie outside what is known
     * altogether, so a kernel value of the two is off by sqrt(nu k_tt k_ss) at most; those among known features by nu, which
     * the factor 2 covers.
     */
    double projectionError(double[][] k, double[][] y, double ridge, int t) {
        if (this != BUDGET) {
            return 0;
        }
        double error = 0;
        Wide[][] weights = Wide.solve(regularized(k, 0, t, ridge), wide(y, 0, t));
        for (int s = 0; s < t; s++) {
            for (Wide weight : weights[s]) {
                error += 2 * Math.sqrt(NOVELTY * k[t][t] * k[s][s]) * Math.abs(weight.value());
            }
        }
        return error;
    }

    /** mu_s = omega (y_s - sum over r < s of k_sr mu_r) / (k_ss + lambda). */
    private static void correct(double[][] k, Wide[][] mu, double[][] y, int first, int s, double ridge, double omega) {
        Wide[][] missing = missing(k, mu, y, first, s, s);
        Wide divisor = Wide.of(k[s][s]).plus(Wide.of(ridge));
        for (int c = 0; c < missing[0].length; c++) {
            mu[s][c] = missing[0][c].times(omega).over(divisor);
        }
    }

    /** The last ORDER weights += (K + lambda I)^-1 (what is missing at their keys). */
    private static void project(double[][] k, Wide[][] mu, double[][] y, int t, double ridge) {
        int first = Math.max(0, t + 1 - ORDER);
        for (int c = 0; c < y[t].length; c++) {
            mu[t][c] = Wide.ZERO;
        }
        Wide[][] right = new Wide[t + 1 - first][];
        for (int s = first; s <= t; s++) {
            right[s - first] = missing(k, mu, y, 0, t + 1, s)[0];
        }
        Wide[][] move = Wide.solve(regularized(k, first, t + 1, ridge), right);
        for (int s = first; s <= t; s++) {
            for (int c = 0; c < y[t].length; c++) {
                mu[s][c] = mu[s][c].plus(move[s - first][c]);
            }
        }
    }

    /** y_at less what terms first to end (exclusive) give there; one row. */
    private static Wide[][] missing(double[][] k, Wide[][] mu, double[][] y, int first, int end, int at) {
        Wide[] rest = Wide.of(y[at]);
        for (int c = 0; c < rest.length; c++) {
            for (int r = first; r < end; r++) {
                rest[c] = rest[c].minus(mu[r][c].times(k[at][r]));
            }
        }
        return new Wide[][]{rest};
    }

    private static double[] combination(double[][] k, Wide[][] weights, int first, int end, int at, int columns) {
        double[] values = new double[columns];
        for (int c = 0; c < columns; c++) {
            Wide sum = Wide.ZERO;
            for (int s = first; s < end; s++) {
                sum = sum.plus(weights[s][c].times(k[at][s]));
            }
            values[c] = sum.value();
        }
        return values;
    }

    private static Wide[][] regularized(double[][] k, int from, int to, double ridge) {
        Wide[][] a = new Wide[to - from][to - from];
        for (int i = from; i < to; i++) {
            for (int j = from; j < to; j++) {
                a[i - from][j - from] = i == j ? Wide.of(k[i][i]).plus(Wide.of(ridge)) : Wide.of(k[i][j]);
            }
        }
        return a;
    }

    private static Wide[][] wide(double[][] y, int from, int to) {
        Wide[][] wide = new Wide[to - from][];
        for (int i = from; i < to; i++) {
            wide[i - from] = Wide.of(y[i]);
        }
        return wide;
    }

    /** x_q' (X'X + lambda I)^-1 X'Y of the first t pairs with 120 digits, by Gauss's elimination: positive definite matrices need no pivots. */
    static double[] leastSquares(double[][] x, double[][] y, int t, int query, double ridge) {
        int p = x[0].length;
        int columns = y[0].length;
        BigDecimal[][] a = new BigDecimal[p][p + columns];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p + columns; j++) {
                a[i][j] = i == j ? new BigDecimal(ridge) : BigDecimal.ZERO;
                for (int s = 0; s < t; s++) {
                    BigDecimal other = new BigDecimal(j < p ? x[s][j] : y[s][j - p]);
                    a[i][j] = a[i][j].add(new BigDecimal(x[s][i]).multiply(other));
                }
            }
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                BigDecimal factor = i == j ? BigDecimal.ZERO : a[j][i].divide(a[i][i], DIGITS);
                for (int c = i; c < p + columns; c++) {
                    a[j][c] = a[j][c].subtract(factor.multiply(a[i][c], DIGITS), DIGITS);
                }
            }
        }
        double[] estimate = new double[columns];
        for (int c = 0; c < columns; c++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < p; i++) {
                sum = sum.add(a[i][p + c].divide(a[i][i], DIGITS).multiply(new BigDecimal(x[query][i])), DIGITS);
            }
            estimate[c] = sum.doubleValue();
        }
        return estimate;
    }
}
