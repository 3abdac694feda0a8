package io.github.foretoken.cli.table;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is settled about the times of rows.
 *
 * @param column their column, as typed; null to find it
 * @param off whether there is none
 * @param every step of the grid that rows are put on, in microseconds; 0 for none
 */
public record TimeRules(String column, boolean off, long every) {
    /** Nothing is settled. */
    public static final TimeRules DEFAULT = new TimeRules(null, false, 0);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]+)");
    private static final long DAY = 86_400_000_000L;
    private static final Map<String, Long> UNITS = Map.ofEntries(Map.entry("us", 1L), Map.entry("ms", 1000L),
            Map.entry("s", 1_000_000L), Map.entry("sec", 1_000_000L), Map.entry("min", 60_000_000L),
            Map.entry("h", 3_600_000_000L), Map.entry("d", DAY), Map.entry("w", 7 * DAY));

    /**
     * Reads a step such as 15min.
     *
     * @throws IllegalArgumentException if it is none, with one line that says so
     */
    public static long step(String text) {
        Matcher duration = DURATION.matcher(text);
        Long unit = duration.matches() ? UNITS.get(duration.group(2)) : null;
        if (unit == null || Long.parseLong(duration.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "'" + CellRules.strip(text) + "' is no step of time; give one such as 30s, 15min, 1h, 1d or 1w");
        }
        return Long.parseLong(duration.group(1)) * unit;
    }
}
