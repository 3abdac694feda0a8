package io.github.foretoken.cli.plot;

import io.github.foretoken.cli.table.OutputFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.AxesChart;

/** Panels side by side or on top of each other in one image. Sizes are in points of the page, 96 to the inch. */
public final class Picture {
    private record Placed(Panel panel, AxesChart<?, ?> chart, int x, int y) {}

    private record PlacedDrawing(Drawing drawing, int x, int y) {}

    private final int width;
    private final int height;
    private final List<Placed> panels = new ArrayList<>();
    private final List<PlacedDrawing> drawings = new ArrayList<>();

    /** A white page. */
    public Picture(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Puts a panel onto the page, its upper left corner at (x, y). */
    public Picture add(Panel panel, int x, int y, int panelWidth, int panelHeight) {
        panels.add(new Placed(panel, panel.chart(panelWidth, panelHeight), x, y));
        return this;
    }

    /** Puts a drawing onto the page, its upper left corner at (x, y). */
    public Picture add(Drawing drawing, int x, int y) {
        drawings.add(new PlacedDrawing(drawing, x, y));
        return this;
    }

    /** Gives the y axes of all panels one width, so that plots on top of each other align. */
    public Picture alignLeft(int axisWidth) {
        panels.forEach(panel -> panel.chart.getStyler().setYAxisLeftWidthHint(axisWidth));
        return this;
    }

    /**
     * Writes the picture, whole or not at all.
     *
     * @param file ending in .png or .svg
     * @throws IllegalArgumentException if it ends otherwise
     */
    public void write(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".png")) {
            OutputFile.write(file, Png.encode(this));
        } else if (name.endsWith(".svg")) {
            OutputFile.write(file, Svg.encode(this));
        } else {
            throw new IllegalArgumentException("a picture's name must end in .png or .svg, not be " + file);
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The first drawing's title, or the first panel's. */
    String title() {
        return !drawings.isEmpty() ? drawings.getFirst().drawing.title()
                : panels.isEmpty() ? "" : panels.getFirst().panel.title();
    }

    /** What the axes and legends say, for readers who cannot see the picture. */
    String description() {
        return Stream
                .concat(drawings.stream().flatMap(placed -> placed.drawing.texts().stream()),
                        panels.stream().flatMap(placed -> placed.panel.texts().stream()))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    void paint(Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        for (Placed panel : panels) {
            AffineTransform before = graphics.getTransform();
            graphics.translate(panel.x, panel.y);
            panel.chart.paint(graphics, panel.chart.getWidth(), panel.chart.getHeight());
            graphics.setTransform(before);
        }
        for (PlacedDrawing placed : drawings) {
            AffineTransform before = graphics.getTransform();
            graphics.translate(placed.x, placed.y);
            placed.drawing.paint(graphics);
            graphics.setTransform(before);
        }
    }
}
