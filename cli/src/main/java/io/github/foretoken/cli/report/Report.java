package io.github.foretoken.cli.report;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.scoreboard.Scoreboard;
import io.github.foretoken.cli.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page about a series and what was forecast of it. It has a section for what there is to show, and none for what there is
 * not.
 */
public final class Report {
    private final Frame frame;
    private final Page page;
    private final List<String> understood = new ArrayList<>();
    private ForecasterRun run;
    private StepErrors errors;
    private Estimates estimates;
    private String label = "forecast";
    private Scoreboard board;
    private String unit;

    private Report(Frame frame, Table table, String source) {
        this.frame = frame;
        page = new Page(frame, source + ": what Foretoken saw");
        understood.add(read(source));
        understood.addAll(table.notes());
        understood.addAll(left());
    }

    /**
     * About what the default forecaster makes of a table.
     *
     * @param source what to call the file
     * @param horizon how many rows ahead
     * @param shownStep which of them stands beside the series: 1 or the horizon
     * @param levels of intervals; 80 and 95 % where there are none
     * @throws IllegalArgumentException if a value is too large
     */
    public static Report ofForecaster(Table table, String source, int horizon, int shownStep, Levels levels) {
        Report report = new Report(Frame.ofFile(table), table, source);
        report.run = ForecasterRun.over(report.frame, horizon, shownStep,
                levels.count() == 0 ? Levels.parse("80,95") : levels);
        report.estimates = report.run.estimates();
        report.label = "forecast " + ErrorSection.ahead(shownStep);
        int season = report.run.season();
        report.understood.add(season == 0 ? "No season was found." : "A season of " + season + " rows was found.");
        return report;
    }

    /**
     * About what another method predicted.
     *
     * @param predictions rows of the levels' columns; row i estimates row {@code first + i} of the table's rows, so that the
     *     last ones may lie after them
     * @param first row that is estimated
     * @param horizon how many rows ahead that was
     * @param method in words
     */
    public static Report ofPredictions(Table table, String source, Matrix predictions, Levels levels, int first,
            int horizon, String method) {
        Report report = new Report(Frame.ofRows(table), table, source);
        GivenPredictions given = GivenPredictions.of(report.frame, table.values(), predictions, levels, first, horizon);
        report.estimates = given.estimates();
        report.errors = given.errors();
        report.label = "predicted " + ErrorSection.ahead(horizon);
        report.understood.add("The predictions are those of: " + method + ".");
        return report;
    }

    /**
     * Adds a scoreboard.
     *
     * @param scoreUnit what errors are measured in, as a sentence
     */
    public Report with(Scoreboard scoreboard, String scoreUnit) {
        board = scoreboard;
        unit = scoreUnit;
        return this;
    }

    private String read(String source) {
        int d = frame.dimension();
        String names = frame.names().stream().limit(Frame.MOST_COLUMNS).collect(Collectors.joining(", "));
        String times = frame.times().isEmpty() ? "; rows are numbered from 1"
                : "; the times of " + frame.clock() + " go from " + frame.label(0) + " to "
                        + frame.label(frame.count() - 1);
        return source + " has " + Words.count(frame.count(), "row") + " of " + Words.count(d, "column")
                + " of numbers: " + names + (d > Frame.MOST_COLUMNS ? ", ..." : "") + times + ".";
    }

    private List<String> left() {
        List<String> sentences = new ArrayList<>();
        if (frame.columns() < frame.dimension()) {
            sentences.add("This page shows the first " + frame.columns() + " columns; "
                    + Words.count(frame.dimension() - frame.columns())
                    + " are left out. Choose others with --columns.");
        }
        long missing = 0;
        for (int row = 0; row < frame.count(); row++) {
            for (int c = 0; c < frame.dimension(); c++) {
                missing += Double.isNaN(frame.rows().get(row, c)) ? 1 : 0;
            }
        }
        if (missing > 0) {
            sentences.add(Words.count(missing, "value") + (missing == 1 ? " is" : " are") + " missing of "
                    + Words.count((long) frame.count() * frame.dimension()) + ".");
        }
        return sentences;
    }

    /** The bytes of the page, the same for the same input; to be asked for once. */
    byte[] html() {
        page.section("understood", "What was understood", "", null, Html.list(understood));
        new SeriesSection(page, frame, estimates, label).write();
        if (board != null) {
            ScoreSection.write(page, board, unit);
        }
        for (StepErrors each : run == null ? new StepErrors[]{errors} : run.errors()) {
            ErrorSection.write(page, frame, each);
        }
        for (StepErrors each : run == null ? new StepErrors[]{errors} : run.errors()) {
            CoverageSection.write(page, frame, each, estimates.levels());
        }
        if (run != null) {
            WeightSection.write(page, frame, run.weights());
            AbnormalSection.write(page, frame, run.abnormal());
        }
        return page.html();
    }
}
