package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

class LinePanelTest {
    private static final double[] X = {1, 2, 3};

    private static LinePanel panel(double... y) {
        return new LinePanel("title", "x", "y").line("a line", X, y, HouseStyle.BLUE, 1);
    }

    @Test
    void aLegendIsBesideTheData() {
        assertThat(panel(0, 0, 0.1).chart(600, 400).getStyler().getLegendPosition()).isEqualTo(LegendPosition.InsideNW);
        assertThat(panel(1, 0, 0).chart(600, 400).getStyler().getLegendPosition()).isEqualTo(LegendPosition.InsideNE);
        assertThat(panel(1e-6, 0.1, 1).logarithmicY().chart(600, 400).getStyler().getLegendPosition())
                .isEqualTo(LegendPosition.InsideNW);
        assertThat(panel(0, 1, 0).line("", X, new double[]{1, 0, 1}, HouseStyle.BLUE, 1)
                .chart(600, 400)
                .getStyler()
                .getLegendPosition()).isEqualTo(LegendPosition.OutsideS);
    }

    @Test
    void aLogarithmicAxisHasSeveralNumbersOrIsEven() {
        assertThat(panel(1.8, 1.9, 2.1).logarithmicY().chart(600, 400).getStyler().isYAxisLogarithmic())
                .as("of a training curve that hardly falls, only 2 would be on the axis")
                .isFalse();
        assertThat(panel(1, 3, 9).logarithmicY().chart(600, 400).getStyler().isYAxisLogarithmic()).isTrue();
    }

    @Test
    void persistenceHasOneColourInPicturesAndOnPages() throws IOException {
        try (InputStream css = LinePanel.class.getResourceAsStream("/io/github/foretoken/cli/report/page.css")) {
            assertThat(new String(css.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(String.format("--persistence: #%06x;", HouseStyle.PERSISTENCE.getRGB() & 0xFFFFFF));
        }
    }

    @Test
    void noWordIsLost() {
        String words = String.join(" ", IntStream.range(0, 30).mapToObj(i -> "delays=" + i).toList());
        XYChart chart =
                new LinePanel(words.substring(0, 80), "x", words.substring(0, 50)).line(words, X, X, HouseStyle.BLUE, 1)
                        .chart(600, 400);
        assertThat(chart.getTitle()).isEqualTo(words.substring(0, 80));
        assertThat(TextFit.width(chart.getTitle(), chart.getStyler().getChartTitleFont())).isLessThan(500);
        assertThat(TextFit.width(chart.getYAxisTitle(), chart.getStyler().getAxisTitleFont())).isLessThan(340);
        String label = chart.getSeries("0").getLabel();
        assertThat(label.replace('\n', ' ')).isEqualTo(words);
        // XChart cuts off what takes more than 45 % of the width.
        assertThat(Arrays.stream(label.split("\n", -1)).mapToDouble(row -> TextFit.width(row, HouseStyle.legendFont())))
                .allMatch(width -> width <= 0.45 * 600);
    }
}
