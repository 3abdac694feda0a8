package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.cli.table.ShortList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * The scores of several methods on the same rows.
 *
 * @param scores in the order the methods were named in; persistence first
 * @param rows first rows of the forecasts scored, 0-based, ascending
 * @param asked what was asked for
 * @param doubts what makes scores doubtful, a clause each that begins with the method
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package only
public record Scoreboard(List<Score> scores, int[] rows, Protocol asked, List<String> doubts) {
    private static final int NAMED = 2;

    /** Told how far it is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Now that method runs.
         *
         * @param number of it, from 1 on
         * @param share of all work that is done, by the operations that methods are expected to take
         */
        void now(int number, String method, double share);
    }

    /**
     * Runs every method over the series. One that fails is on the board with its reason.
     *
     * @param contenders persistence first
     * @throws IllegalArgumentException if no row can be predicted by all of them
     */
    public static Scoreboard of(List<Contender> contenders, ScoredSeries series, Protocol asked, Progress progress) {
        int reach = contenders.stream().mapToInt(Contender::reach).max().orElse(1);
        Scoring scoring = new Scoring(series, asked, reach);
        double[] costs = contenders.stream()
                .mapToDouble(each -> each.cost().of(series.to(), series.rows().cols(), asked.horizon()))
                .toArray();
        double all = Arrays.stream(costs).sum();
        double done = 0;
        List<Score> scores = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        for (int k = 0; k < costs.length; k++) {
            Contender contender = contenders.get(k);
            double persistence = scores.isEmpty() ? Double.NaN : scores.getFirst().relative();
            int number = k + 1;
            double before = done / all;
            double own = costs[k] / all;
            progress.now(number, contender.name(), before);
            scores.add(score(contender, scoring, persistence,
                    share -> progress.now(number, contender.name(), before + own * share), doubts));
            done += costs[k];
        }
        return new Scoreboard(List.copyOf(scores), scoring.origins(), asked, List.copyOf(doubts));
    }

    private static Score score(Contender contender, Scoring scoring, double persistence, DoubleConsumer progress,
            List<String> doubts) {
        try {
            Score score = Run.of(contender, scoring, persistence, progress,
                    doubt -> doubts.add(contender.name() + ": " + doubt));
            return score.fits() ? score
                    : Score.failed(contender.name(), "its squared errors do not fit float64; scale the values "
                            + (score.mse() < 1 ? "up" : "down") + ", or give --standardize-rows");
        } catch (ArithmeticException | IllegalArgumentException | NegativeArraySizeException e) {
            return Score.failed(contender.name(), e.getMessage());
        } catch (OutOfMemoryError e) {
            return Score.failed(contender.name(), "what it remembers does not fit the memory Java was given, "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
        }
    }

    /** Why methods failed, a line for each reason. */
    public List<String> failures() {
        Map<String, List<String>> methods = new LinkedHashMap<>();
        for (Score score : scores) {
            if (score.failure() != null) {
                methods.computeIfAbsent(score.failure(), _ -> new ArrayList<>()).add(score.method());
            }
        }
        return methods.entrySet()
                .stream()
                .map(entry -> ShortList.of(entry.getValue(), NAMED) + " failed: " + entry.getKey())
                .toList();
    }

    /** The NMSE of each method, in the order of the table; NaN where it failed or the rows do not vary. */
    public Map<String, Double> nmse() {
        Map<String, Double> nmse = new LinkedHashMap<>();
        scores.forEach(score -> nmse.put(score.method(), score.nmse()));
        return nmse;
    }

    /** The name of the method with the least mean squared error. */
    public Optional<String> best() {
        return scores.stream()
                .filter(score -> score.failure() == null)
                .min(Comparator.comparingDouble(Score::mse))
                .map(Score::method);
    }

    /** With numbers that read back exactly; those of a method that failed, and what a method does not give, are empty. */
    public String csv() {
        return ScoreTable.csv(this);
    }

    /** A table for people, to three digits. */
    public String markdown() {
        return ScoreTable.markdown(this);
    }

    /** The cells of that table, headings first, but for the times, which no two runs share. */
    public List<List<String>> cells() {
        return ScoreTable.cells(this, false);
    }
}
