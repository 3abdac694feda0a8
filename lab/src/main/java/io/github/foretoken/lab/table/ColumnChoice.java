package io.github.foretoken.lab.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which columns of a file are data. */
final class ColumnChoice {
    private final String source;
    private final List<String> names;
    private final CsvColumn[] columns;
    private final RowNotes notes;

    /** @param names of the columns; empty for none */
    ColumnChoice(String source, List<String> names, CsvColumn[] columns, RowNotes notes) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        this.notes = notes;
    }

    /**
     * The table of those that are chosen.
     *
     * @param selection null for every numeric column that does not look like an index
     * @param cells of all columns, row-major, in a longer array
     * @param texts what cells are as they are written
     */
    Table table(ColumnSelection selection, Missing missing, double[] cells, int rows, TextColumns texts) {
        int[] chosen = selection == null ? usable() : selection.resolve(names, columns.length, source);
        if (chosen.length == 0) {
            List<String> lines = notes.lines();
            throw new InputException(source + " has no column of numbers"
                    + (lines.isEmpty() ? "" : " left (" + String.join("; ", lines) + ")"));
        }
        for (int j : chosen) {
            requireSound(j);
        }
        double[] data = new double[Math.multiplyExact(rows, chosen.length)];
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < chosen.length; c++) {
                data[i * chosen.length + c] = cells[i * columns.length + chosen[c]];
            }
        }
        List<String> labels = Arrays.stream(chosen).mapToObj(j -> CsvText.label(names, j)).toList();
        TableBuilder builder = new TableBuilder(labels, !names.isEmpty(), notes.lines(), times(chosen, texts));
        return Arrays.stream(chosen).noneMatch(j -> columns[j].missing()) ? builder.whole(data)
                : builder.withGaps(data, missing, source + " has no row without a missing value"
                        + (selection == null ? "; choose columns with --columns" : " in the columns chosen"));
    }

    private void requireSound(int j) {
        if (columns[j].fault() != null) {
            throw new InputException(source + ", line " + columns[j].faultLine() + ", " + where(j) + ": "
                    + columns[j].fault() + "; correct it, or choose other columns with --columns");
        }
    }

    /** The first column, if it is not predicted and its name or its cells may mean times. */
    private Optional<TimeColumn> times(int[] chosen, TextColumns texts) {
        boolean free = columns.length > 1 && Arrays.stream(chosen).noneMatch(j -> j == 0);
        boolean named = !names.isEmpty() && CsvHeader.isIndexName(names.getFirst());
        return free && (named || !columns[0].numeric())
                ? Optional.of(TimeColumn.ending(names.isEmpty() ? "" : names.getFirst(), texts.of(0)))
                : Optional.empty();
    }

    /** Every column with a number in it, but not a first one that looks like an index of the others. */
    private int[] usable() {
        SkippedColumns skipped = new SkippedColumns();
        int[] usable = IntStream.range(0, columns.length).filter(j -> {
            if (columns[j].isOtherwiseWritten()) {
                requireSound(j);
            }
            SkippedColumns.Reason reason = unfit(j);
            if (reason != null) {
                skipped.add(where(j), reason, columns[j].text());
            }
            return reason == null;
        }).toArray();
        if (!skipped.isEmpty()) {
            notes.column(skipped.toString());
        }
        return usable;
    }

    /** Why a column is not taken, or null. */
    private SkippedColumns.Reason unfit(int j) {
        CsvColumn column = columns[j];
        if (!column.numeric()) {
            return column.text() != null ? SkippedColumns.Reason.TEXT
                    : column.missing() ? SkippedColumns.Reason.MISSING : SkippedColumns.Reason.NOTHING;
        }
        boolean index = CsvHeader.isIndex(names, j, columns.length)
                && (column.monotone() || CsvHeader.isTimeName(names.getFirst()));
        return index ? SkippedColumns.Reason.INDEX : null;
    }

    private String where(int column) {
        return CsvText.where(names, column);
    }
}
