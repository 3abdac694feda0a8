package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of numbers that a chart was not made for end, too. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExtremeValuesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"0.306079988619333, 7.320785740131033E-11", "5.3E-256, 0.89", "1.0E17, 1.0000000000000002E17",
        "1.0E308, -1.0E308", "1.0E9, 0.0167", "NaN, 4.9E-324", "5, 5", "9.4E87, 6.7E-39"})
    void twoLinesOfOnePoint(double a, double b) throws Exception {
        for (boolean logarithmic : new boolean[]{false, true}) {
            draw(logarithmic, new double[]{a}, new double[]{b});
            draw(logarithmic, new double[]{a, b}, new double[]{b, a});
        }
    }

    @Test
    void anyNumbers() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            double[][] y = new double[2][1 + random.nextInt(3)];
            for (double[] line : y) {
                for (int k = 0; k < line.length; k++) {
                    line[k] = random.nextBoolean() ? Double.longBitsToDouble(random.nextLong())
                            : 1e9 * (1 + Math.scalb(random.nextDouble(), -random.nextInt(60)));
                }
            }
            draw(i % 2 == 0, y[0], y[1]);
        }
    }

    private void draw(boolean logarithmic, double[] a, double[] b) throws Exception {
        double[] x = {1, 2, 3};
        LinePanel panel = new LinePanel("title", "x", "y");
        if (logarithmic) {
            panel.logarithmicY();
        }
        panel.line("a", Arrays.copyOf(x, a.length), a, Color.RED, 1)
                .line("b", Arrays.copyOf(x, b.length), b, Color.BLUE, 1);
        Path file = folder.resolve("p.png");
        new Picture(300, 200).add(panel, 0, 0, 300, 200).write(file);
        assertThat(Files.size(file)).isPositive();
    }
}
