package io.github.foretoken.lab.stream;

import io.github.foretoken.lab.stream.Columns.Layout;
import io.github.foretoken.lab.table.Cell;
import io.github.foretoken.lab.table.ColumnSelection;
import io.github.foretoken.lab.table.CsvHeader;
import io.github.foretoken.lab.table.CsvText;
import io.github.foretoken.lab.table.SkippedColumns.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Comma-separated lines. The first one of an input may be a header; a cell in quotes ends on its line. */
final class CsvParser extends TokenParser {
    private List<String> names = List.of();
    private boolean first = true;

    /** As for any {@link TokenParser}. */
    CsvParser(String source, ColumnSelection selection, Columns known, Consumer<String> notes) {
        super(source, selection, known, notes);
    }

    @Override
    void restart() {
        first = true;
    }

    @Override
    double[] parse(String line) throws BadLineException {
        List<String> cells = cells(line);
        boolean header = first && CsvHeader.isHeader(cells);
        first = false;
        if (header) {
            header(cells.stream().map(String::strip).toList());
            return null;
        }
        if (columns() == null) {
            columns(choose(cells));
        }
        Columns columns = columns();
        if (cells.size() != columns.width()) {
            throw new BadLineException(" has " + CsvText.count(cells.size()) + " where the "
                    + (columns.layout().named ? "header" : "first token") + " has " + columns.width());
        }
        double[] token = token();
        for (int c = 0; c < token.length; c++) {
            int position = columns.positions().get(c);
            token[c] = Cell.value(cells.get(position));
            if (!Double.isFinite(token[c])) {
                throw new BadLineException(
                        ", " + CsvText.where(names, position) + ": " + Cell.fault(cells.get(position)));
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

    private static List<String> cells(String line) throws BadLineException {
        try {
            return CsvText.cells(line);
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
        List<Integer> positions = new ArrayList<>();
        for (int c = 0; c < columns.count(); c++) {
            int before = columns.positions().get(c);
            String label = columns.labels().get(c);
            int position =
                    before < cells.size() && CsvText.label(cells, before).equals(label) ? before : cells.indexOf(label);
            if (position < 0 || !columns.layout().named) {
                throw new BadLineException(columns.layout().named ? " is a header without the column '" + label + "'"
                        : " is a header, and there was none when the stream began");
            }
            positions.add(position);
        }
        names = cells;
        columns(new Columns(Layout.NAMED_CSV, columns.labels(), positions, cells.size(),
                cells.size() == columns.width() ? columns.empty() : List.of()));
    }

    private Columns choose(List<String> cells) throws BadLineException {
        if (!names.isEmpty() && names.size() != cells.size()) {
            throw new BadLineException(" has " + CsvText.count(cells.size()) + " where the header has " + names.size());
        }
        for (int j = 0; j < cells.size(); j++) {
            if (CsvText.isNumbersBySemicolons(cells.get(j))) {
                throw new BadLineException(
                        ", " + CsvText.where(names, j) + ": " + Cell.quote(cells.get(j)) + CsvText.BY_SEMICOLONS);
            }
        }
        List<Integer> empty = new ArrayList<>();
        List<Integer> positions = choose(names, cells.size(), j -> {
            Reason reason = unfit(cells, j);
            if (reason == Reason.NAMELESS) {
                empty.add(j);
            }
            return reason;
        }, j -> CsvText.where(names, j), j -> Cell.quote(cells.get(j)));
        return new Columns(names.isEmpty() ? Layout.CSV : Layout.NAMED_CSV,
                positions.stream().map(j -> CsvText.label(names, j)).toList(), positions, cells.size(), empty);
    }

    /** Under a name an empty cell is a fault of the line; without one it is no column, as after a comma at each line's end. */
    private Reason unfit(List<String> cells, int j) {
        Cell kind = Cell.of(cells.get(j));
        return kind == Cell.EMPTY && CsvText.isNameless(names, j) ? Reason.NAMELESS
                : kind == Cell.TEXT ? Reason.TEXT : null;
    }

    @Override
    boolean blankIsCell() {
        return CsvText.blankIsCell(columns() == null ? names.size() : columns().width());
    }
}
