package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds out from some lines what separates their cells and what marks decimals: that reading of them in which most lines are
 * whole, none of whose cells is several numbers, and which has most numbers. Where another reading is as good and would make
 * other numbers, there is nothing to find out, and the option that settles it is asked for.
 */
public final class DialectDetector {
    private static final char[] SEPARATORS = {',', ';', '\t', '|', ' '};
    /** Digits on both sides of something that separates cells in some files. */
    private static final Pattern GLUED = Pattern.compile(".*\\d[,;|\\t ]\\s*[-+.]?\\d.*", Pattern.DOTALL);
    private static final Pattern WITH_COMMA = Pattern.compile("[-+]?(\\d+),(\\d+)(?:[eE][-+]?\\d+)?");
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final int GROUP = 3;

    private final List<String> lines;
    private final String source;

    private DialectDetector(List<String> lines, String source) {
        this.lines = lines;
        this.source = source;
    }

    /**
     * What was found.
     *
     * @param dialect of the lines
     * @param note what the user should know; null for nothing
     */
    public record Found(Dialect dialect, String note) {}

    /**
     * Decides.
     *
     * @param lines the first ones, without comments and blank ones; a cell in quotes with line ends is within one
     * @param separator what is settled; null for nothing
     * @param decimal likewise
     * @param source for messages
     * @throws InputException if two readings are as good
     */
    public static Found detect(List<String> lines, Character separator, Character decimal, String source) {
        return new DialectDetector(lines, source).detect(separator, decimal);
    }

    /**
     * Decides for lines of words, as many in each as there are: that of which fewest lines have none, the first of several.
     *
     * @param lines as for {@link #detect}
     * @param separator what is settled; null for nothing
     */
    static Found ofWords(List<String> lines, Character separator) {
        if (separator != null) {
            return new Found(new Dialect(separator, '.'), null);
        }
        char best = SEPARATORS[0];
        long least = Long.MAX_VALUE;
        for (char each : SEPARATORS) {
            long whole = lines.stream().filter(line -> LineCells.of(line, each).width() == 1).count();
            if (whole < least) {
                least = whole;
                best = each;
            }
        }
        Dialect dialect = new Dialect(best, '.');
        return new Found(dialect, dialect.equals(Dialect.CSV) ? null : words(dialect));
    }

    /** Whether a line has a number, in some reading of it. */
    public static boolean hasNumber(String line, Character separator, Character decimal) {
        return new DialectDetector(List.of(line), "").readings(separator, decimal)
                .stream()
                .anyMatch(r -> r.numbers > 0);
    }

    /** One reading of the lines, and how well it does. */
    private static final class Reading {
        final Dialect dialect;
        final CellRules rules;
        final List<LineCells> lines = new ArrayList<>();
        int width;
        int bad;
        int numbers;

        Reading(Dialect dialect) {
            this.dialect = dialect;
            rules = new CellRules(dialect.decimal(), List.of());
        }
    }

    private List<Reading> readings(Character separator, Character decimal) {
        List<Reading> readings = new ArrayList<>();
        for (char each : separator == null ? SEPARATORS : new char[]{separator}) {
            for (char mark : decimal == null ? new char[]{'.', ','} : new char[]{decimal}) {
                Reading reading = read(new Dialect(each, mark));
                if (separator != null || mark != ',' || reading.width > 1 || isNamed(reading)) {
                    readings.add(reading);
                }
            }
        }
        return readings;
    }

    private Found detect(Character separator, Character decimal) {
        Reading best = readings(separator, decimal).stream()
                .min(Comparator.<Reading>comparingInt(r -> r.bad).thenComparingInt(r -> -r.numbers))
                .orElseThrow();
        if (decimal == null && best.dialect.decimal() == ',') {
            return decimalCommas(best, separator);
        }
        if (separator == null && best.width == 2) {
            String doubt = twoHalves(best);
            if (doubt != null) {
                return new Found(best.dialect, doubt);
            }
        }
        boolean settled = separator != null && decimal != null;
        return new Found(best.dialect, best.dialect.equals(Dialect.CSV) || settled ? null : words(best.dialect));
    }

    /** Whether one column with commas in it has a name without: otherwise its lines may be cells between commas. */
    private boolean isNamed(Reading reading) {
        return lines.getFirst().indexOf(',') < 0 && reading.rules.kind(lines.getFirst()) == Cell.TEXT;
    }

    private static String words(Dialect dialect) {
        return "cells are separated by " + dialect.separators()
                + (dialect.decimal() == ',' ? ", and decimals marked by commas" : "");
    }

