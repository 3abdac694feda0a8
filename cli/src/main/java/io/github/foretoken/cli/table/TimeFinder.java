package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks for the column that has the times of the rows: by its name, its cells, or both. */
final class TimeFinder {
    private final String source;
    private final List<String> names;
    private final CsvColumn[] columns;
    private final TextColumns texts;

    /** @param names of the columns; empty for none */
    TimeFinder(String source, List<String> names, CsvColumn[] columns, TextColumns texts) {
        this.source = source;
        this.names = names;
        this.columns = columns;
        this.texts = texts;
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
            Optional<Times> times = Times.of(texts.of(column));
            if (times.isEmpty()) {
                throw new InputException(source + ", " + CsvText.where(names, column)
                        + ": not all of its cells are times, or nothing tells which comes first, the day or the month");
            }
            return Optional.of(new Found(column, true, times));
        }
        if (columns.length == 1) {
            return Optional.empty();
        }
        return IntStream.range(0, columns.length)
                .boxed()
                .sorted((a, b) -> Boolean.compare(isNamed(b), isNamed(a)))
                .flatMap(j -> at(j).stream())
                .findFirst()
                .or(this::first);
    }

    private boolean isNamed(int column) {
        return CsvHeader.isIndex(names, column, columns.length);
    }

    private Optional<Found> at(int column) {
        List<String> cells = texts.of(column);
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
        return isNamed(0) || !columns[0].numeric() ? Optional.of(new Found(0, false, Optional.empty()))
                : Optional.empty();
    }
}
