package io.github.foretoken.papers.figure;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.cli.plot.SphereDrawing;
import io.github.foretoken.cli.plot.SphereDrawing.View;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws figure 2 on the sphere: the path that projections take through the ball, and its lengths. */
final class Figure2SpherePicture {
    private static final int WIDTH = 520;
    private static final int CIRCLE = 240;
    private static final int TURNS = 72;
    private static final double[] TILTS = {0.2, 0.35, 0.5, 0.65};
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆";

    private Figure2SpherePicture() {}

    static Picture of(Figure2Sphere figure) {
        double[][] path = figure.products().toRows();
        double[][] tokens = figure.tokens().toRows();
        SphereDrawing sphere = new SphereDrawing("ν, P₆ν, P₅P₆ν, …, P₁ ⋯ P₆ν", view(path, tokens));
        sphere.curve(around(new double[]{0, 0, 1}, new double[]{1, 0, 0}, 0), HouseStyle.DATA, 0.8f);
        // All on one circle, or, where W reflects, in turn on two.
        sphere.curve(orbit(figure.rotation(), tokens[0]), HouseStyle.BLUE, 0.8f);
        sphere.curve(orbit(figure.rotation(), tokens[1]), HouseStyle.BLUE, 0.8f);
        sphere.path(path, HouseStyle.VERMILLION, 2.2f);
        sphere.point("0", new double[3], HouseStyle.DATA);
        for (int s = 0; s < tokens.length; s++) {
            sphere.point("x" + SUBSCRIPTS.charAt(s + 1), tokens[s], HouseStyle.BLUE);
        }
        for (int k = 0; k < path.length; k++) {
            sphere.point(name(k), path[k], HouseStyle.VERMILLION);
        }
        double[] steps = IntStream.range(0, path.length).asDoubleStream().toArray();
        LinePanel lengths = new LinePanel("Lengths", "k", "length").legend(LegendPosition.OutsideS);
        lengths.line("‖P₇₋ₖ ⋯ P₆ ν‖, which never grows", steps, Figure2Sphere.lengths(figure.products()),
                HouseStyle.VERMILLION, 1.6f);
        lengths.line("‖P₁ ⋯ Pₖ ν‖, which may", steps, figure.lengthsOfProp4(), HouseStyle.BLUE, 1.6f);
        return new Picture(sphere.width() + WIDTH, sphere.height()).add(sphere, 0, 0)
                .add(lengths, sphere.width(), 0, WIDTH, sphere.height());
    }

    /** ν, P₆ν, P₅P₆ν, P₄⋯P₆ν, ... */
    private static String name(int k) {
        String last = "P" + SUBSCRIPTS.charAt(Figure2Sphere.LENGTH) + "ν";
        return switch (k) {
            case 0 -> "ν";
            case 1 -> last;
            default -> "P" + SUBSCRIPTS.charAt(Figure2Sphere.LENGTH + 1 - k) + (k == 2 ? "" : "⋯") + last;
        };
    }

    /** From where points that follow one another, and tokens, are seen farthest apart. */
    private static View view(double[][] path, double[][] tokens) {
        View best = null;
        double farthest = -1;
        for (double tilt : TILTS) {
            for (int i = 0; i < TURNS; i++) {
                View view = new View(2 * Math.PI * i / TURNS, tilt);
                double nearest = Double.POSITIVE_INFINITY;
                for (double[][] points : new double[][][]{path, tokens}) {
                    for (int j = 0; j < points.length; j++) {
                        for (int k = 0; k < j; k++) {
                            double[] a = view.of(points[j]);
                            double[] b = view.of(points[k]);
                            nearest = Math.min(nearest, Math.hypot(a[0] - b[0], a[1] - b[1]));
                        }
                    }
                }
                if (nearest > farthest) {
                    farthest = nearest;
                    best = view;
                }
            }
        }
        return best;
    }

    /** The circle around a rotation's axis through a token. */
    private static double[][] orbit(Matrix w, double[] token) {
        double[] axis = {w.get(2, 1) - w.get(1, 2), w.get(0, 2) - w.get(2, 0), w.get(1, 0) - w.get(0, 1)};
        double length = Math.sqrt(inner(axis, axis));
        for (int j = 0; j < 3; j++) {
            axis[j] /= length;
        }
        return around(axis, token, inner(axis, token));
    }

    private static double[][] around(double[] axis, double[] through, double height) {
        double[] one = new double[3];
        for (int j = 0; j < 3; j++) {
            one[j] = through[j] - inner(axis, through) * axis[j];
        }
        double[] two = {axis[1] * one[2] - axis[2] * one[1], axis[2] * one[0] - axis[0] * one[2],
            axis[0] * one[1] - axis[1] * one[0]};
        double[][] circle = new double[CIRCLE + 1][3];
        for (int i = 0; i <= CIRCLE; i++) {
            double angle = 2 * Math.PI * i / CIRCLE;
            for (int j = 0; j < 3; j++) {
                circle[i][j] = height * axis[j] + Math.cos(angle) * one[j] + Math.sin(angle) * two[j];
            }
        }
        return circle;
    }

    private static double inner(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
