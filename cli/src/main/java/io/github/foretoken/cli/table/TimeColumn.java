package io.github.foretoken.cli.table;

import java.util.List;

/**
 * A column that may hold times.
 *
 * @param name of the column; empty where it has none
 * @param cells as they stand in the file, one a row; not copied
 */
public record TimeColumn(String name, List<String> cells) {
    /** How many tell how times go on. */
    public static final int MOST = 400;

    /** The last ones. */
    List<String> last() {
        return List.copyOf(cells.subList(Math.max(0, cells.size() - MOST), cells.size()));
    }
}
