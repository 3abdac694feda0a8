package io.github.foretoken.cli.table;

import io.github.foretoken.internal.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of a file that are passed over.
 *
 * @param ranges of line numbers, from 1, both ends included
 */
public record SkippedRows(List<long[]> ranges) {
    /** None. */
    public static final SkippedRows NONE = new SkippedRows(List.of());
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

    /**
     * Reads a number, of lines at the start, or ranges such as 2-2 or 1-3,5-5.
     *
     * @throws IllegalArgumentException if it is neither, with one line that says so
     */
    public static SkippedRows parse(String text) {
        if (COUNT.matcher(text).matches()) {
            return new SkippedRows(List.of(new long[]{1, Long.parseLong(text)}));
        }
        List<long[]> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches() || Long.parseLong(range.group(1)) < 1) {
                throw new IllegalArgumentException("'" + Excerpt.of(text)
                        + "' is neither a number of lines nor ranges of them such as 2-2 or 1-3,5-5");
            }
            ranges.add(new long[]{Long.parseLong(range.group(1)), Long.parseLong(range.group(2))});
        }
        return new SkippedRows(ranges);
    }

    /** Whether that line is passed over. */
    public boolean contains(long line) {
        // Asked of every line: a stream is what takes longest to get up to speed.
        for (long[] range : ranges) {
            if (range[0] <= line && line <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** How many lines at the very start are. */
    int atStart() {
        long count = 0;
        while (contains(count + 1)) {
            count++;
        }
        return (int) count;
    }
}
