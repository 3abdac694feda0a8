package io.github.foretoken.cli.table;

import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.internal.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A list of columns as typed: names, 1-based numbers, and ranges of either (2-5, JAN-MAR), separated by commas. */
public final class ColumnSelection {
    private final List<String> items;

    private ColumnSelection(List<String> items) {
        this.items = items;
    }

    /**
     * Splits the list; a name with a comma in it can be put between double quotes.
     *
     * @throws InputException if an item is empty
     */
    public static ColumnSelection parse(String list) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = false;
        for (char c : (list + ",").toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                if (item.toString().isBlank()) {
                    throw new InputException(
                            "'" + Excerpt.of(list) + "' has an empty item; give names or numbers such as 1,3-5");
                }
                items.add(item.toString().strip());
                item.setLength(0);
            } else {
                item.append(c);
            }
        }
        if (quoted) {
            throw new InputException("'" + Excerpt.of(list) + "' opens a double quote and does not close it");
        }
        return new ColumnSelection(items);
    }

    /**
     * 0-based positions in the order given. A name found in the header wins over a number.
     *
     * @param names the header; empty when there is none
     * @param count number of columns
     * @param source the file, for the message
     * @throws InputException for a column that does not exist, is named by several, or is chosen twice
     */
    public int[] resolve(List<String> names, int count, String source) {
        Set<Integer> chosen = new LinkedHashSet<>();
        for (String item : items) {
            int first = position(item, names, count, source);
            int last = first;
            if (first < 0) {
                int dash = dash(item, names, count, source);
                first = dash < 0 ? -1 : position(item.substring(0, dash), names, count, source);
                last = dash < 0 ? -1 : position(item.substring(dash + 1), names, count, source);
            }
            if (first < 0 || last < first) {
                throw new InputException(
                        source + " has no column '" + Excerpt.of(item) + "'; " + available(names, count));
            }
            for (int column = first; column <= last; column++) {
                if (!chosen.add(column)) {
                    throw new InputException("column " + (column + 1) + " is chosen twice; name each column once");
                }
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The dash that splits a range into two columns that exist, or -1: names may contain dashes themselves. */
    private static int dash(String item, List<String> names, int count, String source) {
        for (int at = item.indexOf('-'); at >= 0; at = item.indexOf('-', at + 1)) {
            if (position(item.substring(0, at), names, count, source) >= 0
                    && position(item.substring(at + 1), names, count, source) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private static int position(String typed, List<String> names, int count, String source) {
        String item = typed.strip();
        int named = names.indexOf(item);
        if (named >= 0) {
            if (names.lastIndexOf(item) != named) {
                throw new InputException(
                        source + " has several columns named '" + Excerpt.of(item) + "'; choose by number");
            }
            return named;
        }
        if (item.isEmpty() || item.length() > 9 || !item.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(item);
        return number >= 1 && number <= count ? number - 1 : -1;
    }

    private static String available(List<String> names, int count) {
        if (names.isEmpty()) {
            return "it has " + (count == 1 ? "column 1 only" : "columns 1 to " + count) + ", without names";
        }
        String list = names.stream().limit(12).map(Excerpt::of).collect(Collectors.joining(", "));
        return "it has " + list + (names.size() > 12 ? ", ... (" + names.size() + " in all)" : "");
    }
}
