package io.github.foretoken.cli.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/** Makes text fit its room without leaving any of it away: smaller, or in several lines; and paints it. */
final class TextFit {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    /** No smaller text can be read. */
    private static final int SMALLEST = 8;

    private TextFit() {}

    /** How many points wide a line of text is. */
    static double width(String text, Font font) {
        return text.isEmpty() ? 0 : new TextLayout(text, font, CONTEXT).getAdvance();
    }

    /** Text about a point, as outlines: it looks the same everywhere. */
    static void paint(Graphics2D graphics, String text, Font font, double x, double y) {
        if (text.isEmpty()) {
            return;
        }
        TextLayout line = new TextLayout(text, font, CONTEXT);
        // One height for all text, so that they share a base line.
        Rectangle2D capital = new TextLayout("x", font, CONTEXT).getBounds();
        graphics.setColor(HouseStyle.TEXT);
        graphics.fill(line.getOutline(
                AffineTransform.getTranslateInstance(x - line.getAdvance() / 2, y + capital.getHeight() / 2)));
    }

    /** The font, smaller where the text would otherwise be wider than {@code room}, as far as it can be read. */
    static Font smaller(String text, Font font, double room) {
        Font fitting = font;
        while (fitting.getSize() > SMALLEST && width(text, fitting) > room) {
            fitting = font.deriveFont((float) fitting.getSize() - 1);
        }
        return fitting;
    }

    /** The text in lines that are at most {@code room} wide, broken at blanks, or within words that are longer. */
    static String wrapped(String text, Font font, double room) {
        if (width(text, font) <= room) {
            return text;
        }
        int end = text.length() - 1;
        while (end > 1 && width(text.substring(0, end), font) > room) {
            end--;
        }
        int blank = text.lastIndexOf(' ', end);
        boolean atBlank = blank > end / 2;
        String rest = text.substring(atBlank ? blank + 1 : end);
        return text.substring(0, atBlank ? blank : end) + "\n" + wrapped(rest, font, room);
    }
}
