package io.github.foretoken.cli.scoreboard;

/**
 * What is said of the next H rows of d columns: numbers are step by step, and in a step column by column.
 *
 * @param mean H x d
 * @param lower lower ends of intervals, for each level H x d; none where there are no intervals
 * @param upper upper ends, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // room to be filled, of this package only
record Ahead(double[] mean, double[][] lower, double[][] upper) {
    /**
     * Room for it.
     *
     * @param levels how many; 0 without intervals
     */
    static Ahead room(int horizon, int dimension, int levels) {
        int size = Math.multiplyExact(horizon, dimension);
        return new Ahead(new double[size], new double[levels][size], new double[levels][size]);
    }
}
