package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;

/**
 * Which tokens are predicted. Immutable; {@link Configurable} says what each does.
 *
 * @param horizon that of {@link Predictor#predict()}: how many steps ahead, 1 or more
 * @param horizons H, for estimates of all steps 1, 2, ..., H, at most {@link #MOST}; 0 for the horizon alone
 * @param rollOuts whether an estimate by estimates is taken where it has been closer than the direct one
 */
public record Steps(int horizon, int horizons, boolean rollOuts) {
    /** The next token. */
    public static final Steps NEXT = new Steps(1, 0, false);

    /** The greatest H. */
    public static final int MOST = 1 << 12;

    /**
     * Checks that they go together.
     *
     * @throws IllegalArgumentException if not
     */
    public Steps {
        Checks.atLeastOne("horizon", horizon);
        if (horizons < 0 || horizons > MOST) {
            throw new IllegalArgumentException("horizons must be from 1 to " + MOST + ", not " + horizons);
        }
        if (horizons > 0 && horizon > horizons) {
            throw new IllegalArgumentException("with horizons 1 to " + horizons + ", horizon, the one of predict(), "
                    + "must be among them, and is " + horizon);
        }
        if (rollOuts && horizons < 2) {
            throw noRollOuts();
        }
    }

    static IllegalArgumentException noRollOuts() {
        return new IllegalArgumentException(
                "roll-outs are chosen among several steps of a method that learns: say withHorizons(H) first");
    }

    /** {@return how many steps are estimated together, 1 or more} */
    public int count() {
        return Math.max(1, horizons);
    }
}
