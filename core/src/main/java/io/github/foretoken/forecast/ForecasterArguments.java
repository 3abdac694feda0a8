package io.github.foretoken.forecast;

import io.github.foretoken.internal.forecast.Settings;
import java.util.Arrays;
import java.util.Objects;

/** Checks of what a {@link Forecaster} is given, with messages that name the argument. */
record ForecasterArguments(Settings settings) {
    /** Values must be smaller than this, so that differences and their products fit float64. */
    private static final double MOST = 0x1p1000;

    void requireNoInputs() {
        if (settings.inputs() > 0) {
            throw new IllegalArgumentException(
                    "this forecaster has inputs: observe(values, ahead) takes those of the next tokens");
        }
    }

    /** @param number of the token, from 1 on */
    void requireToken(double[] values, long number) {
        Objects.requireNonNull(values, "values");
        requireLength("values", values);
        for (int c = 0; c < values.length; c++) {
            if (!(Math.abs(values[c]) < MOST) && !(Double.isNaN(values[c]) && settings.missing())) {
                throw new IllegalArgumentException("element " + (c + 1) + " of token " + number + " is " + values[c]
                        + (Double.isNaN(values[c]) ? "; allowMissing() of the builder takes missing values"
                                : "; it must be below 2^1000"));
            }
        }
    }

    void requireInputs() {
        if (settings.inputs() == 0) {
            throw new IllegalArgumentException("this forecaster has no inputs: inputs(n) of the builder asks for them");
        }
    }

    void requireAhead(double[][] ahead) {
        Objects.requireNonNull(ahead, "ahead");
        if (ahead.length != settings.horizon()) {
            throw new IllegalArgumentException("ahead has " + ahead.length + " rows; there must be one for each of "
                    + settings.horizon() + " steps");
        }
        for (double[] row : ahead) {
            if (row.length != settings.inputs()) {
                throw new IllegalArgumentException(
                        "a row of ahead has " + row.length + " inputs; there are " + settings.inputs());
            }
            for (double value : row) {
                if (!(Math.abs(value) < MOST)) {
                    throw new IllegalArgumentException("an input is " + value + "; it must be below 2^1000");
                }
            }
        }
    }

    /** Where a level is among those of the settings. */
    int level(double level) {
        int at = Arrays.binarySearch(settings.levels(), level);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "there are intervals at the levels " + Arrays.toString(settings.levels()) + ", not at " + level);
        }
        return at;
    }

    void requireStep(int step) {
        if (step < 1 || step > settings.horizon()) {
            throw new IllegalArgumentException(
                    "step must be from 1 to " + settings.horizon() + ", the horizon, not " + step);
        }
    }

    void requireLength(String name, double[] numbers) {
        if (Objects.requireNonNull(numbers, name).length != settings.dimension()) {
            throw new IllegalArgumentException(
                    name + " has " + numbers.length + " elements; tokens here have " + settings.dimension());
        }
    }
}
