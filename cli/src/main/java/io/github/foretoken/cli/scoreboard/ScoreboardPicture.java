package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.cli.table.RowClock;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The running error of persistence and of the best methods, and below it what they are. */
public final class ScoreboardPicture {
    private static final Color[] COLORS =
            {HouseStyle.BLUE, HouseStyle.GREEN, HouseStyle.PURPLE, HouseStyle.ORANGE, HouseStyle.TEXT};
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;

    private ScoreboardPicture() {}

    /**
     * Writes it, whole or not at all.
     *
     * @param file ending in .png or .svg
     * @param title of the picture
     * @param clock of the rows
     */
    public static void write(Path file, Scoreboard board, String title, RowClock clock) throws IOException {
        RunningErrors errors = RunningErrors.of(board);
        LinePanel panel = new LinePanel(title,
                (clock.hasTimes() ? clock.name() : "row") + " (mean over the last " + errors.window() + " rows scored)"
                        + (errors.others() > 0 ? "; " + errors.others() + " more not shown" : ""),
                "mean squared error").logarithmicY().legend(LegendPosition.OutsideS);
        if (clock.hasTimes()) {
            panel.xLabels(clock::at);
        }
        int methods = 0;
        for (RunningErrors.Curve curve : errors.curves()) {
            methods += curve.persistence() ? 0 : 1;
            if (curve.persistence()) {
                panel.line(curve.label(), errors.rows(), curve.errors(), HouseStyle.PERSISTENCE, 2.8f);
            }
        }
        for (int i = methods - 1; i >= 0; i--) {
            RunningErrors.Curve curve = errors.curves().get(errors.curves().size() - methods + i);
            panel.line(curve.label(), errors.rows(), curve.errors(), COLORS[i], i == 0 ? 2 : 1.4f);
        }
        int height = HEIGHT + 22 * (methods + 1);
        new Picture(WIDTH, height).add(panel, 0, 0, WIDTH, height).write(file);
    }
}
