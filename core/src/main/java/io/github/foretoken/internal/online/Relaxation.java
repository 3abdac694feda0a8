package io.github.foretoken.internal.online;

/**
 * The step omega of each pair, counted from 1: constant, or falling as {@code max(least, horizon / (horizon + t))}, under
 * which noise is averaged out (docs/mathematics.md#noise-and-change).
 *
 * @param first constant part, in (0, 2)
 * @param horizon 0 for a constant step
 * @param least below which a falling step does not fall
 */
public record Relaxation(double first, double horizon, double least) {
    /** The same step for all pairs. */
    public static Relaxation constant(double omega) {
        return new Relaxation(omega, 0, 0);
    }

    /** omega of a pair, counted from 1. */
    public double step(long pair) {
        return horizon == 0 ? first : first * Math.max(least, horizon / (horizon + pair));
    }
}
