package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.GraphDrawing;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.mechanics.graph.Vectors;
import io.github.foretoken.papers.mechanics.model.AttentionLayer;
import io.github.foretoken.papers.mechanics.model.LogLoss;
import io.github.foretoken.papers.mechanics.model.NormalizedDescent;
import io.github.foretoken.papers.output.Outputs;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The smallest problem that has everything: one cycle, one loser. */
final class ExampleExperiment {
    private static final double RATE = 0.05;
    private static final int STEPS = 2000;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 400;
    private static final double[] LIMIT = {2 / 3.0, 1 / 3.0, 0};
    private static final List<Color> COLORS = List.of(HouseStyle.BLUE, HouseStyle.GREEN, HouseStyle.VERMILLION);

    void run(Outputs outputs) throws IOException {
        Draw draw = Examples.twoCycle();
        AttentionLayer layer = new AttentionLayer(draw.vocabulary(), draw.samples());
        double[][] attention = new double[LIMIT.length][STEPS];
        double[] correlation = new double[STEPS];
        Geometry geometry = Geometry.of(draw.vocabulary(), draw.samples());
        double[] svm = geometry.svm().w().toArray();
        new NormalizedDescent(new LogLoss(layer), RATE, NormalizedDescent.NOISE).run(draw.start(), STEPS,
                (step, w, loss, norm) -> {
                    double[] now = layer.attention(draw.samples().getFirst(), w);
                    for (int t = 0; t < now.length; t++) {
                        attention[t][step - 1] = now[t];
                    }
                    correlation[step - 1] = Vectors.correlation(w, svm);
                });
        outputs.say(
                "example: after (0, 1, 2) comes 0 twice, 1 once; components %s, |W_svm| %.6f, KKT residual %.0e,"
                        + " limit loss %.6f",
                geometry.graphs().of(2).components(), geometry.svm().norm(), geometry.certificate().worst(),
                geometry.fin().loss());
        outputs.say("example: column of last token 2: W_svm %s, W_fin %s", column(svm),
                column(geometry.fin().w().toArray()));
        outputs.say(
                "example: after %d steps: correlation of W and W_svm %.4f, attention (%.3f, %.3f, %.0e); its limit is"
                        + " (2/3, 1/3, 0)",
                STEPS, correlation[STEPS - 1], attention[0][STEPS - 1], attention[1][STEPS - 1],
                attention[2][STEPS - 1]);

        CurveTable table = new CurveTable("step", 1);
        // Attention settles early; beyond, nothing but bouncing is to be seen.
        int shown = STEPS / 10;
        double[] x = Curves.steps(shown);
        LinePanel panel = new LinePanel("Attention of last token 2", "step", "attention").legendAbove();
        for (int t = 0; t < LIMIT.length; t++) {
            table.add("attention_" + t, attention[t]);
            Curves.level(panel, "", shown, LIMIT[t], HouseStyle.pale(COLORS.get(t)), 6f);
            panel.line("on token " + t, x, Arrays.copyOf(attention[t], shown), COLORS.get(t), 2f);
        }
        table.add("correlation", correlation);
        GraphDrawing graph = GraphPictures.of("0 twice, 1 once", geometry.graphs().of(2), List.of("0", "1", "2"));
        Picture picture = new Picture(graph.width() + WIDTH, HEIGHT).add(panel, graph.width(), 0, WIDTH, HEIGHT)
                .add(graph, 0, (HEIGHT - graph.height()) / 2);
        outputs.write("mechanics-example", table, picture);
    }

    private static String column(double[] w) {
        return String.format(Locale.ROOT, "(%.4f, %.4f, %.4f)", w[2], w[5], w[8]);
    }
}
