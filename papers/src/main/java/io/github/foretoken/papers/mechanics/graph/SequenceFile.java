package io.github.foretoken.papers.mechanics.graph;

import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Header;
import io.github.foretoken.cli.table.Source;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.cli.table.TextTable;
import io.github.foretoken.cli.terminal.InputException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of tokens from a file of any format that tables have, in one of two forms.
 *
 * <ul>
 * <li>Columns, or fields, called {@code sequence} and {@code label}; a sequence is its tokens, separated by blanks, or an array
 * of them. Other columns are ignored.
 * <li>Rows of any lengths without such names: the tokens of a sequence, then its label, if there must be labels.
 * </ul>
 *
 * <p>Tokens are whatever names the file uses, and none of the marks of missing values. Where labels need not be, a column of them
 * may still be there, and some of its cells empty.
 */
public final class SequenceFile {
    private static final String SEQUENCE = "sequence";
    private static final String LABEL = "label";

    private final String source;
    private final TextTable table;
    private final boolean labelled;
    private final List<Line> lines = new ArrayList<>();

    private SequenceFile(String source, TextTable table, boolean labelled) {
        this.source = source;
        this.table = table;
        this.labelled = labelled;
    }

    /**
     * A sequence.
     *
     * @param number where it stands, from 1
     * @param tokens one or more
     * @param label null if there is none
     */
    public record Line(long number, List<String> tokens, String label) {
        /** Copies the tokens. */
        public Line {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * What a file holds.
     *
     * @param lines one or more
     * @param notes what the user should know of the file, a line each
     */
    public record Content(List<Line> lines, List<String> notes) {}

    /**
     * Reads a file or standard input.
     *
     * @param in standard input
     * @param rules what is settled about how it is written
     * @param labelled whether each sequence must have a label
     * @throws InputException if it cannot be read, or a line is not as it should be: the message says which
     */
    public static Content read(Source file, InputStream in, FileRules rules, boolean labelled) {
        TextTable table = Source.isStandard(file.file()) ? TableReader.text(in, true, rules)
                : TableReader.text(Path.of(file.file()), true, rules);
        SequenceFile reader = new SequenceFile(file.name(), table, labelled);
        reader.rows(rules.header());
        if (reader.lines.isEmpty()) {
            throw new InputException(file.name() + " holds no sequence; it should hold one a line"
                    + (labelled ? ", with its label" : ""));
        }
        return new Content(List.copyOf(reader.lines), table.notes());
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
        // A name alone is a title: the tokens below it may look like cells.
        if (names.isEmpty() || (!labelled && names.equals(List.of(SEQUENCE)) && table.names().isEmpty())) {
            rows.forEach(this::row);
            return;
        }
        int sequence = column(names, SEQUENCE);
        int label = labelled ? column(names, LABEL) : names.indexOf(LABEL);
        rows.forEach(row -> row(row, sequence, label));
    }

    private int column(List<String> names, String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new InputException(source + " names no column '" + name + "'; it should name "
                    + (labelled ? "'" + SEQUENCE + "' and '" + LABEL + "'" : "'" + SEQUENCE + "'")
                    + ", or no columns at all");
        }
        return column;
    }

    /** Tokens, then the label if there must be one. */
    private void row(TextTable.Row row) {
        int end = row.cells().size();
        while (end > 0 && table.kind(row.cells().get(end - 1)) == Cell.EMPTY) {
            end--;
        }
        if (end < (labelled ? 2 : 1)) {
            throw tooFew(row, end);
        }
        List<String> tokens = new ArrayList<>();
        for (int column = 0; column < end; column++) {
            if (row.lists().containsKey(column)) {
                throw wrong(row, "has an array within an array; a row is the tokens of a sequence"
                        + (labelled ? ", then its label" : ""));
            }
            tokens.add(token(row, row.cells().get(column)));
        }
        lines.add(labelled ? new Line(row.line(), tokens.subList(0, end - 1), tokens.getLast())
                : new Line(row.line(), tokens, null));
    }

    private void row(TextTable.Row row, int sequence, int label) {
        int cells = row.cells().size();
        if (cells <= (labelled ? Math.max(sequence, label) : sequence)) {
            throw tooFew(row, cells);
        }
        String text = table.word(row.cells().get(sequence));
        List<String> words = row.lists().getOrDefault(sequence, List.of(text.split("\\s+", -1)));
        if (words.isEmpty() || (words.size() == 1 && table.kind(words.getFirst()) == Cell.EMPTY)) {
            throw wrong(row, "has an empty sequence");
        }
        if (row.lists().containsKey(label)) {
            throw wrong(row, "has an array for a label");
        }
        boolean none = label < 0 || label >= cells || table.kind(row.cells().get(label)) == Cell.EMPTY;
        if (none && labelled) {
            throw wrong(row, "has no label");
        }
        lines.add(new Line(row.line(), words.stream().map(word -> token(row, word)).toList(),
                none ? null : token(row, row.cells().get(label))));
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

    private InputException tooFew(TextTable.Row row, int cells) {
        return wrong(row, "has " + cells + (cells == 1 ? " cell" : " cells") + "; it needs a sequence"
                + (labelled ? " and a label" : ""));
    }

    private InputException wrong(TextTable.Row row, String what) {
        return new InputException(source + ", line " + row.line() + " " + what);
    }
}
