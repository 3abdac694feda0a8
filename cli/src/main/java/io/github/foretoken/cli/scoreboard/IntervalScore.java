package io.github.foretoken.cli.scoreboard;

/**
 * How good a method's intervals are, at each level.
 *
 * @param coverage the share of numbers in their interval
 * @param width mean width
 * @param winkler mean Winkler score: the width, and 2 / (1 - level) times what a number is outside by
 * @param crps mean continuous ranked probability score by the ends of all intervals and the forecast as the median
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
record IntervalScore(double[] coverage, double[] width, double[] winkler, double crps) {
    /** Of a method without intervals. */
    static final IntervalScore NONE = new IntervalScore(new double[0], new double[0], new double[0], Double.NaN);

    /** Coverage, width and Winkler score of each of that many levels, then the CRPS; NaN where there is none. */
    double[] numbers(int levels) {
        double[] numbers = new double[3 * levels + 1];
        for (int level = 0; level < levels; level++) {
            boolean scored = level < coverage.length;
            numbers[3 * level] = scored ? coverage[level] : Double.NaN;
            numbers[3 * level + 1] = scored ? width[level] : Double.NaN;
            numbers[3 * level + 2] = scored ? winkler[level] : Double.NaN;
        }
        numbers[3 * levels] = crps;
        return numbers;
    }

    /** Whether there are any. */
    boolean scored() {
        return coverage.length > 0;
    }
}
