package io.github.foretoken.proptest.conformal;

import io.github.foretoken.internal.conformal.ConformalIntervals;
import java.util.SplittableRandom;

/** Who chooses the next value of a column, in full knowledge of the interval that was just issued for it one step ahead. */
enum Adversary {
    NORMAL,
    CAUCHY,
    /** Ten times larger from one value to the next, for as long as numbers allow, then small again. */
    EXPLODING,
    /** Ever smaller. */
    VANISHING,
    /** Always just above the inner interval. */
    ABOVE,
    /** Outside now above and now below, as far as it is wide. */
    OUTSIDE,
    /** Never on the same side of the middle of the interval for long, and always inside. */
    INSIDE,
    /** Quiet for long, then wild. */
    REGIMES,
    /** A drift that no forecast of 0 follows. */
    DRIFTING;

    /** Where values that follow ends that follow them begin anew: differences of larger ones need not be numbers. */
    private static final double LARGEST = 1e150;

    double next(int t, ConformalIntervals intervals, int column, SplittableRandom random) {
        double value = choose(t, intervals, column, random);
        return Math.abs(value) < LARGEST ? value : random.nextGaussian();
    }

    private double choose(int t, ConformalIntervals intervals, int column, SplittableRandom random) {
        double lower = intervals.lower(0, 0, column);
        double upper = intervals.upper(0, 0, column);
        boolean finite = Double.isFinite(lower) && Double.isFinite(upper);
        double width = finite ? upper - lower : 1;
        double noise = 0.5 + random.nextDouble();
        return switch (this) {
            case NORMAL -> random.nextGaussian();
            case CAUCHY -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
            case EXPLODING -> noise * Math.pow(10, t % 200 - 100);
            case VANISHING -> noise * Math.pow(0.9, t % 3000) * (t % 2 == 0 ? 1 : -1);
            case ABOVE -> finite ? upper + off(upper, 1e-3 * noise * width) : noise;
            case OUTSIDE -> !finite ? noise
                    : t / 7 % 2 == 0 ? upper + off(upper, noise * width) : lower - off(lower, noise * width);
            case INSIDE -> finite && width > 0 ? lower + width * (0.25 + noise / 3) : random.nextGaussian();
            case REGIMES -> random.nextGaussian() * (t / 300 % 2 == 0 ? 1e-3 : 1e3);
            case DRIFTING -> 0.1 * t + random.nextGaussian();
        };
    }

    /** Never on an end, which would be a tie. */
    private static double off(double end, double by) {
        return Math.max(by, 4 * Math.ulp(end));
    }
}
