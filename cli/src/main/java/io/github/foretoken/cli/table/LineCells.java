package io.github.foretoken.cli.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a sample, cut at a separator.
 *
 * @param cells without their quotes
 * @param quoted which of them had quotes
 */
record LineCells(List<String> cells, List<Boolean> quoted) {
    static LineCells of(String line, char separator) {
        List<String> cells = new ArrayList<>();
        List<Boolean> quotes = new ArrayList<>();
        String text = separator == ' ' ? CellRules.strip(line) : line;
        int at = 0;
        while (at <= text.length()) {
            int start = at;
            boolean quote = at < text.length() && text.charAt(at) == '"';
            if (quote) {
                at = afterQuote(text, at);
            }
            while (at < text.length() && !separates(text.charAt(at), separator)) {
                at++;
            }
            String cell = text.substring(start, at);
            cells.add(quote ? unquoted(cell) : cell);
            quotes.add(quote);
            at++;
            while (separator == ' ' && at < text.length() && separates(text.charAt(at), ' ')) {
                at++;
            }
        }
        return new LineCells(cells, quotes);
    }

    private static boolean separates(char c, char separator) {
        return c == separator || (separator == ' ' && c == '\t');
    }

    private static int afterQuote(String text, int open) {
        int at = open + 1;
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
                    return at + 1;
                }
                at++;
            }
            at++;
        }
        return text.length();
    }

    private static String unquoted(String cell) {
        int end = cell.lastIndexOf('"');
        return (end > 0 ? cell.substring(1, end) : cell.substring(1)).replace("\"\"", "\"");
    }

    int width() {
        return cells.size();
    }

    /** Cells up to the last that holds something. */
    int filled() {
        int filled = cells.size();
        while (filled > 0 && cells.get(filled - 1).isBlank()) {
            filled--;
        }
        return filled;
    }
}
