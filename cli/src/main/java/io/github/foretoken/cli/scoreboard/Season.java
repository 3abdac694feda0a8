package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The season of a series: the first lag beyond the autocorrelation's first valley at which it peaks about as high as
 * anywhere. The peak must be high: chaos has quasi-periods, which are no seasons.
 */
final class Season {
    private static final int LONGEST = 2000;
    /** A season must have been seen at least this often. */
    private static final int TIMES = 3;

    private static final double LEAST_CORRELATION = 0.4;
    /** A season's multiples are peaks as well, and chance may put them a little higher. */
    private static final double MARGIN = 0.1;

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
            add(correlation, detrended(rows, j), rows.cols());
        }
        int valley = 1;
        while (valley < longest && correlation[valley + 1] < correlation[valley]) {
            valley++;
        }
        double highest = Arrays.stream(correlation, valley, longest + 1).max().orElse(0);
        for (int lag = Math.max(2, valley + 1); lag <= longest; lag++) {
            boolean peak = correlation[lag] >= correlation[lag - 1] && correlation[lag] >= correlation[lag + 1];
            if (peak && correlation[lag] >= Math.max(LEAST_CORRELATION, highest - MARGIN)) {
                return OptionalInt.of(lag);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The one that most of several series have that have any.
     *
     * @param rows of each
     * @param notes told what was found
     */
    static OptionalInt ofMost(List<Matrix> rows, Consumer<String> notes) {
        Map<Integer, Integer> counts = new TreeMap<>();
        rows.forEach(each -> of(each).ifPresent(season -> counts.merge(season, 1, Integer::sum)));
        // Of two that are as frequent the shorter one.
        OptionalInt most = counts.keySet()
                .stream()
                .mapToInt(Integer::intValue)
                .reduce((a, b) -> counts.get(b) > counts.get(a) ? b : a);
        notes.accept(most.isEmpty() ? "no season found in the rows before those scored"
                : "season of " + most.getAsInt() + " rows, found in the rows before those scored of "
                        + counts.get(most.getAsInt()) + " of " + rows.size() + " series looked at");
        return most;
    }

    /** A column without its mean and its linear trend, which would drown a season. */
    private static double[] detrended(Matrix rows, int column) {
        int n = rows.rows();
        double[] y = new double[n];
        double greatest = 0;
        for (int i = 0; i < n; i++) {
            greatest = Math.max(greatest, Math.abs(rows.get(i, column)));
        }
        for (int i = 0; i < n; i++) {
            // Whatever the unit: squares fit float64.
            y[i] = greatest > 0 ? Math.scalb(rows.get(i, column), -Math.getExponent(greatest)) : 0;
        }
        double middle = (n - 1) / 2.0;
        double mean = 0;
        double slope = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            mean += (y[i] - mean) / (i + 1);
            slope += (i - middle) * y[i];
            spread += (i - middle) * (i - middle);
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = y[i] - mean - (spread > 0 ? slope / spread * (i - middle) : 0);
        }
        return x;
    }

    /** Adds the mean autocorrelation of one column of several, which counts nothing if it is constant. */
    private static void add(double[] correlation, double[] x, int columns) {
        double variance = product(x, 0);
        if (variance > 0) {
            for (int lag = 0; lag < Math.min(correlation.length, x.length); lag++) {
                correlation[lag] += product(x, lag) / variance / columns;
            }
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
