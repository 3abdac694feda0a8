package io.github.foretoken.cli.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows that stay text. */
final class TextRows extends RaggedSink {
    private final CellRules rules;
    private Map<Integer, List<String>> lists = new TreeMap<>();
    private final List<TextTable.Row> rows = new ArrayList<>();

    TextRows(String source, CellRules rules) {
        super(source);
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
    public int count() {
        return rows.size();
    }

    @Override
    public void list(int column, List<String> cells) {
        lists.put(column, cells);
    }

    @Override
    void take(long line, List<String> fields) {
        rows.add(new TextTable.Row(line, fields.stream().map(CellRules::strip).toList(), Map.copyOf(lists)));
        lists = new TreeMap<>();
    }

    /** All of them. */
    TextTable table(RowNotes notes) {
        return new TextTable(names(), rows, rules, quoted(), notes.lines());
    }
}
