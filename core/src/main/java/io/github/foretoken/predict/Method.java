package io.github.foretoken.predict;

import java.util.Locale;

/** How a {@link Predictor} learns. What each costs and remembers: docs/predictors.md#predictors-token-by-token. */
public enum Method {
    /** Each pair corrects what was predicted for it: {@link Predictor#kaczmarz}. */
    KACZMARZ,
    /** Each pair corrects what is predicted for the last few: {@link Predictor#affineProjection}. */
    AFFINE_PROJECTION,
    /** The best fit to all pairs at every token: {@link Predictor#kernelRidge}. */
    KERNEL_RIDGE,
    /** The same with the linear kernel, and with forgetting: {@link Predictor#leastSquares}. */
    LEAST_SQUARES,
    /** The newest token: {@link Predictor#persistence}. */
    PERSISTENCE,
    /** The mean of all tokens: {@link Predictor#mean}. */
    MEAN;

    /** {@return whether features play a part; the others are the newest token and the running mean} */
    public boolean learns() {
        return this != PERSISTENCE && this != MEAN;
    }

    /** {@return whether it is a regression solved anew at every token, not corrected step by step} */
    public boolean refits() {
        return this == KERNEL_RIDGE || this == LEAST_SQUARES;
    }

    /** As in texts and files, where affine projection is {@code affine-projection}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
