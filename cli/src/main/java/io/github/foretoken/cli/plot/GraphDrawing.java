package io.github.foretoken.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A directed graph by its strongly connected components, winners on top: single nodes are pills, components of several a box
 * with the nodes in a circle and the edges among them.
 */
public final class GraphDrawing implements Drawing {
    private static final double PILL_HEIGHT = 28;
    private static final double PILL_PADDING = 12;
    private static final double BOX_PADDING = 14;
    private static final double MARGIN = 18;
    private static final double TITLE_HEIGHT = 34;
    private static final double NOTE_HEIGHT = 26;
    private static final double NODE_GAP = 38;
    /** Of circles, because pills are wider than high. */
    private static final double FLAT = 0.8;
    /** Where the last bend of an edge is, in parts of its last step, sideways and down. */
    private static final double SLANT = 0.2;
    private static final double STEEP = 0.6;
    private static final Color BOX = new Color(0xFCF1E8);
    private static final Color PILL = new Color(0xE8F1F8);

    /**
     * A graph.
     *
     * @param components names of nodes
     * @param levels of the components, the top one 0
     * @param between edges between components, from lesser to greater levels
     * @param within edges inside each component, by places of its nodes
     */
    public record Content(List<List<String>> components, List<Integer> levels, List<List<Integer>> between,
            List<List<List<Integer>>> within) {}

    private final String title;
    private final String note;
    private final Content content;
    private final LayeredLayout layout;
    private final double[] widths;
    private final double[] heights;

    /** Of a graph, with a title above and a note below, which may be empty. */
    public GraphDrawing(String title, Content content, String note) {
        HouseStyle.headless();
        this.title = title;
        this.note = note;
        this.content = content;
        int n = content.components.size();
        widths = new double[n];
        heights = new double[n];
        for (int c = 0; c < n; c++) {
            double[][] places = places(content.components.get(c));
            for (int i = 0; i < places.length; i++) {
                double half = pillWidth(content.components.get(c).get(i)) / 2;
                widths[c] = Math.max(widths[c], 2 * (Math.abs(places[i][0]) + half));
                heights[c] = Math.max(heights[c], 2 * (Math.abs(places[i][1]) + PILL_HEIGHT / 2));
            }
            if (places.length > 1) {
                widths[c] += 2 * BOX_PADDING;
                heights[c] += 2 * BOX_PADDING;
            }
        }
        layout = new LayeredLayout(content.levels.stream().mapToInt(Integer::intValue).toArray(), widths, heights,
                content.between.stream().map(edge -> new int[]{edge.get(0), edge.get(1)}).toList());
    }

    private static double pillWidth(String name) {
        return Math.max(PILL_HEIGHT, width(name, font()) + PILL_PADDING);
    }

