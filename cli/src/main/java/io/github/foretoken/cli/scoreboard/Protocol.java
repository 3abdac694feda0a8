package io.github.foretoken.cli.scoreboard;

import java.util.Arrays;

/**
 * What every method is asked for.
 *
 * @param horizon H: after each row the next H rows are forecast
 * @param levels of the intervals, ascending, in (0, 1)
 */
@SuppressWarnings("ArrayRecordComponent") // not modified
public record Protocol(int horizon, double[] levels) {
    /** The most steps ahead. */
    public static final int MOST_STEPS = 1 << 12;

    /** One step ahead, with intervals at 80 and 95 %. */
    public static final Protocol ONE_STEP = new Protocol(1, new double[]{0.8, 0.95});

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the horizon is out of range
     */
    public Protocol {
        if (horizon < 1 || horizon > MOST_STEPS) {
            throw new IllegalArgumentException("horizon must be from 1 to " + MOST_STEPS + ", not " + horizon);
        }
    }

    /**
     * Levels as typed: percentages between commas, such as {@code 80,95}.
     *
     * @throws IllegalArgumentException if they are something else
     */
    public static double[] levels(String text) {
        double[] levels = Arrays.stream(text.split(",", -1)).mapToDouble(item -> level(item, text)).sorted().toArray();
        if (Arrays.stream(levels).distinct().count() < levels.length) {
            throw new IllegalArgumentException("'" + text + "' names a level twice");
        }
        return levels;
    }

    private static double level(String item, String text) {
        double percent;
        try {
            percent = Double.parseDouble(item);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no list of percentages such as 80,95", e);
        }
        double level = percent / 100;
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("levels must lie between 0 and 100 %, unlike '" + item + "'");
        }
        return level;
    }

    /** A level as a percentage: 80, or 99.5. */
    static String percent(double level) {
        double percent = Math.rint(level * 1e8) / 1e6;
        return percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
    }
}
