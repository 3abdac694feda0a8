package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
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
    private Optional<TimeFinder.Found> time = Optional.empty();

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
    Table table(ColumnSelection selection, Missing missing, double[] cells, int rows, TextColumns texts,
            TimeRules rules) {
        time = new TimeFinder(source, names, columns, texts).find(rules);
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
        boolean holes = Arrays.stream(chosen).anyMatch(j -> columns[j].missing());
        List<String> labels = Arrays.stream(chosen).mapToObj(j -> CsvText.label(names, j)).toList();
        // What is forecast is no clock, unless that was said.
        boolean clock = time.isPresent()
                && (rules.column() != null || Arrays.stream(chosen).noneMatch(j -> j == time.get().column()));
        TimedRows timed = clock ? TimedRows.of(source, data, chosen.length, time.get(), texts, names, notes)
                : new TimedRows(data, Optional.empty(), Optional.empty());
        if (rules.every() > 0) {
            timed = timed.every(rules.every(), chosen.length, source, notes);
            holes |= timed.hasHoles();
            if (timed.hasHoles() && missing == Missing.ERROR) {
                throw new InputException(source + ": --every makes rows that have no value, because no row of the file"
                        + " falls into them; --missing hold or skip says what they mean");
            }
        }
        TableBuilder builder = new TableBuilder(labels, !names.isEmpty(), notes.lines(), timed.column());
        return holes
                ? builder.withGaps(timed.data(), missing,
                        source + " has no row without a missing value"
                                + (selection == null ? "; choose columns with --columns" : " in the columns chosen"))
                : builder.whole(timed.data());
    }

    private void requireSound(int j) {
        if (columns[j].fault() != null) {
            throw new InputException(source + ", line " + columns[j].faultLine() + ", " + where(j) + ": "
                    + columns[j].fault() + "; correct it, or choose other columns with --columns");
        }
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
        boolean timed = time.isPresent() && time.get().column() == j;
        if (!column.numeric()) {
            return column.text() != null && timed ? SkippedColumns.Reason.CLOCK
                    : column.text() != null ? SkippedColumns.Reason.TEXT
                            : column.missing() ? SkippedColumns.Reason.MISSING : SkippedColumns.Reason.NOTHING;
        }
        boolean index = CsvHeader.isIndex(names, j, columns.length)
                && (column.monotone() || CsvHeader.isTimeName(names.get(j)));
        boolean clock = timed && time.get().byCells();
        return index ? SkippedColumns.Reason.INDEX : clock ? SkippedColumns.Reason.TIME : null;
    }

    private String where(int column) {
        return CsvText.where(names, column);
    }
}
