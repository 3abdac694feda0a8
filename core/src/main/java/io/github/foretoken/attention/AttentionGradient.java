package io.github.foretoken.attention;

import io.github.foretoken.Matrix;

/**
 * What {@link CausalAttention#gradient} returns: the gradients of a loss with respect to the arguments of attention.
 *
 * @param q T x d
 * @param k T x d
 * @param v T x m
 */
public record AttentionGradient(Matrix q, Matrix k, Matrix v) {}
