package io.github.foretoken.predict;

import java.util.Locale;

/** How a {@link Predictor} learns. */
public enum Method {
    /** {@link Predictor#kaczmarz}. */
    KACZMARZ,
    /** {@link Predictor#affineProjection}. */
    AFFINE_PROJECTION,
    /** {@link Predictor#kernelRidge}. */
    KERNEL_RIDGE,
    /** {@link Predictor#leastSquares}. */
    LEAST_SQUARES,
    /** {@link Predictor#persistence}. */
    PERSISTENCE,
    /** {@link Predictor#mean}. */
    MEAN;

    /** Whether features play a part; the others are the newest token and the running mean. */
    public boolean learns() {
        return this != PERSISTENCE && this != MEAN;
    }

    /** Whether it is a regression solved anew at every token, not corrected step by step. */
    public boolean refits() {
        return this == KERNEL_RIDGE || this == LEAST_SQUARES;
    }

    /** As in texts and files, where affine projection is {@code affine-projection}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
