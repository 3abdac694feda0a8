package io.github.foretoken.cli.report;

import io.github.foretoken.cli.method.Levels;
import java.util.List;

/** The series with what was forecast of it, and what is forecast of the rows after it. */
final class SeriesSection {
    /** Bits kept of a forecast, of the data all; of the width of an interval. */
    private static final int MEAN_BITS = 18;
    private static final int WIDTH_BITS = 9;
    private static final int LEAST_ROWS = 100;
    private static final int MOST_ROWS = 400;
    /** Rows shown before a forecast for each of its steps. */
    private static final int ROWS = 5;

    private final Page page;
    private final Frame frame;
    private final Estimates estimates;
    private final String label;

    /**
     * Nothing written yet.
     *
     * @param estimates or null
     * @param label of the estimates
     */
    SeriesSection(Page page, Frame frame, Estimates estimates, String label) {
        this.page = page;
        this.frame = frame;
        this.estimates = estimates;
        this.label = label;
    }

    void write() {
        int after = estimates == null ? 0 : estimates.after();
        page.after(after);
        int[] given = new int[frame.columns()];
        int[] mean = new int[frame.columns()];
        int[][][] ends = new int[2][estimates == null ? 0 : estimates.levels().count()][frame.columns()];
        for (int c = 0; c < frame.columns(); c++) {
            double middle = frame.middle(c);
            given[c] = page.numbers().add(frame.shown(c, 0), middle, PackedNumbers.ALL_BITS);
            if (estimates != null) {
                mean[c] = page.numbers().add(estimates.means(c), middle, MEAN_BITS);
            }
            for (int level = 0; level < ends[0].length; level++) {
                ends[0][level][c] = page.numbers().add(estimates.below(level, c), 0, WIDTH_BITS);
                ends[1][level][c] = page.numbers().add(estimates.above(level, c), 0, WIDTH_BITS);
            }
        }
        if (after > 0) {
            int from = frame.count() - Math.clamp((long) ROWS * after, LEAST_ROWS, MOST_ROWS);
            page.section("next", after == 1 ? "The next row" : "The next " + Words.count(after) + " rows",
                    Html.paragraph(next(after)),
                    chart("chart-next", given, mean, ends).with("view", List.of(from, frame.count() - 1 + after)), "");
        }
        page.section("series", "The series", Html.paragraph(whole()), chart("chart-series", given, mean, ends), "");
    }

    private String next(int after) {
        StringBuilder text = new StringBuilder("Right of the upright line is what is forecast");
        frame.time(frame.count()).ifPresent(time -> {
            text.append(", from ").append(time);
            if (after > 1) {
                frame.time(frame.count() - 1 + after).ifPresent(last -> text.append(" to ").append(last));
            }
        });
        return text.append('.').append(bands()).toString();
    }

    private String bands() {
        List<String> levels = estimates == null ? List.of() : estimates.levels().texts();
        return levels.isEmpty() ? ""
                : " The shaded intervals are meant to hold " + String.join(" % and ", levels)
                        + " % of what comes, the lightest the most.";
    }

    private String whole() {
        return "Drag across the chart to look closer; a double click shows everything again. The buttons, and with the chart in "
                + "focus the arrow keys, + and -, do the same. Gaps are missing values."
                + (frame.first() == 0 ? ""
                        : " The charts show the newest " + Words.count(frame.count() - frame.first()) + " of "
                                + Words.count(frame.count(), "row")
                                + "; earlier rows are left out of this chart, and counted below.");
    }

    private Chart chart(String id, int[] given, int[] mean, int[][][] ends) {
        Chart chart = new Chart(id, frame.columns(), -1).with("series", true);
        Levels levels = estimates == null ? Levels.NONE : estimates.levels();
        for (int level = levels.count() - 1; level >= 0; level--) {
            int at = level;
            chart.band(levels.texts().get(level) + " %", "forecast", c -> ends[0][at][c], c -> ends[1][at][c]);
        }
        if (estimates != null) {
            chart.line(label, "forecast", c -> mean[c]);
        }
        return chart.line("given", "given", c -> given[c]);
    }
}
