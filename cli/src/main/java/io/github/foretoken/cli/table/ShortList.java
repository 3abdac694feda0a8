package io.github.foretoken.cli.table;

import java.util.List;

/** Lists that fit on a line. */
public final class ShortList {
    private ShortList() {}

    /**
     * {@code a}, {@code a and b} or {@code a, b and 7 more}; one alone is never left out.
     *
     * @param items one or more
     * @param most how many are named where there are more
     */
    public static String of(List<String> items, int most) {
        int last = items.size() - 1;
        if (last == 0) {
            return items.getFirst();
        }
        int named = last > most ? most : last;
        return String.join(", ", items.subList(0, named)) + " and "
                + (named == last ? items.getLast() : last + 1 - named + " more");
    }
}
