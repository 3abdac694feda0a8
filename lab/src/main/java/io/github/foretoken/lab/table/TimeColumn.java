package io.github.foretoken.lab.table;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last cells of a column that may hold times.
 *
 * @param name of the column; empty where it has none
 * @param cells as they stand in the file, at most {@link #MOST} of them
 */
public record TimeColumn(String name, List<String> cells) {
    /** How many are kept: more than a page of results shows. */
    public static final int MOST = 1 << 18;

    /** Copies the cells. */
    public TimeColumn {
        cells = List.copyOf(cells);
    }

    /** Keeps the last cells of a column that is read from its start. */
    static final class Tail {
        private final Deque<String> cells = new ArrayDeque<>();

        void add(String cell) {
            if (cells.size() == MOST) {
                cells.removeFirst();
            }
            cells.addLast(cell.strip());
        }

        /** Takes back the cell that was added before all others, of which there are that many. */
        void removeFirst(int others) {
            if (others < MOST) {
                cells.removeFirst();
            }
        }

        TimeColumn named(String name) {
            return new TimeColumn(name, List.copyOf(cells));
        }
    }
}
