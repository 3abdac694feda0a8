package io.github.foretoken.cli.report;

import io.github.foretoken.cli.method.Levels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Whether intervals held what they promised. */
final class CoverageSection {
    private CoverageSection() {}

    /** Nothing where there were no intervals. */
    static void write(Page page, Frame frame, StepErrors errors, Levels levels) {
        if (IntStream.range(0, frame.columns()).allMatch(c -> errors.intervals(c) == 0)) {
            return;
        }
        String ahead = ErrorSection.ahead(errors.step());
        Chart chart = new Chart("chart-coverage-" + errors.step(), frame.columns(),
                page.numbers().add(errors.ends(), 0, PackedNumbers.ALL_BITS)).with("percent", true);
        double[] shares = levels.shares();
        for (int level = 0; level < levels.count(); level++) {
            int at = level;
            String text = levels.texts().get(level) + " %";
            double[] promised = new double[errors.stretches()];
            Arrays.fill(promised, shares[level]);
            int id = page.numbers().add(promised, 0, PackedNumbers.ALL_BITS);
            chart.line(text + " seen", "method" + level,
                    c -> page.numbers().add(errors.coverageCurve(c, at), 0, PackedNumbers.ALL_BITS))
                    .dashed(text + " promised", "method" + level, _ -> id);
        }
        page.section("coverage-" + errors.step(), "Calibration, " + ahead,
                Html.paragraph("Which share of numbers lay in their interval, over "
                        + Words.count(errors.window(), "row")
                        + ". Good intervals stay close to what they promise, the dashed lines. Intervals without ends, which stand "
                        + "at the start while too little is known, are not counted."),
                chart, Html.table("Promised and seen coverage, " + ahead, rows(frame, errors, levels)));
    }

    private static List<List<String>> rows(Frame frame, StepErrors errors, Levels levels) {
        List<List<String>> rows = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("column", "intervals"));
        levels.texts().forEach(text -> heading.add(text + " % promised, seen"));
        rows.add(heading);
        for (int c = 0; c < frame.columns(); c++) {
            List<String> row = new ArrayList<>(List.of(frame.names().get(c), Words.count(errors.intervals(c))));
            for (int level = 0; level < levels.count(); level++) {
                row.add(Words.percent(errors.coverage(c, level)));
            }
            rows.add(row);
        }
        return rows;
    }
}
