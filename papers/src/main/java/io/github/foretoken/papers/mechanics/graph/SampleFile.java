package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Header;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.cli.table.TextTable;
import io.github.foretoken.cli.terminal.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sequences and their labels from a file of any format that tables have, in one of two forms.
 *
 * <ul>
 * <li>Columns, or fields, two of which are called {@code sequence} and {@code label}; a sequence is its tokens, separated by
 * blanks, or an array of them. Other columns are ignored.
 * <li>Rows of any lengths without such names: the tokens of a sequence, then its label.
 * </ul>
 *
 * <p>Tokens are whatever names the file uses, numbered in order of appearance, and none of the marks of missing values. Each
 * label must be one of its sequence's tokens.
 */
public final class SampleFile {
    private static final String SEQUENCE = "sequence";
    private static final String LABEL = "label";

    private final String source;
    private final TextTable table;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    private SampleFile(String source, TextTable table) {
        this.source = source;
        this.table = table;
    }

    /**
     * What a file holds.
     *
     * @param names of tokens 0, 1, ...
     * @param samples one or more
     * @param notes what the user should know of the file, a line each
     */
    public record Content(List<String> names, List<Sample> samples, List<String> notes) {}

    /**
     * Reads a file.
     *
     * @param rules what is settled about how it is written
     * @throws InputException if it cannot be read, or a line is not as it should be: the message says which
     */
    public static Content read(Path file, FileRules rules) {
        SampleFile reader = new SampleFile(file.toString(), TableReader.text(file, true, rules));
        reader.rows(rules.header());
        if (reader.samples.isEmpty()) {
            throw new InputException(file + " holds no sequence; it should hold one a line, with its label");
        }
        return new Content(List.copyOf(reader.numbers.keySet()), List.copyOf(reader.samples), reader.table.notes());
    }

    private void rows(Header header) {
        List<TextTable.Row> rows = table.rows();
        List<String> names = table.names();
        if (names.isEmpty() && header != Header.NO && !rows.isEmpty()) {
            List<String> first = rows.getFirst().cells();
            boolean named = first.contains(SEQUENCE) || first.contains(LABEL);
            names = named ? first : names;
            rows = named || header == Header.YES ? rows.subList(1, rows.size()) : rows;
        }
        if (names.isEmpty()) {
            rows.forEach(this::row);
            return;
        }
        int sequence = column(names, SEQUENCE);
        int label = column(names, LABEL);
        rows.forEach(row -> row(row, sequence, label));
    }

    private int column(List<String> names, String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new InputException(source + " names no column '" + name + "'; it should name '" + SEQUENCE + "' and '"
                    + LABEL + "', or no columns at all");
        }
        return column;
    }

    /** Tokens, then the label. */
    private void row(TextTable.Row row) {
        int end = row.cells().size();
        while (end > 0 && table.kind(row.cells().get(end - 1)) == Cell.EMPTY) {
            end--;
        }
        if (end < 2) {
            throw wrong(row, "has " + end + (end == 1 ? " cell" : " cells") + "; it needs a sequence and a label");
        }
        List<String> tokens = new ArrayList<>();
        for (int column = 0; column < end; column++) {
            if (row.lists().containsKey(column)) {
                throw wrong(row, "has an array within an array; a row is the tokens of a sequence, then its label");
            }
            tokens.add(token(row, row.cells().get(column)));
        }
        add(row, tokens.subList(0, end - 1), tokens.getLast());
    }

    private void row(TextTable.Row row, int sequence, int label) {
        int cells = row.cells().size();
        if (cells <= Math.max(sequence, label)) {
            throw wrong(row, "has " + cells + (cells == 1 ? " cell" : " cells") + "; it needs a sequence and a label");
        }
        String text = table.word(row.cells().get(sequence));
        List<String> words = row.lists().getOrDefault(sequence, List.of(text.split("\\s+", -1)));
        if (words.isEmpty() || (words.size() == 1 && table.kind(words.getFirst()) == Cell.EMPTY)) {
            throw wrong(row, "has an empty sequence");
        }
        if (row.lists().containsKey(label)) {
            throw wrong(row, "has an array for a label");
        }
        if (table.kind(row.cells().get(label)) == Cell.EMPTY) {
            throw wrong(row, "has no label");
        }
        add(row, words.stream().map(word -> token(row, word)).toList(), token(row, row.cells().get(label)));
    }

    private String token(TextTable.Row row, String cell) {
        String word = table.word(cell).strip();
        Cell kind = table.kind(cell);
        if (kind == Cell.EMPTY || word.isEmpty()) {
            throw wrong(row, "has an empty token");
        }
        if (kind == Cell.MISSING) {
            throw wrong(row,
                    "has the token " + Cell.quote(cell) + ", which marks a missing value; call it something else");
        }
        if (word.equals("{...}") || word.equals("[...]")) {
            throw wrong(row, "has a token that is neither a word nor a number");
        }
        return word;
    }

    private void add(TextTable.Row row, List<String> sequence, String label) {
        if (!sequence.contains(label)) {
            throw wrong(row, "has label " + Cell.quote(label) + ", which is not in its sequence");
        }
        samples.add(Sample.of(sequence.stream().map(this::number).toList(), number(label)));
    }

    private int number(String token) {
        return numbers.computeIfAbsent(token, t -> numbers.size());
    }

    private InputException wrong(TextTable.Row row, String what) {
        return new InputException(source + ", line " + row.line() + " " + what);
    }
}
