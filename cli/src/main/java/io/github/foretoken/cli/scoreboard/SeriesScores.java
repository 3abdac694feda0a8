package io.github.foretoken.cli.scoreboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;

/**
 * The scores of several methods on several series.
 *
 * @param all of all series together
 * @param each for each series, as lines of CSV without {@link #header}; none where no row could be scored
 * @param forecasts that were scored, of all series
 * @param scored how many series had some
 */
public record SeriesScores(Scoreboard all, List<String> each, long forecasts, int scored) {
    /** The first line of what {@link #each} has the others of. */
    public static String header(Protocol asked) {
        return ScoreTable.header(asked.levels());
    }

    /**
     * Runs every method over every series.
     *
     * @param contenders persistence first
     * @param automatic whether to choose a method for each series, too
     * @param series null where there is none, because it is too short
     * @param name what to call one of them in messages, by its place in that list
     * @param progress told the share of all work that is done
     * @throws IllegalArgumentException if no row of any series can be scored
     */
    public static SeriesScores of(List<Contender> contenders, boolean automatic, List<ScoredSeries> series,
            IntFunction<String> name, Protocol asked, DoubleConsumer progress) {
        Map<String, PooledScore> pools = new LinkedHashMap<>();
        contenders.forEach(each -> pools.put(each.name(), new PooledScore(each.name(), asked.levels().length)));
        if (automatic) {
            pools.put(Contender.AUTO, new PooledScore(Contender.AUTO, asked.levels().length));
        }
        Map<String, List<String>> doubtful = new LinkedHashMap<>();
        List<String> each = new ArrayList<>();
        long forecasts = 0;
        int scored = 0;
        String reason = "no series has rows enough";
        for (int k = 0; k < series.size(); k++) {
            progress.accept((double) k / series.size());
            StringBuilder lines = new StringBuilder();
            if (series.get(k) != null) {
                List<Contender> own = new ArrayList<>();
                for (Contender contender : contenders) {
                    own.add(contender.on(series.get(k)));
                }
                if (automatic) {
                    own.add(Contender.automatic(series.get(k), asked.horizon(), _ -> {}));
                }
                try {
                    int reach = own.stream().mapToInt(Contender::reach).max().orElse(1);
                    Scoring scoring = new Scoring(series.get(k), asked, reach);
                    score(own, scoring, scored == 0, name.apply(k), pools, doubtful, lines);
                    forecasts += scoring.origins().length;
                    scored++;
                } catch (IllegalArgumentException e) {
                    // Too short for all of them; how many are is said.
                    reason = e.getMessage();
                }
            }
            each.add(lines.toString());
        }
        if (scored == 0) {
            throw new IllegalArgumentException(reason);
        }
        return new SeriesScores(board(pools, asked, doubtful, scored), each, forecasts, scored);
    }

    /** Of one series. */
    private static void score(List<Contender> contenders, Scoring scoring, boolean first, String name,
            Map<String, PooledScore> pools, Map<String, List<String>> doubtful, StringBuilder lines) {
        double persistence = Double.NaN;
        for (Contender contender : contenders) {
            PooledScore pool = pools.get(contender.name());
            if (pool.failed()) {
                continue;
            }
            Score score;
            try {
                List<String> doubts = doubtful.computeIfAbsent(contender.name(), _ -> new ArrayList<>());
                // Loops that were not compiled yet would count as time of the method.
                score = first ? Run.of(contender, scoring, persistence, _ -> {}, doubt -> doubts.add(name))
                        : Run.once(contender, scoring, persistence, doubt -> doubts.add(name));
                pool.add(score, scoring);
            } catch (ArithmeticException | IllegalArgumentException | NegativeArraySizeException e) {
                score = Score.failed(contender.name(), e.getMessage());
                pool.fail("series " + name + ": " + e.getMessage());
            }
            persistence = Double.isNaN(persistence) ? score.relative() : persistence;
            lines.append(ScoreTable.line(score, scoring.asked().levels().length));
        }
    }

    private static Scoreboard board(Map<String, PooledScore> pools, Protocol asked, Map<String, List<String>> doubtful,
            int scored) {
        List<Score> scores = new ArrayList<>();
        for (PooledScore pool : pools.values()) {
            scores.add(pool.score(scores.isEmpty() ? Double.NaN : scores.getFirst().mse()));
        }
        List<String> doubts = doubtful.entrySet()
                .stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + ": doubtful on " + entry.getValue().size() + " of " + scored
                        + " series, such as " + entry.getValue().getFirst()
                        + ", whose numbers are large beside what varies in them")
                .toList();
        return new Scoreboard(List.copyOf(scores), new int[0], asked, doubts);
    }
}
