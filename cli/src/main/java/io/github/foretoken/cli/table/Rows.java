package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows of cells, one after the other, and what is learned of their columns on the way: any format ends here. */
final class Rows implements SeriesSink {
    private final String source;
    private final CellRules rules;
    private final Missing missing;
    private final Header header;
    private final RowNotes notes;
    private Dialect dialect = Dialect.CSV;
    private CsvColumn[] columns;
    /** The first row, where it may be a header yet, and the columns without it; null where it is none or one. */
    private List<String> first;
    private CsvColumn[] below;
    /** The row below the header, while it may be one of units. */
    private List<String> units;
    private long unitsLine;
    private final TextColumns texts;
    private final FileRules file;
    private List<String> names = List.of();
    private double[] cells = new double[1024];
    private int rows;
    private boolean started;
    private boolean quotedText;
    /** The line that is cut, from the third one on. */
    private PlainCells cut;

    /**
     * Prepares for a file.
     *
     * @param source what to call it in messages
     * @param missing what to do with cells without a value
     * @param header whether the first row names the columns
     * @param file what else is settled
     */
    Rows(String source, CellRules rules, Missing missing, Header header, FileRules file, RowNotes notes) {
        this.source = source;
        this.rules = rules;
        this.missing = missing;
        this.header = header;
        this.file = file;
        texts = new TextColumns(file.time().column() != null || file.series().keys() != null);
        this.notes = notes;
    }

    @Override
    public void dialect(Dialect newDialect) {
        dialect = newDialect;
    }

    @Override
    public void quoteText() {
        quotedText = true;
    }

    @Override
    public void names(List<String> newNames) {
        names = newNames;
        columns = newColumns(newNames.size());
        started = true;
    }

    @Override
    public int width() {
        return columns == null ? 0 : columns.length;
    }

    @Override
    public boolean ragged() {
        return false;
    }

    @Override
    public int count() {
        return rows;
    }

    @Override
    public void add(long line, List<String> fields) {
        if (!CsvText.areText(fields)) {
            throw notText(null);
        }
        if (columns == null) {
            start(fields);
            if (!names.isEmpty()) {
                return;
            }
        } else if (!started) {
            started = true;
            addRowNames(fields);
            if (CsvText.mayBeUnits(fields, rules) && fields.size() == columns.length) {
                units = fields;
                unitsLine = line;
                return;
            }
        }
        decideUnits(fields);
        addRow(line, fit(line, fields));
    }

    private void start(List<String> fields) {
        columns = newColumns(fields.size());
        if (header == Header.YES || (header == Header.AUTO && CsvHeader.isHeader(fields, rules))) {
            names = fields.stream().map(CellRules::strip).toList();
        } else if (header == Header.AUTO) {
            first = fields;
            below = newColumns(fields.size());
        }
        started = names.isEmpty();
    }

    /** R writes no name above the names of the rows. */
    private void addRowNames(List<String> fields) {
        if (CsvText.lacksRowNames(dialect, names.size(), fields.size())) {
            names = IntStream.range(0, fields.size()).mapToObj(j -> j == 0 ? "" : names.get(j - 1)).toList();
            columns = newColumns(names.size());
        }
    }

    /** Text below the header is a row of units where the next row has a number. */
    private void decideUnits(List<String> fields) {
        if (units == null) {
            return;
        }
        List<String> held = units;
        units = null;
        boolean numbers = IntStream.range(0, Math.min(fields.size(), held.size()))
                .anyMatch(j -> rules.kind(held.get(j)) == Cell.TEXT && rules.kind(fields.get(j)) == Cell.NUMBER);
        if (numbers) {
            notes.form("line " + unitsLine + " is taken for units and passed over");
        } else {
            addRow(unitsLine, held);
        }
    }

    /** As many cells as there are columns; empty ones at the end may be there or not. */
    private List<String> fit(long line, List<String> fields) {
        int width = columns.length;
        if (fields.size() == width) {
            return fields;
        }
        List<String> fitting = CsvText.fit(fields, width, CsvText.nameless(names));
        if (fitting.size() != width) {
            throw new InputException(source + ", line " + line + " has " + CsvText.count(fields.size())
                    + " where the first line has " + width + "; every line must have as many"
                    + (rows < 2 ? " (--skip-rows passes over what is no part of the table)" : ""));
        }
        return fitting;
    }

