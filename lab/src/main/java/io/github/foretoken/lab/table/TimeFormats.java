package io.github.foretoken.lab.table;

import java.util.regex.Pattern;

/** What times look like. */
final class TimeFormats {
    /** Dates in any order, and stamps of one unit or another. */
    private static final Pattern STAMP = Pattern.compile("[+-]?\\d{6,19}(\\.\\d+)?");

    private TimeFormats() {}

    /** Whether a cell may be a time, for all that it says alone. */
    static boolean mayBeTime(String cell) {
        String text = CellRules.strip(cell);
        return CsvHeader.isTime(text) || STAMP.matcher(text).matches();
    }
}
