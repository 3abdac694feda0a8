package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows that stay text. */
final class TextRows implements RowSink {
    private final String source;
    private final CellRules rules;
    private List<String> names = List.of();
    private boolean quoted;
    private Map<Integer, List<String>> lists = new TreeMap<>();
    private final List<TextTable.Row> rows = new ArrayList<>();

    TextRows(String source, CellRules rules) {
        this.source = source;
        this.rules = rules;
    }

    /**
     * Opens them.
     *
     * @param words see {@link #words}
     */
    record Sinks(String source, boolean words) implements RowSinks<TextRows> {
        @Override
        public TextRows open(CellRules rules, Header header) {
            return new TextRows(source, rules);
        }
    }

    @Override
    public void dialect(Dialect dialect) {
        // Rows may be of any length, so that no cell can be missing in a header.
    }

    @Override
    public void quoteText() {
        quoted = true;
    }

    @Override
    public void names(List<String> newNames) {
        names = newNames;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public boolean ragged() {
        return true;
    }

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    public void list(int column, List<String> cells) {
        lists.put(column, cells);
    }

    @Override
    public void add(long line, List<String> fields) {
        if (!fields.stream().allMatch(CsvText::isText)) {
            throw notText(null);
        }
        rows.add(new TextTable.Row(line, fields.stream().map(CellRules::strip).toList(), Map.copyOf(lists)));
        lists = new TreeMap<>();
    }

    /** All of them. */
    TextTable table(RowNotes notes) {
        return new TextTable(names, rows, rules, quoted, notes.lines());
    }

    @Override
    public InputException notText(Throwable cause) {
        return CsvText.notText(source, cause);
    }
}
