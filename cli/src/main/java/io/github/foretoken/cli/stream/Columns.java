package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.Dialect;
import java.util.List;

/**
 * Which cells of a line make a token.
 *
 * @param layout what a line is
 * @param labels of the coordinates: names, or "column 3" where there are none
 * @param positions of the cells, from 0; those of an object's fields, which go by name, mean nothing
 * @param width how many cells a line has; of no meaning for objects
 * @param empty positions of nameless cells that were empty in the first token, and have to stay so
 * @param dialect of lines of text; of no meaning for JSON
 * @param keys the cells that say which series a token belongs to
 */
record Columns(Layout layout, List<String> labels, List<Integer> positions, int width, List<Integer> empty,
        Dialect dialect, KeyColumns keys) {
    /** What a line is. */
    enum Layout {
        /** Comma-separated cells, of which nobody has told the names. */
        CSV(false),
        /** Comma-separated cells with a header. */
        NAMED_CSV(true),
        /** A JSON array. */
        ARRAY(false),
        /** A JSON object. */
        OBJECT(true);

        final boolean named;

        Layout(boolean named) {
            this.named = named;
        }
    }

    Columns {
        labels = List.copyOf(labels);
        positions = List.copyOf(positions);
        empty = List.copyOf(empty);
    }

    /** d. */
    int count() {
        return labels.size();
    }
}
