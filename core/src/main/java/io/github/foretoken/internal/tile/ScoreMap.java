package io.github.foretoken.internal.tile;

import io.github.foretoken.internal.Rounding;
import io.github.foretoken.internal.simd.ScoreMicrokernels;
import java.util.function.DoubleUnaryOperator; // float64 in both

/**
 * The elementwise function that turns an affine score into a kernel value: all that a new kernel costs. Exponentials are
 * taken to the base two, so their scores come multiplied by log2 e, a factor that the packed tokens absorb.
 *
 * @param unit by which {@link ScoreTiles} multiplies every score
 * @param degree of a power, whose relative error is that many times the score's; 0 for exponentials
 * @param exponential whether values also have a rounding for each unit of their logarithm
 * @param scratch how many more arrays the loop needs, as long as that of scores
 * @param loop what is done to such scores
 */
public record ScoreMap(double unit, int degree, boolean exponential, int scratch, Loop loop) {
    /** The function over an array. */
    @FunctionalInterface
    public interface Loop {
        /**
         * Maps {@code scores[offset, offset + length)} in place.
         *
         * @param scratch from {@code scratchOffset} on at least {@link ScoreMap#scratch} times {@code length} doubles, modified;
         *     may be null where the map needs none. Of forms of both geometries the first {@code length} are squared distances
         */
        void apply(ScoreMicrokernels loops, double[] scores, int offset, int length, double[] scratch,
                int scratchOffset);
    }

    private static final double LN2 = 0x1.62e42fefa39efp-1; // float64 in both
    private static final double LOG2_E = 0x1.71547652b82fep+0; // float64 in both
    private static final double THIRD = 1.0 / 3; // float64 in both
    /** Of kernels whose score is a square. */
    private static final double SQUARED_UNIT = Rounding.of(LOG2_E * LOG2_E);

    public static final ScoreMap IDENTITY =
            new ScoreMap(1, 1, false, 0, (loops, scores, offset, length, scratch, at) -> {});
    public static final ScoreMap EXP = new ScoreMap(Rounding.of(LOG2_E), 0, true, 0,
            (loops, scores, offset, length, scratch, at) -> loops.exp2(scores, offset, length));
    /** exp(-a), the score being -a². */
    public static final ScoreMap LAPLACE =
            new ScoreMap(SQUARED_UNIT, 0, true, 0, (loops, scores, offset, length, scratch, at) -> {
                loops.negatedRoot(scores, offset, length);
                loops.exp2(scores, offset, length);
            });
    /** (1 + a) exp(-a), the score being -a². */
    public static final ScoreMap MATERN32 = matern(0);
    /** (1 + a + a²/3) exp(-a), the score being -a². */
    public static final ScoreMap MATERN52 = matern(THIRD);

    /** The score to an integer power. */
    public static ScoreMap power(int exponent) {
        return new ScoreMap(1, exponent, false, 0,
                (loops, scores, offset, length, scratch, at) -> loops.power(scores, offset, length, exponent));
    }

    /**
     * A function of the score, or of its root. Nothing is known of its errors: they are taken for those of the score, and those
     * of an exponential. It is a function of doubles in every precision, and its values are rounded.
     */
    public static ScoreMap function(boolean ofRoot, //
            DoubleUnaryOperator f) { // float64 in both
        return new ScoreMap(1, 1, true, 0, (loops, scores, offset, length, scratch, at) -> {
            for (int i = offset; i < offset + length; i++) {
                double score = ofRoot ? Math.sqrt(scores[i]) : scores[i]; // float64 in both
                double value = f.applyAsDouble(score); // float64 in both
                scores[i] = Rounding.of(value);
            }
        });
    }

    private static ScoreMap matern( //
            double quadratic) { // float64 in both
        double first = Rounding.of(LN2);
        double second = Rounding.of(quadratic * LN2 * LN2);
        return new ScoreMap(SQUARED_UNIT, 0, true, 1, (loops, scores, offset, length, scratch, at) -> {
            loops.negatedRoot(scores, offset, length);
            System.arraycopy(scores, offset, scratch, at, length);
            loops.exp2(scores, offset, length);
            loops.timesMaternPolynomial(scores, offset, length, scratch, at, first, second);
        });
    }
}
