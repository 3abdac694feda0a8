package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws how errors fall on instance 2: each rotation pale, the geometric mean of a dimension's in colour. */
final class DecayPicture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final Color[] COLORS = {HouseStyle.BLUE, HouseStyle.VERMILLION, HouseStyle.GREEN, HouseStyle.PURPLE,
        HouseStyle.ORANGE, HouseStyle.TEXT, HouseStyle.DATA};

    private DecayPicture() {}

    static Picture of(Decay decay) {
        LinePanel panel = new LinePanel("Instance 2, a question that Theorem 3 leaves open: how fast", "t",
                "mean of ‖xₜ₊₁ - ûₜ‖² over a window of t").logarithmicX()
                .logarithmicY()
                .legend(LegendPosition.InsideSW);
        double[] middles = decay.middles();
        int[] dimensions = Decay.dimensions();
        for (int i = 0; i < dimensions.length; i++) {
            int d = dimensions[i];
            for (double[] means : means(decay, d)) {
                panel.line("", middles, means, HouseStyle.pale(COLORS[i]), 0.8f);
            }
        }
        for (int i = 0; i < dimensions.length; i++) {
            List<double[]> all = means(decay, dimensions[i]);
            double[] centre = IntStream.range(0, middles.length)
                    .mapToDouble(w -> Math
                            .exp(all.stream().mapToDouble(means -> Math.log(means[w])).average().orElseThrow()))
                    .toArray();
            panel.line("d = " + dimensions[i], middles, centre, COLORS[i], 2f);
        }
        return new Picture(WIDTH, HEIGHT).add(panel, 0, 0, WIDTH, HEIGHT);
    }

    private static List<double[]> means(Decay decay, int dimension) {
        return decay.curves().stream().filter(curve -> curve.dimension() == dimension).map(Decay.Curve::means).toList();
    }
}
