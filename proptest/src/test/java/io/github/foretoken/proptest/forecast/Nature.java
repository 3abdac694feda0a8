package io.github.foretoken.proptest.forecast;

import java.util.Random;

/** Who chooses what comes next, in full knowledge of what was forecast of it. */
enum Nature {
    NOISE,
    HEAVY,
    /** As far as it can be from what is forecast. */
    AGAINST,
    /** Each candidate is right for a while. */
    SWITCHING,
    /** The candidate that weighs least is right. */
    LAST,
    /** Nothing for long, then a blow. */
    SPIKES,
    /** Ever larger, for as long as squares of squares are numbers, then small again. */
    GROWING;

    double next(Random random, int t, double forecast, double[] candidates, int lightest) {
        return switch (this) {
            case NOISE -> random.nextGaussian();
            case HEAVY -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
            case AGAINST -> forecast > 0 ? -1 : 1;
            case SWITCHING -> candidates[t / 150 % candidates.length];
            case LAST -> candidates[lightest];
            case SPIKES -> t % 97 == 0 ? 1000 * random.nextGaussian() : 0;
            case GROWING -> Math.pow(1.05, t % 700) * random.nextGaussian();
        };
    }
}
