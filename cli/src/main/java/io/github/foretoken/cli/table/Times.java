package io.github.foretoken.cli.table;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times of a column.
 *
 * @param format how they are written
 * @param micros of each row; {@link TimeText#NONE} where a row has none
 */
@SuppressWarnings("ArrayRecordComponent") // made and read in this package
record Times(TimeText format, long[] micros) {
    private static final int FEW = 3;

    /**
     * Reads a column: in the only way in which all its cells are times, or, of the day first and the month first, in the one in
     * which the rows are in order.
     *
     * @return empty if there is no such way, or if nothing tells which
     */
    static Optional<Times> of(List<String> cells) {
        Map<TimeText, long[]> ways = new EnumMap<>(TimeText.class);
        for (TimeText way : TimeText.values()) {
            long[] micros = read(cells, way);
            if (micros != null) {
                ways.put(way, micros);
            }
        }
        if (ways.size() == 2) {
            // Days and months.
            ways.values().removeIf(micros -> Order.of(micros).outOfOrder() > 0);
        }
        return ways.size() == 1
                ? ways.entrySet().stream().findFirst().map(way -> new Times(way.getKey(), way.getValue()))
                : Optional.empty();
    }

    /** Null where a cell is something else, or none is a time. */
    private static long[] read(List<String> cells, TimeText way) {
        long[] micros = new long[cells.size()];
        boolean any = false;
        for (int i = 0; i < micros.length; i++) {
            micros[i] = way.of(cells.get(i));
            if (micros[i] == TimeText.OTHER) {
                return null;
            }
            any |= micros[i] != TimeText.NONE;
        }
        return any ? micros : null;
    }

    /** Cells read in a way that is known; empty where one of them is something else. */
    static Optional<Times> in(TimeText format, List<String> cells) {
        long[] micros = new long[cells.size()];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = format.of(cells.get(i));
            if (micros[i] == TimeText.OTHER) {
                return Optional.empty();
            }
        }
        return Optional.of(new Times(format, micros));
    }

    /** The other way round. */
    Times reversed() {
        long[] reversed = micros.clone();
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = micros[micros.length - 1 - i];
        }
        return new Times(format, reversed);
    }

    /** Whether they go on as times do, though any numbers could be such: rising or falling, mostly by one step. */
    boolean areRegular() {
        Order order = Order.of(micros);
        return order.none() == 0 && order.outOfOrder() == 0 && order.repeated() == 0 && micros.length >= FEW
                && 2L * order.usual() >= micros.length - 1L;
    }

    /**
     * How times follow each other.
     *
     * @param falls whether the newest is first
     * @param repeated times that are the one before them
     * @param outOfOrder times before one that came before them, or after one where the newest is first
     * @param none rows without a time
     * @param step from one time to the next, most often
     * @param usual how often that is so
     * @param missing times that such steps would have, and that are not there
     */
    record Order(boolean falls, int repeated, int outOfOrder, int none, long step, int usual, long missing) {
        static Order of(long[] micros) {
            long[] known = Arrays.stream(micros).filter(time -> time != TimeText.NONE).toArray();
            int up = 0;
            int down = 0;
            long[] steps = new long[Math.max(0, known.length - 1)];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = known[i + 1] - known[i];
                up += steps[i] > 0 ? 1 : 0;
                down += steps[i] < 0 ? 1 : 0;
            }
            boolean falls = down > up;
            for (int i = 0; i < steps.length; i++) {
                steps[i] = falls ? -steps[i] : steps[i];
            }
            Arrays.sort(steps);
            long step = 0;
            int usual = 0;
            for (int i = 0, run = 0; i < steps.length; i++) {
                run = i > 0 && steps[i] == steps[i - 1] ? run + 1 : 1;
                if (steps[i] > 0 && run > usual) {
                    usual = run;
                    step = steps[i];
                }
            }
            long missing = 0;
            for (long each : steps) {
                // Months and years are not of one length.
                missing += step > 0 && 2L * usual > steps.length && each > step + step / 2
                        ? Math.round((double) each / step) - 1
                        : 0;
            }
            return new Order(falls, steps.length - up - down, Math.min(up, down), micros.length - known.length, step,
                    usual, missing);
        }

        /** Whether rows are to be turned round. */
        boolean turns() {
            return falls && outOfOrder == 0;
        }
    }
}
