package io.github.foretoken.lab.table;

import io.github.foretoken.internal.Excerpt;
import java.util.Set;

/** What a cell of text holds. */
public enum Cell {
    NUMBER, EMPTY, MISSING, NOT_FINITE, TEXT;

    private static final int LONGEST_QUOTE = 30;
    /** As pandas and R write what is missing, in just this spelling: Na is sodium. */
    private static final Set<String> MARKS = Set.of("NA", "na", "N/A", "n/a", "#N/A", "#NA", "<NA>", "null", "NULL",
            "Null", "None", "none", "NONE", "?", "-", "--", ".", "\\N", "#VALUE!", "#DIV/0!", "#REF!", "-NA", "+NA");

    /** The number in a cell; infinite or NaN when there is none, see {@link #of}. */
    public static double value(String text) {
        // Blanks and tabs; not the separators of files and records, which strip() takes for white space, too.
        String cell = text.strip();
        if (cell.isEmpty() || !decimal(cell) || (cell.length() < text.length() && hasControl(text))) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t');
    }

    /** What kind of cell it is. */
    public static Cell of(String text) {
        if (Double.isFinite(value(text))) {
            return NUMBER;
        }
        String cell = text.strip();
        if (cell.isEmpty()) {
            return EMPTY;
        }
        String word = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? cell.substring(1) : cell;
        if (word.equalsIgnoreCase("nan") || MARKS.contains(cell)) {
            return MISSING;
        }
        return Double.isInfinite(value(text)) || word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")
                ? NOT_FINITE
                : TEXT;
    }

    /** What is wrong with a cell that is not a finite number, in words that fit on one line. */
    public static String fault(String text) {
        Cell kind = of(text);
        String fault = switch (kind) {
            case EMPTY -> "the cell is empty";
            case MISSING -> quote(text) + " is not a finite number";
            case NOT_FINITE -> quote(text) + " is not a finite float64 number";
            default -> quote(text) + " is not a number";
        };
        return kind == TEXT && (text.indexOf(';') >= 0 || text.indexOf('\t') >= 0)
                ? fault + " (cells must be separated by commas)"
                : fault;
    }

    /** A cell as it can be shown on one line. */
    public static String quote(String text) {
        String cell = text.strip();
        return "'" + Excerpt.line(cell.length() > LONGEST_QUOTE ? cell.substring(0, LONGEST_QUOTE) + "..." : cell)
                + "'";
    }

    /** Java would also read hexadecimal numbers, suffixes as in 1.5f, words, and any control characters before a number. */
    private static boolean decimal(String cell) {
        char last = cell.charAt(cell.length() - 1);
        boolean decimal = (last >= '0' && last <= '9') || last == '.';
        for (int i = 0; decimal && i < cell.length(); i++) {
            char c = cell.charAt(i);
            decimal = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
        }
        return decimal;
    }
}
