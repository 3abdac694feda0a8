package io.github.foretoken.cli.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/** Lines that end in an arrow's head. */
final class Arrow {
    /** Of the head. */
    static final double LENGTH = 9;
    /** Between the tip and what it points at. */
    static final double GAP = 1.5;
    private static final double WIDTH = 7;

    private Arrow() {}

    /** The shaft, which should end inside the head, and the head with its tip at (x, y), pointing along (dx, dy), a unit. */
    static void paint(Graphics2D graphics, Path2D shaft, double dx, double dy, double x, double y, Color color) {
        graphics.setColor(color);
        graphics.setStroke(HouseStyle.stroke(1.4f));
        graphics.draw(shaft);
        Path2D head = new Path2D.Double();
        head.moveTo(x, y);
        head.lineTo(x - LENGTH * dx + WIDTH / 2 * dy, y - LENGTH * dy - WIDTH / 2 * dx);
        head.lineTo(x - LENGTH * dx - WIDTH / 2 * dy, y - LENGTH * dy + WIDTH / 2 * dx);
        head.closePath();
        graphics.fill(head);
    }
}
