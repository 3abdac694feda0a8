package io.github.foretoken.cli.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One way to read a cell as a time, in microseconds since 1970; a time without a zone is taken as it stands. */
enum TimeText {
    /** 2024-03-01, 2024/3/1, 20240301, 2024-03, 202403, 1 Mar 2024, Mar 1, 2024: what can be read in one way only. */
    PLAIN,
    /** 1.3.2024 is in March. */
    DAY_FIRST,
    /** 3/1/2024 is in March. */
    MONTH_FIRST,
    /** Seconds since 1970. */
    SECONDS,
    /** Thousandths of them. */
    MILLIS,
    /** Millionths. */
    MICROS,
    /** And the next. */
    NANOS;

    /** For a cell without one. */
    static final long NONE = Long.MIN_VALUE;
    /** For a cell that holds something else. */
    static final long OTHER = Long.MAX_VALUE;

    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final String CLOCK =
            "(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?: ?([AaPp])[Mm])?)?"
                    + " ?(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})(?:[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?)" + CLOCK);
    private static final Pattern YEAR = Pattern.compile("1[5-9]\\d\\d|2[012]\\d\\d");
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})?" + CLOCK);
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})" + CLOCK);
    private static final Pattern MONTH_YEAR = Pattern.compile("(\\d{1,2})[-/.]()(\\d{4})" + CLOCK);
    private static final Pattern DAY_NAME = Pattern.compile("(\\d{1,2})[- ]([A-Za-z]{3,9})\\.?[- ,]+(\\d{4})" + CLOCK);
    private static final Pattern NAME_DAY = Pattern.compile("([A-Za-z]{3,9})\\.? (?:(\\d{1,2}),? )?(\\d{4})" + CLOCK);
    private static final Pattern STAMP = Pattern.compile("\\d{9,19}(\\.\\d{1,9})?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int CENTURY = 2000;
    private static final int YOUNGEST = 70;

    /** The time in a cell, or {@link #NONE} or {@link #OTHER}. */
    long of(String cell) {
        if (cell.isEmpty() || Cell.of(cell) == Cell.MISSING) {
            return NONE;
        }
        try {
            return switch (this) {
                case PLAIN -> plain(cell);
                case DAY_FIRST -> yearLast(cell, 2, 1);
                case MONTH_FIRST -> yearLast(cell, 1, 2);
                case SECONDS -> stamp(cell, 9, 10, 1e6);
                case MILLIS -> stamp(cell, 12, 13, 1e3);
                case MICROS -> stamp(cell, 15, 16, 1);
                case NANOS -> stamp(cell, 18, 19, 1e-3);
            };
        } catch (DateTimeException e) {
            return OTHER;
        }
    }

    private static long plain(String cell) {
        Matcher date = YEAR_FIRST.matcher(cell);
        if (date.matches()) {
            return micros(date, number(date, 1), number(date, 2), number(date, 3));
        }
        date = COMPACT.matcher(cell);
        if (date.matches()) {
            return micros(date, number(date, 1), number(date, 2), number(date, 3));
        }
        date = YEAR.matcher(cell);
        if (date.matches()) {
            return LocalDate.of(Integer.parseInt(cell), 1, 1).toEpochDay() * DAY;
        }
        date = MONTH_YEAR.matcher(cell);
        if (date.matches()) {
            return micros(date, number(date, 3), number(date, 1), 1);
        }
        date = DAY_NAME.matcher(cell);
        if (date.matches()) {
            return micros(date, number(date, 3), month(date.group(2)), number(date, 1));
        }
        date = NAME_DAY.matcher(cell);
        return date.matches() ? micros(date, number(date, 3), month(date.group(1)), number(date, 2)) : OTHER;
    }

    private static long yearLast(String cell, int month, int day) {
        Matcher date = YEAR_LAST.matcher(cell);
        if (!date.matches()) {
            return OTHER;
        }
        int year = number(date, 3);
        return micros(date, date.group(3).length() == 2 ? year + CENTURY - (year >= YOUNGEST ? 100 : 0) : year,
                number(date, month), number(date, day));
    }

    /** Groups 4 to 9 are the clock's. */
    private static long micros(Matcher date, int year, int month, int day) {
        long micros = LocalDate.of(year, month, day).toEpochDay() * DAY;
        if (date.group(4) != null) {
            int hour = number(date, 4);
            int minute = number(date, 5);
            int second = date.group(6) == null ? 0 : number(date, 6);
            if (date.group(8) != null) {
                if (hour < 1 || hour > 12) {
                    return OTHER;
                }
                hour = hour % 12 + (date.group(8).equalsIgnoreCase("p") ? 12 : 0);
            }
            // Some write midnight as the end of a day.
            if (hour > 24 || minute > 59 || second > 60) {
                return OTHER;
            }
            micros += ((hour * 60L + minute) * 60 + second) * SECOND;
            String fraction = date.group(7);
            micros += fraction == null ? 0 : Long.parseLong((fraction + "000000").substring(0, 6));
        }
        return micros - offset(date.group(9));
    }

    private static long offset(String zone) {
        if (zone == null || Character.isLetter(zone.charAt(0))) {
            return 0;
        }
        String digits = zone.substring(1).replace(":", "");
        long minutes = Long.parseLong(digits.substring(0, 2)) * 60
                + (digits.length() > 2 ? Long.parseLong(digits.substring(2)) : 0);
        return (zone.charAt(0) == '-' ? -minutes : minutes) * 60 * SECOND;
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.toLowerCase(Locale.ROOT).substring(0, 3)) + 1;
    }

    private static int number(Matcher date, int group) {
        return date.group(group) == null ? 1 : Integer.parseInt(date.group(group));
    }

    private static long stamp(String cell, int least, int most, double micros) {
        if (!STAMP.matcher(cell).matches()) {
            return OTHER;
        }
        int digits = cell.indexOf('.') < 0 ? cell.length() : cell.indexOf('.');
        if (digits < least || digits > most) {
            return OTHER;
        }
        if (digits == cell.length()) {
            long whole = Long.parseLong(cell);
            return micros >= 1 ? Math.multiplyExact(whole, (long) micros) : whole / 1000;
        }
        return Math.round(Double.parseDouble(cell) * micros);
    }

    /** Whether it counts from 1970. */
    boolean isStamp() {
        return compareTo(SECONDS) >= 0;
    }

    /** A time as {@link #of} reads it: a date and, unless it is to be left out, the time of day; or the number. */
    String text(long micros, boolean daysOnly) {
        return switch (this) {
            case SECONDS -> decimal(micros, SECOND);
            case MILLIS -> decimal(micros, 1000);
            case MICROS -> Long.toString(micros);
            case NANOS -> Long.toString(Math.multiplyExact(micros, 1000L));
            default -> {
                LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, DAY));
                long rest = Math.floorMod(micros, DAY);
                String clock = String.format(Locale.ROOT, " %02d:%02d:%02d", rest / (3600 * SECOND),
                        rest / (60 * SECOND) % 60, rest / SECOND % 60);
                String fraction = rest % SECOND == 0 ? "" : String.format(Locale.ROOT, ".%06d", rest % SECOND);
                yield daysOnly ? day.toString() : day + clock + fraction;
            }
        };
    }

    private static String decimal(long micros, long unit) {
        return micros % unit == 0 ? Long.toString(micros / unit)
                : BigDecimal.valueOf(micros).divide(BigDecimal.valueOf(unit)).toPlainString();
    }
}
