package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;
import java.util.Locale;
import java.util.Objects;

/**
 * Random features in place of a kernel: coordinates phi(x) of which {@code <phi(x), phi(y)>} is k(x, y) on average over seeds,
 * so that Kaczmarz's method needs but one vector of weights for each column, however long the stream. Directions are
 * orthogonal in blocks of as many as a feature has coordinates (Yu et al. 2016).
 *
 * {@snippet lang = java :
 * Predictor predictor = Predictor.kaczmarz(Kernel.gaussian(2), 7).withRandomFeatures(RandomFeatures.waves(1024));
 * }
 *
 * <p>Immutable. Variances, and what they do to predictions: docs/mathematics.md#random-features.
 *
 * @param form of the coordinates
 * @param count m, how many, even for {@link Form#WAVES}; 0 for none, and the kernel itself
 * @param seed from which the directions are drawn: the same seed, the same directions, on every machine and release
 */
public record RandomFeatures(Form form, int count, long seed) {
    /** The kernel itself. */
    public static final RandomFeatures NONE = new RandomFeatures(Form.WAVES, 0, 0);

    /** What coordinates are made of directions w. */
    public enum Form {
        /**
         * Cosine and sine of {@code <w, x>} (Rahimi and Recht 2007): k(x, x) is exact, and k(x, y) for neighbours nearly so. The
         * better ones for predictions.
         */
        WAVES,
        /**
         * {@code exp(<w, x> - |x|²/2)} (Choromanski et al. 2021, Performers): no value is negative, or 0 but for
         * tokens far out, as attention that divides by sums needs it. Good for tokens of length 1 in units of the kernel, and
         * unusable from about 3 on.
         */
        POSITIVE;

        /** As in files. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As options name it. */
        String option() {
            return this == WAVES ? "random-features" : "positive-features";
        }
    }

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is negative, or of cosines and sines odd, or none have a form or a seed
     */
    public RandomFeatures {
        Objects.requireNonNull(form, "form");
        Checks.require(count >= 0, "random features must be 1 or more, not ", count);
        Checks.require(form != Form.WAVES || count % 2 == 0,
                "random features are pairs of a cosine and a sine; take an even number, not ", count);
        Checks.require(count > 0 || (form == Form.WAVES && seed == 0),
                "a form and a seed are for random features; leave out ", seed);
    }

    /**
     * {@link Form#WAVES} from seed 0.
     *
     * @param count m, even; 256 to 4,096 is usual
     * @return random features for {@link Configurable#withRandomFeatures}
     * @throws IllegalArgumentException if count is odd or less than 2
     */
    public static RandomFeatures waves(int count) {
        Checks.atLeastOne("count", count);
        return new RandomFeatures(Form.WAVES, count, 0);
    }

    /**
     * {@link Form#POSITIVE} from seed 0.
     *
     * @param count m
     * @return random features for {@link Configurable#withRandomFeatures}
     * @throws IllegalArgumentException if count is less than 1
     */
    public static RandomFeatures positive(int count) {
        Checks.atLeastOne("count", count);
        return new RandomFeatures(Form.POSITIVE, count, 0);
    }

    /** Whether there are any. */
    boolean any() {
        return count > 0;
    }
}
