package io.github.foretoken.cli.table;

import java.util.ArrayList;
import java.util.List;

/** What was understood of a file, in three lines at most: its form, its columns, and its rows. */
final class RowNotes {
    private final List<String> form = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();

    /** Of text, lines and cells; null is nothing. */
    void form(String note) {
        if (note != null) {
            form.add(note);
        }
    }

    void column(String note) {
        columns.add(note);
    }

    void row(String note) {
        rows.add(note);
    }

    /** One line for each that there is something to say of. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!form.isEmpty()) {
            lines.add(String.join("; ", form));
        }
        if (!columns.isEmpty()) {
            lines.add(String.join("; ", columns));
        }
        if (!rows.isEmpty()) {
            lines.add(String.join("; ", rows));
        }
        return lines;
    }
}
