package io.github.foretoken.cli.plot;

import java.awt.Graphics2D;
import java.util.List;

/** Part of a picture that is no chart. */
public interface Drawing {
    /** The title, or nothing. */
    String title();

    /** All text that it shows, for readers who cannot see it. */
    List<String> texts();

    /** The width it takes, in points. */
    int width();

    /** The height it takes, in points. */
    int height();

    /** Paints itself into the rectangle from (0, 0) to its size. */
    void paint(Graphics2D graphics);
}
