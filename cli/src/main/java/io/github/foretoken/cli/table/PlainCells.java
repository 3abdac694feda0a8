package io.github.foretoken.cli.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/** A line without quotes, cut at a separator: where its cells are, and their numbers without a text for each. */
public final class PlainCells {
    private final char separator;
    private final int[] starts;
    private String line = "";

    /** @param width cells of each line */
    PlainCells(char separator, int width) {
        this.separator = separator;
        starts = new int[width + 1];
    }

    /** Cuts a line; false if it has more or fewer cells, and then nothing can be asked of it. */
    boolean cut(String text) {
        line = text;
        int last = starts.length - 2;
        int from = 0;
        for (int j = 0; j <= last; j++) {
            starts[j] = from;
            int at = text.indexOf(separator, from);
            if ((at < 0) != (j == last)) {
                return false;
            }
            from = (at < 0 ? text.length() : at) + 1;
        }
        starts[last + 1] = from;
        return true;
    }

    /** A cell of the line. */
    String cell(int j) {
        return line.substring(starts[j], starts[j + 1] - 1);
    }

    /** The number in a cell, as {@link #number(String, int, int)}. */
    double number(int j) {
        return number(line, starts[j], starts[j + 1] - 1);
    }

    /**
     * The number in a part of a line, with a decimal point and nothing around it; infinite where it is too large, NaN where anything
     * else stands there.
     */
    public static double number(String line, int from, int to) {
        return number(line, from, to, '.');
    }

    /** The same with another decimal mark. */
    static double number(String line, int from, int to, char mark) {
        if (!isWritten(line, from, to, mark)) {
            return Double.NaN;
        }
        try {
            return mark == '.' ? JavaDoubleParser.parseDouble(line, from, to - from)
                    : JavaDoubleParser.parseDouble(line.substring(from, to).replace(mark, '.'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * Whether there is nothing but digits, decimal marks, e and signs where a number may have them, which leaves out dates. Java would
     * also read hexadecimal numbers, suffixes as in 1.5f, words, and any control characters before a number.
     */
    private static boolean isWritten(String text, int from, int to, char mark) {
        if (from >= to) {
            return false;
        }
        char before = 'e';
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean sign = c == '-' || c == '+';
            boolean power = c == 'e' || c == 'E';
            if (!isDigit(c) && c != mark && !power && !(sign && (before == 'e' || before == 'E'))) {
                return false;
            }
            before = c;
        }
        return isDigit(before) || before == mark;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
