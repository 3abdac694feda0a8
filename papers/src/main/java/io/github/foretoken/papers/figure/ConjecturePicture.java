package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the curves of the conjecture: one panel an instance, one curve a number of tokens. */
final class ConjecturePicture {
    private static final int WIDTH = 470;
    private static final int HEIGHT = 440;
    private static final List<Color> COLORS =
            List.of(HouseStyle.ORANGE, HouseStyle.VERMILLION, HouseStyle.PURPLE, HouseStyle.BLUE, HouseStyle.GREEN);

    private ConjecturePicture() {}

    /** @param curves one list an instance, one curve a length */
    static Picture of(List<Conjecture.Instance> instances, int[] lengths, List<List<double[]>> curves) {
        double[] ratios = Conjecture.ratios();
        Picture picture = new Picture(instances.size() * WIDTH, HEIGHT);
        for (int i = 0; i < instances.size(); i++) {
            LinePanel panel =
                    new LinePanel(instances.get(i).title(), "layers a token, n / t", "error ‖uⁿₜ − u*ₜ‖").logarithmicY()
                            .legend(LegendPosition.InsideSW);
            panel.line("exp(−n / t)", ratios, Arrays.stream(ratios).map(r -> Math.exp(-r)).toArray(), HouseStyle.DATA,
                    3f);
            for (int l = 0; l < lengths.length; l++) {
                panel.line("t = " + lengths[l], ratios, curves.get(i).get(l), COLORS.get(l % COLORS.size()), 1.6f);
            }
            picture.add(panel, i * WIDTH, 0, WIDTH, HEIGHT);
        }
        return picture;
    }
}
