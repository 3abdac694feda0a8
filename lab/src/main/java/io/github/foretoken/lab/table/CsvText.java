package io.github.foretoken.lab.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.foretoken.internal.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What comma-separated text means wherever it is read, as a whole table or line by line: how a line falls into cells, and
 * which lines and columns are nothing.
 */
public final class CsvText {
    /** What is wrong with such a cell. */
    public static final String BY_SEMICOLONS =
            " is numbers with semicolons between them; cells must be separated by commas, "
                    + "and decimal commas be points";
    private static final Pattern NUMBERS_BY_SEMICOLONS = Pattern.compile("'?[-+.\\d]*\\d;[-+]?[.\\d][-+.\\d;]*'?");

    private CsvText() {}

    /** Lines end with LF, CR LF or CR; double quotes are as in RFC 4180. */
    static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(false);
    }

    /**
     * The cells of a line.
     *
     * @param line without its end
     * @throws IllegalArgumentException if it is none, with words that follow its number
     */
    public static List<String> cells(String line) {
        if (line.indexOf('"') < 0) {
            return split(line);
        }
        // An open quote takes in the line end.
        try (CsvReader<CsvRecord> records = reader().ofCsvRecord(line + "\n")) {
            List<String> cells = records.iterator().next().getFields();
            if (cells.getLast().indexOf('\n') >= 0) {
                throw new IllegalArgumentException(" opens a double quote and does not close it");
            }
            return cells;
        } catch (CsvParseException | IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(" is not CSV", e);
        }
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

    /** Whether a line is blank, given its cells. */
    static boolean isBlank(List<String> cells) {
        return cells.size() == 1 && cells.getFirst().isBlank();
    }

    /** Whether a line is blank. */
    public static boolean isBlank(String line) {
        String text = line.strip();
        return text.isEmpty() || text.equals("\"\"");
    }

    /**
     * Whether a blank line before others is an empty cell. Where lines have one cell nothing else can be meant; between
     * lines with more it is nothing, and so it is at the end.
     *
     * @param width how many cells a line has
     */
    public static boolean blankIsCell(int width) {
        return width == 1;
    }

    /** Whether this can be text at all: NUL comes in no line, wherever it stands. */
    public static boolean isText(String text) {
        return text.indexOf('\0') < 0;
    }

    /** Whether a cell, which may be quoted and cut short, is numbers or dates with semicolons between them. */
    public static boolean isNumbersBySemicolons(String cell) {
        return NUMBERS_BY_SEMICOLONS.matcher(cell.strip()).matches();
    }

    /** Whether the header has no name for a column, or there is no header. */
    public static boolean isNameless(List<String> names, int column) {
        return names.isEmpty() || names.get(column).isEmpty();
    }

    /** What to call a column: its name, or "column 3" where it has none. */
    public static String label(List<String> names, int column) {
        return isNameless(names, column) ? "column " + (column + 1) : names.get(column);
    }

    /** A column, for messages: its number, and its name if it has one. */
    public static String where(List<String> names, int column) {
        return "column " + (column + 1) + (isNameless(names, column) ? "" : " (" + Excerpt.of(names.get(column)) + ")");
    }

    /** For messages. */
    public static String count(int cells) {
        return cells == 1 ? "1 cell" : cells + " cells";
    }
}
