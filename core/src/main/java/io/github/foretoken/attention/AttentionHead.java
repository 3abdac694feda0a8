package io.github.foretoken.attention;

import io.github.foretoken.Matrix;

/**
 * The weights of one head on tokens of width m: queries {@code W_Q e}, keys {@code W_K e}, values {@code W_V e}. The matrices
 * are shared, not copied.
 *
 * @param query W_Q, p x m
 * @param key W_K, p x m
 * @param value W_V, m x m
 */
public record AttentionHead(Matrix query, Matrix key, Matrix value) {
    /**
     * Checks shapes and elements.
     *
     * @throws IllegalArgumentException if shapes do not match or an element is not finite
     */
    public AttentionHead {
        if (query.rows() != key.rows() || query.cols() != key.cols()) {
            throw new IllegalArgumentException(
                    "W_Q and W_K must have the same shape: W_Q is " + query.shape() + ", W_K is " + key.shape());
        }
        if (query.rows() == 0) {
            throw new IllegalArgumentException("W_Q has no rows: a score needs at least one coordinate");
        }
        if (value.rows() != value.cols() || value.cols() != query.cols()) {
            throw new IllegalArgumentException(
                    "W_V must be square and as wide as W_Q: W_V is " + value.shape() + ", W_Q is " + query.shape());
        }
        query.requireFinite("W_Q");
        key.requireFinite("W_K");
        value.requireFinite("W_V");
    }

    /** {@return m, the width of the tokens} */
    public int width() {
        return value.cols();
    }
}
