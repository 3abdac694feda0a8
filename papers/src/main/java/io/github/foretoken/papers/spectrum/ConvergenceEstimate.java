package io.github.foretoken.papers.spectrum;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether Kaczmarz's method will converge on a stationary sequence, and how fast: from its autocorrelation
 * {@code a_t = <nu_{t+1}, nu_1>}, the nu being features of norm 1. Let {@code r_t = |P_{t+1} ... P_2 nu_1|²}, what the next t
 * tokens leave of a token's feature. The method converges for every map of the kernel's space if and only if r tends to 0
 * (or r is 1 throughout: tokens that say nothing of each other), which is Kwapień and Mycielski's condition that the spectral
 * measure be singular. Noise, and whatever else no earlier token determines, gives it a density: r ends above 0.
 *
 * {@snippet lang = java :
 * ConvergenceEstimate estimate = ConvergenceEstimate.of(Kernel.exponential(), tokens, 256);
 * estimate.verdict();                              // CONVERGES, STOPS, ...
 * double left = estimate.neverLearned();           // what r tends to
 * double tokensNeeded = estimate.tokensUntil(0.01);
 * }
 *
 * <p>An estimate: r is known for as many lags as there are, and extrapolated as {@code limit + C t^-alpha}, which geometric
 * decay that has ended fits as well. Immutable. Source: docs/mathematics.md#stationary-sequences.
 */
public final class ConvergenceEstimate {
    /** Of a token's feature, what passes for nothing: an extrapolation is no better. */
    private static final double LITTLE = 0.05;
    /** Fewer lags have no three halvings to extrapolate by. */
    private static final int LEAST_LAGS = 8;
    /** Of r, a change that rounding makes. */
    private static final double ROUNDING = 1e-12;
    /** Of r, the change from one doubling of t to the next below which it has come to rest. */
    private static final double RESTING = 0.01;
    /** The same, below which it will not fall to next to nothing. */
    private static final double SLOW = 0.1;

    /** What is to be expected. */
    public enum Verdict {
        /** Nothing, or next to nothing, of a map stays unlearned. */
        CONVERGES,
        /** A part stays unlearned, however many tokens come: a ridge or a relaxation averages it out. */
        STOPS,
        /** Tokens say next to nothing of each other: the kernel is too narrow, or the sequence is white noise. */
        NOTHING_TO_LEARN,
        /** The lags do not tell, or are no autocorrelation of a stationary sequence: take more tokens, or fewer lags. */
        UNCLEAR
    }

    private final double[] autocorrelation;
    /** r_t, t = 0, 1, ... */
    private final double[] unlearned;
    private final double limit;
    /** alpha. */
    private final double exponent;

    private ConvergenceEstimate(double[] autocorrelation) {
        this.autocorrelation = autocorrelation;
        unlearned = unlearned(PowerSeries.reciprocal(autocorrelation));
        int n = unlearned.length - 1;
        // L + C t^-alpha has differences in a constant ratio, 2^-alpha, from one doubling of t to the next.
        double before = unlearned[n / 4] - unlearned[n / 2];
        double after = unlearned[n / 2] - unlearned[n];
        double ratio = after <= RESTING * unlearned[n] + ROUNDING ? 0 : after / before;
        exponent = ratio < 1 ? -Math.log(ratio) / Math.log(2) : Double.NaN;
        limit = ratio < 1 ? Math.max(0, unlearned[n] - after * ratio / (1 - ratio)) : Double.NaN;
    }

    /** {@code r_t = 1 - sum_{n <= t} c_n²}, c being the inverse of the autocorrelation as a power series. */
    private static double[] unlearned(double[] inverse) {
        double[] left = new double[inverse.length];
        left[0] = 1;
        for (int t = 1; t < left.length; t++) {
            left[t] = left[t - 1] - inverse[t] * inverse[t];
        }
        return left;
    }

