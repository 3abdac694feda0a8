package io.github.foretoken.cli.table;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells, as they are written, of columns that may hold times: of the first one and of all whose first cells look so. */
final class TextColumns {
    private static final int LONGEST = 50;

    private final Map<Integer, Column> columns = new HashMap<>();
    private boolean all;

    /** @param all whether to keep those of every column */
    TextColumns(boolean all) {
        this.all = all;
    }

    /** These instead of all, before the first row. */
    void keep(int[] some) {
        all = false;
        Arrays.stream(some).forEach(column -> columns.computeIfAbsent(column, _ -> new Column()));
    }

    /** Bytes of all cells, one after the other. */
    private static final class Column extends AbstractList<String> {
        private byte[] bytes = new byte[256];
        private int[] ends = new int[16];
        private int size;
        private int from;

        void put(int row, String cell) {
            while (size < row) {
                append("");
            }
            append(cell);
        }

        private void append(String cell) {
            byte[] text = CellRules.strip(cell).getBytes(StandardCharsets.UTF_8);
            int start = size == 0 ? 0 : ends[size - 1];
            int end = Math.addExact(start, text.length);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * bytes.length)));
            }
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, 2 * size);
            }
            System.arraycopy(text, 0, bytes, start, text.length);
            ends[size++] = end;
        }

        @Override
        public String get(int index) {
            int at = from + index;
            int start = at == 0 ? 0 : ends[at - 1];
            return new String(bytes, start, ends[at] - start, StandardCharsets.UTF_8);
        }

        @Override
        public int size() {
            return size - from;
        }
    }

    /** Whether a cell may be a time, for all that it says alone. */
    private static boolean mayBeTime(String cell) {
        String text = CellRules.strip(cell);
        return !text.isEmpty() && text.length() < LONGEST
                && Arrays.stream(TimeText.values()).anyMatch(way -> way.of(text) < TimeText.OTHER);
    }

    /** Takes in a row. */
    void add(List<String> fields, int row) {
        if (row < 2) {
            for (int j = 0; j < fields.size(); j++) {
                // A first row may be a header yet.
                if (all || j == 0 || mayBeTime(fields.get(j))) {
                    columns.computeIfAbsent(j, _ -> new Column());
                }
            }
        }
        columns.forEach((j, column) -> column.put(row, fields.get(j)));
    }

    /** Takes in a row that is not one of the first two. */
    void add(PlainCells cells, int row) {
        columns.forEach((j, column) -> column.put(row, cells.cell(j)));
    }

    /** The first row was a header. */
    void removeFirst() {
        columns.values().forEach(column -> column.from++);
    }

    /** The cells of a column; null where they were not kept. */
    List<String> of(int column) {
        return columns.get(column);
    }
}
