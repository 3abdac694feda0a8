package io.github.foretoken.cli.table;

import java.util.Arrays;

/**
 * How many rows each of several series has.
 *
 * @param rows of each, one or more series
 */
@SuppressWarnings("ArrayRecordComponent") // made and read in this package
record SeriesLengths(int[] rows) {
    /** Such as {@code 12 series by store, 365 to 1,024 rows}. */
    String words(String by, String unit) {
        int least = Arrays.stream(rows).min().orElse(0);
        int most = Arrays.stream(rows).max().orElse(0);
        String each = least == most ? count(most) + " " + unit + (rows.length == 1 ? "" : " each")
                : count(least) + " to " + count(most) + " " + unit;
        return count(rows.length) + " series " + by + ", " + (most == 1 ? "1 row each" : each);
    }

    private static String count(int number) {
        // Not String.format: its locale data take a one-shot process tens of milliseconds.
        return Integer.toString(number).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
    }
}
