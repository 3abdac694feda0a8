package io.github.foretoken.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unit sphere seen from far away, with circles on it, paths inside it, and points. What lies behind the middle is
 * paler, and dashed.
 */
public final class SphereDrawing implements Drawing {
    private static final int SIZE = 520;
    private static final double TITLE_HEIGHT = 40;
    private static final double RADIUS = 205;
    private static final double DOT = 4;
    /** Pieces of a line, each of which is in front or behind. */
    private static final int PIECES = 120;
    private static final double LABEL_HEIGHT = 16;
    /** How far from its point a label may be, and in how many directions it is tried. */
    private static final double[] LABEL_DISTANCES = {14, 22, 32, 46};
    private static final int DIRECTIONS = 24;
    private static final Color BALL = new Color(0xF7F9FB);

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Stretch(double[][] points, Color color, float width) {}

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Point(String label, double[] at, Color color) {}

    private final String title;
    private final View view;
    private final List<Stretch> lines = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();

    /** A direction from which the sphere is seen; coordinates to the right, up and towards the eye. */
    public record View(double turn, double tilt) {
        /** A point's place on the page, third how near it is. */
        public double[] of(double[] p) {
            double across = Math.cos(turn) * p[1] - Math.sin(turn) * p[0];
            double near = Math.cos(turn) * p[0] + Math.sin(turn) * p[1];
            return new double[]{across, Math.cos(tilt) * p[2] - Math.sin(tilt) * near,
                Math.sin(tilt) * p[2] + Math.cos(tilt) * near};
        }
    }

    /** An empty sphere. */
    public SphereDrawing(String title, View view) {
        HouseStyle.headless();
        this.title = title;
        this.view = view;
    }

    /**
     * Adds straight lines from point to point.
     *
     * @param path three coordinates each; not modified
     */
    public SphereDrawing path(double[][] path, Color color, float width) {
        for (int i = 1; i < path.length; i++) {
            double[][] piece = new double[PIECES + 1][3];
            for (int j = 0; j <= PIECES; j++) {
                for (int c = 0; c < 3; c++) {
                    piece[j][c] = path[i - 1][c] + (path[i][c] - path[i - 1][c]) * j / PIECES;
                }
            }
            lines.add(new Stretch(piece, color, width));
        }
        return this;
    }

    /** Adds a curve of many points, each three coordinates. */
    public SphereDrawing curve(double[][] curve, Color color, float width) {
        lines.add(new Stretch(curve, color, width));
        return this;
    }

    /** Adds a point with its name, which may be empty. */
    public SphereDrawing point(String label, double[] at, Color color) {
        points.add(new Point(label, at.clone(), color));
        return this;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<String> texts() {
        return Stream.concat(Stream.of(title), points.stream().map(Point::label))
                .filter(text -> !text.isBlank())
                .toList();
    }

    @Override
    public int width() {
        return SIZE;
    }

    @Override
    public int height() {
        return SIZE;
    }

    @Override
    public void paint(Graphics2D graphics) {
        AffineTransform before = graphics.getTransform();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        TextFit.paint(graphics, title, HouseStyle.font(Font.BOLD, 15), SIZE / 2.0, TITLE_HEIGHT / 2 + 4);
        graphics.translate(SIZE / 2.0, TITLE_HEIGHT + (SIZE - TITLE_HEIGHT) / 2);
        Ellipse2D ball = new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
        graphics.setColor(BALL);
        graphics.fill(ball);
        for (boolean front : new boolean[]{false, true}) {
            lines.forEach(line -> half(graphics, line, front));
            points.forEach(point -> half(graphics, point, front));
        }
        graphics.setColor(HouseStyle.DATA);
        graphics.setStroke(HouseStyle.stroke(1.2f));
        graphics.draw(ball);
        labels(graphics);
        graphics.setTransform(before);
    }

    private double[] onPage(double[] point) {
        double[] seen = view.of(point);
        return new double[]{RADIUS * seen[0], -RADIUS * seen[1], seen[2]};
    }

    private void half(Graphics2D graphics, Stretch line, boolean front) {
        graphics.setColor(front ? line.color : HouseStyle.pale(line.color));
        graphics.setStroke(front ? HouseStyle.stroke(line.width)
                : new BasicStroke(line.width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[]{5, 4}, 0));
        Path2D run = new Path2D.Double();
        boolean inside = false;
        for (int i = 1; i < line.points.length; i++) {
            double[] from = onPage(line.points[i - 1]);
            double[] to = onPage(line.points[i]);
            boolean here = (from[2] + to[2] >= 0) == front;
            if (here && !inside) {
                run.moveTo(from[0], from[1]);
            }
            if (here) {
                run.lineTo(to[0], to[1]);
            }
            inside = here;
        }
        graphics.draw(run);
    }

    private void half(Graphics2D graphics, Point point, boolean front) {
        double[] at = onPage(point.at);
        if (at[2] >= 0 == front) {
            graphics.setColor(front ? point.color : HouseStyle.pale(point.color));
            graphics.fill(new Ellipse2D.Double(at[0] - DOT, at[1] - DOT, 2 * DOT, 2 * DOT));
        }
    }

    /** Each where it hides least: other labels, points, and lines. */
    private void labels(Graphics2D graphics) {
        Font font = HouseStyle.font(Font.PLAIN, 13);
        List<Rectangle2D> taken = new ArrayList<>();
        for (Point point : points) {
            double[] at = onPage(point.at);
            double width = TextFit.width(point.label, font) + 4;
            Rectangle2D best = null;
            double least = Double.POSITIVE_INFINITY;
            for (double distance : LABEL_DISTANCES) {
                for (int k = 0; k < DIRECTIONS && !point.label.isEmpty(); k++) {
                    double angle = 2 * Math.PI * k / DIRECTIONS;
                    double x = at[0] + Math.cos(angle) * (distance + width / 2 - LABEL_HEIGHT / 2);
                    double y = at[1] + Math.sin(angle) * distance;
                    Rectangle2D place =
                            new Rectangle2D.Double(x - width / 2, y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT);
                    double hidden = hidden(place, taken) + distance / 100;
                    if (hidden < least) {
                        least = hidden;
                        best = place;
                    }
                }
            }
            if (best != null) {
                taken.add(best);
                TextFit.paint(graphics, point.label, font, best.getCenterX(), best.getCenterY());
            }
        }
    }

    private double hidden(Rectangle2D place, List<Rectangle2D> taken) {
        double hidden = 100.0 * taken.stream().filter(place::intersects).count();
        Ellipse2D ball = new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
        hidden += ball.intersects(place) && !ball.contains(place) ? 10 : 0;
        for (Point point : points) {
            double[] at = onPage(point.at);
            hidden += place.intersects(at[0] - DOT, at[1] - DOT, 2 * DOT, 2 * DOT) ? 50 : 0;
        }
        for (Stretch line : lines) {
            double[] from = onPage(line.points[0]);
            for (int i = 1; i < line.points.length; i++) {
                double[] to = onPage(line.points[i]);
                // Broad lines more than thin ones.
                hidden += new Line2D.Double(from[0], from[1], to[0], to[1]).intersects(place) ? line.width / 2 : 0;
                from = to;
            }
        }
        return hidden;
    }
}
