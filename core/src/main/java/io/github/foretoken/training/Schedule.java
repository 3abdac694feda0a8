package io.github.foretoken.training;

/** How the learning rate changes with the steps of a run. */
public enum Schedule {
    /** It does not. */
    CONSTANT,
    /** Half a period of a cosine, from the full rate to almost nothing at the last step. */
    COSINE;

    /**
     * What the rate is multiplied by at a step.
     *
     * @param step from 0 on
     * @param steps of the whole run, 1 or more
     * @return 1, or (1 + cos(pi step / steps)) / 2
     */
    public double factor(long step, long steps) {
        // StrictMath, so that another machine takes the same steps.
        return this == CONSTANT ? 1 : (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
    }
}