    private Reading read(Dialect dialect) {
        Reading reading = new Reading(dialect);
        Map<Integer, Integer> widths = new HashMap<>();
        for (String line : lines) {
            LineCells cells = LineCells.of(line, dialect.separator());
            reading.lines.add(cells);
            widths.merge(cells.width(), 1, Integer::sum);
        }
        reading.width = widths.entrySet()
                .stream()
                .max(Comparator.<Map.Entry<Integer, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparingInt(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(1);
        for (int i = 0; i < lines.size(); i++) {
            LineCells cells = reading.lines.get(i);
            boolean bad = !fits(cells, i, reading);
            for (int j = 0; j < cells.width(); j++) {
                String cell = cells.cells().get(j);
                Cell kind = reading.rules.kind(cell);
                reading.numbers += kind == Cell.NUMBER ? 1 : 0;
                bad |= kind == Cell.TEXT && !cells.quoted().get(j) && !CsvHeader.isTime(cell)
                        && GLUED.matcher(cell).matches();
            }
            reading.bad += bad ? 1 : 0;
        }
        return reading;
    }

    /** Whether a line has as many cells as most, but for empty ones at its end. */
    private static boolean fits(LineCells cells, int line, Reading reading) {
        return cells.width() == reading.width || (cells.width() > reading.width && cells.filled() <= reading.width)
                || (line == 0 && CsvText.lacksRowNames(reading.dialect, cells.width(), reading.width));
    }

    /** Commas within numbers: decimal ones, if they cannot be thousands marks. */
    private Found decimalCommas(Reading best, Character separator) {
        boolean proof = false;
        String example = null;
        for (LineCells line : best.lines) {
            for (String cell : line.cells()) {
                var number = WITH_COMMA.matcher(CellRules.strip(cell));
                if (number.matches()) {
                    example = example == null ? CellRules.strip(cell) : example;
                    proof |= number.group(2).length() != GROUP || number.group(1).length() > GROUP
                            || number.group(1).startsWith("0");
                }
            }
        }
        if (example == null) {
            // Whole numbers only: either will do.
            Dialect plain = new Dialect(best.dialect.separator(), '.');
            return new Found(plain, plain.equals(Dialect.CSV) ? null : words(plain));
        }
        Dialect found = best.width == 1 && separator == null ? new Dialect(';', ',') : best.dialect;
        if (proof) {
            return new Found(found, best.width == 1 ? "commas mark decimals" : words(found));
        }
        if (best.dialect.separator() != ';' || best.width == 1 || hasWholeHundreds(best)) {
            throw new InputException(source + ": whether the comma in " + Cell.quote(example)
                    + " marks decimals or thousands, nothing in its first lines tells; --decimal comma takes it for"
                    + " a decimal mark, and thousands marks have to be removed");
        }
        return new Found(found, words(found) + " (--decimal point if they are not)");
    }

    /** Whether a column with commas has whole numbers of three digits, too, as one with thousands marks has. */
    private static boolean hasWholeHundreds(Reading reading) {
        for (int j = 0; j < reading.width; j++) {
            boolean commas = false;
            boolean hundreds = false;
            for (LineCells line : reading.lines) {
                String cell = j < line.width() ? CellRules.strip(line.cells().get(j)) : "";
                commas |= WITH_COMMA.matcher(cell).matches();
                hundreds |= cell.length() == GROUP && WHOLE.matcher(cell).matches();
            }
            if (commas && hundreds) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lines of two whole numbers without a header, which might be one number each: what to say of it, or null where it cannot be.
     *
     * @throws InputException where it is likely
     */
    private String twoHalves(Reading best) {
        char separator = best.dialect.separator();
        if (separator != ',' && separator != ' ') {
            return null;
        }
        boolean grouped = true;
        String odd = null;
        int number = 0;
        for (LineCells line : best.lines) {
            String left = line.cells().getFirst();
            String right = line.width() == 2 ? line.cells().getLast() : "";
            boolean text = number++ == 0 && line.width() == 1;
            if (!text && (line.quoted().contains(true) || !left.matches("[-+]?\\d+") || !right.matches("\\d+")
                    || CsvHeader.isTime(left + separator + right))) {
                return null;
            }
            grouped &= right.length() == GROUP;
            boolean zeros = right.length() > 1 && right.startsWith("0");
            odd = odd == null && zeros ? left + separator + right : odd;
        }
        if (separator == ' ' && !grouped) {
            return null;
        }
        if (odd != null) {
            throw new InputException(source + ": whether " + Cell.quote(odd) + " is two numbers or one, nothing in its"
                    + " first lines tells; " + (separator == ',' ? "--decimal comma or --separator comma"
                            : "give --separator blank, or remove the thousands marks"));
        }
        return "two whole numbers a line are taken for two columns ("
                + (separator == ',' ? "--decimal comma takes each line for one number"
                        : "thousands marks would have to be removed")
                + ")";
    }
}
