package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;

/** A deterministic sequence x_1, x_2, ... in R^d: the same object always yields the same tokens. */
public interface TokenSequence {
    /** d. */
    int dimension();

    /**
     * The first tokens.
     *
     * @param length T, 1 or more
     * @return T x d, row t-1 holding x_t; a new array
     */
    Matrix tokens(int length);
}
