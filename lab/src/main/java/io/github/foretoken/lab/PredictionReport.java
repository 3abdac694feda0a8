package io.github.foretoken.lab;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.lab.table.Table;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code predict} says on standard error about its predictions.
 *
 * @param table what was read
 * @param method what predicted
 * @param predictions what came of it
 * @param delays {@code --delays}, or null
 */
record PredictionReport(Table table, SeriesMethod method, Matrix predictions, Integer delays) {
    private static final int LISTED = 8;

    void write(PrintWriter err, double seconds) {
        int d = table.values().cols();
        List<String> labels = table.labels();
        String names = !table.header() ? ""
                : " (" + labels.stream().limit(LISTED).map(Excerpt::of).collect(Collectors.joining(", "))
                        + (d > LISTED ? ", ..." : "") + ")";
        err.println("T = " + predictions.rows() + " tokens" + (delays == null ? "" : " of " + delays + " rows")
                + ", d = " + d + names + "; " + method.describe());
        int[] rows = ScoredRows.of(table, method.reach(), method.horizon());
        if (rows.length == 0) {
            err.println("NMSE: no prediction can be compared yet");
            sayShort(err);
        } else if (method instanceof AutomaticMethod automatic) {
            int seen = (int) Arrays.stream(rows).filter(row -> row < automatic.prefix()).count();
            if (seen > 0) {
                err.println("NMSE of " + seen + " predicted rows of the prefix, which the choice has seen: "
                        + accuracy(rows, 0, seen));
            }
            err.println(seen == rows.length ? "NMSE after the prefix: there are no rows"
                    : "NMSE of the " + (rows.length - seen) + " rows after it: " + accuracy(rows, seen, rows.length));
            warn(err, accuracy(rows, seen == rows.length ? 0 : seen, rows.length), false);
        } else {
            int half = rows.length / 2;
            Accuracy all = accuracy(rows, 0, rows.length);
            Accuracy second = accuracy(rows, half, rows.length);
            err.println("NMSE of all " + rows.length + " predicted rows: " + all);
            err.println("NMSE of their second half, " + second.rows() + ": " + second);
            if (all.worse() && second.better()) {
                err.println(
                        "note: over all rows these predictions are worse than persistence, which repeats the newest row,"
                                + " because of their start; over the second half they are better");
            } else {
                warn(err, all, all.hopeless() && second.hopeless());
            }
        }
        err.println(Numbers.seconds(seconds) + " s; " + Acceleration.describe(predictions.rows()));
    }

    private void warn(PrintWriter err, Accuracy accuracy, boolean far) {
        if (accuracy.worse()) {
            err.println("warning: these predictions are " + (far ? "far " : "")
                    + "worse than persistence, which repeats the newest row; " + WorseThanPersistence
                            .wayOut(method instanceof ForecastedMethod, method instanceof AutomaticMethod));
        }
    }

    private void sayShort(PrintWriter err) {
        if (method instanceof ForecastedMethod && method.horizon() >= table.values().rows()) {
            err.println("warning: no two rows are " + method.horizon() + " apart, so nothing could be learned of that"
                    + " horizon: forecasts repeat the newest row");
        }
    }

    private Accuracy accuracy(int[] rows, int from, int to) {
        return Accuracy.of(table.values(), predictions, method.horizon(), Arrays.copyOfRange(rows, from, to));
    }
}
