package io.github.foretoken.cli.stream;

import io.github.foretoken.internal.Excerpt;
import java.util.List;

/**
 * The cells of a line that say which series its token belongs to.
 *
 * @param labels of them
 * @param positions from 0; those of an object's fields mean nothing
 */
record KeyColumns(List<String> labels, List<Integer> positions) {
    /** All tokens are one series. */
    static final KeyColumns NONE = new KeyColumns(List.of(), List.of());

    KeyColumns {
        labels = List.copyOf(labels);
        positions = List.copyOf(positions);
    }

    /** One of them, for messages. */
    static String where(KeyColumns keys, int key) {
        return "the key '" + Excerpt.of(keys.labels.get(key)) + "'";
    }

    int count() {
        return labels.size();
    }
}
