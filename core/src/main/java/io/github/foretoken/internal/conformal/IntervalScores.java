package io.github.foretoken.internal.conformal;

/** Proper scores of intervals and quantiles: the smaller the better, in the unit of the data. */
public final class IntervalScores {
    private IntervalScores() {}

    /** Whether a value is in the interval, ends included. */
    public static boolean covers(double lower, double upper, double actual) {
        return lower <= actual && actual <= upper;
    }

    /** Winkler's score of a central interval (1972): its width, and 2 / (1 - level) times what the value is outside by. */
    public static double winkler(double level, double lower, double upper, double actual) {
        double outside = Math.max(0, Math.max(lower - actual, actual - upper));
        // An infinite end is not outside of anything, and inf - inf is no number.
        return outside == 0 ? upper - lower : upper - lower + 2 / (1 - level) * outside;
    }

    /** Pinball loss of a quantile of probability tau. */
    public static double pinball(double tau, double quantile, double actual) {
        return actual >= quantile ? tau * (actual - quantile) : (1 - tau) * (quantile - actual);
    }

    /**
     * Continuous ranked probability score by the quantiles at hand: twice the integral of the pinball loss over tau, each
     * quantile standing for the probabilities nearer to it than to another (Laio and Tamea 2007).
     *
     * @param tau probabilities, ascending, in (0, 1); not modified
     * @param quantile as many, finite; not modified
     */
    public static double crps(double[] tau, double[] quantile, double actual) {
        double sum = 0;
        double from = 0;
        for (int i = 0; i < tau.length; i++) {
            double to = i + 1 < tau.length ? (tau[i] + tau[i + 1]) / 2 : 1;
            sum += (to - from) * pinball(tau[i], quantile[i], actual);
            from = to;
        }
        return 2 * sum;
    }
}
