package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.RegularTimes;
import io.github.foretoken.cli.table.RowClock;
import io.github.foretoken.cli.table.TimeColumn;
import io.github.foretoken.descent.ForwardSubstitution;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class PredictionPlotTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, 1, 660", "2, 1, 660", "5, 2, 710", "40, 12, 910", "10000, 1, 660"})
    void drawsAnyNumberOfRowsAndColumns(int rows, int columns, int height) throws Exception {
        Matrix truth = noise(rows, columns, 3);
        Matrix predictions = noise(rows + 1, columns, 4);
        List<String> names = IntStream.range(0, columns).mapToObj(i -> "column" + i).toList();

        Path png = directory.resolve("plot.png");
        PredictionPlot.write(png, truth, StepErrorsTest.all(rows), new BitSet(), predictions, 1,
                captions("Some noise", names));
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * 900);
        assertThat(image.getHeight()).isEqualTo(2 * height);

        Path svg = directory.resolve("plot.svg");
        PredictionPlot.write(svg, truth, StepErrorsTest.all(rows), new BitSet(), predictions, 1,
                captions("Some noise", names));
        Document document = parsed(svg);
        assertThat(document.getDocumentElement().getAttribute("width")).isEqualTo("900px");
        assertThat(document.getDocumentElement().getAttribute("height")).isEqualTo(height + "px");
        assertThat(Files.size(svg)).isLessThan(1 << 20);
    }

    @Test
    void showsTheSeriesInItsColoursAndTheForecastInItsOwn() throws IOException {
        Path png = directory.resolve("plot.png");
        PredictionPlot.write(png, noise(50, 1, 1), StepErrorsTest.all(50), new BitSet(), noise(51, 1, 2), 1,
                captions("", List.of("x")));
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(count(image, HouseStyle.DATA.getRGB())).isGreaterThan(1000);
        assertThat(count(image, HouseStyle.BLUE.getRGB())).isGreaterThan(1000);
        assertThat(count(image, HouseStyle.PERSISTENCE.getRGB())).isGreaterThan(500);
        assertThat(count(image, HouseStyle.GREEN.getRGB())).isGreaterThan(100);
    }

    /** The number of pixels within what rounding of a channel to 64 levels may change. */
    private static int count(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                boolean close = true;
                for (int shift = 0; shift < 24; shift += 8) {
                    close &= Math.abs((pixel >> shift & 0xFF) - (rgb >> shift & 0xFF)) <= 4;
                }
                count += close ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void svgHasItsWordsAndIsTheSameEveryTime() throws Exception {
        Matrix series = noise(60, 1, 9);
        Matrix predictions = ForwardSubstitution.of(Kernel.gaussian(1)).predict(series);
        Path first = directory.resolve("first.svg");
        Path second = directory.resolve("second.svg");
        for (Path file : List.of(first, second)) {
            PredictionPlot.write(file, series.rows(1, 60), StepErrorsTest.all(59), new BitSet(), predictions, 1,
                    captions("Tides & \"waves\"", List.of("level <m> & more")));
        }
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(first).content().doesNotContain("DOCTYPE");

        Document document = parsed(first);
        assertThat(document.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Tides & \"waves\"");
        assertThat(document.getElementsByTagName("desc").item(0).getTextContent()).contains("Tides & \"waves\"",
                "level <m> & more against step", "given series", "prediction", "forecast of step 60", "persistence",
                "mean squared error");
    }

    @Test
    void aPerfectPredictionIsDrawnAsWell() throws IOException {
        Matrix constant = Matrix.of(new double[]{2, 2, 2, 2}, 4, 1);
        Path file = directory.resolve("plot.svg");
        PredictionPlot.write(file, constant, StepErrorsTest.all(4), new BitSet(),
                Matrix.of(new double[]{2, 2, 2, 2, 2}, 5, 1), 1, captions("constant", List.of("x")));
        assertThat(file).content().contains("zeros are not shown");
    }

    @Test
    void refusesShapesThatDoNotMatch() {
        Path file = directory.resolve("plot.png");
        assertThatThrownBy(() -> PredictionPlot.write(file, noise(3, 2, 1), StepErrorsTest.all(3), new BitSet(),
                noise(3, 2, 1), 1, captions("", List.of("a", "b")))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("truth is 3 x 2, predictions is 3 x 2");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesOtherEndings() {
        assertThatThrownBy(() -> PredictionPlot.write(directory.resolve("plot.pdf"), noise(3, 1, 1),
                StepErrorsTest.all(3), new BitSet(), noise(4, 1, 1), 1, captions("", List.of("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must end in .png or .svg");
    }

    @Test
    void theAxisHasTheTimesOfTheRows() throws Exception {
        List<String> years = IntStream.range(1900, 1960).mapToObj(String::valueOf).toList();
        TimeColumn column = new TimeColumn("year", years);
        RowClock clock = new RowClock("year", years, RegularTimes.of(column).orElseThrow(), 0);
        Path file = directory.resolve("plot.svg");
        PredictionPlot.write(file, noise(60, 1, 1), StepErrorsTest.all(60), new BitSet(), noise(61, 1, 2), 1,
                new PredictionPlot.Captions("Tides", List.of("level"), clock));
        assertThat(parsed(file).getElementsByTagName("desc").item(0).getTextContent()).contains("level against year",
                "forecast of 1960: ", "mean squared error against year (mean over the last 10 steps)");
    }

    private static PredictionPlot.Captions captions(String title, List<String> names) {
        return new PredictionPlot.Captions(title, names, RowClock.NONE);
    }

    private static Matrix noise(int rows, int columns, long seed) {
        Random random = new Random(seed);
        return Matrix.of(random.doubles((long) rows * columns).toArray(), rows, columns);
    }

    private static Document parsed(Path svg) throws Exception {
        try (InputStream input = Files.newInputStream(svg)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(input);
        }
    }
}
