package io.github.foretoken.proptest.forecast;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.ForecasterBuilder;
import java.util.Arrays;
import java.util.Random;

/** A stream made from a seed, and options to forecast it with. Where it adapts to changes it has one. */
record Streams(int dimension, int horizon, int tokens, boolean missing, boolean absolute, int season, boolean adapts,
        long seed) {
    ForecasterBuilder builder() {
        ForecasterBuilder builder = Forecaster.of(dimension).horizon(horizon);
        builder = missing ? builder.allowMissing() : builder;
        builder = absolute ? builder.absoluteLoss() : builder;
        // Of next to no evidence: so that there are alarms.
        builder = adapts ? builder.adaptAfterAlarm().alarmThreshold(1.2) : builder;
        return season == 0 ? builder : builder.season(season);
    }

    Forecaster forecaster() {
        return builder().build();
    }

    /** On a grid of 2^-20, so that offsets of less than 2^30 are exact. */
    double[][] values() {
        Random random = new Random(seed);
        double[][] rows = new double[tokens][dimension];
        double walk = 0;
        for (int t = 0; t < tokens; t++) {
            walk += random.nextGaussian();
            for (int c = 0; c < dimension; c++) {
                double value = (c + 1) * Math.sin(2 * Math.PI * t / 12) + 0.3 * random.nextGaussian() + 0.2 * walk;
                value *= adapts && t > tokens - 40 ? 3 : 1;
                rows[t][c] = missing && random.nextInt(10) == 0 ? Double.NaN
                        : Math.scalb(Math.rint(Math.scalb(value, 20)), -20);
            }
        }
        return rows;
    }

    static double[] means(Forecast forecast) {
        return flat(forecast, false);
    }

    /** Means, then both ends at each level. */
    static double[] all(Forecast forecast) {
        return flat(forecast, true);
    }

    private static double[] flat(Forecast forecast, boolean ends) {
        double[] numbers = new double[0];
        for (int step = 1; step <= forecast.horizon(); step++) {
            numbers = join(numbers, forecast.mean(step));
            for (double level : ends ? forecast.levels() : new double[0]) {
                numbers = join(join(numbers, forecast.lower(level, step)), forecast.upper(level, step));
            }
        }
        return numbers;
    }

    private static double[] join(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
