package io.github.foretoken.sequence;

import io.github.foretoken.Matrix;

/**
 * A deterministic sequence of tokens in R^d: the same object always yields the same tokens, and a longer call begins with
 * those of a shorter one. Implementations are immutable and safe for use by several threads.
 */
public interface TokenSequence {
    /** {@return d, the number of coordinates of a token, 1 or more} */
    int dimension();

    /**
     * The first tokens.
     *
     * @param length T, 1 or more
     * @return T x d, row t-1 holding x_t, row-major in a new array
     * @throws IllegalArgumentException if length is less than 1
     * @throws ArithmeticException if T d is more than an array holds
     */
    Matrix tokens(int length);
}
