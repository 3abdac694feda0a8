package io.github.foretoken.cli.series;

import io.github.foretoken.sequence.AutoregressiveSequence;
import io.github.foretoken.sequence.LogisticSequence;
import io.github.foretoken.sequence.NoisyRotationSequence;
import io.github.foretoken.sequence.TokenSequence;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The series that {@code foretoken generate --series} makes. */
public enum Series {
    /** An autoregression of order one. */
    AR1(4, 0.1),
    /** The same, with another law from the middle on. */
    AR1_SWITCHING(4, 0.1),
    /** A rotation with noise on the sphere. */
    NOISY_ROTATION(4, 0.05),
    /** One coordinate of the Lorenz flow. */
    LORENZ63(1, 0),
    /** The logistic map. */
    LOGISTIC(1, 0);

    private final int dimension;
    private final double noise;

    Series(int dimension, double noise) {
        this.dimension = dimension;
        this.noise = noise;
    }

    /**
     * The series of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Series of(String name) {
        return Arrays.stream(values())
                .filter(series -> series.text().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of "
                        + Arrays.stream(values()).map(Series::text).collect(Collectors.joining(", "))));
    }

    /** Its name, as typed. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The sequence.
     *
     * @param chosenDimension d, or null for its own
     * @param chosenNoise standard deviation, or null for its own
     * @param length tokens that will be asked for, in the middle of which the law of {@link #AR1_SWITCHING} changes
     * @throws IllegalArgumentException for numbers that it cannot have
     */
    public TokenSequence sequence(Integer chosenDimension, Double chosenNoise, int length, long seed) {
        int d = chosenDimension == null ? dimension : chosenDimension;
        double s = chosenNoise == null ? noise : chosenNoise;
        if (dimension == 1 && d != 1) {
            throw new IllegalArgumentException(text() + " has dimension 1, not " + d);
        }
        return switch (this) {
            case AR1 -> AutoregressiveSequence.random(d, s, seed);
            case AR1_SWITCHING -> AutoregressiveSequence.random(d, s, seed).changingAfter(Math.max(1, length / 2));
            case NOISY_ROTATION -> NoisyRotationSequence.random(d, s, seed);
            case LORENZ63 -> LorenzSequence.random(s, seed);
            case LOGISTIC -> LogisticSequence.random(s, seed);
        };
    }
}
