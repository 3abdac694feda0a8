package io.github.foretoken.cli.forecast;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.RegularTimes;
import io.github.foretoken.cli.table.TableWriter;
import io.github.foretoken.forecast.Forecast;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The rows of a forecast: the time or the number of the row, then for each column its mean and, level by level, lower and
 * upper ends.
 *
 * @param forecast all steps
 * @param levels that it has
 * @param labels of the columns
 * @param rows that were given
 * @param times of the rows, or null
 */
public record ForecastTable(Forecast forecast, Levels levels, List<String> labels, int rows, RegularTimes times) {
    /** What the first column is called where it numbers the rows. */
    public static final String STEP = "step";

    /** What the first column is called. */
    public String clock() {
        return times == null ? STEP : times.name();
    }

    /** What stands in the first column of a step, from 1 on; 0 and less are rows that were given. */
    public String time(int step) {
        return times == null ? Long.toString((long) rows + step) : times.at(step);
    }

    /** Writes CSV with a header; numbers read back exactly. */
    public void writeTo(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(TableWriter.quote(clock()));
        levels.labels(labels).forEach(label -> text.append(',').append(TableWriter.quote(label)));
        out.write(text.append('\n').append(lines("", this::time)).toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The rows alone.
     *
     * @param start of each line
     * @param clock what stands next, given the step
     */
    public String lines(String start, IntFunction<String> clock) {
        StringBuilder text = new StringBuilder();
        for (int step = 1; step <= forecast.horizon(); step++) {
            text.append(start).append(TableWriter.quote(clock.apply(step)));
            for (double number : levels.row(forecast, step)) {
                text.append(',').append(number);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
