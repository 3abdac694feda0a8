package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import java.awt.Color;
import java.util.Arrays;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws depth against error: exponential attention on the left, where layers and flow part, softmax on the right. */
final class OdePicture {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 460;
    /** Beyond, the flow of exponential attention is at rounding. */
    private static final int SHOWN = 120;
    private static final int MARKS = 24;
    private static final double LOWEST = 1e-15;
    private static final String ERROR = "error relative to the limit";

    private OdePicture() {}

    /** @param curves those of {@link DepthCurves#table} */
    static Picture of(CurveTable curves, int tokens) {
        LinePanel exponential =
                new LinePanel("Exponential attention, " + tokens + " tokens", "depth τ k(x, x)", ERROR).logarithmicY()
                        .within(LOWEST, Double.POSITIVE_INFINITY)
                        .legend(LegendPosition.InsideNE);
        int shown = Math.min(SHOWN + 1, curves.length());
        line(exponential, "layers of step 1 / k", curves, "exponential_layers", shown, HouseStyle.VERMILLION);
        line(exponential, "layers of step 1 / 4k", curves, "exponential_layers4", shown, HouseStyle.ORANGE);
        line(exponential, "infinite depth, exact", curves, "exponential_exact", shown, HouseStyle.BLUE);
        marks(exponential, "infinite depth, integrated", curves, "exponential_ode", shown, HouseStyle.BLUE);
        marks(exponential, "its dual, integrated", curves, "dual_ode", shown, HouseStyle.GREEN);
        double[] depths = Arrays.copyOf(curves.values(), shown);
        exponential.line("bound exp(−τ k / 2)", depths, Arrays.stream(depths).map(n -> Math.exp(-n / 2)).toArray(),
                HouseStyle.DATA, 1.6f);

        LinePanel softmax = new LinePanel("Softmax attention, the same tokens", "depth τ", ERROR).logarithmicY()
                .within(LOWEST, Double.POSITIVE_INFINITY)
                .legend(LegendPosition.InsideNE);
        int all = curves.length();
        line(softmax, "layers of step 1", curves, "softmax_layers", all, HouseStyle.VERMILLION);
        line(softmax, "infinite depth, exact", curves, "softmax_exact", all, HouseStyle.BLUE);
        marks(softmax, "infinite depth, integrated", curves, "softmax_ode", all, HouseStyle.BLUE);
        return new Picture(2 * WIDTH, HEIGHT).add(exponential, 0, 0, WIDTH, HEIGHT)
                .add(softmax, WIDTH, 0, WIDTH, HEIGHT);
    }

    private static void line(LinePanel panel, String name, CurveTable curves, String column, int shown, Color color) {
        panel.line(name, Arrays.copyOf(curves.values(), shown), Arrays.copyOf(curves.curve(column), shown), color, 2f);
    }

    /** A few points, so that the line they lie on is seen. */
    private static void marks(LinePanel panel, String name, CurveTable curves, String column, int shown, Color color) {
        double[] x = new double[MARKS];
        double[] y = new double[MARKS];
        for (int i = 0; i < MARKS; i++) {
            int at = (int) Math.round((i + 0.5) * (shown - 1) / MARKS);
            x[i] = curves.values()[at];
            y[i] = curves.curve(column)[at];
        }
        panel.line(name, x, y, color, 0);
    }
}
