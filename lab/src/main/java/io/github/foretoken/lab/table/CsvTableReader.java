package io.github.foretoken.lab.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.foretoken.internal.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads numbers from comma-separated UTF-8 text in one pass; a bad cell matters only in a column that is used. */
final class CsvTableReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    /** A last line that no text has: within an open quote it is no line, but the end of the last cell. */
    private static final String END = "\n\0";

    private final String source;
    private final ColumnSelection selection;
    private final Missing missing;
    private final Header header;
    private CsvColumn[] columns;
    /** The first row, where it may be a header yet, and the columns without it; null where it is none or one. */
    private List<String> first;
    private CsvColumn[] below;
    private final TimeColumn.Tail times = new TimeColumn.Tail();
    private List<String> names = List.of();
    private double[] cells = new double[1024];
    private int rows;
    private long blankLine;
    private long blankLines;
    private String blankNote;
    private boolean ended;

    private CsvTableReader(String source, ColumnSelection selection, Missing missing, Header header) {
        this.source = source;
        this.selection = selection;
        this.missing = missing;
        this.header = header;
    }

    /**
     * Reads a whole stream.
     *
     * @param source what to call it in messages
     * @param selection the columns to take; null for every numeric column that does not look like an index
     * @param missing what to do with cells without a value
     * @param header whether the first row names the columns
     */
    static Table read(InputStream in, String source, ColumnSelection selection, Missing missing, Header header)
            throws IOException {
        Reader text = new InputStreamReader(
                new SequenceInputStream(withoutMark(in),
                        new ByteArrayInputStream(END.getBytes(StandardCharsets.US_ASCII))),
                StandardCharsets.UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        CsvTableReader reader = new CsvTableReader(source, selection, missing, header);
        try (CsvReader<CsvRecord> records = CsvText.reader().ofCsvRecord(text)) {
            for (CsvRecord record : records) {
                reader.add(record);
            }
        } catch (CharacterCodingException e) {
            throw reader.notText(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw reader.notText(e);
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new InputException(source + ", after row " + reader.rows + ": not CSV ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")", e);
        }
        return reader.table();
    }

    /** Skips the byte order mark that some spreadsheets put first. */
    private static InputStream withoutMark(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
        byte[] bytes = start.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(bytes, BYTE_ORDER_MARK)) {
            start.unread(bytes);
        }
        return start;
    }

    private void add(CsvRecord record) {
        List<String> fields = record.getFields();
        long line = record.getStartingLineNumber();
        if (ended) {
            throw notText(null);
        }
        if (fields.size() == 1 && fields.getFirst().equals("\0")) {
            ended = true;
            return;
        }
        if (fields.getLast().endsWith(END)) {
            throw new InputException(source + ", line " + line + " opens a double quote and does not close it");
        }
        if (CsvText.isBlank(fields)) {
            blankLine = blankLines++ == 0 ? line : blankLine;
            return;
        }
        addBlankLines();
        if (columns == null) {
            start(fields);
            if (!names.isEmpty()) {
                return;
            }
        }
        if (fields.size() != columns.length) {
            throw new InputException(source + ", line " + line + " has " + CsvText.count(fields.size())
                    + " where the first line has " + columns.length + "; every line must have as many");
        }
        addRow(line, fields);
    }

    /** Those before a line that is not. */
    private void addBlankLines() {
        for (long i = 0; i < blankLines; i++) {
            if (columns != null && CsvText.blankIsCell(columns.length)) {
                addRow(blankLine + i, List.of(""));
            } else if (blankNote == null) {
                blankNote = "line " + blankLine + " is empty; passed over, as others are that may follow";
            }
        }
        blankLines = 0;
    }

    private void addRow(long line, List<String> fields) {
        long end = (rows + 1L) * columns.length;
        if (end > Integer.MAX_VALUE - 8) {
            throw new InputException(source + " has more than 2^31 cells; split it");
        }
        if (end > cells.length) {
            cells = Arrays.copyOf(cells, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * cells.length)));
        }
        times.add(fields.getFirst());
        for (int j = 0; j < columns.length; j++) {
            double value = Cell.value(fields.get(j));
            columns[j].add(line, fields.get(j), value);
            if (below != null && rows > 0) {
                below[j].add(line, fields.get(j), value);
            }
            if (Double.isNaN(value) && !CsvText.isText(fields.get(j))) {
                throw notText(null);
            }
            cells[rows * columns.length + j] = value;
        }
        rows++;
    }

    private void start(List<String> fields) {
        if (!fields.stream().allMatch(CsvText::isText)) {
            throw notText(null);
        }
        columns = newColumns(fields.size());
        if (header == Header.YES || (header == Header.AUTO && CsvHeader.isHeader(fields))) {
            names = fields.stream().map(String::strip).toList();
        } else if (header == Header.AUTO) {
            first = fields;
            below = newColumns(fields.size());
        }
    }

    private CsvColumn[] newColumns(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> new CsvColumn(missing != Missing.ERROR))
                .toArray(CsvColumn[]::new);
    }

    /** What only the rows below can tell of the first one. */
    private void decideHeader(List<String> notes) {
        FirstRow row = first == null || rows < 2 ? null : new FirstRow(first, below);
        boolean far = row != null && row.isFarFromAll(cells, rows);
        if (far || (row != null && row.namesTimes())) {
            names = first.stream().map(String::strip).toList();
            columns = below;
            rows--;
            System.arraycopy(cells, columns.length, cells, 0, rows * columns.length);
            times.removeFirst(rows);
            if (far) {
                notes.add("the first row is taken for a header, because its numbers are far from all below them;"
                        + " --header no takes it for data");
            }
        } else if (row != null && row.counts()) {
            notes.add("the first row, " + Excerpt.of(String.join(",", first))
                    + ", is taken for data; --header yes takes it for the names of the columns");
        }
    }

    private String why(List<String> notes) {
        if (columns.length == 1 && !names.isEmpty() && names.getFirst().matches(".*[;\\t|].*")) {
            return "; cells must be separated by commas";
        }
        return notes.isEmpty() ? "" : " left (" + String.join("; ", notes) + ")";
    }

    private InputException notText(Throwable cause) {
        return new InputException(
                source + " is not UTF-8 text: is it really CSV? (NumPy arrays need the extension .npy)", cause);
    }

    private Table table() {
        if (columns == null) {
            throw new InputException(source + " is empty; it should hold one token a line");
        }
        if (rows == 0) {
            throw new InputException(source + " has a header and no rows; it should hold one token a line");
        }
        List<String> notes = new ArrayList<>();
        decideHeader(notes);
        if (blankNote != null) {
            notes.add(blankNote);
        }
        requireSeparators();
        int[] chosen = selection == null ? usable(notes) : selection.resolve(names, columns.length, source);
        if (chosen.length == 0) {
            throw new InputException(source + " has no column of numbers" + why(notes));
        }
        for (int j : chosen) {
            if (columns[j].fault() != null) {
                throw new InputException(source + ", line " + columns[j].faultLine() + ", " + where(j) + ": "
                        + columns[j].fault() + "; correct it, or choose other columns with --columns");
            }
        }
        double[] data = new double[Math.multiplyExact(rows, chosen.length)];
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < chosen.length; c++) {
                data[i * chosen.length + c] = cells[i * columns.length + chosen[c]];
            }
        }
        List<String> labels = Arrays.stream(chosen).mapToObj(j -> CsvText.label(names, j)).toList();
        TableBuilder builder = new TableBuilder(labels, !names.isEmpty(), notes, times(chosen));
        return Arrays.stream(chosen).noneMatch(j -> columns[j].missing()) ? builder.whole(data)
                : builder.withGaps(data, missing, source + " has no row without a missing value"
                        + (selection == null ? "; choose columns with --columns" : " in the columns chosen"));
    }

    /** The first column, if it is not predicted and its name or its cells may mean times. */
    private Optional<TimeColumn> times(int[] chosen) {
        boolean free = columns.length > 1 && Arrays.stream(chosen).noneMatch(j -> j == 0);
        boolean named = !names.isEmpty() && CsvHeader.isIndexName(names.getFirst());
        return free && (named || !columns[0].numeric())
                ? Optional.of(times.named(names.isEmpty() ? "" : names.getFirst()))
                : Optional.empty();
    }

    /** Numbers with semicolons between them are neither text nor, cut at their commas, the numbers that were meant. */
    private void requireSeparators() {
        for (int j = 0; j < columns.length; j++) {
            String text = columns[j].text();
            if (text != null && CsvText.isNumbersBySemicolons(text)) {
                throw new InputException(source + ", line " + columns[j].faultLine() + ", " + where(j) + ": " + text
                        + CsvText.BY_SEMICOLONS);
            }
        }
    }

    /** Every column with a number in it, but not a first one that looks like an index of the others. */
    private int[] usable(List<String> notes) {
        SkippedColumns skipped = new SkippedColumns();
        int[] usable = IntStream.range(0, columns.length).filter(j -> {
            SkippedColumns.Reason reason = unfit(j);
            if (reason != null) {
                skipped.add(where(j), reason, columns[j].text());
            }
            return reason == null;
        }).toArray();
        if (!skipped.isEmpty()) {
            notes.add(skipped.toString());
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
