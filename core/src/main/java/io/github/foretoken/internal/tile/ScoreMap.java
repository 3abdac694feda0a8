package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.simd.ScoreMicrokernels;

/**
 * The elementwise function that turns an affine score into a kernel value: all that a new kernel costs. Exponentials are
 * taken to the base two, so their scores come multiplied by log2 e, a factor that the packed tokens absorb.
 *
 * @param unit by which {@link ScoreTiles} multiplies every score
 * @param degree of a power, whose relative error is that many times the score's; 0 for exponentials
 * @param scratch whether the loop needs a second array
 * @param loop what is done to such scores
 */
public record ScoreMap(double unit, int degree, boolean scratch, Loop loop) {
    /** The function over an array. */
    @FunctionalInterface
    public interface Loop {
        /**
         * Maps {@code scores[offset, offset + length)} in place.
         *
         * @param scratch at least {@code length} doubles, modified; may be null where the map needs none
         */
        void apply(ScoreMicrokernels loops, double[] scores, int offset, int length, double[] scratch);
    }

    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LOG2_E = 0x1.71547652b82fep+0;

    public static final ScoreMap IDENTITY = new ScoreMap(1, 1, false, (loops, scores, offset, length, scratch) -> {});
    public static final ScoreMap EXP = new ScoreMap(LOG2_E, 0, false,
            (loops, scores, offset, length, scratch) -> loops.exp2(scores, offset, length));
    /** exp(-a), the score being -a². */
    public static final ScoreMap LAPLACE =
            new ScoreMap(LOG2_E * LOG2_E, 0, false, (loops, scores, offset, length, scratch) -> {
                loops.negatedRoot(scores, offset, length);
                loops.exp2(scores, offset, length);
            });
    /** (1 + a) exp(-a), the score being -a². */
    public static final ScoreMap MATERN32 = matern(0);
    /** (1 + a + a²/3) exp(-a), the score being -a². */
    public static final ScoreMap MATERN52 = matern(1.0 / 3);

    /** The score to an integer power. */
    public static ScoreMap power(int exponent) {
        return new ScoreMap(1, exponent, false,
                (loops, scores, offset, length, scratch) -> loops.power(scores, offset, length, exponent));
    }

    private static ScoreMap matern(double quadratic) {
        return new ScoreMap(LOG2_E * LOG2_E, 0, true, (loops, scores, offset, length, scratch) -> {
            loops.negatedRoot(scores, offset, length);
            System.arraycopy(scores, offset, scratch, 0, length);
            loops.exp2(scores, offset, length);
            loops.timesMaternPolynomial(scores, offset, length, scratch, 0, LN2, quadratic * LN2 * LN2);
        });
    }
}
