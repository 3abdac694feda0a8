package io.github.foretoken.testkit.reference;

import java.util.Arrays;
import java.util.Locale;

/**
 * A direction in which a symmetric matrix curves downwards, if it has one: Cholesky's method on the matrix plus a bound on the
 * diagonal, whose first negative pivot belongs to a vector z of z'Kz below minus the bound (Higham, theorem 10.7: it succeeds
 * on whatever is positive definite by more than roundings).
 */
public final class Curvature {
    private final double value;
    private final double[] direction;

    private Curvature(double value, double[] direction) {
        this.value = value;
        this.direction = direction;
    }

    /** z'Kz for the unit vector z, in double-double; 0 where there is no such direction. */
    public double value() {
        return value;
    }

    /**
     * What is found in a matrix.
     *
     * @param k n x n, symmetric, of which the lower triangle is read; not modified
     * @param bound added to the diagonal
     */
    public static Curvature least(double[][] k, double bound) {
        int n = k.length;
        double[][] r = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = k[i][j] + (i == j ? bound : 0);
                for (int m = 0; m < j; m++) {
                    rest -= r[i][m] * r[j][m];
                }
                if (i != j) {
                    r[i][j] = r[j][j] == 0 ? 0 : rest / r[j][j];
                } else if (rest < 0) {
                    return along(k, direction(r, i));
                } else {
                    r[i][i] = Math.sqrt(rest);
                }
            }
        }
        return new Curvature(0, new double[n]);
    }

    /** z of the first i + 1 coordinates that R' maps to the last unit vector: R_11' z_1 = -r_i, z_i = 1. */
    private static double[] direction(double[][] r, int i) {
        double[] z = new double[r.length];
        z[i] = 1;
        for (int j = i - 1; j >= 0; j--) {
            double rest = -r[i][j];
            for (int m = j + 1; m < i; m++) {
                rest -= r[m][j] * z[m];
            }
            z[j] = r[j][j] == 0 ? 0 : rest / r[j][j];
        }
        double norm = Math.sqrt(Rows.dot(z, z));
        return Arrays.stream(z).map(coordinate -> coordinate / norm).toArray();
    }

    private static Curvature along(double[][] k, double[] z) {
        Wide sum = Wide.ZERO;
        for (int i = 0; i < z.length; i++) {
            for (int j = 0; j < z.length; j++) {
                sum = sum.plus(Wide.of(z[i]).times(z[j]).times(k[Math.max(i, j)][Math.min(i, j)]));
            }
        }
        return new Curvature(sum.value(), z);
    }

    /** The direction with three digits. */
    public String text() {
        return Arrays.toString(Arrays.stream(direction)
                .mapToObj(coordinate -> String.format(Locale.ROOT, "%.3g", coordinate))
                .toArray());
    }
}
