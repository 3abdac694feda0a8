package io.github.foretoken.cli.report;

import io.github.foretoken.Matrix;
import java.util.Arrays;

/**
 * How forecasts of one step compare with what came: in all, and in time, over stretches of rows of one length.
 */
final class StepErrors {
    /** A curve of more points than that shows no more. */
    private static final int STRETCHES = 400;
    /** A point of a curve is the mean over that many stretches, the last of which is its own. */
    private static final int WINDOW = 10;

    private final Matrix rows;
    private final int step;
    private final int levels;
    private final int length;
    /** Compared numbers, by column and stretch. */
    private final long[][] compared;
    /** Sums of absolute errors, by column and stretch: of forecasts, then of persistence. */
    private final double[][][] errors = new double[2][][];
    /** Intervals with two ends, by column and stretch, and how many held the number, by level, too. */
    private final long[][] intervals;
    private final long[][][] covered;

    /**
     * Nothing compared yet.
     *
     * @param rows N x d, NaN where nothing was measured; not modified
     * @param step how many rows ahead
     * @param levels of intervals, how many
     */
    StepErrors(Matrix rows, int step, int levels) {
        this.rows = rows;
        this.step = step;
        this.levels = levels;
        length = Math.max(1, (rows.rows() + STRETCHES - 1) / STRETCHES);
        int d = rows.cols();
        compared = new long[d][stretches()];
        errors[0] = new double[d][stretches()];
        errors[1] = new double[d][stretches()];
        intervals = new long[d][stretches()];
        covered = new long[levels][d][stretches()];
    }

    int step() {
        return step;
    }

    int levels() {
        return levels;
    }

    int dimension() {
        return compared.length;
    }

    /** How many stretches there are. */
    int stretches() {
        return (rows.rows() + length - 1) / length;
    }

    /** How many rows a point of a curve is about. */
    int window() {
        return Math.min(WINDOW, stretches()) * length;
    }

    /** The last row of each stretch. */
    double[] ends() {
        double[] ends = new double[stretches()];
        Arrays.setAll(ends, k -> Math.min(rows.rows(), (k + 1) * length) - 1.0);
        return ends;
    }

    /**
     * Compares one number with its forecast, if it was measured.
     *
     * @param row of the number
     * @param estimate its forecast
     * @param persistence the newest value when that was made
     * @param lower ends of its intervals, level by level; only finite ones count
     * @param upper the other ends
     */
    void add(int row, int column, double estimate, double persistence, double[] lower, double[] upper) {
        double truth = rows.get(row, column);
        double error = Math.abs(truth - estimate);
        double plain = Math.abs(truth - persistence);
        if (Double.isNaN(error) || Double.isNaN(plain)) {
            return;
        }
        int stretch = row / length;
        compared[column][stretch]++;
        errors[0][column][stretch] += error;
        errors[1][column][stretch] += plain;
        if (levels == 0) {
            return;
        }
        for (int level = 0; level < levels; level++) {
            if (!Double.isFinite(lower[level]) || !Double.isFinite(upper[level])) {
                return;
            }
        }
        intervals[column][stretch]++;
        for (int level = 0; level < levels; level++) {
            covered[level][column][stretch] += lower[level] <= truth && truth <= upper[level] ? 1 : 0;
        }
    }

    /** How many numbers of a column were compared. */
    long compared(int column) {
        return Arrays.stream(compared[column]).sum();
    }

    /** How many numbers of a column had intervals. */
    long intervals(int column) {
        return Arrays.stream(intervals[column]).sum();
    }

    /** The mean absolute error of a column; NaN if nothing was compared. */
    double error(int column, boolean persistence) {
        return Arrays.stream(errors[persistence ? 1 : 0][column]).sum() / compared(column);
    }

    /** The share of numbers of a column that lay in their interval; NaN if there were none. */
    double coverage(int column, int level) {
        return (double) Arrays.stream(covered[level][column]).sum() / intervals(column);
    }

    /** The mean absolute error in time; NaN where nothing was compared. */
    double[] errorCurve(int column, boolean persistence) {
        return curve(errors[persistence ? 1 : 0][column], compared[column]);
    }

    /** The share of numbers in their interval in time; NaN where there were none. */
    double[] coverageCurve(int column, int level) {
        return curve(Arrays.stream(covered[level][column]).asDoubleStream().toArray(), intervals[column]);
    }

    private static double[] curve(double[] sums, long[] counts) {
        double[] curve = new double[sums.length];
        Arrays.setAll(curve, k -> {
            double sum = 0;
            long count = 0;
            for (int i = Math.max(0, k - WINDOW + 1); i <= k; i++) {
                sum += sums[i];
                count += counts[i];
            }
            return sum / count;
        });
        return curve;
    }
}
