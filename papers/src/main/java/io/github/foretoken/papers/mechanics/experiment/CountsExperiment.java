package io.github.foretoken.papers.mechanics.experiment;

import io.github.foretoken.cli.plot.CurveTable;
import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.mechanics.graph.ComponentCounts;
import io.github.foretoken.papers.output.Outputs;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** How components merge as data grow. */
final class CountsExperiment {
    private static final int[] SAMPLES = {1, 2, 4, 8, 16, 32, 64};
    private static final int[] LENGTHS = {4, 8};
    private static final int WIDTH = 620;
    private static final int HEIGHT = 420;

    private final int graphs;
    private final long seed;

    CountsExperiment(int graphs, long seed) {
        this.graphs = graphs;
        this.seed = seed;
    }

    void run(Outputs outputs) throws IOException {
        double[] samples = Arrays.stream(SAMPLES).asDoubleStream().toArray();
        CurveTable table = new CurveTable("sequences", samples);
        LinePanel panel = new LinePanel("Components of one last token's graph, K = " + ComponentCounts.TOKENS,
                "sequences", "mean number of components").logarithmicX();
        for (int length : LENGTHS) {
            double[] counts =
                    Arrays.stream(SAMPLES).mapToDouble(n -> ComponentCounts.mean(n, length, graphs, seed)).toArray();
            outputs.say("counts: T = %d, sequences 1, 2, 4, ..., 64: %s components, means of %d graphs", length,
                    Arrays.stream(counts).mapToObj(c -> String.format(Locale.ROOT, "%.2f", c)).toList(), graphs);
            table.add("T" + length, counts);
            panel.line("T = " + length + " tokens a sequence", samples, counts,
                    length == LENGTHS[0] ? HouseStyle.BLUE : HouseStyle.VERMILLION, 2f);
        }
        outputs.write("mechanics-counts", table, new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT));
    }
}
