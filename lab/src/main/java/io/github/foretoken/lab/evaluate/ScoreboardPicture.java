package io.github.foretoken.lab.evaluate;

import io.github.foretoken.lab.plot.HouseStyle;
import io.github.foretoken.lab.plot.LinePanel;
import io.github.foretoken.lab.plot.MovingMean;
import io.github.foretoken.lab.plot.Picture;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The running error of persistence and of the best methods, and below it what they are. */
public final class ScoreboardPicture {
    private static final Color[] COLORS =
            {HouseStyle.BLUE, HouseStyle.VERMILLION, HouseStyle.GREEN, HouseStyle.PURPLE, HouseStyle.ORANGE};
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LEAST_WINDOW = 10;
    private static final int MOST_WINDOW = 500;
    private static final int WINDOWS = 30;

    private ScoreboardPicture() {}

    /**
     * Writes it, whole or not at all.
     *
     * @param file ending in .png or .svg
     * @param title of the picture
     */
    public static void write(Path file, Scoreboard board, String title) throws IOException {
        int[] rows = board.rows();
        int window = Math.clamp(rows.length / WINDOWS, LEAST_WINDOW, MOST_WINDOW);
        // Means over fewer rows than that would be too rough to show.
        int first = Math.min(window - 1, rows.length / 2);
        double[] x = Arrays.stream(rows).skip(first).asDoubleStream().toArray();
        List<Score> best = board.scores()
                .stream()
                .skip(1)
                .filter(score -> score.failure() == null)
                .sorted(Comparator.comparingDouble(Score::mse))
                .limit(COLORS.length)
                .toList();
        int others = board.scores().size() - 1 - best.size();
        LinePanel panel = new LinePanel(title,
                "row (mean over the last " + window + " rows scored)"
                        + (others > 0 ? "; " + others + " more not shown" : ""),
                "mean squared error").logarithmicY().legend(LegendPosition.OutsideS);
        Score persistence = board.scores().getFirst();
        panel.line(label(persistence), x, running(persistence, window, first), HouseStyle.DATA, 2.8f);
        for (int i = best.size() - 1; i >= 0; i--) {
            Score score = best.get(i);
            panel.line(label(score), x, running(score, window, first), COLORS[i], i == 0 ? 2 : 1.4f);
        }
        new Picture(WIDTH, HEIGHT + 22 * (best.size() + 1)).add(panel, 0, 0, WIDTH, HEIGHT + 22 * (best.size() + 1))
                .write(file);
    }

    private static double[] running(Score score, int window, int first) {
        double[] means = MovingMean.of(score.errors(), window);
        return Arrays.copyOfRange(means, first, means.length);
    }

    private static String label(Score score) {
        // The number first: a long name is cut off at its end.
        return ScoreTable.brief(score.mse()) + "  " + score.method();
    }
}
