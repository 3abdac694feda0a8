package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.KnownAhead;
import java.util.Arrays;

/**
 * What the methods are compared on.
 *
 * @param rows N x d, not modified
 * @param filled rows that nobody measured, ascending: predicted from, never scored
 * @param breaks rows that do not follow the one before them, ascending
 * @param from first row scored
 * @param to row after the last one scored
 * @param ahead what the forecaster knows of rows before they come
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
public record ScoredSeries(Matrix rows, int[] filled, int[] breaks, int from, int to, KnownAhead ahead) {
    /**
     * Checks the rows to be scored.
     *
     * @throws IllegalArgumentException if {@code from} to {@code to} are not rows with others before them
     */
    public ScoredSeries {
        if (from < 1 || to > rows.rows() || from >= to) {
            throw new IllegalArgumentException("rows " + from + ":" + to + " cannot be scored: of " + rows.rows()
                    + " rows, 0-based, the first one scored must be 1 or more, the end greater and at most "
                    + rows.rows());
        }
    }

    /** Of which nothing is known ahead. */
    public ScoredSeries(Matrix rows, int[] filled, int[] breaks, int from, int to) {
        this(rows, filled, breaks, from, to, KnownAhead.NONE);
    }

    boolean isBreak(int row) {
        return Arrays.binarySearch(breaks, row) >= 0;
    }

    /** Whether nobody measured a row. */
    boolean isFilled(int row) {
        return Arrays.binarySearch(filled, row) >= 0;
    }

    /**
     * First rows of the forecasts to be scored, ascending: those with {@code reach} rows before them without a break, and with
     * {@code horizon} rows from them on, the last one before {@link #to}, without a break between.
     */
    int[] origins(int reach, int horizon) {
        int[] origins = new int[to - from];
        int count = 0;
        int since = 0;
        // The first of the rows up to the newest that all follow each other; it reaches back and ahead of a forecast alike.
        for (int last = 0; last < to; last++) {
            since = isBreak(last) ? last : since;
            int first = last - horizon + 1;
            if (first >= from && first - since >= reach && (horizon > 1 || !isFilled(first))) {
                origins[count++] = first;
            }
        }
        return Arrays.copyOf(origins, count);
    }
}
