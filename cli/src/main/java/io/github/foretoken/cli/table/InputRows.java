package io.github.foretoken.cli.table;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.terminal.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** Parts what is known ahead of rows from what is forecast, and counts what there is to say about it. */
final class InputRows {
    private final int targets;
    private final List<String> names;
    private final boolean calendar;
    private int held;
    private int least = Integer.MAX_VALUE;

    /**
     * Of rows whose first columns are forecast, and whose other ones are inputs.
     *
     * @param targets how many are forecast
     * @param names of the inputs
     * @param calendar whether a row's time is one, too
     */
    InputRows(int targets, List<String> names, boolean calendar) {
        this.targets = targets;
        this.names = names;
        this.calendar = calendar;
    }

    /** Of all columns. */
    int width() {
        return targets + names.size();
    }

    /** What is forecast: without inputs, and without rows at the end that have inputs and nothing else. */
    TimedRows targets(TimedRows all) {
        if (names.isEmpty()) {
            return all;
        }
        int end = end(all.data());
        double[] data = new double[end * targets];
        for (int i = 0; i < end; i++) {
            System.arraycopy(all.data(), i * width(), data, i * targets, targets);
        }
        return new TimedRows(data,
                all.column().map(column -> new TimeColumn(column.name(), column.cells().subList(0, end))), all.times(),
                all.turned());
    }

    private int end(double[] data) {
        int end = data.length / width();
        while (end > 0 && isPlan(data, (end - 1) * width())) {
            end--;
        }
        return end;
    }

    private boolean isPlan(double[] data, int row) {
        for (int c = 0; c < width(); c++) {
            if (Double.isNaN(data[row + c]) != c < targets) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is known ahead.
     *
     * @param all rows, as for {@link #targets}
     * @param kept for each row of the table which of these it is
     * @param source for messages
     * @throws InputException if a time is missing, or an input in all rows
     */
    KnownAhead known(TimedRows all, int[] kept, String source) {
        if (names.isEmpty() && !calendar) {
            return KnownAhead.NONE;
        }
        int end = end(all.data());
        int count = all.data().length / width();
        int[] rows = Arrays.copyOf(kept, kept.length + count - end);
        for (int i = end; i < count; i++) {
            rows[kept.length + i - end] = i;
        }
        Matrix columns = names.isEmpty() ? null : columns(all.data(), rows, source);
        if (!calendar) {
            return new KnownAhead(kept.length, columns, null, null);
        }
        Times times = all.times()
                .orElseThrow(() -> new InputException(
                        source + " has no column of times, which --calendar needs; --time COLUMN says which it is"));
        long[] micros = Arrays.stream(rows).mapToLong(row -> times.micros()[row]).toArray();
        if (Arrays.stream(micros).anyMatch(time -> time == TimeText.NONE)) {
            throw new InputException(source + " has rows without a time, which --calendar needs");
        }
        return new KnownAhead(kept.length, columns, micros, future(all.column(), times, micros));
    }

    private Matrix columns(double[] data, int[] rows, String source) {
        int k = names.size();
        double[] inputs = new double[rows.length * k];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(data, rows[i] * width() + targets, inputs, i * k, k);
        }
        for (int c = 0; c < k; c++) {
            int column = c;
            if (IntStream.range(0, rows.length).allMatch(i -> Double.isNaN(inputs[i * k + column]))) {
                throw new InputException(source + ": the input " + names.get(c) + " has no value");
            }
        }
        held += Gaps.fill(inputs, k).cardinality();
        return Matrix.of(inputs, rows.length, k);
    }

    /** How times go on, or the step that most of them have. */
    private static LongUnaryOperator future(Optional<TimeColumn> column, Times times, long[] micros) {
        long last = micros[micros.length - 1];
        long step = Times.Order.of(micros).step();
        Optional<RegularTimes> regular = column.flatMap(RegularTimes::of);
        return ahead -> {
            long time = regular.map(found -> times.format().of(found.at(ahead))).orElse(TimeText.NONE);
            return time == TimeText.NONE || time == TimeText.OTHER ? last + ahead * step : time;
        };
    }

    /** Takes in a table, for the notes. */
    void add(Table table) {
        least = Math.min(least, table.ahead().rowsAfter());
    }

    /** What the user should know. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (!names.isEmpty()) {
            words.add(ShortList.of(names, 3) + (names.size() == 1 ? " is an input" : " are inputs") + ", known for "
                    + (least == 1 ? "1 row" : least == 0 ? "no row" : least + " rows") + " after the last value"
                    + (least == 0 ? ", where those before stand in" : ""));
        }
        if (held > 0) {
            words.add(held + (held == 1 ? " missing input holds" : " missing inputs hold") + " the value above");
        }
        return words;
    }
}
