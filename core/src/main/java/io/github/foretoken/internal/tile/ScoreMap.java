package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.simd.Microkernels;

/** The elementwise function that turns an affine score into a kernel value: all that a new kernel costs. */
@FunctionalInterface
public interface ScoreMap {
    ScoreMap IDENTITY = (loops, scores, offset, length, scratch) -> {};
    ScoreMap EXP = (loops, scores, offset, length, scratch) -> loops.exp(scores, offset, length);
    /** exp(-a), the score being -a². */
    ScoreMap LAPLACE = (loops, scores, offset, length, scratch) -> {
        loops.negatedRoot(scores, offset, length);
        loops.exp(scores, offset, length);
    };
    /** (1 + a) exp(-a), the score being -a². */
    ScoreMap MATERN32 = matern(0);
    /** (1 + a + a²/3) exp(-a), the score being -a². */
    ScoreMap MATERN52 = matern(1.0 / 3);

    static ScoreMap power(int exponent) {
        return (loops, scores, offset, length, scratch) -> loops.power(scores, offset, length, exponent);
    }

    private static ScoreMap matern(double quadratic) {
        return (loops, scores, offset, length, scratch) -> {
            loops.negatedRoot(scores, offset, length);
            System.arraycopy(scores, offset, scratch, 0, length);
            loops.exp(scores, offset, length);
            loops.timesMaternPolynomial(scores, offset, length, scratch, 0, quadratic);
        };
    }

    /**
     * Maps {@code scores[offset, offset + length)} in place.
     *
     * @param scratch at least {@code length} doubles, modified
     */
    void apply(Microkernels loops, double[] scores, int offset, int length, double[] scratch);
}
