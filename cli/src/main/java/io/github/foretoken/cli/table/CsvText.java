package io.github.foretoken.cli.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.internal.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What comma-separated text means wherever it is read, as a whole table or line by line: how a line falls into cells, and
 * which lines and columns are nothing.
 */
public final class CsvText {

    /** A first line by which spreadsheets say what separates the cells. */
    public static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?");

    private CsvText() {}

    /** Lines end with LF, CR LF or CR; double quotes are as in RFC 4180. */
    static CsvReader.CsvReaderBuilder reader(Dialect dialect) {
        return CsvReader.builder()
                .fieldSeparator(dialect.separator())
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
    public static List<String> cells(String line, Dialect dialect) {
        if (line.indexOf('"') < 0) {
            return dialect.separator() == ' ' ? blanks(line) : split(line, dialect.separator());
        }
        // An open quote takes in the line end.
        String text = dialect.separator() == ' ' ? line.replace('\t', ' ') : line;
        try (CsvReader<CsvRecord> records = reader(dialect).ofCsvRecord(text + "\n")) {
            List<String> cells = records.iterator().next().getFields();
            if (cells.getLast().indexOf('\n') >= 0) {
                throw new IllegalArgumentException(" opens a double quote and does not close it");
            }
            return withoutRuns(cells, dialect);
        } catch (CsvParseException | IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(" is not CSV", e);
        }
    }

    /** Cells as they are meant: between two of several blanks there is none. */
    static List<String> withoutRuns(List<String> cells, Dialect dialect) {
        if (dialect.separator() != ' ' || !cells.contains("")) {
            return cells;
        }
        List<String> some = cells.stream().filter(Predicate.not(String::isEmpty)).toList();
        return some.isEmpty() ? List.of("") : some;
    }

    private static List<String> blanks(String line) {
        String text = line.strip();
        return text.isEmpty() ? List.of("") : List.of(text.split("[ \\t]+", -1));
    }

    private static List<String> split(String line, char separator) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
            cells.add(line.substring(from, at));
            from = at + 1;
        }
        cells.add(line.substring(from));
        return cells;
    }

    /** Whether a line is a comment, which can stand anywhere; "#" can name a column, and #N/A is a missing value. */
    public static boolean isComment(String line) {
        if (!line.startsWith("#")) {
            return false;
        }
        int end = 1;
        while (end < line.length() && ",;\t| ".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        boolean names = end == 1 && line.length() > 1 && line.charAt(1) != ' ';
        return !names && !CellRules.isMark(line.substring(0, end));
    }

    /** Whether the row below a header may be one of units: text and nothing else. */
    public static boolean mayBeUnits(List<String> cells, CellRules rules) {
        return cells.stream()
                .allMatch(cell -> rules.kind(cell) == Cell.EMPTY || (rules.kind(cell) == Cell.TEXT
                        && !CsvHeader.isTime(cell) && !rules.isOtherwiseWritten(cell)))
                && cells.stream().anyMatch(cell -> rules.kind(cell) == Cell.TEXT);
    }

    /** Whether a header is one cell short because nothing stands above the names of the rows, as R writes tables. */
    public static boolean lacksRowNames(Dialect dialect, int header, int row) {
        return header == row - 1 && header > 1 && (dialect.separator() == ' ' || dialect.separator() == '\t');
    }

    /**
     * As many cells as there are columns, where empty ones at the end make the difference; otherwise as they are.
     *
     * @param mayLack columns that a line need not have, from the last one on
     */
    public static List<String> fit(List<String> cells, int width, List<Integer> mayLack) {
        int count = cells.size();
        if (count > width && cells.subList(width, count).stream().allMatch(String::isBlank)) {
            return cells.subList(0, width);
        }
        return count < width && IntStream.range(count, width).allMatch(mayLack::contains)
                ? IntStream.range(0, width).mapToObj(j -> j < count ? cells.get(j) : "").toList()
                : cells;
    }

    /** Columns without a name. */
    public static List<Integer> nameless(List<String> names) {
        return IntStream.range(0, names.size()).filter(j -> names.get(j).isEmpty()).boxed().toList();
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

    /** What is wrong with an input that holds something else. */
    static InputException notText(String source, Throwable cause) {
        return new InputException(source + " is not text: is it really CSV? (NumPy arrays need the extension .npy)",
                cause);
    }

    /** Whether this can be text at all: NUL comes in no line, wherever it stands. */
    public static boolean isText(String text) {
        return text.indexOf('\0') < 0;
    }

    /** Whether these all can. */
    static boolean areText(List<String> cells) {
        for (String cell : cells) {
            if (!isText(cell)) {
                return false;
            }
        }
        return true;
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
