package io.github.foretoken.lab.evaluate;

import io.github.foretoken.Matrix;
import java.util.OptionalInt;

/**
 * The season of a series: the lag at which the autocorrelation has its highest peak beyond its first valley. It must be
 * well above the valley, and above what independent numbers would show.
 */
final class Season {
    private static final int LONGEST = 2000;
    /** A season must have been seen at least this often. */
    private static final int TIMES = 3;
    private static final double LEAST_RISE = 0.1;

    private Season() {}

    /**
     * Looks for it.
     *
     * @param rows N x d, not modified; columns count alike
     * @return 2 or more, if there is one
     */
    static OptionalInt of(Matrix rows) {
        int longest = Math.min(LONGEST, rows.rows() / TIMES);
        double[] correlation = new double[longest + 2];
        for (int j = 0; j < rows.cols(); j++) {
            add(correlation, rows, j);
        }
        double valley = Double.POSITIVE_INFINITY;
        int best = 0;
        boolean falling = true;
        for (int lag = 1; lag <= longest; lag++) {
            falling &= correlation[lag] < correlation[lag - 1];
            if (falling) {
                valley = correlation[lag];
            }
            boolean peak = correlation[lag] >= correlation[lag - 1] && correlation[lag] >= correlation[lag + 1];
            // The later of two peaks must be clearly higher: a season's multiples are peaks as well.
            if (!falling && peak && (best == 0 || correlation[lag] > correlation[best] + LEAST_RISE)) {
                best = lag;
            }
        }
        double chance = 3 / Math.sqrt(rows.rows());
        return best > 1 && correlation[best] > Math.max(chance, valley + LEAST_RISE) ? OptionalInt.of(best)
                : OptionalInt.empty();
    }

    /** Adds the mean autocorrelation of one column, which counts nothing if it is constant. */
    private static void add(double[] correlation, Matrix rows, int column) {
        int n = rows.rows();
        double[] x = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            x[i] = rows.get(i, column);
            mean += (x[i] - mean) / (i + 1);
        }
        for (int i = 0; i < n; i++) {
            x[i] -= mean;
        }
        double variance = product(x, 0);
        if (!(variance > 0)) {
            return;
        }
        for (int lag = 0; lag < Math.min(correlation.length, n); lag++) {
            correlation[lag] += product(x, lag) / variance / rows.cols();
        }
    }

    /** The mean product of numbers that far apart. */
    private static double product(double[] x, int lag) {
        double sum = 0;
        for (int i = lag; i < x.length; i++) {
            sum += x[i] * x[i - lag];
        }
        return sum / (x.length - lag);
    }
}
