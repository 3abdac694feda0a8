package io.github.foretoken.lab.table;

import java.util.List;

/**
 * The last cells of a column that may hold times.
 *
 * @param name of the column; empty where it has none
 * @param cells as they stand in the file, at most {@link #MOST} of them
 */
public record TimeColumn(String name, List<String> cells) {
    /** How many are kept. */
    public static final int MOST = 400;

    /** Copies the cells. */
    public TimeColumn {
        cells = List.copyOf(cells);
    }

    /** The last cells of a whole column. */
    static TimeColumn ending(String name, List<String> cells) {
        return new TimeColumn(name, cells.subList(Math.max(0, cells.size() - MOST), cells.size()));
    }
}
