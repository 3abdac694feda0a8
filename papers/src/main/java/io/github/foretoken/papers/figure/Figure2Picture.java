package io.github.foretoken.papers.figure;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.descent.KaczmarzProjections.Order;
import java.awt.Color;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws figure 2: the two paths in the plane, and their lengths. */
final class Figure2Picture {
    private static final int PLANE = 430;
    private static final int WIDTH = 520;
    private static final int HEIGHT = 486;
    private static final double REACH = 1.1;
    /** Points on half a curve. */
    private static final int CURVE = 100;
    /** Points of a path; those after them are too near the origin to be told apart. */
    private static final int SEEN = 16;

    private Figure2Picture() {}

    static Picture of(Figure2 figure) {
        Matrix newestFirst = figure.path(Order.NEWEST_FIRST);
        Matrix oldestFirst = figure.path(Order.OLDEST_FIRST);
        LinePanel lengths = new LinePanel("Lengths", "t", "length").logarithmicY().legend(LegendPosition.OutsideS);
        lengths.line("‖P₁ ⋯ Pₜ ν‖, which grows at times", times(newestFirst), lengths(newestFirst),
                HouseStyle.VERMILLION, 1.6f);
        lengths.line("‖Pₜ ⋯ P₁ ν‖, which never does", times(oldestFirst), lengths(oldestFirst), HouseStyle.BLUE, 1.6f);
        return new Picture(2 * PLANE + WIDTH, HEIGHT)
                .add(plane("P₁ ⋯ Pₜ ν, newest token first", figure.tokens(), newestFirst, HouseStyle.VERMILLION), 0, 0,
                        PLANE, HEIGHT)
                .add(plane("Pₜ ⋯ P₁ ν, oldest token first", figure.tokens(), oldestFirst, HouseStyle.BLUE), PLANE, 0,
                        PLANE, HEIGHT)
                .add(lengths, 2 * PLANE, 0, WIDTH, HEIGHT);
    }

    private static LinePanel plane(String title, Matrix tokens, Matrix path, Color color) {
        LinePanel plane = new LinePanel(title, "first coordinate", "second coordinate").plane(REACH)
                .legend(LegendPosition.OutsideS);
        plane.line("", along(i -> Math.cos(i * Math.PI)), along(i -> Math.sin(i * Math.PI)), HouseStyle.DATA, 0.8f);
        // What a projection leaves lies on the line across its token.
        for (int s = 0; s < 2; s++) {
            double x = tokens.get(s, 0);
            double y = tokens.get(s, 1);
            plane.line(s == 0 ? "across x₁ and across x₂" : "", along(i -> -y * i), along(i -> x * i), HouseStyle.DATA,
                    1.6f);
        }
        Matrix seen = path.rows(0, SEEN);
        return plane.line("", Figure2.column(seen, 0), Figure2.column(seen, 1), color, 1.6f)
                .mark("ν", path.get(0, 0), path.get(0, 1), color);
    }

    /** Of numbers from -1 to 1. */
    private static double[] along(DoubleUnaryOperator f) {
        return IntStream.rangeClosed(-CURVE, CURVE).mapToDouble(i -> f.applyAsDouble(i / (double) CURVE)).toArray();
    }

    private static double[] times(Matrix path) {
        return IntStream.range(0, path.rows()).asDoubleStream().toArray();
    }

    private static double[] lengths(Matrix path) {
        return IntStream.range(0, path.rows()).mapToDouble(t -> Math.hypot(path.get(t, 0), path.get(t, 1))).toArray();
    }
}
