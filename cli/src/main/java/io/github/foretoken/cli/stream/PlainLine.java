package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.PlainCells;
import java.util.Arrays;

/**
 * Lines of which every cell that is wanted is a number with nothing around it, as almost all are: their tokens without a text
 * for each cell. Of any other line it says nothing, and the rules of cells decide.
 */
final class PlainLine {
    private static final int OTHER = -1;

    private final char separator;
    private final int width;
    /** Which element of a token each cell is. */
    private final int[] elements;

    /** For lines in quotes, with blanks between cells, or with cells that must be looked at there is none. */
    static PlainLine of(Columns columns) {
        boolean plain = columns.dialect().separator() != ' ' && columns.dialect().decimal() == '.'
                && columns.empty().isEmpty() && columns.keys().count() == 0;
        return plain ? new PlainLine(columns) : null;
    }

    private PlainLine(Columns columns) {
        separator = columns.dialect().separator();
        width = columns.width();
        elements = new int[width];
        Arrays.fill(elements, OTHER);
        for (int c = 0; c < columns.count(); c++) {
            elements[columns.positions().get(c)] = c;
        }
    }

    /**
     * The numbers of a line.
     *
     * @param token overwritten, in part if the line is another
     * @return whether this is such a line
     */
    boolean parse(String line, double[] token) {
        int from = 0;
        for (int cell = 0; cell < width; cell++) {
            int at = line.indexOf(separator, from);
            int to = at < 0 ? line.length() : at;
            if ((at < 0) != (cell == width - 1)) {
                return false;
            }
            if (elements[cell] == OTHER) {
                if (quoted(line, from, to)) {
                    return false;
                }
            } else {
                double value = PlainCells.number(line, from, to);
                if (!Double.isFinite(value)) {
                    return false;
                }
                token[elements[cell]] = value;
            }
            from = to + 1;
        }
        return true;
    }

    private static boolean quoted(String line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line.charAt(i) == '"') {
                return true;
            }
        }
        return false;
    }
}
