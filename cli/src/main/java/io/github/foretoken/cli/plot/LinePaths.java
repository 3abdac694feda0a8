package io.github.foretoken.cli.plot;

import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.intermediate.MutableCommandSequence;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetColorCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetPaintCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetStrokeCommand;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/**
 * Joins the segments that XChart draws one by one into paths: a tenth of the bytes, and lines that an SVG editor can
 * pick up whole.
 */
final class LinePaths {
    private final MutableCommandSequence joined = new MutableCommandSequence();
    private Path2D path;
    private Object color;
    private Object stroke;

    private LinePaths() {}

    static CommandSequence join(CommandSequence commands) {
        LinePaths paths = new LinePaths();
        commands.forEach(paths::accept);
        paths.finishPath();
        return paths.joined;
    }

    private void accept(Command<?> command) {
        switch (command) {
            case DrawShapeCommand draw when draw.getValue() instanceof Line2D line -> append(line);
            // Blank labels, which show nothing and cannot be written.
            case FillShapeCommand fill when fill.getValue().getBounds2D().isEmpty() -> {
            }
            // XChart repeats colour and stroke before each segment.
            case SetColorCommand set when set.getValue().equals(color) -> {
            }
            case SetPaintCommand set when set.getValue().equals(color) -> {
            }
            case SetStrokeCommand set when set.getValue().equals(stroke) -> {
            }
            default -> {
                finishPath();
                remember(command);
                joined.add(command);
            }
        }
    }

    private void remember(Command<?> command) {
        switch (command) {
            case SetColorCommand set -> color = set.getValue();
            case SetPaintCommand set -> color = set.getValue();
            case SetStrokeCommand set -> stroke = set.getValue();
            default -> {
            }
        }
    }

    private void append(Line2D line) {
        if (path == null || !path.getCurrentPoint().equals(line.getP1())) {
            finishPath();
            path = new Path2D.Double();
            path.moveTo(line.getX1(), line.getY1());
        }
        path.lineTo(line.getX2(), line.getY2());
    }

    private void finishPath() {
        if (path != null) {
            joined.add(new DrawShapeCommand(path));
            path = null;
        }
    }
}
