package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the series of rows that are series. */
final class WideBuilder {
    /** What to call the one column that there is. */
    private static final String VALUE = "value";

    private final String source;
    private final List<String> names;
    private final Missing missing;
    private final RowNotes notes;
    private final MissingCells holes;

    /** @param names of the columns; empty for none */
    WideBuilder(String source, List<String> names, Missing missing, RowNotes notes) {
        this.source = source;
        this.names = names;
        this.missing = missing;
        this.notes = notes;
        holes = new MissingCells(missing);
    }

    /**
     * Builds them.
     *
     * @param chosen columns that hold values, step after step
     * @param labels of the key
     * @param numbered whether rows have none and are numbered
     */
    SeriesTable build(List<WideRow> rows, int[] chosen, WideColumns columns, List<String> labels, boolean numbered) {
        columns.requireSound(chosen, source, names);
        List<SeriesTable.Series> series = new ArrayList<>();
        Map<List<String>, Long> lines = new HashMap<>();
        int none = 0;
        for (int i = 0; i < rows.size(); i++) {
            WideRow row = rows.get(i);
            List<String> key = numbered ? List.of(Integer.toString(i + 1)) : row.key();
            Long before = lines.putIfAbsent(key, row.line());
            if (before != null) {
                throw new InputException(source + ", line " + row.line() + ": a series of this key, "
                        + Cell.quote(String.join(", ", key)) + ", is in line " + before
                        + " already; --key can name more columns that tell series apart");
            }
            double[] values = row.of(chosen);
            if (values.length == 0) {
                none++;
            } else {
                series.add(series(row, key, values, chosen));
            }
        }
        if (series.isEmpty()) {
            throw new InputException(source + " has no row with a value in it");
        }
        notes.row(new SeriesLengths(series.stream().mapToInt(each -> each.table().measured().rows()).toArray())
                .words("by " + (numbered ? "row" : String.join(", ", labels)), "steps"));
        if (none > 0) {
            notes.row(none + (none == 1 ? " row has no value and is" : " rows have no value and are") + " passed over");
        }
        List<String> said = new ArrayList<>(notes.lines());
        holes.note().ifPresent(said::add);
        return new SeriesTable(labels, true, series, said, true);
    }

    private SeriesTable.Series series(WideRow row, List<String> key, double[] values, int[] chosen) {
        TableBuilder builder = new TableBuilder(List.of(VALUE), true, List.of(), Optional.empty());
        for (int step = 0; step < values.length; step++) {
            if (!Double.isNaN(values[step])) {
                continue;
            }
            if (missing == Missing.ERROR) {
                throw new InputException(source + ", line " + row.line() + ", " + CsvText.where(names, chosen[step])
                        + ": the cell holds no value, and others follow in its row (see --missing)");
            }
            Table table = builder.withGaps(values, missing,
                    source + ", line " + row.line() + " has no value that could be used");
            holes.add(table);
            return new SeriesTable.Series(key, table, MissingCells.kept(table, missing));
        }
        Table table = builder.whole(values);
        return new SeriesTable.Series(key, table, MissingCells.kept(table, missing));
    }
}
