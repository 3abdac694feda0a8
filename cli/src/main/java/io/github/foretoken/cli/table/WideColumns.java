package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.List;

/** What is known of the columns of rows that are of different lengths. */
final class WideColumns {
    private final CellRules rules;
    private final List<CsvColumn> columns = new ArrayList<>();

    WideColumns(CellRules rules) {
        this.rules = rules;
    }

    /** Takes in a cell and its value. */
    void add(long line, int column, String cell, double value) {
        while (columns.size() <= column) {
            columns.add(new CsvColumn(true, rules));
        }
        columns.get(column).add(line, cell, value);
    }

    int width() {
        return columns.size();
    }

    /** Whether a column holds text and no number at all. */
    boolean isText(int column) {
        return column < columns.size() && columns.get(column).text() != null && !columns.get(column).numeric();
    }

    /** The first text of a column, quoted. */
    String text(int column) {
        return columns.get(column).text();
    }

    /** That the columns that are taken hold numbers, or nothing. */
    void requireSound(int[] chosen, String source, List<String> names) {
        for (int j : chosen) {
            if (j < columns.size() && columns.get(j).fault() != null) {
                throw new InputException(
                        source + ", line " + columns.get(j).faultLine() + ", " + CsvText.where(names, j) + ": "
                                + columns.get(j).fault() + "; correct it, or choose other columns with --columns");
            }
        }
    }
}
