package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Looks for the column that has the times of the rows: by its name, its cells, or both. */
final class TimeFinder {
    private final String source;
    private final List<String> names;
    private final CsvColumn[] columns;
    private final IntFunction<List<String>> texts;
    private final RowGroups groups;

    /**
     * Looks at the longest series.
     *
     * @param names of the columns; empty for none
     */
    TimeFinder(String source, List<String> names, CsvColumn[] columns, TextColumns texts, RowGroups groups) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        int longest = groups.longest();
        this.texts = column -> groups.of(texts.of(column), longest);
        this.groups = groups;
    }

    /**
     * A column and what it holds.
     *
     * @param byCells whether its cells alone tell that they are times
     * @param times empty where there is no one way to read them
     */
    record Found(int column, boolean byCells, Optional<Times> times) {}

    /**
     * Finds it.
     *
     * @throws InputException if the one that is settled is none
     */
    Optional<Found> find(TimeRules rules) {
        if (rules.off()) {
            return Optional.empty();
        }
        if (rules.column() != null) {
            int column = ColumnSelection.parse(rules.column()).resolve(names, columns.length, source)[0];
            if (groups.isKey(column)) {
                throw new InputException(
                        CsvText.where(names, column) + " is a key, and cannot hold the times of rows too");
            }
            Optional<Times> times = Times.of(texts.apply(column));
            if (times.isEmpty()) {
                throw new InputException(source + ", " + CsvText.where(names, column)
                        + ": not all of its cells are times, or nothing tells which comes first, the day or the month");
            }
            return Optional.of(new Found(column, true, times));
        }
        if (groups.otherColumns(columns.length) <= 1) {
            return Optional.empty();
        }
        return IntStream.range(0, columns.length)
                .filter(j -> !groups.isKey(j))
                .boxed()
                .sorted((a, b) -> Boolean.compare(isNamed(b), isNamed(a)))
                .flatMap(j -> at(j).stream())
                .findFirst()
                .or(this::first);
    }

    private boolean isNamed(int column) {
        return CsvHeader.isIndex(names, column, groups.otherColumns(columns.length),
                groups.firstColumn(columns.length));
    }

    private Optional<Found> at(int column) {
        List<String> cells = texts.apply(column);
        if (cells == null || (!columns[column].numeric() && columns[column].text() == null)) {
            return Optional.empty();
        }
        Optional<Times> times = Times.of(cells);
        if (!columns[column].numeric() || isNamed(column)) {
            return times.map(found -> new Found(column, !columns[column].numeric(), times));
        }
        // Years are too like other numbers.
        return times.filter(found -> cells.getFirst().length() > 4 && found.areRegular())
                .map(found -> new Found(column, true, times));
    }

    /** The first column, whose cells go on somehow. */
    private Optional<Found> first() {
        int first = groups.firstColumn(columns.length);
        return isNamed(first) || !columns[first].numeric() ? Optional.of(new Found(first, false, Optional.empty()))
                : Optional.empty();
    }
}
