package io.github.foretoken.papers.ical.positions;

import io.github.foretoken.cli.plot.HeatMapPanel;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.ical.positions.PositionsCommand.Trained;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws positional weights: all of them as maps, the last row and the eigenvalues behind it as curves. */
final class PositionsPicture {
    private static final int MAP_WIDTH = 380;
    private static final int MAP_HEIGHT = 360;
    private static final int WIDTH = 620;
    private static final int HEIGHT = 440;
    private static final int EIGENVALUES = 10;
    private static final List<Color> COLORS =
            List.of(HouseStyle.BLUE, HouseStyle.GREEN, HouseStyle.ORANGE, HouseStyle.VERMILLION);

    private PositionsPicture() {}

    static Picture maps(List<Trained> all) {
        Picture picture = new Picture(all.size() * MAP_WIDTH, MAP_HEIGHT);
        for (int i = 0; i < all.size(); i++) {
            Trained trained = all.get(i);
            picture.add(new HeatMapPanel("μ = " + trained.mu() + ", " + trained.updates() + " updates", "key", "query",
                    trained.exact()), i * MAP_WIDTH, 0, MAP_WIDTH, MAP_HEIGHT);
        }
        return picture;
    }

    static Picture curves(List<Trained> all) {
        LinePanel weights = new LinePanel("Weights of the last row, in closed form", "age of the key", "weight")
                .legend(LegendPosition.InsideNE);
        LinePanel eigenvalues =
                new LinePanel("Directions that carry information", "number of the eigenvalue", "eigenvalue of G")
                        .logarithmicY()
                        .within(1e-12, Double.POSITIVE_INFINITY)
                        .legend(LegendPosition.InsideNE);
        for (int i = 0; i < all.size(); i++) {
            Trained trained = all.get(i);
            Color color = COLORS.get(i % COLORS.size());
            double[] exact = Trained.byAge(trained.exact());
            weights.line("μ = " + trained.mu(), IntStream.range(0, exact.length).asDoubleStream().toArray(), exact,
                    color, 1.8f);
            eigenvalues.line("μ = " + trained.mu(), IntStream.rangeClosed(1, EIGENVALUES).asDoubleStream().toArray(),
                    Arrays.copyOf(trained.eigenvalues(), EIGENVALUES), color, 1.8f);
        }
        return new Picture(2 * WIDTH, HEIGHT).add(weights, 0, 0, WIDTH, HEIGHT)
                .add(eigenvalues, WIDTH, 0, WIDTH, HEIGHT);
    }
}