    /**
     * Of one's own sequence, whose autocorrelation is averaged along it: exact for rotations and periodic sequences, and off by
     * about one over the root of the number of tokens for noisy ones, so that the lags should be few beside them.
     *
     * @param kernel k, any
     * @param tokens T x d, not modified
     * @param lags 8 or more and less than T; T lags · d operations
     * @return the estimate
     * @throws IllegalArgumentException if lags is out of its range, or a kernel value k(x_t, x_t) not positive and finite
     */
    public static ConvergenceEstimate of(Kernel kernel, Matrix tokens, int lags) {
        tokens.requireFinite("tokens");
        int n = tokens.rows();
        if (lags < LEAST_LAGS || lags >= n) {
            throw new IllegalArgumentException(
                    "lags must be at least " + LEAST_LAGS + " and less than the " + n + " tokens, not " + lags);
        }
        double[][] rows = tokens.toRows();
        double[] norms = new double[n];
        for (int t = 0; t < n; t++) {
            double square = kernel.evaluate(rows[t], rows[t]);
            if (!(square > 0) || square == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("the kernel value of token " + (t + 1)
                        + " with itself must be positive and finite, not " + square);
            }
            norms[t] = Math.sqrt(square);
        }
        double[] mean = new double[lags + 1];
        mean[0] = 1;
        for (int lag = 1; lag <= lags; lag++) {
            for (int s = 0; s < n - lag; s++) {
                mean[lag] += kernel.evaluate(rows[s + lag], rows[s]) / norms[s + lag] / norms[s];
            }
            mean[lag] /= n - lag;
        }
        return new ConvergenceEstimate(mean);
    }

    /**
     * Of an autocorrelation that is known.
     *
     * @param autocorrelation a_0 = 1, a_1, ..., nine numbers or more; not modified
     * @return the estimate
     * @throws IllegalArgumentException if there are fewer, the first is not 1, or one is not between -1 and 1
     */
    public static ConvergenceEstimate ofAutocorrelation(double[] autocorrelation) {
        if (autocorrelation.length <= LEAST_LAGS || autocorrelation[0] != 1) {
            throw new IllegalArgumentException("autocorrelation must begin with 1 and have " + LEAST_LAGS
                    + " lags or more, not be " + autocorrelation.length + " numbers from "
                    + (autocorrelation.length > 0 ? autocorrelation[0] : "none") + " on");
        }
        for (int t = 0; t < autocorrelation.length; t++) {
            if (!(Math.abs(autocorrelation[t]) <= 1 + ROUNDING)) {
                throw new IllegalArgumentException(
                        "autocorrelation must be between -1 and 1, not " + autocorrelation[t] + " at lag " + t);
            }
        }
        return new ConvergenceEstimate(autocorrelation.clone());
    }

    /** {@return a_0 = 1, a_1, ... a_lags, in a new array} */
    public double[] autocorrelation() {
        return autocorrelation.clone();
    }

    /** {@return r_0 = 1, r_1, ... r_lags, in a new array: falling, and not below 0 where the sequence is stationary} */
    public double[] unlearned() {
        return unlearned.clone();
    }

    /** {@return what r tends to, 0 or more; NaN where r does not settle within the lags} */
    public double neverLearned() {
        return limit;
    }

    /**
     * How many tokens it takes.
     *
     * @param share of a token's feature, between 0 and 1
     * @return the least t with r_t at most this share; beyond the lags extrapolated, and infinite below
     *         {@link #neverLearned}; NaN where that is not known
     * @throws IllegalArgumentException if share is not between 0 and 1
     */
    public double tokensUntil(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be between 0 and 1, not " + share);
        }
        for (int t = 0; t < unlearned.length; t++) {
            if (unlearned[t] <= share) {
                return t;
            }
        }
        int n = unlearned.length - 1;
        return share <= limit ? Double.POSITIVE_INFINITY
                : n * Math.pow((unlearned[n] - limit) / (share - limit), 1 / exponent);
    }

    /** {@return what is to be expected} */
    public Verdict verdict() {
        double last = unlearned[unlearned.length - 1];
        if (last >= 1 - LITTLE) {
            return Verdict.NOTHING_TO_LEARN;
        }
        if (last >= -LITTLE && (last <= LITTLE || limit <= LITTLE)) {
            return Verdict.CONVERGES;
        }
        boolean slow = unlearned[(unlearned.length - 1) / 2] - last <= SLOW * last;
        return slow ? Verdict.STOPS : Verdict.UNCLEAR;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %.3g of a token's feature is left after %d tokens, %.3g for ever",
                verdict(), unlearned[unlearned.length - 1], unlearned.length - 1, limit);
    }
}
