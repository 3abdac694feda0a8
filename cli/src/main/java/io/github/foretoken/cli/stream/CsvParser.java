package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.stream.Columns.Layout;
import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.table.CellRules;
import io.github.foretoken.cli.table.ColumnSelection;
import io.github.foretoken.cli.table.CsvHeader;
import io.github.foretoken.cli.table.CsvText;
import io.github.foretoken.cli.table.Dialect;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Header;
import io.github.foretoken.cli.table.SkippedColumns.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Lines with something between their cells. The first one of an input may be a header; a cell in quotes ends on its line. */
final class CsvParser extends TokenParser {
    private final Dialect dialect;
    private final CellRules rules;
    private final Header header;
    /** Whether cells may hold no value. */
    private final boolean gaps;
    private List<String> names = List.of();
    private boolean first = true;
    private boolean belowHeader;
    /** Of the present columns; null where lines are not plain. */
    private PlainLine plain;
    private Columns plainColumns;

    /** As for any {@link TokenParser}, with the dialect that was found and what is settled. */
    CsvParser(String source, ColumnSelection selection, Columns known, Consumer<String> notes, Dialect dialect,
            FileRules file, boolean gaps) {
        super(source, selection, file.series().keys(), known, notes);
        this.dialect = dialect;
        rules = new CellRules(dialect.decimal(), file.missing());
        header = file.header();
        this.gaps = gaps;
    }

    @Override
    void restart() {
        first = true;
    }

    @Override
    double[] parse(String line) throws BadLineException {
        return !first && !belowHeader && isPlain(line) ? token() : parseCells(line);
    }

    @SuppressWarnings("ReferenceEquality") // new columns come with a header; to compare them each time would take longer
    private boolean isPlain(String line) {
        if (columns() == null || !rules.noMarksAreNumbers()) {
            return false;
        }
        if (columns() != plainColumns) {
            plainColumns = columns();
            plain = PlainLine.of(plainColumns);
        }
        return plain != null && plain.parse(line, token());
    }

    private double[] parseCells(String line) throws BadLineException {
        List<String> cells = cells(line);
        boolean isHeader = first && header != Header.NO && (header == Header.YES || CsvHeader.isHeader(cells, rules));
        boolean isUnits = belowHeader && CsvText.mayBeUnits(cells, rules);
        first = false;
        belowHeader = isHeader;
        if (isHeader) {
            header(cells.stream().map(CellRules::strip).toList());
            return null;
        }
        if (isUnits) {
            String units = "the line below the header has no number, is taken for units and passed over";
            if (columns() == null) {
                hold(units);
            } else {
                note(units);
            }
            return null;
        }
        if (columns() == null) {
            columns(choose(cells));
        }
        Columns columns = columns();
        cells = CsvText.fit(cells, columns.width(), columns.empty());
        if (cells.size() != columns.width()) {
            throw new BadLineException(" has " + CsvText.count(cells.size()) + " where the "
                    + (columns.layout().named ? "header" : "first token") + " has " + columns.width());
        }
        double[] token = token(cells, columns);
        if (columns.keys().count() > 0) {
            List<String> key = new ArrayList<>(columns.keys().count());
            for (int position : columns.keys().positions()) {
                key.add(CellRules.strip(cells.get(position)));
            }
            key(key);
        }
        return token;
    }

    private double[] token(List<String> cells, Columns columns) throws BadLineException {
        double[] token = token();
        for (int c = 0; c < token.length; c++) {
            int position = columns.positions().get(c);
            token[c] = rules.value(cells.get(position));
            if (!Double.isFinite(token[c]) && !(gaps && isMissing(cells.get(position)))) {
                throw new BadLineException(
                        ", " + CsvText.where(names, position) + ": " + rules.fault(cells.get(position))
                                + (isMissing(cells.get(position)) ? " (--missing takes such cells)" : ""));
            }
        }
        for (int position : columns.empty()) {
            if (!cells.get(position).isBlank()) {
                throw new BadLineException(", " + CsvText.where(names, position) + ": "
                        + Cell.quote(cells.get(position)) + " where the first token had nothing");
            }
        }
        return token;
    }

