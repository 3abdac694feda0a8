package io.github.foretoken.predict;

import io.github.foretoken.internal.online.OnlineRegression;

/** Whether the newest token can be used: of its feature something must be learned, and of sums with it all must fit. */
final class TokenUse {
    /** What tokens may be as large as; the rest of float64 is for sums over many of them. */
    private static final double MOST = 0x1p960;

    /** The same where weights are kept, of which none may overflow. */
    private static final double MOST_BY_WEIGHTS = 0x1p480;

    private TokenUse() {}

    /**
     * Checks it.
     *
     * @param ring whose newest token it is, not modified
     * @param regression that will learn from features, not modified
     * @throws ArithmeticException if it cannot be used
     */
    static void require(PredictorSettings settings, FeatureRing ring, OnlineRegression regression) {
        double most = settings.horizons() > 1 ? MOST_BY_WEIGHTS : MOST;
        for (double x : ring.token(0)) {
            if (Math.abs(x) > most) {
                throw new ArithmeticException("token " + ring.tokens() + " has an element of " + x
                        + ", and sums with such numbers do not fit float64; scale the tokens down");
            }
        }
        double squaredNorm = ring.squaredNorm();
        if (Double.isNaN(squaredNorm)) {
            throw new ArithmeticException("the distance from 0 of token " + ring.tokens()
                    + " does not fit float64 in kernel widths; take a wider kernel");
        }
        double divisor = regression.divisor(squaredNorm);
        try {
            if (ring.has(0)) {
                OnlineRegression.requireDivisor(divisor);
            } else {
                OnlineRegression.requireBounded(divisor);
            }
        } catch (ArithmeticException e) {
            throw settings.features().lags().reach() == 1 ? e
                    : new ArithmeticException(
                            e.getMessage() + "; or interrupt(), which goes on without the tokens before");
        }
    }
}
