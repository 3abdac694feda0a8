package io.github.foretoken.cli.predict;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Accuracy;
import io.github.foretoken.cli.method.ScoredRows;
import io.github.foretoken.cli.method.WorseThanPersistence;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Numbers;
import io.github.foretoken.internal.Excerpt;
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

    void write(Notices notices, double seconds) {
        int d = table.values().cols();
        List<String> labels = table.labels();
        String names = !table.header() ? ""
                : " (" + labels.stream().limit(LISTED).map(Excerpt::of).collect(Collectors.joining(", "))
                        + (d > LISTED ? ", ..." : "") + ")";
        notices.say("T = " + predictions.rows() + " tokens" + (delays == null ? "" : " of " + delays + " rows")
                + ", d = " + d + names + "; " + method.describe());
        notices.fact("tokens", predictions.rows());
        notices.fact("columns", labels);
        notices.fact("method", method.describe());
        int[] rows = ScoredRows.of(table, method.reach(), method.horizon());
        if (rows.length == 0) {
            Accuracy.facts(null, notices);
            notices.say("NMSE: no prediction can be compared yet");
            sayShort(notices);
        } else if (method instanceof AutomaticMethod automatic) {
            int seen = (int) Arrays.stream(rows).filter(row -> row < automatic.prefix()).count();
            if (seen > 0) {
                notices.say("NMSE of " + seen + " predicted rows of the prefix, which the choice has seen: "
                        + accuracy(rows, 0, seen));
            }
            notices.say(seen == rows.length ? "NMSE after the prefix: there are no rows"
                    : "NMSE of the " + (rows.length - seen) + " rows after it: " + accuracy(rows, seen, rows.length));
            Accuracy last = accuracy(rows, seen == rows.length ? 0 : seen, rows.length);
            Accuracy.facts(last, notices);
            warn(notices, last, false);
        } else {
            int half = rows.length / 2;
            Accuracy all = accuracy(rows, 0, rows.length);
            Accuracy second = accuracy(rows, half, rows.length);
            Accuracy.facts(all, notices);
            notices.say("NMSE of all " + rows.length + " predicted rows: " + all);
            notices.say("NMSE of their second half, " + second.rows() + ": " + second);
            if (all.worse() && second.better()) {
                notices.note("over all rows these predictions are worse than persistence, which repeats the newest row,"
                        + " because of their start; over the second half they are better");
            } else {
                warn(notices, all, all.hopeless() && second.hopeless());
            }
        }
        String acceleration = Acceleration.describe(predictions.rows());
        notices.say(Numbers.seconds(seconds) + " s; " + acceleration);
        notices.fact("seconds", seconds);
        notices.fact("acceleration", acceleration);
    }

    private void warn(Notices notices, Accuracy accuracy, boolean far) {
        if (accuracy.worse()) {
            notices.warn("these predictions are " + (far ? "far " : "")
                    + "worse than persistence, which repeats the newest row; " + WorseThanPersistence
                            .wayOut(method instanceof ForecastedMethod, method instanceof AutomaticMethod));
        }
    }

    private void sayShort(Notices notices) {
        if (method instanceof ForecastedMethod && method.horizon() >= table.values().rows()) {
            notices.warn("no two rows are " + method.horizon() + " apart, so nothing could be learned of that"
                    + " horizon: forecasts repeat the newest row");
        }
    }

    private Accuracy accuracy(int[] rows, int from, int to) {
        return Accuracy.of(table.values(), predictions, method.horizon(), Arrays.copyOfRange(rows, from, to));
    }
}
