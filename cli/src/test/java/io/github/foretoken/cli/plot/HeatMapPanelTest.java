package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.github.foretoken.Matrix;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.HeatMapSeries;

class HeatMapPanelTest {
    @TempDir
    Path directory;

    private BufferedImage draw(Matrix matrix) throws IOException {
        Picture picture =
                new Picture(330, 310).add(new HeatMapPanel("A and B", "keys", "queries", matrix), 0, 0, 330, 310);
        picture.write(directory.resolve("map.svg"));
        picture.write(directory.resolve("map.png"));
        return ImageIO.read(directory.resolve("map.png").toFile());
    }

    /** The rows of pixels that hold this colour in the left half, where the scale is not: first, last and how many pixels. */
    private static int[] rows(BufferedImage image, Color color) {
        int[] rows = {Integer.MAX_VALUE, -1, 0};
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth() / 2; x++) {
                Color there = new Color(image.getRGB(x, y));
                // Channels were rounded to 64 levels.
                if (Math.abs(there.getRed() - color.getRed()) < 5 && Math.abs(there.getGreen() - color.getGreen()) < 5
                        && Math.abs(there.getBlue() - color.getBlue()) < 5) {
                    rows[0] = Math.min(rows[0], y);
                    rows[1] = Math.max(rows[1], y);
                    rows[2]++;
                }
            }
        }
        return rows;
    }

    @Test
    void theFirstRowIsOnTopAndColoursHaveSigns() throws IOException {
        BufferedImage image = draw(Matrix.copyOf(new double[][]{{1, 1}, {0, 0}, {-1, -1}}));
        int[] above = rows(image, HouseStyle.VERMILLION);
        int[] below = rows(image, HouseStyle.BLUE);
        assertThat(above[2]).isGreaterThan(10_000).isCloseTo(below[2], withPercentage(5));
        assertThat(above[1]).isLessThan(below[0]);
        assertThat(below[0] - above[1]).as("the row of zeros is white").isGreaterThan(100);
        assertThat(Files.readString(directory.resolve("map.svg"))).contains("<title>A and B</title>",
                "queries by keys");
    }

    @Test
    void whatIsNotANumberIsBlankAndZerosAloneAreWhite() throws IOException {
        BufferedImage image = draw(Matrix.copyOf(new double[][]{{Double.NaN, 1}, {Double.NaN, 0}}));
        assertThat(rows(image, HouseStyle.BLUE)[2]).isZero();
        image = draw(Matrix.zeros(2, 2));
        assertThat(rows(image, HouseStyle.VERMILLION)[2]).isZero();
        assertThat(rows(image, Color.WHITE)[2]).isGreaterThan(100_000);
    }

    @Test
    void rowsAndColumnsCountAlike() {
        for (int[] size : new int[][]{{29, 30}, {8, 10}, {3, 3}, {250, 120}}) {
            HeatMapSeries map = new HeatMapPanel("", "key", "query", Matrix.zeros(size[0], size[1])).chart(380, 360)
                    .getSeries("matrix");
            List<Object> keys = new ArrayList<Object>(map.getXData());
            List<Object> queries = new ArrayList<Object>(map.getYData()).reversed();
            int both = Math.min(size[0], size[1]);
            assertThat(keys.subList(0, both)).isEqualTo(queries.subList(0, both)).startsWith("0");
            assertThat(keys).hasSize(size[1]);
            assertThat(queries).hasSize(size[0]);
        }
        assertThat(new HeatMapPanel("", "", "", Matrix.zeros(9, 9)).chart(380, 360)
                .getSeries("matrix")
                .getXData()
                .contains(" ")).isFalse();
    }
}
