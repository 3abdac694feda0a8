package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.ColumnSelection;
import io.github.foretoken.cli.table.CsvHeader;
import io.github.foretoken.cli.table.SkippedColumns;
import io.github.foretoken.cli.table.SkippedColumns.Reason;
import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes tokens of lines, and remembers what they are made of. */
abstract class TokenParser {
    private final String source;
    private final ColumnSelection selection;
    private final ColumnSelection keys;
    private final Consumer<String> notes;
    private Columns columns;
    private double[] token;
    private List<String> key = List.of();
    /** Notes that are still to be said. */
    private final List<String> held = new ArrayList<>();

    /**
     * @param selection of columns; null for all that hold numbers, but no leading date or index
     * @param keys columns that say which series a token belongs to; null for none
     * @param known what tokens were made of before; null for a new stream
     * @param notes told what the user should know about the choice of columns
     */
    TokenParser(String source, ColumnSelection selection, ColumnSelection keys, Columns known, Consumer<String> notes) {
        this.source = source;
        this.selection = selection;
        this.keys = keys;
        this.notes = notes;
        columns = known;
    }

    /**
     * The token of a line, in an array that the next call overwrites; null where the line is a header.
     *
     * @throws BadLineException with what follows the line's number in a message
     */
    abstract double[] parse(String line) throws BadLineException;

    /** Which series the last token belongs to; empty where all are one. */
    final List<String> key() {
        return key;
    }

    /** That of the token of a line, taken from its cells. */
    final void key(List<String> cells) throws BadLineException {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isEmpty()) {
                throw new BadLineException(", " + KeyColumns.where(columns.keys(), i)
                        + ": the key is empty; every token needs one, for it says which series the token belongs to");
            }
        }
        key = cells;
    }

    /** The next line is the first one of another input. */
    abstract void restart();

    /** Whether a blank line before others is a cell that holds nothing, rather than nothing. */
    abstract boolean blankIsCell();

    /** What tokens are made of; null before the first. */
    final Columns columns() {
        return columns;
    }

    final void columns(Columns newColumns) {
        columns = newColumns;
    }

    /** Something that the user should know. */
    final void note(String message) {
        notes.accept(message);
    }

    /** The same, but one line with what else is understood before the first token. */
    final void hold(String message) {
        held.add(message);
    }

    /** The array that tokens are put into, once there are columns. */
    final double[] token() {
        if (token == null) {
            token = new double[columns.count()];
        }
        return token;
    }

    /** Which of a first token's places are its key. */
    final List<Integer> chooseKeys(List<String> names, int width) {
        return keys == null ? List.of() : IntStream.of(keys.resolve(names, width, source)).boxed().toList();
    }

    /**
     * Which of a first token's places to take.
     *
     * @param keyed those of its key, which are none of them
     * @param names of the places; empty for none
     * @param width how many places there are
     * @param unfit why a place holds no number, or null if it does
     * @param place what to call a place in a note
     * @param quoted what a place holds, for a note
     */
    final List<Integer> choose(List<Integer> keyed, List<String> names, int width, IntFunction<Reason> unfit,
            IntFunction<String> place, IntFunction<String> quoted) throws BadLineException {
        if (!held.isEmpty()) {
            notes.accept(String.join("; ", held));
            held.clear();
        }
        SkippedColumns skipped = new SkippedColumns();
        int[] others = IntStream.range(0, width).filter(j -> !keyed.contains(j)).toArray();
        int[] positions =
                selection != null ? selection.resolve(names, width, source) : IntStream.of(others).filter(j -> {
                    Reason unsuitable = unfit.apply(j);
                    Reason reason =
                            unsuitable != null || !CsvHeader.isIndex(names, j, others.length, others[0]) ? unsuitable
                                    : Reason.INDEX;
                    if (reason != null) {
                        skipped.add(place.apply(j), reason, quoted.apply(j));
                    }
                    return reason == null;
                }).toArray();
        for (int j : positions) {
            if (keyed.contains(j)) {
                throw new InputException(place.apply(j) + " is a key, and cannot be among --columns too");
            }
        }
        if (positions.length == 0) {
            throw new BadLineException(" has no number in it" + (skipped.isEmpty() ? "" : " (" + skipped + ")"));
        }
        if (!skipped.isEmpty()) {
            notes.accept(skipped.toString());
        }
        return IntStream.of(positions).boxed().toList();
    }
}
