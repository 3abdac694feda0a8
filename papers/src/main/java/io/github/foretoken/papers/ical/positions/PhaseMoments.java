package io.github.foretoken.papers.ical.positions;

import java.util.Random;

/**
 * The numbers E cos(2 m theta), m = 0, 1, ..., of a phase theta = u / mu with u uniform on (0, 2 pi): all that training by
 * positions alone has to do with its sequences lambda^t, lambda = exp(i theta).
 */
public final class PhaseMoments {
    private PhaseMoments() {}

    private static void requirePositive(double mu) {
        if (!(mu > 0)) {
            throw new IllegalArgumentException("mu must be positive, not " + mu);
        }
    }

    /** In expectation. */
    public static double[] exact(double mu, int count) {
        requirePositive(mu);
        double[] moments = new double[count];
        for (int m = 0; m < count; m++) {
            double angle = 2 * m * 2 * Math.PI / mu;
            moments[m] = m == 0 ? 1 : Math.sin(angle) / angle;
        }
        return moments;
    }

    /** Over a number of random phases. */
    public static double[] sampled(double mu, int count, int sequences, Random random) {
        requirePositive(mu);
        return of(random.doubles(sequences, 0, 2 * Math.PI / mu).toArray(), count);
    }

    /** Over given phases. */
    static double[] of(double[] phases, int count) {
        double[] moments = new double[count];
        for (double phase : phases) {
            for (int m = 0; m < count; m++) {
                moments[m] += Math.cos(2 * m * phase) / phases.length;
            }
        }
        return moments;
    }
}
