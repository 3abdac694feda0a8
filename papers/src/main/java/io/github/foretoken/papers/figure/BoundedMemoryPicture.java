package io.github.foretoken.papers.figure;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** Draws errors over bounded memory: a panel for each instance and dimension. */
final class BoundedMemoryPicture {
    private static final int WIDTH = 470;
    private static final int HEIGHT = 400;
    private static final int COLUMNS = 2;
    private static final double KIBIBYTE = 1024;

    private BoundedMemoryPicture() {}

    static Picture of(BoundedMemory memory) {
        List<BoundedMemory.Panel> panels = memory.panels();
        Picture picture = new Picture(COLUMNS * WIDTH, (panels.size() + 1) / COLUMNS * HEIGHT);
        for (int i = 0; i < panels.size(); i++) {
            picture.add(panel(panels.get(i)), i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT, WIDTH, HEIGHT);
        }
        return picture;
    }

    private static LinePanel panel(BoundedMemory.Panel panel) {
        LinePanel lines = new LinePanel("Instance " + panel.instance() + ", d = " + panel.dimension(), "KiB remembered",
                "mean of ‖xₜ₊₁ - prediction‖²").logarithmicX().logarithmicY().legendAbove();
        double least = panel.exactBytes();
        double most = panel.exactBytes();
        for (BoundedMemory.Curve curve : panel.curves()) {
            lines.line(label(curve.form()), kibibytes(curve.bytes()), curve.errors(), color(curve.form()), 2f);
            least = Math.min(least, Arrays.stream(curve.bytes()).min().orElseThrow());
            most = Math.max(most, Arrays.stream(curve.bytes()).max().orElseThrow());
        }
        return lines.line("all tokens", kibibytes(new double[]{least, most}),
                new double[]{panel.exact(), panel.exact()}, HouseStyle.DATA, 1.5f);
    }

    private static double[] kibibytes(double[] bytes) {
        return Arrays.stream(bytes).map(b -> b / KIBIBYTE).toArray();
    }

    private static String label(BoundedMemory.Form form) {
        return switch (form) {
            case BUDGET -> "keys";
            case WAVES -> "waves";
            case POSITIVE -> "positive";
        };
    }

    private static Color color(BoundedMemory.Form form) {
        return switch (form) {
            case BUDGET -> HouseStyle.BLUE;
            case WAVES -> HouseStyle.GREEN;
            case POSITIVE -> HouseStyle.VERMILLION;
        };
    }
}
