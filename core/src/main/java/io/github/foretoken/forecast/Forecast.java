package io.github.foretoken.forecast;

import java.util.Arrays;

/**
 * What a {@link Forecaster} says of the next H tokens: a mean for each step and column, and intervals at the levels it was
 * built with. Immutable. Everything is NaN for a column of which no value is known yet, and an interval is infinite while too
 * little is known to give one.
 *
 * {@snippet lang = java :
 * Forecast ahead = forecaster.forecast();
 * for (int step = 1; step <= ahead.horizon(); step++) {
 *     double mean = ahead.mean(step)[0];  // of the first column
 *     double least = ahead.lower(0.9, step)[0];
 *     double most = ahead.upper(0.9, step)[0];
 * }
 * }
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

    /** {@return H, how many steps ahead there are, 1 or more} */
    public int horizon() {
        return means.length;
    }

    /** {@return d, the number of columns} */
    public int dimension() {
        return dimension;
    }

    /** {@return the levels of the intervals, ascending in (0, 1), as a new array} */
    public double[] levels() {
        return levels.clone();
    }

    /**
     * The token expected that many steps ahead.
     *
     * @param step from 1, the next token, to the horizon
     * @return d numbers in the data's unit, as a new array; NaN in a column of which nothing is known yet
     * @throws IllegalArgumentException if step is out of range
     */
    public double[] mean(int step) {
        return means[index(step)].clone();
    }

    /**
     * Lower ends of the intervals that hold the value in a share {@code level} of all tokens in the long run.
     *
     * @param level exactly one of {@link #levels}
     * @param step from 1, the next token, to the horizon
     * @return d numbers in the data's unit, as a new array; negative infinity while too little is known
     * @throws IllegalArgumentException if level is not one of them or step is out of range
     */
    public double[] lower(double level, int step) {
        return lower[index(level)][index(step)].clone();
    }

    /**
     * Upper ends of the intervals of {@link #lower}.
     *
     * @param level exactly one of {@link #levels}
     * @param step from 1, the next token, to the horizon
     * @return d numbers in the data's unit, as a new array; infinity while too little is known
     * @throws IllegalArgumentException if level is not one of them or step is out of range
     */
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

    /** {@return the means of all steps, for people} */
    @Override
    public String toString() {
        return "Forecast[steps=" + horizon() + ", columns=" + dimension + ", means=" + Arrays.deepToString(means)
                + ", levels=" + Arrays.toString(levels) + "]";
    }
}
