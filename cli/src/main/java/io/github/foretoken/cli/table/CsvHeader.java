package io.github.foretoken.cli.table;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Two guesses from names: whether a file's first row is a header, and whether a column is an index rather than data. */
public final class CsvHeader {
    private static final Set<String> INDEX_NAMES = Set.of("", "date", "datetime", "time", "timestamp", "year", "month",
            "week", "day", "hour", "minute", "second", "index", "idx", "id", "row", "step", "t", "no", "nr", "#",
            "rownum", "unnamed: 0", "unnamed: 0.1");
    /** Of columns whose numbers are times, in whatever order. */
    private static final Set<String> TIME_NAMES =
            Set.of("date", "datetime", "timestamp", "epoch", "unixtime", "unix_time", "date_time");

    /** 2024-03-01, 1.3.24, 03/2024, 12:30, or one of the first three with a time behind. */
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,4}[-/.]\\d{1,4}([-/.]\\d{1,4})?([T ]\\d.*)?)|(\\d{1,2}:\\d{2}(:.*)?)");

    private CsvHeader() {}

    /**
     * A row without any number is a header. One with numbers is a header only if it starts with a name that an index
     * column would have (the empty name included): wide tables are often numbered across. Dates and times are as numbers.
     */
    public static boolean isHeader(List<String> row, CellRules rules) {
        boolean text = false;
        boolean number = false;
        for (String cell : row) {
            Cell kind = rules.kind(cell);
            text |= kind == Cell.TEXT;
            number |= kind == Cell.NUMBER || kind == Cell.NOT_FINITE || kind == Cell.MISSING || isTime(cell);
        }
        return number ? row.size() > 1 && isIndexName(row.getFirst()) : text;
    }

    /** Whether a cell is a date or a time of day. */
    static boolean isTime(String cell) {
        return TIME.matcher(cell.strip()).matches();
    }

    /** Whether a column of that name is one of times, though its numbers neither only rise nor only fall. */
    static boolean isTimeName(String name) {
        return TIME_NAMES.contains(name.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a column is the first of several, under a name that an index column would have, or any of times. */
    public static boolean isIndex(List<String> names, int column, int width) {
        return isIndex(names, column, width, 0);
    }

    /** The same where another column counts as the first one, because those before it are no data. */
    public static boolean isIndex(List<String> names, int column, int width, int first) {
        return width > 1 && !names.isEmpty()
                && (column == first ? isIndexName(names.get(column)) : isTimeName(names.get(column)));
    }

    /** Whether a column of that name, of numbers that only rise or fall, is taken for a date or an index. */
    public static boolean isIndexName(String name) {
        return INDEX_NAMES.contains(name.strip().toLowerCase(Locale.ROOT)) || isTimeName(name);
    }
}
