package io.github.foretoken.cli.evaluate;

import io.github.foretoken.Acceleration;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.scoreboard.ColumnScale;
import io.github.foretoken.cli.scoreboard.Contender;
import io.github.foretoken.cli.scoreboard.Lineup;
import io.github.foretoken.cli.scoreboard.Protocol;
import io.github.foretoken.cli.scoreboard.RowRange;
import io.github.foretoken.cli.scoreboard.Scoreboard;
import io.github.foretoken.cli.scoreboard.ScoredSeries;
import io.github.foretoken.cli.scoreboard.SeriesScores;
import io.github.foretoken.cli.table.LongRows;
import io.github.foretoken.cli.table.SeriesTable;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.cli.terminal.ElapsedTime;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Notices;
import io.github.foretoken.cli.terminal.Streams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** {@code evaluate} of several series: one scoreboard of all, and if it is wanted the scores of each. */
final class EvaluationOfSeries {
    private final Streams streams;
    private final String source;
    private final Asked asked;

    /**
     * What the command line says.
     *
     * @param methods to compare, or null for a choice
     * @param delays of those that name none, or null
     * @param season in rows, or null
     * @param range rows to score, of each series
     * @param standardizeRows rows by which each series is standardised, or null
     * @param protocol steps ahead, and levels
     */
    record Asked(List<String> methods, Integer delays, Integer season, RowRange range, Integer standardizeRows,
            Protocol protocol) {}

    EvaluationOfSeries(Streams streams, String source, Asked asked) {
        this.streams = streams;
        this.source = source;
        this.asked = asked;
    }

    /** Runs all methods, and says what came of it. */
    SeriesScores run(SeriesTable table, ElapsedTime clock) {
        List<ScoredSeries> series = table.series().stream().map(each -> scored(each.table())).toList();
        List<ScoredSeries> enough = series.stream().filter(Objects::nonNull).toList();
        if (enough.isEmpty()) {
            throw new InputException(source + ": no series has the rows to be scored, with others before them"
                    + (asked.standardizeRows() == null ? "" : ", and those of --standardize-rows"));
        }
        clock.now("drawing up the methods");
        List<Contender> lineup = Lineup.of(enough, asked.methods(), asked.delays(), asked.season(),
                asked.protocol().horizon(), streams.notices()::note);
        try {
            return SeriesScores.of(lineup, Lineup.hasAutomatic(asked.methods()), series,
                    k -> table.series().get(k).name(), asked.protocol(),
                    share -> clock.now(lineup.size() + " methods on " + series.size() + " series", share));
        } catch (IllegalArgumentException e) {
            throw InputException.refusal(source, e);
        }
    }

    /** Null where there are too few rows. */
    private ScoredSeries scored(Table table) {
        int rows = table.values().rows();
        try {
            Matrix values = asked.standardizeRows() == null ? table.values()
                    : ColumnScale.standardize(table.values(), table.filled(), asked.standardizeRows());
            return new ScoredSeries(values, table.filled(), table.breaks(), asked.range().from(rows),
                    asked.range().to(rows), table.ahead());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The scores of each series as CSV. */
    byte[] each(SeriesTable table, SeriesScores scores) {
        StringBuilder text =
                new StringBuilder(LongRows.start(table.keys())).append(SeriesScores.header(asked.protocol()));
        for (int k = 0; k < table.series().size(); k++) {
            String start = LongRows.start(table.series().get(k).key());
            scores.each().get(k).lines().forEach(line -> text.append(start).append(line).append('\n'));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What came of it. */
    void report(SeriesTable table, SeriesScores scores, double seconds) {
        Notices notices = streams.notices();
        Scoreboard board = scores.all();
        board.failures().forEach(notices::warn);
        board.doubts().forEach(notices::warn);
        int all = table.series().size();
        int horizon = asked.protocol().horizon();
        notices.say("scored " + scores.forecasts() + (horizon == 1 ? " rows" : " forecasts of " + horizon + " rows")
                + " in " + (scores.scored() == all ? "" : scores.scored() + " of ") + all + " series"
                + (scores.scored() == all ? "" : ", the others being too short")
                + (asked.standardizeRows() == null ? ""
                        : ", in units of the first " + asked.standardizeRows() + " rows of each")
                + board.best().map(name -> "; best: " + name).orElse(""));
        String acceleration = Acceleration.describe(Integer.MAX_VALUE);
        notices.say(acceleration);
        notices.fact("scored", scores.forecasts());
        notices.fact("series", all);
        notices.fact("series_scored", scores.scored());
        notices.fact("keys", table.keys());
        notices.fact("horizon", horizon);
        notices.fact("columns", table.labels());
        ScoreOutput.finish(notices, board, seconds);
    }
}
