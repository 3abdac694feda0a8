package io.github.foretoken.cli.table;

import io.github.foretoken.Matrix;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The columns chosen from a file.
 *
 * @param values one row a token
 * @param labels what to call the columns: their names, or "column 3" where the file has none; one for each column
 * @param header whether the file named its columns
 * @param notes what the user should know about the choice, one line each
 * @param filled rows with a cell that took the value above, because it was missing: nobody measured them; ascending
 * @param breaks rows that do not follow the one before them, because rows between were left out; ascending
 * @param measured all rows of the file, with NaN where a value is missing
 * @param holes cells, row times columns plus column, that hold no value of their own where {@link Missing#IMPUTE} was asked
 *     for
 * @param times of the last rows, if the first column can hold times and is not among those chosen
 * @param ahead what is known of rows before they come
 */
@SuppressWarnings("ArrayRecordComponent") // a view by contract, like the matrix beside it
public record Table(Matrix values, List<String> labels, boolean header, List<String> notes, int[] filled, int[] breaks,
        Matrix measured, BitSet holes, Optional<TimeColumn> times, KnownAhead ahead) {
    /** Rows that were all measured, one after the other. */
    Table(Matrix values, List<String> labels, boolean header, List<String> notes, Optional<TimeColumn> times) {
        this(values, labels, header, notes, new int[0], new int[0], values, new BitSet(), times, KnownAhead.NONE);
    }

    /**
     * A row as it was measured.
     *
     * @param token d numbers, overwritten; NaN where there was none and {@link Missing#IMPUTE} was asked for
     */
    public void measured(int row, double[] token) {
        int d = values.cols();
        for (int c = 0; c < d; c++) {
            token[c] = holes.get(row * d + c) ? Double.NaN : values.get(row, c);
        }
    }

    /** With other notes. */
    Table with(List<String> newNotes) {
        return new Table(values, labels, header, newNotes, filled, breaks, measured, holes, times, ahead);
    }

    /** With inputs. */
    Table with(KnownAhead inputs) {
        return new Table(values, labels, header, notes, filled, breaks, measured, holes, times, inputs);
    }

    /** The most rows without a gap. */
    public int longestRun() {
        int longest = 0;
        int from = 0;
        for (int at : breaks) {
            longest = Math.max(longest, at - from);
            from = at;
        }
        return Math.max(longest, values.rows() - from);
    }

    /** The first row with which every column has had a value. */
    public int knownFrom() {
        int from = 0;
        int d = values.cols();
        for (int c = 0; c < d && !holes.isEmpty(); c++) {
            int row = 0;
            while (row < values.rows() && holes.get(row * d + c)) {
                row++;
            }
            from = Math.max(from, row);
        }
        return from;
    }
}
