package io.github.foretoken.cli.scoreboard;

/**
 * A row of the scoreboard.
 *
 * @param method its name
 * @param mse mean squared error over all that is compared
 * @param mae mean absolute error, likewise
 * @param nmse mean squared error over the variance of what is compared around its mean, columns summed; NaN if it does not vary
 * @param skill {@code 1 - mse / (mse of persistence)}; NaN if persistence makes no error
 * @param nanosPerToken time to predict and learn a row, see {@link Run}
 * @param relative the mean squared error in a unit that is the same for all methods and fits the rows, whatever theirs is
 * @param errors squared error of each forecast, the mean over its steps and columns; empty where the method failed
 * @param intervals how good they are
 * @param failure why there is no score, or null
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
record Score(String method, double mse, double mae, double nmse, double skill, double nanosPerToken, double relative,
        double[] errors, IntervalScore intervals, String failure) {
    static Score failed(String method, String reason) {
        return new Score(method, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, new double[0],
                IntervalScore.NONE, reason);
    }

    /** Whether its mean squared error is a number that float64 has all digits of. */
    boolean fits() {
        return Double.isFinite(mse) && (mse >= Double.MIN_NORMAL || relative == 0);
    }
}
