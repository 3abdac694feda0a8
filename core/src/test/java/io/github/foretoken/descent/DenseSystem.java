package io.github.foretoken.descent;

import io.github.foretoken.Matrix;
import io.github.foretoken.descent.OwnKernels.Own;

/**
 * {@code (L_g + (D + lambda) / omega) mu = Y} and {@code û = L_g mu}, by the definition in plain loops, with how far off a sound
 * program may be: {@code |A^-1| E |mu|} for errors E of elements.
 */
public final class DenseSystem {
    public final double[][] mu;
    public final double[][] radius;
    public final double[][] predictions;
    public final double[][] allowed;

    /** @param targets of the first rows; what has none is predicted only */
    public DenseSystem(Own own, Matrix x, Matrix targets, Correction correction, int horizon) {
        int rows = x.rows();
        int columns = targets.cols();
        int known = Math.min(targets.rows(), rows);
        double[][] k = own.gram(x, x);
        double gamma = own.gamma(x, 2 * rows);
        double[][] a = new double[rows][rows];
        double[][] off = new double[rows][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double fade = Math.pow(correction.forgetting(), i - j);
                a[i][j] = i == j ? (k[i][i] + correction.ridge()) / correction.step(i + 1) : fade * k[i][j];
                off[i][j] = gamma * Math.max(Math.abs(a[i][j]), fade * Math.sqrt(k[i][i] * k[j][j]));
            }
        }
        mu = new double[known][columns];
        radius = new double[known][columns];
        for (int i = 0; i < known; i++) {
            for (int c = 0; c < columns; c++) {
                double left = targets.get(i, c);
                double error = gamma * Math.abs(left);
                for (int j = 0; j < i; j++) {
                    left -= a[i][j] * mu[j][c];
                    error += off[i][j] * Math.abs(mu[j][c]);
                }
                mu[i][c] = left / a[i][i];
                // What row i itself is off by; what that does to later rows is added below.
                radius[i][c] = error + off[i][i] * Math.abs(mu[i][c]);
            }
        }
        propagate(a, known, columns);
        predictions = new double[rows][columns];
        allowed = new double[rows][columns];
        // With each pair that is learned what was learned before fades: h - 1 of them are still to come.
        double fresh = Math.pow(correction.forgetting(), 1 - horizon);
        for (int t = 0; t < rows; t++) {
            for (int s = 0; s <= t - horizon && s < known; s++) {
                for (int c = 0; c < columns; c++) {
                    predictions[t][c] += fresh * a[t][s] * mu[s][c];
                    allowed[t][c] += fresh * (off[t][s] * Math.abs(mu[s][c]) + Math.abs(a[t][s]) * radius[s][c]);
                }
            }
        }
    }

    /** {@code radius = |A^-1| residuals}. */
    private void propagate(double[][] a, int known, int columns) {
        double[][] inverse = new double[known][known];
        double[][] result = new double[known][columns];
        for (int i = 0; i < known; i++) {
            for (int j = 0; j <= i; j++) {
                double left = i == j ? 1 : 0;
                for (int r = j; r < i; r++) {
                    left -= a[i][r] * inverse[r][j];
                }
                inverse[i][j] = left / a[i][i];
                for (int c = 0; c < columns; c++) {
                    result[i][c] += Math.abs(inverse[i][j]) * radius[j][c];
                }
            }
        }
        for (int i = 0; i < known; i++) {
            System.arraycopy(result[i], 0, radius[i], 0, columns);
        }
    }
}
