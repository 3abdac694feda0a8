package io.github.foretoken.cli.table;

import io.github.foretoken.Matrix;
import io.github.foretoken.forecast.Calendar;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Inputs of the rows of a table that are known before the rows themselves: columns of the file, the calendar, or both. */
public final class KnownAhead {
    /** There are none. */
    public static final KnownAhead NONE = new KnownAhead(0, null, null, null);
    private static final long SECOND = 1_000_000;
    private static final int KEPT = 1 << 12;

    private final int rows;
    private final Matrix columns;
    private final long[] times;
    private final LongUnaryOperator future;
    /** Rows that were asked for lately, and which they are. */
    private final double[][] made;
    private final int[] madeOf;

    /**
     * Those of a table.
     *
     * @param rows of the table
     * @param columns of the file, as many rows and those known after them; null for none
     * @param times of as many rows, in microseconds since 1970; null without a calendar
     * @param future times so many rows after the last one of these, from 1 on
     */
    KnownAhead(int rows, Matrix columns, long[] times, LongUnaryOperator future) {
        this.rows = rows;
        this.columns = columns;
        this.times = times;
        this.future = future;
        int kept = columns == null && times == null ? 0 : KEPT;
        made = new double[kept][];
        madeOf = new int[kept];
        Arrays.fill(madeOf, -1);
    }

    /** How many there are for each row. */
    public int count() {
        return (columns == null ? 0 : columns.cols()) + (times == null ? 0 : Calendar.INPUTS);
    }

    /** For how many rows after those of the table they are known; the calendar goes on for ever. */
    public int rowsAfter() {
        return columns == null ? Integer.MAX_VALUE : columns.rows() - rows;
    }

    /**
     * Those of the rows after one. Where the file has no more, the last ones stand in.
     *
     * @param row from 0 on
     * @return horizon rows, which are not to be modified
     */
    public double[][] after(int row, int horizon) {
        double[][] ahead = new double[horizon][];
        for (int h = 0; h < horizon; h++) {
            ahead[h] = at(row + 1 + h);
        }
        return ahead;
    }

    private double[] at(int row) {
        int place = row & (KEPT - 1);
        if (madeOf[place] != row) {
            made[place] = make(row);
            madeOf[place] = row;
        }
        return made[place];
    }

    private double[] make(int row) {
        double[] inputs = new double[count()];
        int at = 0;
        if (columns != null) {
            int known = Math.min(row, columns.rows() - 1);
            for (; at < columns.cols(); at++) {
                inputs[at] = columns.get(known, at);
            }
        }
        if (times != null) {
            long micros = row < times.length ? times[row] : future.applyAsLong(row - times.length + 1L);
            LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND),
                    (int) Math.floorMod(micros, SECOND) * 1000, ZoneOffset.UTC);
            System.arraycopy(Calendar.ahead(time, Duration.ZERO, 1)[0], 0, inputs, at, Calendar.INPUTS);
        }
        return inputs;
    }
}
