package io.github.foretoken.forecast;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Objects;

/**
 * Inputs made of timestamps: sine and cosine of the first harmonics of the hour of the day, the day of the week and the day of
 * the year, by local clock.
 *
 * {@snippet lang = java :
 * Forecaster forecaster = Forecaster.of(1).horizon(24).inputs(Calendar.INPUTS).build();
 * LocalDateTime measured = LocalDateTime.parse("2024-10-03T15:00");  // when the token was
 * forecaster.observe(token, Calendar.ahead(measured, Duration.ofHours(1), 24));
 * }
 */
public final class Calendar {
    private static final int DAY = 3;
    private static final int WEEK = 3;
    private static final int YEAR = 2;
    private static final double SECONDS = Duration.ofDays(1).toSeconds();
    /** How many inputs there are for each token: three harmonics of the day, three of the week and two of the year. */
    public static final int INPUTS = 2 * (DAY + WEEK + YEAR);

    private Calendar() {}

    /**
     * The inputs of the tokens behind one.
     *
     * @param newest when that token was measured, by local clock
     * @param step from one token to the next
     * @param horizon H, how many tokens, 0 or more
     * @return H x {@link #INPUTS}, row h - 1 for h steps ahead, all from -1 to 1; new arrays
     * @throws IllegalArgumentException if horizon is negative
     * @throws java.time.DateTimeException if a time is beyond what {@link LocalDateTime} holds
     */
    public static double[][] ahead(LocalDateTime newest, Duration step, int horizon) {
        Objects.requireNonNull(newest, "newest");
        Objects.requireNonNull(step, "step");
        if (horizon < 0) {
            throw new IllegalArgumentException("horizon must be 0 or more, not " + horizon);
        }
        double[][] rows = new double[horizon][];
        LocalDateTime time = newest;
        for (int h = 0; h < horizon; h++) {
            time = time.plus(step);
            rows[h] = at(time);
        }
        return rows;
    }

    private static double[] at(LocalDateTime time) {
        double day = time.toLocalTime().toSecondOfDay() / SECONDS;
        double week = (time.getDayOfWeek().getValue() - 1 + day) / 7;
        double year = (time.getDayOfYear() - 1 + day) / time.range(ChronoField.DAY_OF_YEAR).getMaximum();
        double[] row = new double[INPUTS];
        harmonics(row, 0, DAY, day);
        harmonics(row, 2 * DAY, WEEK, week);
        harmonics(row, 2 * (DAY + WEEK), YEAR, year);
        return row;
    }

    /** @param turn from 0 to 1 */
    private static void harmonics(double[] row, int at, int count, double turn) {
        for (int k = 1; k <= count; k++) {
            row[at + 2 * k - 2] = StrictMath.sin(2 * Math.PI * k * turn);
            row[at + 2 * k - 1] = StrictMath.cos(2 * Math.PI * k * turn);
        }
    }
}
