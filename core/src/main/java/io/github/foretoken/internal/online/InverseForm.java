package io.github.foretoken.internal.online;

import io.github.foretoken.internal.state.StateFlaw;
import io.github.foretoken.internal.state.StateInput;
import java.io.IOException;

/**
 * The first form of a saved least squares state: the inverse P of the normal matrix, as its recursion left it, and the weights,
 * a row a coordinate. With {@code P = V V'}, V upper triangular, the factor is {@code U = V^-1}.
 */
final class InverseForm {
    /** Below this share of P's own diagonal a pivot is rounding error: what the recursion lost cannot be had back. */
    private static final double LEAST = 0x1p-48;

    private InverseForm() {}

    /** Takes over what was saved into a fit that has no coordinates yet. */
    static void read(StateInput in, int dimension, int columns, TriangularLeastSquares fit) throws IOException {
        in.require(dimension, dimension + (long) columns, "least squares");
        double[][] inverse = new double[dimension][dimension];
        for (double[] row : inverse) {
            in.getDoubles(row, 0, dimension);
        }
        double[] weights = new double[Math.multiplyExact(dimension, columns)];
        in.getDoubles(weights, 0, weights.length);
        factor(inverse);
        fit.set(inverted(inverse), weights);
    }

    /** P's upper triangle becomes V, from the last column to the first. */
    private static void factor(double[][] p) throws StateFlaw {
        for (int j = p.length - 1; j >= 0; j--) {
            double own = p[j][j];
            if (!(own > 0 && own < Double.POSITIVE_INFINITY)) {
                throw new StateFlaw("has a variance of a weight that cannot be, " + own);
            }
            for (int i = j; i >= 0; i--) {
                double sum = p[i][j];
                for (int k = j + 1; k < p.length; k++) {
                    sum -= p[i][k] * p[j][k];
                }
                p[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST * own)) : sum / p[j][j];
            }
        }
    }

    private static double[][] inverted(double[][] v) {
        int n = v.length;
        double[][] u = new double[n][n];
        for (int j = 0; j < n; j++) {
            u[j][j] = 1 / v[j][j];
            for (int i = j - 1; i >= 0; i--) {
                double sum = 0;
                for (int k = i + 1; k <= j; k++) {
                    sum += v[i][k] * u[k][j];
                }
                u[i][j] = -sum / v[i][i];
            }
        }
        return u;
    }
}
