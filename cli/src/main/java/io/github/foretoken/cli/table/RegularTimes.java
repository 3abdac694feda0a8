package io.github.foretoken.cli.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Times that go on as they are: numbers with one difference, or dates one duration or one number of months apart, all of those
 * given. What comes after them is written as they are.
 */
public final class RegularTimes {
    /** Of dates and times; a zone or offset at the end is read as it is and has to be the same in all rows. */
    private static final List<String> PATTERNS = patterns();
    /** Fewer say nothing. */
    private static final int LEAST = 3;
    /** More than a month has. */
    private static final int DAYS = 40;

    private final TimeColumn column;
    private final LongFunction<String> after;

    private RegularTimes(TimeColumn column, LongFunction<String> after) {
        this.column = column;
        this.after = after;
    }

    /** Where the times of a column go on in only one way. */
    public static Optional<RegularTimes> of(TimeColumn column) {
        List<String> cells = column.last();
        if (cells.size() < LEAST) {
            return Optional.empty();
        }
        Optional<LongFunction<String>> numbers = numbers(cells);
        if (numbers.isPresent()) {
            return numbers.map(next -> new RegularTimes(column, next));
        }
        List<LongFunction<String>> ways = new ArrayList<>();
        for (String pattern : PATTERNS) {
            dates(cells, pattern).ifPresent(ways::add);
        }
        // 01/02, 01/03, ... may be days or months: nobody knows, and nothing is guessed. They part when a month is over.
        long answers = ways.stream().map(way -> way.apply(1) + " " + way.apply(DAYS)).distinct().count();
        return answers == 1 ? Optional.of(new RegularTimes(column, ways.getFirst())) : Optional.empty();
    }

    /** The same, but only where they can go on so many rows. */
    public static Optional<RegularTimes> of(TimeColumn column, int rows) {
        return of(column).filter(times -> {
            try {
                times.at(rows);
                return true;
            } catch (DateTimeException | ArithmeticException e) {
                return false;
            }
        });
    }

    /** The column's name, or "time". */
    public String name() {
        return column.name().isBlank() ? "time" : column.name();
    }

    /**
     * The time that many rows after the last one.
     *
     * @param step from 1; 0 and less are rows that were given, as far as they are known
     * @throws DateTimeException if there is none
     */
    public String at(long step) {
        int known = column.cells().size();
        return step <= 0 && step > -known ? column.cells().get(known - 1 + (int) step) : after.apply(step);
    }

    private static Optional<LongFunction<String>> numbers(List<String> cells) {
        BigDecimal step = null;
        BigDecimal last = null;
        for (String cell : cells) {
            if (!cell.matches("[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?")) {
                return Optional.empty();
            }
            BigDecimal value = new BigDecimal(cell);
            if (last != null) {
                BigDecimal here = value.subtract(last);
                if (here.signum() == 0 || (step != null && here.compareTo(step) != 0)) {
                    return Optional.empty();
                }
                step = here;
            }
            last = value;
        }
        BigDecimal end = last;
        BigDecimal difference = step;
        return Optional.of(s -> end.add(difference.multiply(BigDecimal.valueOf(s))).toPlainString());
    }

    private static Optional<LongFunction<String>> dates(List<String> cells, String pattern) {
        String zone = cells.getFirst().replaceFirst(".*[0-9](Z| ?[+-][0-9]{2}:?[0-9]{2}| ?UTC| ?GMT)$", "$1");
        String suffix = zone.equals(cells.getFirst()) || !pattern.contains("HH") ? "" : zone;
        DateTimeFormatter format = format(pattern);
        List<LocalDateTime> times = new ArrayList<>();
        for (String cell : cells) {
            if (!cell.endsWith(suffix)) {
                return Optional.empty();
            }
            try {
                String text = cell.substring(0, cell.length() - suffix.length());
                LocalDateTime time = LocalDateTime.from(format.parse(text));
                if (!format.format(time).equals(text)) {
                    // A pattern of one digit reads two, and would write the times that follow otherwise.
                    return Optional.empty();
                }
                times.add(time);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        return steps(times).map(next -> step -> format.format(next.apply(step)) + suffix);
    }

    private static Optional<LongFunction<Temporal>> steps(List<LocalDateTime> times) {
        LocalDateTime last = times.getLast();
        Duration duration = Duration.between(times.getFirst(), times.get(1));
        boolean even = !duration.isZero();
        long months = ChronoUnit.MONTHS.between(times.getFirst().withDayOfMonth(1), times.get(1).withDayOfMonth(1));
        boolean monthly = months != 0;
        boolean ends = true;
        for (int i = 0; i < times.size(); i++) {
            LocalDateTime time = times.get(i);
            ends &= isLastDay(time);
            if (i > 0) {
                LocalDateTime before = times.get(i - 1);
                even &= Duration.between(before, time).equals(duration);
                monthly &= ChronoUnit.MONTHS.between(before.withDayOfMonth(1), time.withDayOfMonth(1)) == months
                        && before.toLocalTime().equals(time.toLocalTime())
                        && (before.getDayOfMonth() == time.getDayOfMonth() || (isLastDay(before) && isLastDay(time)));
            }
        }
        if (even) {
            return Optional.of(step -> last.plus(duration.multipliedBy(step)));
        }
        boolean monthEnds = ends;
        return monthly ? Optional.of(step -> {
            LocalDateTime next = last.plusMonths(months * step);
            return monthEnds ? next.with(ChronoField.DAY_OF_MONTH, next.toLocalDate().lengthOfMonth()) : next;
        }) : Optional.empty();
    }

    private static boolean isLastDay(LocalDateTime time) {
        return time.getDayOfMonth() == time.toLocalDate().lengthOfMonth();
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder().appendPattern(pattern)
                .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static List<String> patterns() {
        List<String> days = List.of("uuuu-MM-dd", "uuuu/MM/dd", "uuuu.MM.dd", "uuuuMMdd", "dd.MM.uuuu", "dd/MM/uuuu",
                "MM/dd/uuuu", "dd-MM-uuuu", "d/M/uuuu", "M/d/uuuu", "d.M.uuuu");
        List<String> hours = List.of("", "' 'HH:mm", "' 'HH:mm:ss", "'T'HH:mm", "'T'HH:mm:ss", "' 'HH:mm:ss.SSS",
                "'T'HH:mm:ss.SSS", "' 'H:mm", "' 'H:mm:ss");
        List<String> patterns = new ArrayList<>(List.of("uuuu-MM", "uuuu/MM", "uuuuMM"));
        for (String day : days) {
            hours.forEach(hour -> patterns.add(day + hour));
        }
        return patterns;
    }
}