    private void addRow(long line, List<String> fields) {
        reserve();
        if (rows == 0 && first == null && file.series().keys() != null && file.time().column() == null) {
            int[] keys = keys();
            texts.keep(keys);
            texts.keep(new int[]{RowGroups.firstBeside(keys, columns.length)});
        }
        texts.add(fields, rows);
        for (int j = 0; j < columns.length; j++) {
            cells[rows * columns.length + j] = addCell(line, j, fields.get(j));
        }
        rows++;
    }

    /** Room for another row. */
    private void reserve() {
        long end = (rows + 1L) * columns.length;
        if (end > Integer.MAX_VALUE - 8) {
            throw new InputException(source + " has more than 2^31 cells; split it");
        }
        if (end > cells.length) {
            cells = Arrays.copyOf(cells, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * cells.length)));
        }
    }

    /** The first two rows are looked at more closely, by {@link #add}. */
    @Override
    public boolean addLine(long line, String text) {
        if (rows < 2 || units != null || !CsvText.isText(text)) {
            return false;
        }
        int width = columns.length;
        if (cut == null) {
            cut = new PlainCells(dialect.separator(), width);
        }
        if (!cut.cut(text)) {
            return false;
        }
        reserve();
        boolean plain = rules.decimal() == '.' && rules.noMarksAreNumbers();
        for (int j = 0; j < width; j++) {
            double value = plain ? cut.number(j) : Double.NaN;
            if (Double.isFinite(value)) {
                columns[j].add(value);
                if (below != null) {
                    below[j].add(value);
                }
            } else {
                value = addCell(line, j, cut.cell(j));
            }
            cells[rows * width + j] = value;
        }
        texts.add(cut, rows);
        rows++;
        return true;
    }

    /** Its value. */
    private double addCell(long line, int j, String cell) {
        double value = rules.value(cell);
        columns[j].add(line, cell, value);
        if (below != null && rows > 0) {
            below[j].add(line, cell, value);
        }
        return value;
    }

    private CsvColumn[] newColumns(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> new CsvColumn(missing != Missing.ERROR, rules))
                .toArray(CsvColumn[]::new);
    }

    /** What only the rows below can tell of the first one. */
    private void decideHeader() {
        FirstRow row = first == null || rows < 2 ? null : new FirstRow(first, below, rules);
        boolean far = row != null && row.isFarFromAll(cells, rows);
        if (far || (row != null && row.namesTimes())) {
            names = first.stream().map(CellRules::strip).toList();
            columns = below;
            rows--;
            System.arraycopy(cells, columns.length, cells, 0, rows * columns.length);
            texts.removeFirst();
            if (far) {
                notes.form("the first row is taken for a header, because its numbers are far from all below them;"
                        + " --header no takes it for data");
            }
        } else if (row != null && row.counts()) {
            notes.form("the first row, " + row
                    + ", is taken for data; --header yes takes it for the names of the columns");
        }
    }

    /** Columns of the key. */
    private int[] keys() {
        return file.series().keys().resolve(names, columns.length, source);
    }

    @Override
    public SeriesTable series(ColumnSelection selection) {
        if (columns == null) {
            throw new InputException(source + " is empty; it should hold one token a line");
        }
        if (units != null) {
            addRow(unitsLine, units);
        }
        if (rows == 0) {
            throw new InputException(source + " has a header and no rows; it should hold one token a line");
        }
        decideHeader();
        RowGroups groups = file.series().keys() == null ? RowGroups.one(rows) : groups();
        return new ColumnChoice(source, names, columns, notes, groups).series(selection, missing, cells, texts, file);
    }

    private RowGroups groups() {
        int[] keys = keys();
        for (int j : keys) {
            if (columns[j].emptyLine() > 0) {
                throw new InputException(source + ", line " + columns[j].emptyLine() + ", " + CsvText.where(names, j)
                        + ": the key is empty; every row needs one, for it says which series the row belongs to");
            }
        }
        return RowGroups.of(keys, texts, rows, quotedText);
    }

    @Override
    public InputException notText(Throwable cause) {
        return CsvText.notText(source, cause);
    }
}
