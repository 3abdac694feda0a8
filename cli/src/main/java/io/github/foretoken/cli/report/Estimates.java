package io.github.foretoken.cli.report;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.forecast.Forecast;
import java.util.Arrays;

/**
 * What was forecast of the rows that a page shows, and of those after them, with intervals.
 */
final class Estimates {
    private final Frame frame;
    private final Levels levels;
    /** By column and row, from {@link Frame#first} on. */
    private final double[][] means;
    /** By level, column and row: how far the ends lie from the mean. */
    private final double[][][] below;
    private final double[][][] above;

    /**
     * None yet.
     *
     * @param after how many rows to come there is room for
     */
    Estimates(Frame frame, Levels levels, int after) {
        this.frame = frame;
        this.levels = levels;
        int shown = frame.count() - frame.first() + after;
        means = missing(frame.columns(), shown);
        below = new double[levels.count()][][];
        above = new double[levels.count()][][];
        Arrays.setAll(below, _ -> missing(frame.columns(), shown));
        Arrays.setAll(above, _ -> missing(frame.columns(), shown));
    }

    private static double[][] missing(int columns, int rows) {
        double[][] numbers = new double[columns][rows];
        Arrays.stream(numbers).forEach(column -> Arrays.fill(column, Double.NaN));
        return numbers;
    }

    Levels levels() {
        return levels;
    }

    /** How many rows to come there are. */
    int after() {
        return means[0].length - (frame.count() - frame.first());
    }

    /**
     * Keeps a forecast of one number, if it is shown.
     *
     * @param row of the number, from 0 on
     * @param lower ends of intervals, level by level
     */
    void set(int row, int column, double mean, double[] lower, double[] upper) {
        int at = row - frame.first();
        if (column >= means.length || at < 0 || at >= means[column].length) {
            return;
        }
        means[column][at] = mean;
        for (int level = 0; level < below.length; level++) {
            below[level][column][at] = mean - lower[level];
            above[level][column][at] = upper[level] - mean;
        }
    }

    /** Keeps all steps of a forecast made after the last row: a fan. */
    void fan(Forecast forecast) {
        double[] shares = forecast.levels();
        double[] lower = new double[levels.count()];
        double[] upper = new double[levels.count()];
        for (int step = 1; step <= Math.min(forecast.horizon(), after()); step++) {
            for (int column = 0; column < means.length; column++) {
                for (int level = 0; level < lower.length; level++) {
                    lower[level] = forecast.lower(shares[level], step)[column];
                    upper[level] = forecast.upper(shares[level], step)[column];
                }
                set(frame.count() - 1 + step, column, forecast.mean(step)[column], lower, upper);
            }
        }
    }

    double[] means(int column) {
        return means[column];
    }

    /** How far the lower ends lie below the means. */
    double[] below(int level, int column) {
        return below[level][column];
    }

    /** How far the upper ends lie above the means. */
    double[] above(int level, int column) {
        return above[level][column];
    }
}
