package io.github.foretoken.lab;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.internal.Excerpt;
import io.github.foretoken.lab.table.Table;
import java.io.PrintWriter;
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
                : " (" + labels.stream().limit(LISTED).map(Excerpt::of).collect(Collectors.joining(", ")) + (d > LISTED ? ", ..." : "") + ")";
        err.println("T = " + predictions.rows() + " tokens" + (delays == null ? "" : " of " + delays + " rows")
                + ", d = " + d + names + "; " + method.describe());
        int compared = predictions.rows() - method.horizon();
        if (compared <= 0) {
            err.println("NMSE: no prediction can be compared yet");
        } else if (method instanceof AutomaticMethod automatic) {
            int seen = Math.clamp(compared - (table.values().rows() - automatic.prefix()), 0, compared);
            if (seen > 0) {
                err.println("NMSE of " + seen + " predicted rows of the prefix, which the choice has seen: "
                        + accuracy(0, seen));
            }
            err.println(seen == compared ? "NMSE after the prefix: there are no rows"
                    : "NMSE of the " + (compared - seen) + " rows after it: " + accuracy(seen, compared));
        } else {
            int half = compared / 2;
            err.println("NMSE of all " + compared + " predicted rows: " + accuracy(0, compared));
            err.println("NMSE of their second half, " + (compared - half) + ": " + accuracy(half, compared));
        }
        err.println(Numbers.seconds(seconds) + " s; " + Acceleration.describe(predictions.rows()));
    }

    private Accuracy accuracy(int from, int to) {
        return Accuracy.of(table.values(), predictions, method.horizon(), from, to);
    }
}
