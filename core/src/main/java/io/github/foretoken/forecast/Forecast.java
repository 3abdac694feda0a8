package io.github.foretoken.forecast;

import java.util.Arrays;

/**
 * What a {@link Forecaster} says of the next H tokens: a mean for each step and column, and intervals at the levels it was
 * built with. Immutable. Everything is NaN for a column of which no value is known yet, and an interval is infinite while too
 * little is known to give one.
 */
public final class Forecast {
    private final int dimension;
    private final double[] levels;
    private final double[][] means;
    /** By level, then step. */
    private final double[][][] lower;
    private final double[][][] upper;

    Forecast(int dimension, double[] levels, double[][] means, double[][][] lower, double[][][] upper) {
        this.dimension = dimension;
        this.levels = levels;
        this.means = means;
        this.lower = lower;
        this.upper = upper;
    }

    /** H, how many steps ahead there are. */
    public int horizon() {
        return means.length;
    }

    /** d, the number of columns. */
    public int dimension() {
        return dimension;
    }

    /** The levels of the intervals, ascending, as a new array. */
    public double[] levels() {
        return levels.clone();
    }

    /**
     * The token expected that many steps ahead, d numbers in the data's unit, as a new array.
     *
     * @param step from 1, the next token, to the horizon
     */
    public double[] mean(int step) {
        return means[index(step)].clone();
    }

    /**
     * Lower ends of the intervals that hold the value in a share {@code level} of all tokens in the long run, d numbers, as a
     * new array.
     *
     * @param level one of {@link #levels}
     * @param step from 1 to the horizon
     */
    public double[] lower(double level, int step) {
        return lower[index(level)][index(step)].clone();
    }

    /** Upper ends; see {@link #lower}. */
    public double[] upper(double level, int step) {
        return upper[index(level)][index(step)].clone();
    }

    private int index(int step) {
        if (step < 1 || step > means.length) {
            throw new IllegalArgumentException("step must be from 1 to " + means.length + ", the horizon, not " + step);
        }
        return step - 1;
    }

    private int index(double level) {
        int at = Arrays.binarySearch(levels, level);
        if (at < 0) {
            throw new IllegalArgumentException("there are intervals at the levels " + Arrays.toString(levels)
                    + ", not at " + level + "; the builder takes others");
        }
        return at;
    }
}
