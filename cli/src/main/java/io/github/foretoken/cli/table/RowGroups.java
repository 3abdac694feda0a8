package io.github.foretoken.cli.table;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which rows of a table are one series: all of them, or those with the same cells in the columns of the key. */
final class RowGroups {
    private final int[] columns;
    private final List<List<String>> keys;
    private final List<int[]> rows;

    private RowGroups(int[] columns, List<List<String>> keys, List<int[]> rows) {
        this.columns = columns;
        this.keys = keys;
        this.rows = rows;
    }

    /** One series without a key. */
    static RowGroups one(int count) {
        return new RowGroups(new int[0], List.of(List.of()), List.of(IntStream.range(0, count).toArray()));
    }

    /**
     * Series in the order of their first rows.
     *
     * @param columns of the key
     * @param texts what their cells are
     * @param count of rows
     * @param quoted whether text that looks like a number stands in quotes, which are not its own
     */
    static RowGroups of(int[] columns, TextColumns texts, int count, boolean quoted) {
        Map<List<String>, IntStream.Builder> groups = new LinkedHashMap<>();
        for (int row = 0; row < count; row++) {
            List<String> key = new ArrayList<>(columns.length);
            for (int column : columns) {
                String cell = texts.of(column).get(row);
                key.add(quoted ? unquoted(cell) : cell);
            }
            groups.computeIfAbsent(key, _ -> IntStream.builder()).add(row);
        }
        return new RowGroups(columns, groups.keySet().stream().map(List::copyOf).toList(),
                groups.values().stream().map(each -> each.build().toArray()).toList());
    }

    /** Without quotes that only say that it is text. */
    static String unquoted(String cell) {
        int last = cell.length() - 1;
        boolean wrapped = last > 0 && cell.charAt(0) == '"' && cell.charAt(last) == '"';
        String inner = wrapped ? cell.substring(1, last) : cell;
        return wrapped && Cell.of(inner) != Cell.TEXT ? inner : cell;
    }

    boolean keyed() {
        return columns.length > 0;
    }

    boolean isKey(int column) {
        return Arrays.stream(columns).anyMatch(key -> key == column);
    }

    /** The first column that is no part of the key; 0 where all are. */
    int firstColumn(int width) {
        return firstBeside(columns, width);
    }

    /** The first column that is not among some; 0 where all are. */
    static int firstBeside(int[] some, int width) {
        return IntStream.range(0, width)
                .filter(column -> Arrays.stream(some).noneMatch(key -> key == column))
                .findFirst()
                .orElse(0);
    }

    /** How many columns of so many are no part of the key. */
    int otherColumns(int width) {
        return width - columns.length;
    }

    int count() {
        return keys.size();
    }

    List<String> key(int group) {
        return keys.get(group);
    }

    /** Of the key, for messages and headers. */
    List<String> labels(List<String> names) {
        return Arrays.stream(columns).mapToObj(column -> CsvText.label(names, column)).toList();
    }

    /** How many rows each series has. */
    int[] lengths() {
        return rows.stream().mapToInt(each -> each.length).toArray();
    }

    /** Ascending, not modified. */
    int[] rows(int group) {
        return rows.get(group);
    }

    /** The one with most rows, the first of several. */
    int longest() {
        int longest = 0;
        for (int group = 1; group < rows.size(); group++) {
            longest = rows.get(group).length > rows.get(longest).length ? group : longest;
        }
        return longest;
    }

    /** The elements that belong to a series, as a view; null of null. */
    List<String> of(List<String> all, int group) {
        int[] some = rows(group);
        return all == null || !keyed() ? all : new AbstractList<>() {
            @Override
            public String get(int index) {
                return all.get(some[index]);
            }

            @Override
            public int size() {
                return some.length;
            }
        };
    }

    /** Whether the numbers of a column only rise, or only fall, in each series, as an index does. */
    boolean isMonotone(double[] cells, int width, int column) {
        for (int[] some : rows) {
            boolean rising = true;
            boolean falling = true;
            for (int i = 1; i < some.length; i++) {
                double before = cells[some[i - 1] * width + column];
                double now = cells[some[i] * width + column];
                rising &= now > before;
                falling &= now < before;
            }
            if (!rising && !falling) {
                return false;
            }
        }
        return true;
    }
}
