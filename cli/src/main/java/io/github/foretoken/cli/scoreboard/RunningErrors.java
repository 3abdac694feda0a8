package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.cli.plot.MovingMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The mean squared error over the last few forecasts of persistence and of the best methods, as curves.
 *
 * @param rows where the curves have their points, 0-based, not modified
 * @param window how many forecasts a point is the mean over
 * @param curves persistence first, then the best, the best of all first
 * @param others how many methods have no curve
 */
@SuppressWarnings("ArrayRecordComponent") // not modified
public record RunningErrors(double[] rows, int window, List<Curve> curves, int others) {
    private static final int LEAST_WINDOW = 10;
    private static final int MOST_WINDOW = 500;
    private static final int WINDOWS = 30;
    private static final int BEST = 5;

    /**
     * One method's.
     *
     * @param method its name
     * @param label mean squared error and name
     * @param errors one for each of the rows, not modified
     * @param persistence whether it is that of persistence
     */
    @SuppressWarnings("ArrayRecordComponent") // not modified
    public record Curve(String method, String label, double[] errors, boolean persistence) {}

    /** Those of a scoreboard. */
    public static RunningErrors of(Scoreboard board) {
        int[] rows = board.rows();
        int window = Math.clamp(rows.length / WINDOWS, LEAST_WINDOW, MOST_WINDOW);
        // Means over fewer rows than that would be too rough to show.
        int first = Math.min(window - 1, rows.length / 2);
        Score persistence = board.scores().getFirst();
        List<Score> shown = new ArrayList<>(persistence.failure() == null ? List.of(persistence) : List.of());
        board.scores()
                .stream()
                .skip(1)
                .filter(score -> score.failure() == null)
                .sorted(Comparator.comparingDouble(Score::mse))
                .limit(BEST)
                .forEach(shown::add);
        // The number first: a long name is cut off at its end.
        List<Curve> curves = shown.stream()
                .map(score -> new Curve(score.method(), ScoreTable.brief(score.mse()) + "  " + score.method(),
                        running(score, window, first), score.method().equals(persistence.method())))
                .toList();
        return new RunningErrors(Arrays.stream(rows).skip(first).asDoubleStream().toArray(), window, curves,
                board.scores().size() - curves.size());
    }

    private static double[] running(Score score, int window, int first) {
        double[] means = MovingMean.of(score.errors(), window);
        return Arrays.copyOfRange(means, first, means.length);
    }
}
