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
    private final RowGroups groups;
    private double[] all;
    private int[] inputs = {};
    private Optional<TimeFinder.Found> time = Optional.empty();

    /** @param names of the columns; empty for none */
    ColumnChoice(String source, List<String> names, CsvColumn[] columns, RowNotes notes, RowGroups groups) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        this.notes = notes;
        this.groups = groups;
    }

    /**
     * The series of those that are chosen.
     *
     * @param selection null for every numeric column that does not look like an index
     * @param cells of all columns, row-major, in a longer array
     * @param texts what cells are as they are written
     */
    SeriesTable series(ColumnSelection selection, Missing missing, double[] cells, TextColumns texts, FileRules file) {
        TimeRules rules = file.time();
        inputs = file.series().inputs() == null ? new int[0]
                : file.series().inputs().resolve(names, columns.length, source);
        all = cells;
        time = new TimeFinder(source, names, columns, texts, groups).find(rules);
        int[] chosen = selection == null ? usable() : selection.resolve(names, columns.length, source);
        if (chosen.length == 0) {
            List<String> lines = notes.lines();
            throw new InputException(source + " has no column of numbers"
                    + (lines.isEmpty() ? "" : " left (" + String.join("; ", lines) + ")"));
        }
        for (int j : chosen) {
            requireNo(groups.isKey(j), j, "a key, and cannot be among --columns too");
            requireNo(isInput(j), j, "an input, and cannot be among --columns too");
            requireSound(j);
        }
        for (int j : inputs) {
            requireNo(groups.isKey(j), j, "a key, and cannot be among --inputs too");
            requireSound(j);
        }
        // What is forecast is no clock, unless that was said.
        boolean clock = time.isPresent()
                && (rules.column() != null || Arrays.stream(chosen).noneMatch(j -> j == time.get().column()));
        List<String> labels = Arrays.stream(chosen).mapToObj(j -> CsvText.label(names, j)).toList();
        String hint = selection == null ? "; choose columns with --columns" : " in the columns chosen";
        InputRows ahead = new InputRows(chosen.length,
                Arrays.stream(inputs).mapToObj(j -> CsvText.label(names, j)).toList(), file.series().calendar());
        int[] both = Arrays.copyOf(chosen, chosen.length + inputs.length);
        System.arraycopy(inputs, 0, both, chosen.length, inputs.length);
        return new SeriesBuilder(source, groups, names, labels, missing, notes, hint, ahead).build(cells,
                columns.length, both, clock ? time : Optional.empty(), texts, rules);
    }

    private boolean isInput(int j) {
        return Arrays.stream(inputs).anyMatch(input -> input == j);
    }

    private void requireNo(boolean other, int j, String what) {
        if (other) {
            throw new InputException(where(j) + " is " + what);
        }
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
        int[] usable = IntStream.range(0, columns.length).filter(j -> !groups.isKey(j) && !isInput(j)).filter(j -> {
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
        boolean index =
                CsvHeader.isIndex(names, j, groups.otherColumns(columns.length), groups.firstColumn(columns.length))
                        && (isMonotone(j) || CsvHeader.isTimeName(names.get(j)));
        boolean clock = timed && time.get().byCells();
        return index ? SkippedColumns.Reason.INDEX : clock ? SkippedColumns.Reason.TIME : null;
    }

    private boolean isMonotone(int j) {
        return groups.keyed() ? columns[j].fault() == null && groups.isMonotone(all, columns.length, j)
                : columns[j].monotone();
    }

    private String where(int column) {
        return CsvText.where(names, column);
    }
}
