package io.github.foretoken.attention;

import io.github.foretoken.Matrix;

/**
 * What {@link CausalAttention#gradient} returns: the gradients of a loss with respect to the arguments of attention, each in
 * the shape of its argument.
 *
 * @param q with respect to the queries, T x d
 * @param k with respect to the keys, T x d
 * @param v with respect to the values, T x m
 */
public record AttentionGradient(Matrix q, Matrix k, Matrix v) {}
