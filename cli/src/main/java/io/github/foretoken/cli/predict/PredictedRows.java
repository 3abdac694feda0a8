package io.github.foretoken.cli.predict;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.forecast.ForecastTable;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.LongRows;
import io.github.foretoken.cli.table.SeriesTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The predictions of several series as lines, in the order of the rows that they follow; series after series where rows do not
 * come as they stand in the file.
 *
 * @param table all that was read
 * @param done what was predicted
 * @param levels of the intervals
 */
record PredictedRows(SeriesTable table, List<PredictionOfSeries.Done> done, Levels levels) {
    private static final int FLUSH = 1 << 16;
    private static final int SERIES_BITS = 31;

    /** Writes CSV, with a header if the file has one; numbers read back exactly. */
    void writeTo(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(table.header()
                ? LongRows.header(table.keys(), table.wide() ? ForecastTable.STEP : null, levels.labels(table.labels()))
                : "");
        List<String> starts = done.stream().map(each -> LongRows.start(each.series().key())).toList();
        int[] next = new int[done.size()];
        for (int series : order()) {
            text.append(starts.get(series));
            if (table.wide()) {
                text.append(step(done.get(series), next[series])).append(',');
            }
            append(text, done.get(series).output(), next[series]++);
            if (text.length() >= FLUSH) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder text, Matrix output, int row) {
        for (int j = 0; j < output.cols(); j++) {
            text.append(j == 0 ? "" : ",").append(output.get(row, j));
        }
        text.append('\n');
    }

    /** The number of the step that a row estimates, from 1 on. */
    private static int step(PredictionOfSeries.Done done, int row) {
        int[] rows = done.series().rows();
        return rows[rows.length - done.output().rows() + row] + 1 + done.method().horizon();
    }

    /** For each line the series that it belongs to; a series' own lines come in their order. */
    private int[] order() {
        boolean rising = done.stream().allMatch(each -> each.series().goes(1));
        boolean falling = done.stream().allMatch(each -> each.series().goes(-1));
        if (table.wide() || (!rising && !falling)) {
            return IntStream.range(0, done.size())
                    .flatMap(s -> IntStream.generate(() -> s).limit(done.get(s).output().rows()))
                    .toArray();
        }
        // By the row of the file and then the series, in one number each.
        long[] lines = IntStream.range(0, done.size()).boxed().flatMapToLong(s -> {
            int[] rows = done.get(s).series().rows();
            int skipped = rows.length - done.get(s).output().rows();
            return Arrays.stream(rows, skipped, rows.length)
                    .mapToLong(row -> (long) (rising ? row : -row) << SERIES_BITS | s);
        }).sorted().toArray();
        return Arrays.stream(lines).mapToInt(line -> (int) (line & Integer.MAX_VALUE)).toArray();
    }
}
