package io.github.foretoken.cli.table;

import java.util.List;

/**
 * The series of one file.
 *
 * @param keys names of what tells them apart
 * @param header whether the file named its columns
 * @param series in the order of their first rows; one or more, all with the same columns
 * @param notes what the user should know, one line each
 * @param wide whether each row of the file is a series, whose rows are steps
 */
public record SeriesTable(List<String> keys, boolean header, List<Series> series, List<String> notes, boolean wide) {
    /** Copies the lists. */
    public SeriesTable {
        keys = List.copyOf(keys);
        series = List.copyOf(series);
        notes = List.copyOf(notes);
    }

    /**
     * One of them.
     *
     * @param key what tells it from the others, as it is written in the file; a text for each of the key's columns
     * @param table its rows
     * @param rows for each of these the row of the file that it is, or the step, from 0 on; null where rows were put on even
     *     times
     */
    @SuppressWarnings("ArrayRecordComponent") // not modified
    public record Series(List<String> key, Table table, int[] rows) {
        /** The key on one line, for messages. */
        public String name() {
            return Cell.quote(String.join(", ", key));
        }

        /** Whether the rows stand in the file one below the other, or one above the other for a direction of -1. */
        public boolean goes(int direction) {
            for (int i = 1; rows != null && i < rows.length; i++) {
                if (Integer.signum(rows[i] - rows[i - 1]) != direction) {
                    return false;
                }
            }
            return rows != null;
        }
    }

    /** What to call the columns. */
    public List<String> labels() {
        return series.getFirst().table().labels();
    }

    /** Rows of all series. */
    public long rows() {
        return series.stream().mapToLong(each -> each.table().values().rows()).sum();
    }
}