    /** Where the nodes of a component are, relative to its centre. */
    private static double[][] places(List<String> names) {
        int m = names.size();
        double[][] places = new double[m][2];
        if (m == 2) {
            double apart = (pillWidth(names.get(0)) + pillWidth(names.get(1))) / 2 + NODE_GAP;
            places[0][0] = -apart / 2;
            places[1][0] = apart / 2;
        } else if (m > 2) {
            double widest = names.stream().mapToDouble(GraphDrawing::pillWidth).max().orElseThrow();
            double radius = (widest + NODE_GAP) / (2 * Math.sin(Math.PI / m));
            for (int i = 0; i < m; i++) {
                double angle = -Math.PI / 2 + 2 * Math.PI * i / m;
                places[i][0] = radius * Math.cos(angle);
                places[i][1] = FLAT * radius * Math.sin(angle);
            }
            // An odd number reaches farther up than down.
            double middle = (Arrays.stream(places).mapToDouble(place -> place[1]).min().orElseThrow()
                    + Arrays.stream(places).mapToDouble(place -> place[1]).max().orElseThrow()) / 2;
            for (double[] place : places) {
                place[1] -= middle;
            }
        }
        return places;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(title));
        content.components.forEach(names -> texts.add(String.join(" and ", names)));
        texts.add(note);
        return texts.stream().filter(text -> !text.isBlank()).toList();
    }

    @Override
    public int width() {
        double text = Math.max(width(title, HouseStyle.font(Font.BOLD, 15)), width(note, font()));
        return (int) Math.ceil(Math.max(layout.width(), text) + 2 * MARGIN);
    }

    @Override
    public int height() {
        return (int) Math.ceil(layout.height() + 2 * MARGIN + TITLE_HEIGHT + (note.isEmpty() ? 0 : NOTE_HEIGHT));
    }

    @Override
    public void paint(Graphics2D graphics) {
        AffineTransform before = graphics.getTransform();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        TextFit.paint(graphics, title, HouseStyle.font(Font.BOLD, 15), width() / 2.0, MARGIN + 8);
        if (!note.isEmpty()) {
            TextFit.paint(graphics, note, font(), width() / 2.0, height() - MARGIN);
        }
        graphics.translate((width() - layout.width()) / 2, MARGIN + TITLE_HEIGHT);
        for (int e = 0; e < content.between.size(); e++) {
            between(graphics, e);
        }
        for (int c = 0; c < content.components.size(); c++) {
            component(graphics, c);
        }
        graphics.setTransform(before);
    }

    private void between(Graphics2D graphics, int edge) {
        double[] points = layout.path(edge);
        int last = points.length - 2;
        points[1] += heights[content.between.get(edge).get(0)] / 2;
        points[last + 1] -= heights[content.between.get(edge).get(1)] / 2 + Arrow.GAP;
        // Edges leave and pass straight down, and arrive aslant.
        double dx = SLANT * (points[last] - points[last - 2]);
        double dy = STEEP * (points[last + 1] - points[last - 1]);
        double length = Math.hypot(dx, dy);
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i <= last; i += 2) {
            double fall = points[i + 1] - points[i - 1];
            boolean arrives = i == last;
            path.curveTo(points[i - 2], points[i - 1] + 0.4 * fall, points[i] - (arrives ? dx : 0),
                    points[i + 1] - (arrives ? dy : 0.4 * fall),
                    points[i] - (arrives ? Arrow.LENGTH / 2 * dx / length : 0),
                    points[i + 1] - (arrives ? Arrow.LENGTH / 2 * dy / length : 0));
        }
        Arrow.paint(graphics, path, dx / length, dy / length, points[last], points[last + 1], HouseStyle.BLUE);
    }

    private void component(Graphics2D graphics, int c) {
        List<String> names = content.components.get(c);
        double[][] places = places(names);
        double x = layout.x(c);
        double y = layout.y(c);
        if (names.size() > 1) {
            Shape box =
                    new RoundRectangle2D.Double(x - widths[c] / 2, y - heights[c] / 2, widths[c], heights[c], 22, 22);
            outlined(graphics, box, BOX, HouseStyle.pale(HouseStyle.VERMILLION));
            for (List<Integer> edge : content.within.get(c)) {
                within(graphics, names, places, edge, x, y);
            }
        }
        for (int i = 0; i < names.size(); i++) {
            double width = pillWidth(names.get(i));
            double cx = x + places[i][0];
            double cy = y + places[i][1];
            Shape pill = new RoundRectangle2D.Double(cx - width / 2, cy - PILL_HEIGHT / 2, width, PILL_HEIGHT,
                    PILL_HEIGHT, PILL_HEIGHT);
            outlined(graphics, pill, names.size() > 1 ? Color.WHITE : PILL,
                    names.size() > 1 ? HouseStyle.VERMILLION : HouseStyle.BLUE);
            TextFit.paint(graphics, names.get(i), font(), cx, cy);
        }
    }

    /** An arrow from pill to pill, bent to its left so that one that comes back is beside it. */
    private static void within(Graphics2D graphics, List<String> names, double[][] places, List<Integer> edge, double x,
            double y) {
        double[] from = places[edge.get(0)];
        double[] to = places[edge.get(1)];
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double length = Math.hypot(dx, dy);
        double bend = Math.min(12, 0.2 * length);
        double mx = x + (from[0] + to[0]) / 2 + bend * dy / length;
        double my = y + (from[1] + to[1]) / 2 - bend * dx / length;
        double[] start = rim(x + from[0], y + from[1], mx, my, pillWidth(names.get(edge.get(0))) / 2, 0);
        double[] end = rim(x + to[0], y + to[1], mx, my, pillWidth(names.get(edge.get(1))) / 2, Arrow.GAP);
        double ux = end[0] - mx;
        double uy = end[1] - my;
        double reach = Math.hypot(ux, uy);
        Path2D path = new Path2D.Double();
        path.moveTo(start[0], start[1]);
        double shaft = Math.max(0, 1 - Arrow.LENGTH / 2 / reach);
        path.quadTo(mx, my, mx + shaft * ux, my + shaft * uy);
        Arrow.paint(graphics, path, ux / reach, uy / reach, end[0], end[1], HouseStyle.VERMILLION);
    }

    /** Where the line from a pill's centre towards a point leaves it, and so much farther. */
    private static double[] rim(double cx, double cy, double px, double py, double halfWidth, double farther) {
        double dx = px - cx;
        double dy = py - cy;
        double length = Math.hypot(dx, dy);
        // A pill is its middle line, thickened: go out until the distance to that line is the radius.
        double radius = PILL_HEIGHT / 2;
        double flat = Math.max(0, halfWidth - radius);
        double low = 0;
        double high = halfWidth + radius;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            double beyond = Math.max(0, Math.abs(dx / length * middle) - flat);
            if (Math.hypot(beyond, dy / length * middle) < radius) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new double[]{cx + dx / length * (low + farther), cy + dy / length * (low + farther)};
    }

    private static void outlined(Graphics2D graphics, Shape shape, Color fill, Color line) {
        graphics.setColor(fill);
        graphics.fill(shape);
        graphics.setColor(line);
        graphics.setStroke(new BasicStroke(1.4f));
        graphics.draw(shape);
    }

    private static Font font() {
        return HouseStyle.font(Font.PLAIN, 13);
    }

    private static double width(String text, Font font) {
        return TextFit.width(text, font);
    }

    /** Drawings side by side in rows no wider than this, as one picture. */
    public static Picture picture(List<GraphDrawing> drawings, int mostWidth) {
        List<List<GraphDrawing>> rows = new ArrayList<>();
        int width = Integer.MAX_VALUE;
        for (GraphDrawing drawing : drawings) {
            if ((long) width + drawing.width() > mostWidth) {
                rows.add(new ArrayList<>());
                width = 0;
            }
            rows.getLast().add(drawing);
            width += drawing.width();
        }
        int[] heights = rows.stream().mapToInt(row -> row.stream().mapToInt(Drawing::height).max().orElse(0)).toArray();
        int all = rows.stream().mapToInt(row -> row.stream().mapToInt(Drawing::width).sum()).max().orElse(0);
        Picture picture = new Picture(all, Arrays.stream(heights).sum());
        int y = 0;
        for (int r = 0; r < heights.length; r++) {
            int x = (all - rows.get(r).stream().mapToInt(Drawing::width).sum()) / 2;
            for (GraphDrawing drawing : rows.get(r)) {
                picture.add(drawing, x, y);
                x += drawing.width();
            }
            y += heights[r];
        }
        return picture;
    }
}
