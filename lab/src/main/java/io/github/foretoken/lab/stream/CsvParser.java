package io.github.foretoken.lab.stream;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.foretoken.lab.stream.Columns.Layout;
import io.github.foretoken.lab.table.Cell;
import io.github.foretoken.lab.table.ColumnSelection;
import io.github.foretoken.lab.table.CsvHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        List<String> cells = line.indexOf('"') < 0 ? split(line) : unquote(line);
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
            throw new BadLineException(" has " + cells(cells.size()) + " where the "
                    + (columns.layout().named ? "header" : "first token") + " has " + columns.width());
        }
        double[] token = token();
        for (int c = 0; c < token.length; c++) {
            int position = columns.positions().get(c);
            token[c] = Cell.value(cells.get(position));
            if (!Double.isFinite(token[c])) {
                throw new BadLineException(
                        ", " + Columns.where(names, position) + ": " + Cell.fault(cells.get(position)));
            }
        }
        return token;
    }

    private static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
            cells.add(line.substring(from, comma));
            from = comma + 1;
        }
        cells.add(line.substring(from));
        return cells;
    }

    private static List<String> unquote(String line) throws BadLineException {
        if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new BadLineException(" opens a double quote and does not close it");
        }
        try (CsvReader<CsvRecord> records = CsvReader.builder().skipEmptyLines(false).ofCsvRecord(line)) {
            return records.iterator().next().getFields();
        } catch (CsvParseException | IOException | UncheckedIOException e) {
            throw new BadLineException(" is not CSV", e);
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
                    before < cells.size() && Columns.label(cells, before).equals(label) ? before : cells.indexOf(label);
            if (position < 0 || !columns.layout().named) {
                throw new BadLineException(columns.layout().named ? " is a header without the column '" + label + "'"
                        : " is a header, and there was none when the stream began");
            }
            positions.add(position);
        }
        names = cells;
        columns(new Columns(Layout.NAMED_CSV, columns.labels(), positions, cells.size()));
    }

    private Columns choose(List<String> cells) throws BadLineException {
        if (!names.isEmpty() && names.size() != cells.size()) {
            throw new BadLineException(" has " + cells(cells.size()) + " where the header has " + names.size());
        }
        List<Integer> positions = choose(names, cells.size(),
                j -> Cell.of(cells.get(j)) == Cell.TEXT ? "it holds text such as " + Cell.quote(cells.get(j)) : null,
                j -> Columns.where(names, j));
        return new Columns(names.isEmpty() ? Layout.CSV : Layout.NAMED_CSV,
                positions.stream().map(j -> Columns.label(names, j)).toList(), positions, cells.size());
    }

    private static String cells(int count) {
        return count == 1 ? "1 cell" : count + " cells";
    }
}
