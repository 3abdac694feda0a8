package io.github.foretoken.papers.ical.bridge;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.papers.ical.descent.OneStep;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the error of one step against its size, and the best step against the number of pairs. */
final class BridgePicture {
    /** N of the left panel. */
    static final int PAIRS = 49;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 440;
    private static final double MOST_STEP = 0.06;
    private static final int POINTS = 121;
    private static final int MARKS = 13;
    private static final List<Color> COLORS = List.of(HouseStyle.BLUE, HouseStyle.VERMILLION, HouseStyle.GREEN);

    private BridgePicture() {}

    static Picture of(List<Bridge> bridges) {
        LinePanel errors = new LinePanel("Error of one gradient step, N = " + PAIRS, "step η (points: sequences drawn)",
                "squared error of a coordinate").realX(2).within(0, 1.2).legend(LegendPosition.InsideNW);
        LinePanel steps = new LinePanel("Best step", "greatest number of pairs N (points: sequences drawn)", "step η")
                .logarithmicX()
                .logarithmicY()
                .legend(LegendPosition.InsideSW);
        double[] all =
                IntStream.rangeClosed(1, (int) Bridge.pairs()[Bridge.pairs().length - 1]).asDoubleStream().toArray();
        steps.line("3 / 2N", all, Arrays.stream(all).map(n -> 1.5 / n).toArray(), HouseStyle.DATA, 2.8f);
        for (int i = 0; i < bridges.size(); i++) {
            Bridge bridge = bridges.get(i);
            int d = bridge.dimension();
            Color color = COLORS.get(i % COLORS.size());
            double[] x = steps(POINTS);
            errors.line("d = " + d, x, Arrays.stream(x).map(eta -> OneStep.error(d, PAIRS, eta)).toArray(), color,
                    1.6f);
            double[] marked = steps(MARKS);
            errors.line("", marked, Arrays.stream(marked).map(bridge.sample(PAIRS)::error).toArray(), color, 0);
            steps.line("3 / (2N + 3d − 2), d = " + d, all,
                    Arrays.stream(all).map(n -> OneStep.bestStep(d, (int) n)).toArray(), color, 1.6f);
            steps.line("", Bridge.pairs(), bridge.sampledSteps(), color, 0);
        }
        return new Picture(2 * WIDTH, HEIGHT).add(errors, 0, 0, WIDTH, HEIGHT).add(steps, WIDTH, 0, WIDTH, HEIGHT);
    }

    private static double[] steps(int count) {
        return IntStream.range(0, count).mapToDouble(i -> MOST_STEP * i / (count - 1)).toArray();
    }
}
