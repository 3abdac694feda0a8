package io.github.foretoken.cli.report;

import io.github.foretoken.cli.scoreboard.Contender;
import io.github.foretoken.cli.scoreboard.RunningErrors;
import io.github.foretoken.cli.scoreboard.Scoreboard;

/** The scoreboard, and the running errors of its best methods. */
final class ScoreSection {
    private ScoreSection() {}

    /**
     * Writes it.
     *
     * @param unit what errors are measured in, as a sentence
     */
    static void write(Page page, Scoreboard board, String unit) {
        RunningErrors errors = RunningErrors.of(board);
        Chart chart = new Chart("chart-scores", 1, pack(page, errors.rows())).with("log", true);
        // The first colour is the forecaster's.
        int colour = 1;
        for (RunningErrors.Curve curve : errors.curves()) {
            String role = curve.persistence() ? "persistence"
                    : curve.method().equals(Contender.FORECASTER) ? "forecast" : "method" + colour++;
            int id = pack(page, curve.errors());
            chart.line(curve.label(), role, _ -> id);
        }
        int horizon = board.asked().horizon();
        page.section("scores", "Scoreboard", Html.paragraph("Each method predicted the same "
                + Words.count(board.rows().length, horizon == 1 ? "row" : "forecast")
                + (horizon == 1 ? "" : ", of " + Words.count(horizon) + " rows each,") + " from the rows before them. "
                + unit + " The chart shows the mean squared error over the last "
                + Words.count(errors.window(), horizon == 1 ? "row" : "forecast")
                + " of persistence and the best methods"
                + (errors.others() > 0 ? "; " + Words.count(errors.others(), "method") + " more not drawn." : ".")),
                chart, Html.table("Scores; skill is 1 - MSE / (MSE of persistence)", board.cells()));
    }

    private static int pack(Page page, double[] numbers) {
        return page.numbers().add(numbers, 0, PackedNumbers.ALL_BITS);
    }
}
