package io.github.foretoken.papers.ical.commuting;

import io.github.foretoken.cli.plot.HeatMapPanel;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws what descent on commuting matrices finds: heat maps of a family a row, and curves. */
final class CommutingPicture {
    private static final int MAP_WIDTH = 330;
    private static final int MAP_HEIGHT = 310;
    private static final int WIDTH = 620;
    private static final int HEIGHT = 460;
    /** So that points of several starts with one number of heads do not hide each other. */
    private static final double APART = 0.012;

    private final Picture picture = new Picture(4 * MAP_WIDTH, PublishedStart.values().length * MAP_HEIGHT);

    void add(PublishedStart family, HeadWeights weights) {
        boolean unitary = family == PublishedStart.UNITARY;
        String name = unitary ? "unitary" : "orthogonal";
        int y = unitary ? 0 : MAP_HEIGHT;
        map(new HeatMapPanel("A, " + name, "coordinate", "head", weights.a()), 0, y);
        map(new HeatMapPanel("B, " + name, "coordinate", "head", weights.b()), 1, y);
        map(new HeatMapPanel("C = BᵀA, " + name, "coordinate", "coordinate", weights.product()), 2, y);
        map(new HeatMapPanel("P, " + name, "key", "query", weights.used()), 3, y);
    }

    private void map(HeatMapPanel panel, int column, int y) {
        picture.add(panel, column * MAP_WIDTH, y, MAP_WIDTH, MAP_HEIGHT);
    }

    Picture picture() {
        return picture;
    }

    static Picture ofStarts(StartingPoints points) {
        LinePanel panel = new LinePanel("Orthogonal W, eight heads: twelve starts", "step", "loss").logarithmicX()
                .logarithmicY()
                .legend(LegendPosition.InsideSW);
        String[] names = {"to 2 cos θ sₜ − sₜ₋₁ (" + points.reached() + ")",
            "to another branch (" + (points.count() - points.reached()) + ")"};
        // The logarithmic axis begins after the first steps.
        int from = (int) Arrays.stream(points.steps()).filter(s -> s < 1).count();
        for (int i = 0; i < points.count(); i++) {
            int branch = points.solution(i).trigonometric() ? 0 : 1;
            panel.line(names[branch], tail(points.steps(), from), tail(points.losses(i), from),
                    branch == 0 ? HouseStyle.BLUE : HouseStyle.VERMILLION, 1.4f);
            names[branch] = "";
        }
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    private static double[] tail(double[] values, int from) {
        return Arrays.copyOfRange(values, from, values.length);
    }

    static Picture ofHeads(double[][] unitary, double[][] orthogonal) {
        LinePanel panel = new LinePanel("What few heads can reach, d = " + HeadSweep.DIMENSION, "heads H", "loss a row")
                .spanning(0.5, HeadSweep.DIMENSION + 0.5)
                .legend(LegendPosition.InsideNE);
        sweep(panel, "unitary", CommutingLoss.UNITARY, unitary, HouseStyle.BLUE, -1);
        sweep(panel, "orthogonal", CommutingLoss.ORTHOGONAL, orthogonal, HouseStyle.VERMILLION, 1);
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    private static void sweep(LinePanel panel, String name, CommutingLoss family, double[][] losses, Color color,
            int side) {
        double[] heads = IntStream.rangeClosed(1, HeadSweep.DIMENSION).asDoubleStream().toArray();
        for (int s = 0; s < losses[0].length; s++) {
            int start = s;
            double[] x = Arrays.stream(heads).map(h -> h + side * APART * (start + 1) / 2).toArray();
            panel.line(s == 0 ? name + ", a start each" : "", x,
                    Arrays.stream(losses).mapToDouble(row -> row[start]).toArray(), HouseStyle.pale(color), 0);
        }
        panel.line(family == CommutingLoss.UNITARY ? "least possible, d − H" : "least possible, max(0, d − 2H)", heads,
                Arrays.stream(heads).map(h -> HeadSweep.least(family, (int) h)).toArray(), color, 1.6f);
    }
}
