package io.github.foretoken.cli.table;

import java.util.List;
import java.util.Map;

/**
 * The rows of a file as they are written, of any lengths.
 *
 * @param names of the columns, where the format has them apart from its rows, as JSON objects have; otherwise empty
 * @param rows one or more, or none
 * @param rules how cells are written
 * @param quoted whether text that looks like a number stands in quotes, which are not its own
 * @param notes what the user should know, a line each
 */
public record TextTable(List<String> names, List<Row> rows, CellRules rules, boolean quoted, List<String> notes) {
    /**
     * A row.
     *
     * @param line where it stands, from 1
     * @param cells without blanks around them
     * @param lists of cells that hold several, by column: arrays within JSON
     */
    public record Row(long line, List<String> cells, Map<Integer, List<String>> lists) {}

    /** A cell as a name: without quotes that only say that it is text. */
    public String word(String cell) {
        return quoted ? RowGroups.unquoted(cell) : cell;
    }

    /** What kind of cell it is. */
    public Cell kind(String cell) {
        return rules.kind(cell);
    }
}
