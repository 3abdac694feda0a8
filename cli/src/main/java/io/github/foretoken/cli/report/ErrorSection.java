package io.github.foretoken.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How far forecasts were from what came, beside persistence: in time and in all. */
final class ErrorSection {
    private ErrorSection() {}

    /** Nothing where nothing was compared. */
    static void write(Page page, Frame frame, StepErrors errors) {
        if (IntStream.range(0, frame.columns()).allMatch(c -> errors.compared(c) == 0)) {
            return;
        }
        String ahead = ahead(errors.step());
        Chart chart = new Chart("chart-errors-" + errors.step(), frame.columns(),
                page.numbers().add(errors.ends(), 0, PackedNumbers.ALL_BITS)).with("least", 0)
                .line("forecast", "forecast", c -> pack(page, errors.errorCurve(c, false)))
                .dashed("persistence", "persistence", c -> pack(page, errors.errorCurve(c, true)));
        page.section("errors-" + errors.step(), "Errors over time, " + ahead,
                Html.paragraph(
                        "The mean absolute error of forecasts " + ahead + " over " + Words.count(errors.window(), "row")
                                + ", in the unit of the column, beside that of persistence, "
                                + "which repeats the newest value. Lower is better."),
                chart, Html.table("Mean absolute errors, " + ahead, rows(frame, errors)));
    }

    private static int pack(Page page, double[] curve) {
        return page.numbers().add(curve, 0, PackedNumbers.ALL_BITS);
    }

    /** As a phrase. */
    static String ahead(int step) {
        return step == 1 ? "one row ahead" : Words.count(step) + " rows ahead";
    }

    private static List<List<String>> rows(Frame frame, StepErrors errors) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("column", "numbers compared", "forecast", "persistence", "forecast / persistence"));
        for (int c = 0; c < frame.columns(); c++) {
            double forecast = errors.error(c, false);
            double persistence = errors.error(c, true);
            rows.add(List.of(frame.names().get(c), Words.count(errors.compared(c)), Words.brief(forecast),
                    Words.brief(persistence), Words.brief(forecast / persistence)));
        }
        return rows;
    }
}
