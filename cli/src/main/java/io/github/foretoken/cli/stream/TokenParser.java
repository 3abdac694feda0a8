package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.table.ColumnSelection;
import io.github.foretoken.cli.table.CsvHeader;
import io.github.foretoken.cli.table.SkippedColumns;
import io.github.foretoken.cli.table.SkippedColumns.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes tokens of lines, and remembers what they are made of. */
abstract class TokenParser {
    private final String source;
    private final ColumnSelection selection;
    private final Consumer<String> notes;
    private Columns columns;
    private double[] token;
    /** Notes that are still to be said. */
    private final List<String> held = new ArrayList<>();

    /**
     * @param selection of columns; null for all that hold numbers, but no leading date or index
     * @param known what tokens were made of before; null for a new stream
     * @param notes told what the user should know about the choice of columns
     */
    TokenParser(String source, ColumnSelection selection, Columns known, Consumer<String> notes) {
        this.source = source;
        this.selection = selection;
        this.notes = notes;
        columns = known;
    }

    /**
     * The token of a line, in an array that the next call overwrites; null where the line is a header.
     *
     * @throws BadLineException with what follows the line's number in a message
     */
    abstract double[] parse(String line) throws BadLineException;

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
    final void note(String words) {
        notes.accept(words);
    }

    /** The same, but one line with what else is understood before the first token. */
    final void hold(String words) {
        held.add(words);
    }

    /** The array that tokens are put into, once there are columns. */
    final double[] token() {
        if (token == null) {
            token = new double[columns.count()];
        }
        return token;
    }

    /**
     * Which of a first token's places to take.
     *
     * @param names of the places; empty for none
     * @param width how many places there are
     * @param unfit why a place holds no number, or null if it does
     * @param place what to call a place in a note
     * @param quoted what a place holds, for a note
     */
    final List<Integer> choose(List<String> names, int width, IntFunction<Reason> unfit, IntFunction<String> place,
            IntFunction<String> quoted) throws BadLineException {
        if (!held.isEmpty()) {
            notes.accept(String.join("; ", held));
            held.clear();
        }
        SkippedColumns skipped = new SkippedColumns();
        int[] positions =
                selection != null ? selection.resolve(names, width, source) : IntStream.range(0, width).filter(j -> {
                    Reason unsuitable = unfit.apply(j);
                    Reason reason =
                            unsuitable != null || !CsvHeader.isIndex(names, j, width) ? unsuitable : Reason.INDEX;
                    if (reason != null) {
                        skipped.add(place.apply(j), reason, quoted.apply(j));
                    }
                    return reason == null;
                }).toArray();
        if (positions.length == 0) {
            throw new BadLineException(" has no number in it" + (skipped.isEmpty() ? "" : " (" + skipped + ")"));
        }
        if (!skipped.isEmpty()) {
            notes.accept(skipped.toString());
        }
        return IntStream.of(positions).boxed().toList();
    }
}
