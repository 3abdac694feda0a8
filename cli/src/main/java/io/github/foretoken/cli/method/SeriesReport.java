package io.github.foretoken.cli.method;

import io.github.foretoken.cli.table.SeriesTable;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.internal.Excerpt;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What commands say on standard error of several series together.
 *
 * @param table all of them
 * @param notices where it goes
 */
public record SeriesReport(SeriesTable table, Notices notices) {
    private static final int LISTED = 8;

    /** How much there was. */
    public void begin(String amount, String end) {
        List<String> labels = table.labels();
        String names = !table.header() ? ""
                : " (" + labels.stream().limit(LISTED).map(Excerpt::of).collect(Collectors.joining(", "))
                        + (labels.size() > LISTED ? ", ..." : "") + ")";
        notices.say("T = " + amount + " in " + table.series().size() + " series by " + keys() + ", d = " + labels.size()
                + names + end);
        notices.fact("tokens", table.rows());
        notices.fact("series", table.series().size());
        notices.fact("keys", table.keys());
        notices.fact("columns", labels);
    }

    private String keys() {
        return table.keys().stream().map(Excerpt::of).collect(Collectors.joining(", "));
    }

    /** Those of all, for people and for programs; whether persistence is better. */
    public boolean errors(String what, List<SquaredErrors> each) {
        Accuracy.facts(sum(each).rows() == 0 ? null : sum(each).accuracy(), notices);
        return say(what, each);
    }

    /** Those of all, for people; whether persistence is better. */
    public boolean say(String what, List<SquaredErrors> each) {
        SquaredErrors sum = sum(each);
        long short0 = each.stream().filter(one -> one.rows() == 0).count();
        if (sum.rows() == 0) {
            notices.say("NMSE " + what + ": nothing can be compared yet");
            return false;
        }
        notices.say("NMSE " + what + ", of " + sum.rows() + " rows of all series: " + sum.accuracy()
                + (short0 == 0 ? "" : "; " + short0 + " of " + each.size() + " series have no row to compare"));
        return sum.accuracy().worse();
    }

    private static SquaredErrors sum(List<SquaredErrors> each) {
        return each.stream().reduce(SquaredErrors.NONE, SquaredErrors::and);
    }
}
