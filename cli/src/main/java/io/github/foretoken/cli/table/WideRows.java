package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows each of which is a series: its key, then its values, step after step, as many as there are. Cells without a value at the
 * end of a row are none of it.
 */
final class WideRows extends RaggedSink implements SeriesSink {
    private final CellRules rules;
    private final Header header;
    private final FileRules file;
    private final RowNotes notes;
    private final WideColumns columns;
    private final Missing missing;
    private int[] keys;
    private boolean started;
    private final List<WideRow> rows = new ArrayList<>();

    WideRows(String source, CellRules rules, Missing missing, Header header, FileRules file, RowNotes notes) {
        super(source);
        this.rules = rules;
        this.missing = missing;
        this.header = header;
        this.file = file;
        this.notes = notes;
        columns = new WideColumns(rules);
    }

    @Override
    public void names(List<String> newNames) {
        super.names(newNames);
        started = true;
    }

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    void take(long line, List<String> fields) {
        if (!started) {
            started = true;
            boolean counts = header == Header.AUTO && countsSteps(fields);
            if (header == Header.YES || counts || (header == Header.AUTO && namesColumns(fields))) {
                super.names(fields.stream().map(CellRules::strip).toList());
                if (counts) {
                    notes.form("the first row is taken for a header, because its numbers count steps; --header no takes"
                            + " it for data");
                }
                return;
            }
        }
        if (keys == null && file.series().keys() != null) {
            keys = file.series().keys().resolve(names(), Math.max(names().size(), fields.size()), source());
        }
        double[] values = new double[fields.size()];
        for (int j = 0; j < values.length; j++) {
            values[j] = rules.value(fields.get(j));
            columns.add(line, j, fields.get(j), values[j]);
        }
        rows.add(new WideRow(line, key(line, fields), values));
    }

    /** Of what may become one, where nobody said: the first cell. */
    private List<String> key(long line, List<String> fields) {
        List<String> key = new ArrayList<>();
        for (int column : keys == null ? new int[]{0} : keys) {
            String cell = column < fields.size() ? CellRules.strip(fields.get(column)) : "";
            if (keys != null && (cell.isEmpty() || cell.equals("\"\""))) {
                throw new InputException(source() + ", line " + line + ", " + CsvText.where(names(), column)
                        + ": the key is empty; every series needs one");
            }
            key.add(quoted() ? RowGroups.unquoted(cell) : cell);
        }
        return key;
    }

    /** No number in it, but a name. */
    private boolean namesColumns(List<String> fields) {
        List<Cell> kinds = fields.stream().map(rules::kind).toList();
        return kinds.stream().noneMatch(kind -> kind == Cell.NUMBER || kind == Cell.NOT_FINITE)
                && kinds.stream().skip(1).anyMatch(kind -> kind == Cell.TEXT);
    }

    /** A name, then whole numbers that go up by one. */
    private boolean countsSteps(List<String> fields) {
        int first = (int) fields.stream().takeWhile(cell -> rules.kind(cell) == Cell.TEXT || cell.isBlank()).count();
        return first > 0 && fields.size() - first > 2
                && IntStream.range(first, fields.size())
                        .allMatch(j -> CellRules.strip(fields.get(j)).matches("\\d{1,9}")
                                && rules.value(fields.get(j)) == rules.value(fields.get(first)) + j - first);
    }

    @Override
    public SeriesTable series(ColumnSelection selection) {
        if (rows.isEmpty()) {
            throw new InputException(source() + " has no row; it should hold one series a row");
        }
        boolean first = keys == null && isKey();
        int[] keyed = keys != null ? keys : first ? new int[]{0} : new int[0];
        int[] chosen = chosen(selection, keyed);
        List<String> labels = keyed.length == 0 ? List.of("series")
                : Arrays.stream(keyed).mapToObj(j -> names().isEmpty() ? "series" : CsvText.label(names(), j)).toList();
        return new WideBuilder(source(), names(), missing, notes).build(rows, chosen, columns, labels,
                keyed.length == 0);
    }

    /** Whether the first column, of which nobody has said so, is one that tells series apart. */
    private boolean isKey() {
        boolean index = !names().isEmpty() && CsvHeader.isIndexName(names().getFirst());
        return columns.isText(0) || index;
    }

    private int[] chosen(ColumnSelection selection, int[] keyed) {
        int width = Math.max(names().size(), columns.width());
        int[] candidates =
                selection == null ? IntStream.range(0, width).toArray() : selection.resolve(names(), width, source());
        SkippedColumns skipped = new SkippedColumns();
        int[] chosen = Arrays.stream(candidates).filter(j -> {
            boolean key = Arrays.stream(keyed).anyMatch(each -> each == j);
            if (key && selection != null) {
                throw new InputException(CsvText.where(names(), j) + " is a key, and cannot be among --columns too");
            }
            boolean text = !key && selection == null && columns.isText(j);
            if (text) {
                skipped.add(CsvText.where(names(), j), SkippedColumns.Reason.TEXT, columns.text(j));
            }
            return !key && !text;
        }).toArray();
        if (!skipped.isEmpty()) {
            notes.column(skipped.toString());
        }
        if (chosen.length == 0) {
            throw new InputException(
                    source() + " has no column of numbers" + (skipped.isEmpty() ? "" : " left (" + skipped + ")"));
        }
        return chosen;
    }
}
