package io.github.foretoken.cli.method;

import io.github.foretoken.cli.table.Table;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which rows of a series predictions are compared with: those that somebody measured, and that were really predicted. */
public final class ScoredRows {
    private ScoredRows() {}

    /**
     * Rows, from 0 on and ascending, whose prediction was made of rows without a gap between them and before it.
     *
     * @param reach how many rows a prediction is made from, counted back from the newest
     * @param horizon how many rows ahead it is
     */
    public static int[] of(Table table, int reach, int horizon) {
        int first = reach - 1 + horizon;
        int known = Math.max(first, table.knownFrom() + horizon);
        int[] breaks = table.breaks();
        return IntStream.range(known, Math.max(known, table.values().rows())).filter(row -> {
            int at = Arrays.binarySearch(breaks, row);
            int before = at >= 0 ? at : -at - 2;
            return (before < 0 || breaks[before] <= row - first) && Arrays.binarySearch(table.filled(), row) < 0;
        }).toArray();
    }
}
