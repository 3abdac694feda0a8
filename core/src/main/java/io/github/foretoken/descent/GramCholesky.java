package io.github.foretoken.descent;

import java.util.Arrays;

/**
 * Cholesky's method on a symmetric matrix that may be none of a kernel: until a row is found with which it is indefinite. R is
 * of the rows that are independent, S; a row t has {@code r_t = R_S^-1 K_St} and what is left of it, the pivot.
 */
final class GramCholesky {
    private static final double ROUNDOFF = 0x1p-53;

    private final double[] gram;
    private final int n;
    /** Of each element of a row, relative to the diagonal's size. */
    private final double[] uncertainty;
    /** The sizes of rows: k_ii, or what is larger in the row. */
    private final double[] size;
    private final double[][] rows;
    private final int[] independent;
    private int rank;
    private final int[] dependent;
    private final double[][] coefficients;
    private final double[] pivots;
    private final double[] bounds;
    private int dependents;
    private int failure = -1;
    private double pivot = Double.NaN;
    private double value = Double.NaN;
    private double bound = Double.NaN;
    private double[] witness = {};

    /**
     * @param gram n x n, not modified
     * @param uncertainty what an element of a row can be off by, relative to the larger of itself and the root of the
     *     product of both diagonal elements
     */
    GramCholesky(double[] gram, int n, double[] uncertainty) {
        this.gram = gram;
        this.n = n;
        this.uncertainty = uncertainty;
        size = new double[n];
        rows = new double[n][];
        independent = new int[n];
        dependent = new int[n];
        coefficients = new double[n][];
        pivots = new double[n];
        bounds = new double[n];
        for (int i = 0; i < n; i++) {
            size[i] = Math.sqrt(Math.abs(gram[i * n + i]));
        }
        for (int t = 0; t < n && failure < 0; t++) {
            add(t);
        }
    }

    private void add(int t) {
        double[] r = new double[rank + 1];
        double left = gram[t * n + t];
        for (int j = 0; j < rank; j++) {
            r[j] = residual(t, independent[j], r, j) / rows[independent[j]][j];
            left -= r[j] * r[j];
        }
        rows[t] = r;
        double[] c = coefficients(t, r);
        pivots[t] = quadratic(c, t + 1);
        bounds[t] = bound(c, t + 1);
        if (pivots[t] < -bounds[t]) {
            fail(t, c);
            return;
        }
        for (int j = 0; j < dependents && failure < 0; j++) {
            against(t, c, dependent[j]);
        }
        if (pivots[t] > bounds[t] && left > 0) {
            r[rank] = Math.sqrt(left);
            independent[rank++] = t;
        } else {
            dependent[dependents++] = t;
            coefficients[t] = c;
        }
    }

    /** {@code K_ts - sum over j < count of r_tj r_sj}. */
    private double residual(int t, int s, double[] r, int count) {
        double left = gram[t * n + s];
        for (int j = 0; j < count; j++) {
            left -= r[j] * rows[s][j];
        }
        return left;
    }

    /** {@code c = (-K_SS^-1 K_St, 1)}. */
    private double[] coefficients(int t, double[] r) {
        double[] c = new double[t + 1];
        c[t] = 1;
        for (int i = rank - 1; i >= 0; i--) {
            double x = -r[i];
            for (int j = i + 1; j < rank; j++) {
                x -= rows[independent[j]][i] * c[independent[j]];
            }
            c[independent[i]] = x / rows[independent[i]][i];
        }
        return c;
    }

    /** Of the two that are left with next to no pivot, or one of them, the combination that is most negative. */
    private void against(int t, double[] c, int s) {
        double mixed = 0;
        for (int i = 0; i <= t; i++) {
            mixed += gram[s * n + i] * c[i];
        }
        if (mixed == 0) {
            return;
        }
        // In units of the bounds, the eigenvector of the lower eigenvalue of a symmetric 2 x 2 matrix.
        double least = ROUNDOFF * ROUNDOFF * Math.abs(mixed);
        double unitT = Math.sqrt(Math.max(Math.abs(pivots[t]), Math.max(bounds[t], least)));
        double unitS = Math.sqrt(Math.max(bounds[s], least));
        double a = pivots[t] / unitT / unitT;
        double b = pivots[s] / unitS / unitS;
        double m = mixed / unitT / unitS;
        if (a * b - m * m > -1) {
            return;
        }
        double lowest = (a + b) / 2 - Math.hypot((a - b) / 2, m);
        double share = (lowest - a) / m * unitT / unitS;
        double[] both = c.clone();
        for (int i = 0; i <= s; i++) {
            both[i] += share * coefficients[s][i];
        }
        if (quadratic(both, t + 1) < -bound(both, t + 1)) {
            fail(t, both);
        }
    }

    private void fail(int t, double[] c) {
        failure = t;
        pivot = pivots[t];
        witness = c;
        value = quadratic(c, t + 1);
        bound = bound(c, t + 1);
    }

    private double quadratic(double[] c, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double row = 0;
            for (int j = 0; j < count && c[i] != 0; j++) {
                row += gram[i * n + j] * c[j];
            }
            sum += c[i] * row;
        }
        return sum;
    }

    /** Of the sums of {@link #quadratic}, by gamma(n), and of the elements. */
    private double bound(double[] c, int count) {
        double terms = 2.0 * count + 2;
        double gamma = terms * ROUNDOFF / (1 - terms * ROUNDOFF);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count && c[i] != 0; j++) {
                double element = Math.abs(gram[i * n + j]);
                double off = Math.max(uncertainty[i], uncertainty[j]) * Math.max(element, size[i] * size[j]);
                sum += Math.abs(c[i] * c[j]) * (gamma * element + off);
            }
        }
        // The bound's own roundings.
        return sum * (1 + 2 * gamma);
    }

    int rank() {
        return rank;
    }

    int[] dependent() {
        return Arrays.copyOf(dependent, dependents);
    }

    int failure() {
        return failure;
    }

    double pivot() {
        return pivot;
    }

    double value() {
        return value;
    }

    double bound() {
        return bound;
    }

    double[] witness() {
        return witness;
    }
}
