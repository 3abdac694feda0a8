package io.github.foretoken.internal.tile;

/**
 * A kernel as the tiles see it: {@code k(x_i, x_j) = map(constant + dot <x_i, x_j> + row |x_i|² + column |x_j|²)}.
 * Exponential kernels use the row and column terms to divide by their own diagonal before anything can overflow.
 *
 * @param dot factor of the inner product
 * @param row factor of the query's squared norm
 * @param column factor of the key's squared norm
 * @param constant added to every score
 * @param centred true when k depends on x_i - x_j only: tokens are then measured from x_1, which avoids cancellation
 * @param map from score to kernel value
 */
public record ScoreForm(double dot, double row, double column, double constant, boolean centred, ScoreMap map) {}