    private boolean isMissing(String cell) {
        Cell kind = rules.kind(cell);
        return kind == Cell.EMPTY || kind == Cell.MISSING;
    }

    private List<String> cells(String line) throws BadLineException {
        try {
            return CsvText.cells(line, dialect);
        } catch (IllegalArgumentException e) {
            throw new BadLineException(e.getMessage(), e);
        }
    }

    /** Of a new stream, or of one that goes on, whose columns it must name. */
    private void header(List<String> cells) throws BadLineException {
        Columns columns = columns();
        if (columns == null) {
            names = cells;
            return;
        }
        List<String> all = CsvText.lacksRowNames(dialect, cells.size(), columns.width()) ? withRowNames(cells) : cells;
        List<Integer> positions = positions(columns.labels(), columns.positions(), all);
        KeyColumns keys = new KeyColumns(columns.keys().labels(),
                positions(columns.keys().labels(), columns.keys().positions(), all));
        names = all;
        columns(new Columns(Layout.NAMED_CSV, columns.labels(), positions, all.size(),
                all.size() == columns.width() ? columns.empty() : List.of(), dialect, keys));
    }

    /** Where a header has columns that were elsewhere before. */
    private List<Integer> positions(List<String> labels, List<Integer> befores, List<String> all)
            throws BadLineException {
        List<Integer> positions = new ArrayList<>();
        for (int c = 0; c < labels.size(); c++) {
            int before = befores.get(c);
            String label = labels.get(c);
            int position =
                    before < all.size() && CsvText.label(all, before).equals(label) ? before : all.indexOf(label);
            if (position < 0 || !columns().layout().named) {
                throw new BadLineException(columns().layout().named ? " is a header without the column '" + label + "'"
                        : " is a header, and there was none when the stream began");
            }
            positions.add(position);
        }
        return positions;
    }

    /** R writes no name above the names of the rows. */
    private static List<String> withRowNames(List<String> cells) {
        return IntStream.rangeClosed(0, cells.size()).mapToObj(j -> j == 0 ? "" : cells.get(j - 1)).toList();
    }

    private Columns choose(List<String> line) throws BadLineException {
        if (CsvText.lacksRowNames(dialect, names.size(), line.size())) {
            names = withRowNames(names);
        }
        List<String> cells = names.isEmpty() ? line : CsvText.fit(line, names.size(), CsvText.nameless(names));
        if (!names.isEmpty() && names.size() != cells.size()) {
            throw new BadLineException(" has " + CsvText.count(cells.size()) + " where the header has " + names.size());
        }
        List<Integer> keys = chooseKeys(names, cells.size());
        List<Integer> empty = new ArrayList<>();
        for (int j = 0; j < cells.size(); j++) {
            if (!keys.contains(j) && rules.isOtherwiseWritten(cells.get(j)) && rules.kind(cells.get(j)) == Cell.TEXT) {
                throw new BadLineException(", " + CsvText.where(names, j) + ": " + rules.fault(cells.get(j)));
            }
        }
        List<Integer> positions = choose(keys, names, cells.size(), j -> {
            Reason reason = unfit(cells, j);
            if (reason == Reason.NAMELESS) {
                empty.add(j);
            }
            return reason;
        }, j -> CsvText.where(names, j), j -> Cell.quote(cells.get(j)));
        return new Columns(names.isEmpty() ? Layout.CSV : Layout.NAMED_CSV, labels(positions), positions, cells.size(),
                empty, dialect, new KeyColumns(labels(keys), keys));
    }

    private List<String> labels(List<Integer> positions) {
        return positions.stream().map(j -> CsvText.label(names, j)).toList();
    }

    /** Under a name an empty cell is a fault of the line; without one it is no column, as after a comma at each line's end. */
    private Reason unfit(List<String> cells, int j) {
        Cell kind = rules.kind(cells.get(j));
        return kind == Cell.EMPTY && CsvText.isNameless(names, j) ? Reason.NAMELESS
                : kind == Cell.TEXT ? Reason.TEXT : null;
    }

    @Override
    boolean blankIsCell() {
        return CsvText.blankIsCell(columns() == null ? names.size() : columns().width());
    }
}
