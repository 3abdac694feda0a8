package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the series of a file of its cells, each from its own rows alone. */
final class SeriesBuilder {
    private final String source;
    private final RowGroups groups;
    private final List<String> names;
    private final List<String> labels;
    private final Missing missing;
    private final RowNotes notes;
    private final String hint;
    private final InputRows inputs;
    private final TimeOrders orders;
    private final MissingCells holes;
    private long before;
    private long gridded;
    private long empty;

    /**
     * Prepares it.
     *
     * @param names of all columns; empty for none
     * @param labels of those chosen
     * @param inputs what is known ahead
     * @param hint what a message ends with where no row of a series can be used
     */
    SeriesBuilder(String source, RowGroups groups, List<String> names, List<String> labels, Missing missing,
            RowNotes notes, String hint, InputRows inputs) {
        this.source = source;
        this.groups = groups;
        this.names = names;
        this.labels = labels;
        this.missing = missing;
        this.notes = notes;
        this.hint = hint;
        this.inputs = inputs;
        orders = new TimeOrders(groups.count());
        holes = new MissingCells(missing);
    }

    /**
     * Builds them.
     *
     * @param cells of all columns, row-major
     * @param width how many columns
     * @param chosen those that are data, and then inputs
     * @param time the column of the rows' times; empty for none
     */
    SeriesTable build(double[] cells, int width, int[] chosen, Optional<TimeFinder.Found> time, TextColumns texts,
            TimeRules rules) {
        List<SeriesTable.Series> series = new ArrayList<>();
        for (int group = 0; group < groups.count(); group++) {
            int[] rows = groups.rows(group);
            double[] data = new double[Math.multiplyExact(rows.length, chosen.length)];
            for (int i = 0; i < rows.length; i++) {
                for (int c = 0; c < chosen.length; c++) {
                    data[i * chosen.length + c] = cells[rows[i] * width + chosen[c]];
                }
            }
            TimedRows timed = time.isEmpty() ? new TimedRows(data, Optional.empty(), Optional.empty(), false)
                    : timed(data, time.get(), texts, group, rules);
            int[] order = timed.turned() ? reversed(rows) : rows;
            if (rules.every() > 0) {
                timed = even(timed, rules.every(), group);
                order = null;
            }
            Table table = table(inputs.targets(timed), group);
            table = table.with(inputs.known(timed, MissingCells.kept(table, missing), name(group)));
            inputs.add(table);
            series.add(new SeriesTable.Series(groups.key(group), table, order == null ? null : kept(order, table)));
        }
        return said(series, time);
    }

    private TimedRows timed(double[] data, TimeFinder.Found found, TextColumns texts, int group, TimeRules rules) {
        List<String> cells = groups.of(texts.of(found.column()), group);
        Optional<Times> times =
                !groups.keyed() ? found.times() : found.times().flatMap(known -> Times.in(known.format(), cells));
        if (times.isEmpty() && found.times().isPresent() && rules.column() != null) {
            throw new InputException(name(group) + ", " + CsvText.where(names, found.column())
                    + ": not all of its cells are times, as others are");
        }
        times.ifPresent(known -> orders.add(Times.Order.of(known.micros())));
        String name = names.isEmpty() ? "" : names.get(found.column());
        return TimedRows.of(data, inputs.width(), new TimeColumn(name, cells), times);
    }

    private TimedRows even(TimedRows timed, long step, int group) {
        TimeGrid grid = timed.every(step, inputs.width(), name(group));
        before += timed.data().length / inputs.width();
        gridded += grid.rows();
        empty += grid.empty();
        TimedRows even =
                new TimedRows(grid.data(), timed.column().map(column -> new TimeColumn(column.name(), grid.times())),
                        timed.times().flatMap(known -> Times.in(known.format(), grid.times())), timed.turned());
        if (inputs.targets(even).hasHoles() && missing == Missing.ERROR) {
            throw new InputException(name(group) + ": --every makes rows that have no value, because no row of the file"
                    + " falls into them; --missing hold or skip says what they mean");
        }
        return even;
    }

    private Table table(TimedRows timed, int group) {
        TableBuilder builder = new TableBuilder(labels, !names.isEmpty(), List.of(), timed.column());
        if (!timed.hasHoles()) {
            return builder.whole(timed.data());
        }
        Table table =
                builder.withGaps(timed.data(), missing, name(group) + " has no row without a missing value" + hint);
        holes.add(table);
        return table;
    }

    /** The file, and which of its series. */
    private String name(int group) {
        return groups.keyed() ? source + ", series " + Cell.quote(String.join(", ", groups.key(group))) : source;
    }

    private static int[] reversed(int[] rows) {
        return IntStream.range(0, rows.length).map(i -> rows[rows.length - 1 - i]).toArray();
    }

    private int[] kept(int[] rows, Table table) {
        return Arrays.stream(MissingCells.kept(table, missing)).map(i -> rows[i]).toArray();
    }

    private SeriesTable said(List<SeriesTable.Series> series, Optional<TimeFinder.Found> time) {
        List<String> keys = groups.labels(names);
        if (groups.keyed()) {
            notes.row(new SeriesLengths(groups.lengths()).words("by " + String.join(", ", keys), "rows"));
        }
        if (!orders.words().isEmpty()) {
            notes.row("times are in " + CsvText.where(names, time.orElseThrow().column()) + orders.words());
        }
        if (gridded > 0) {
            notes.row(before + " rows make " + gridded + " at even times"
                    + (empty == 0 ? "" : ", " + empty + " of them missing"));
        }
        inputs.words().forEach(notes::row);
        List<String> lines = new ArrayList<>(notes.lines());
        holes.note().ifPresent(lines::add);
        List<SeriesTable.Series> noted = series.size() > 1 ? series
                : List.of(new SeriesTable.Series(series.getFirst().key(), series.getFirst().table().with(lines),
                        series.getFirst().rows()));
        return new SeriesTable(keys, !names.isEmpty(), noted, lines, false);
    }
}
