package io.github.foretoken.cli.table;

import io.github.foretoken.internal.Excerpt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How the cells of one file are written: with which decimal mark, and what stands for what is missing. */
public final class CellRules {
    private static final int LONGEST_QUOTE = 30;
    /** As pandas and R write what is missing, in just this spelling: Na is sodium. */
    private static final Set<String> MARKS = Set.of("NA", "na", "N/A", "n/a", "#N/A", "#NA", "<NA>", "null", "NULL",
            "Null", "None", "none", "NONE", "?", "-", "--", ".", "\\N", "#VALUE!", "#DIV/0!", "#REF!", "-NA", "+NA");
    /** Digits in groups of three, with any of the marks that come between them anywhere, and a decimal mark or none. */
    private static final Pattern GROUPED = Pattern.compile(
            "[-+]?\\d{1,3}(?:([,.'\u2019_\\h\u00A0\u202F\u2007\u2009])\\d{3})(?:\\1\\d{3})*(?:[.,]\\d*)?(?:[eE][-+]?\\d+)?");
    private static final Pattern OTHER_POINT = Pattern.compile("[-+]?\\d*\\.\\d*(?:[eE][-+]?\\d+)?");
    private static final Pattern OTHER_COMMA = Pattern.compile("[-+]?\\d*,\\d*(?:[eE][-+]?\\d+)?");

    /** Decimal points, and missing marks that all use. */
    public static final CellRules PLAIN = new CellRules('.', List.of());

    private final char decimal;
    private final Set<String> marks;
    private final Set<Double> values = new HashSet<>();

    /**
     * Rules of a file.
     *
     * @param decimal the decimal mark
     * @param missing what else stands for a missing value: numbers are meant by value, words in just that spelling
     */
    public CellRules(char decimal, List<String> missing) {
        this.decimal = decimal;
        marks = missing.isEmpty() ? MARKS : new HashSet<>(MARKS);
        for (String mark : missing) {
            double value = parse(strip(mark), '.');
            if (Double.isNaN(value)) {
                marks.add(strip(mark));
            } else {
                values.add(value + 0.0);
            }
        }
    }

    /** Whether a cell is one of the marks that all use. */
    static boolean isMark(String cell) {
        return MARKS.contains(cell);
    }

    /** A point or a comma. */
    public char decimal() {
        return decimal;
    }

    /** Whether every finite number is one, and none stands for a missing value. */
    public boolean noMarksAreNumbers() {
        return values.isEmpty();
    }

    /** The number in a cell; infinite or NaN when there is none, see {@link #kind}. */
    public double value(String text) {
        String cell = strip(text);
        if (cell.isEmpty() || (cell.length() < text.length() && hasControl(text))) {
            return Double.NaN;
        }
        double value = parse(cell, decimal);
        return values.isEmpty() || !values.contains(value + 0.0) ? value : Double.NaN;
    }

    private static double parse(String cell, char decimal) {
        return PlainCells.number(cell, 0, cell.length(), decimal);
    }

    /** Without blanks of any kind around it, no-break ones included. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }

    /** Separators of files and records are white space, too, and stand in no cell. */
    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t');
    }

    /** What kind of cell it is. */
    public Cell kind(String text) {
        double value = value(text);
        if (Double.isFinite(value)) {
            return Cell.NUMBER;
        }
        String cell = strip(text);
        if (cell.isEmpty()) {
            return Cell.EMPTY;
        }
        String word = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? cell.substring(1) : cell;
        if (word.equalsIgnoreCase("nan") || marks.contains(cell) || isMissingValue(cell)) {
            return Cell.MISSING;
        }
        return Double.isInfinite(value) || word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")
                ? Cell.NOT_FINITE
                : Cell.TEXT;
    }

    private boolean isMissingValue(String cell) {
        return !values.isEmpty() && values.contains(parse(cell, decimal) + 0.0);
    }

    /** What is wrong with a cell that is not a finite number, in words that fit on one line. */
    public String fault(String text) {
        Cell kind = kind(text);
        return switch (kind) {
            case EMPTY -> "the cell is empty";
            case MISSING -> Cell.quote(text) + " is not a finite number";
            case NOT_FINITE -> Cell.quote(text) + " is not a finite float64 number";
            default -> isOtherwiseWritten(text) ? otherwise(text) : Cell.quote(text) + " is not a number" + hint(text);
        };
    }

    private static String hint(String text) {
        return text.indexOf(';') >= 0 || text.indexOf('\t') >= 0
                ? " (or cells are separated by commas in some lines and not in others)"
                : "";
    }

    /** Whether a cell of text is a number for those who write it with thousands marks, or the other decimal mark. */
    public boolean isOtherwiseWritten(String text) {
        String cell = strip(text);
        return !cell.isEmpty() && Character.isDigit(cell.charAt(cell.length() - 1))
                && cell.chars().anyMatch(Character::isDigit) && (GROUPED.matcher(cell).matches()
                        || (decimal == ',' ? OTHER_POINT : OTHER_COMMA).matcher(cell).matches());
    }

    private String otherwise(String text) {
        String cell = strip(text);
        boolean oneMark = cell.chars().filter(c -> c == ',' || c == '.').count() == 1;
        char other = decimal == ',' ? '.' : ',';
        if (!GROUPED.matcher(cell).matches()) {
            return show(text) + " has a decimal " + name(other) + " and decimals are marked by " + name(decimal)
                    + "s here; --decimal says by what";
        }
        return oneMark && cell.indexOf(other) >= 0
                ? show(text) + " has a thousands mark, or a decimal " + name(other) + " (--decimal " + other
                        + "); write numbers without thousands marks"
                : show(text) + " has thousands marks; write numbers without them";
    }

    /** With no-break spaces made visible as what they are. */
    private static String show(String text) {
        String cell = strip(text);
        boolean hidden = cell.chars().anyMatch(c -> c != ' ' && Character.isSpaceChar(c));
        return Cell.quote(text) + (hidden ? " (with a no-break space)" : "");
    }

    private static String name(char mark) {
        return mark == ',' ? "comma" : "point";
    }

    /** A cell as it can be shown on one line. */
    static String quote(String text) {
        String cell = strip(text);
        return "'" + Excerpt.line(cell.length() > LONGEST_QUOTE ? cell.substring(0, LONGEST_QUOTE) + "..." : cell)
                + "'";
    }
}
