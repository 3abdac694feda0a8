package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;
import java.util.Objects;

/**
 * What predictions are made from. Immutable; {@link Configurable} says what each does.
 *
 * @param lags which of the newest tokens make a feature
 * @param increments whether it is predicted by how much the newest token will change
 * @param standardization whether each coordinate is centred and divided by its deviation first
 * @param intercept a constant behind each feature, in the tokens' unit, positive and finite; 0 for none
 */
public record Features(Lags lags, boolean increments, boolean standardization, double intercept) {
    /** The newest token as it is. */
    public static final Features NEWEST = new Features(Lags.upTo(1), false, false, 0);

    /**
     * Checks the constant.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Features {
        Objects.requireNonNull(lags, "lags");
        Checks.require(intercept >= 0 && Double.isFinite(intercept),
                "the constant of an intercept must be positive and finite, not ", intercept);
        // Not -0, which would be another value.
        intercept += 0.0;
    }

    /**
     * With other lags.
     *
     * @param other which of the newest tokens make a feature
     * @return changed features
     */
    public Features withLags(Lags other) {
        return new Features(other, increments, standardization, intercept);
    }

    /**
     * With increments, or without.
     *
     * @param value whether it is predicted by how much the newest token will change
     * @return changed features
     */
    public Features withIncrements(boolean value) {
        return new Features(lags, value, standardization, intercept);
    }

    /**
     * With standardisation, or without.
     *
     * @param value whether each coordinate is centred and divided by its deviation first
     * @return changed features
     */
    public Features withStandardization(boolean value) {
        return new Features(lags, increments, value, intercept);
    }

    /**
     * With another intercept.
     *
     * @param constant positive and finite; 0 for none
     * @return changed features
     * @throws IllegalArgumentException if constant is negative or not finite
     */
    public Features withIntercept(double constant) {
        return new Features(lags, increments, standardization, constant);
    }
}
