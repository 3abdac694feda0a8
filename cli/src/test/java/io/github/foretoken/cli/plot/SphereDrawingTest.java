package io.github.foretoken.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.plot.SphereDrawing.View;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SphereDrawingTest {
    /** From the side of the first axis, level: the second to the right, the third up, the first towards the eye. */
    @Test
    void axesAreWhereTheyBelong() {
        View view = new View(0, 0);
        assertThat(view.of(new double[]{1, 0, 0})).containsExactly(0, 0, 1);
        assertThat(view.of(new double[]{0, 1, 0})).containsExactly(1, 0, 0);
        assertThat(view.of(new double[]{0, 0, 1})).containsExactly(0, 1, 0);
    }

    /** From above the pole is nearer, and nothing is stretched. */
    @Test
    void viewsAreRotations() {
        View view = new View(1.1, 0.4);
        assertThat(view.of(new double[]{0, 0, 1})[2]).isCloseTo(Math.sin(0.4), within(1e-15));
        double[][] axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        for (double[] a : axes) {
            for (double[] b : axes) {
                assertThat(inner(view.of(a), view.of(b))).isCloseTo(inner(a, b), within(1e-15));
            }
        }
    }

    /** What is behind the middle is paler than what is before it. */
    @Test
    void theFarSideIsPale() {
        assertThat(colourAt(new double[]{0.5, 0, 0})).isEqualTo(HouseStyle.VERMILLION);
        assertThat(colourAt(new double[]{-0.5, 0, 0})).isEqualTo(HouseStyle.pale(HouseStyle.VERMILLION));
    }

    private static Color colourAt(double[] point) {
        SphereDrawing drawing = new SphereDrawing("", new View(0, 0)).point("", point, HouseStyle.VERMILLION);
        BufferedImage image = new BufferedImage(drawing.width(), drawing.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        drawing.paint(graphics);
        graphics.dispose();
        // Both points are seen in the middle of the sphere.
        return new Color(image.getRGB(drawing.width() / 2, 280));
    }

    private static double inner(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
