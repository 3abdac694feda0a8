package io.github.foretoken.cli.plot;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Finds a corner of a plot where a legend hides nothing. */
final class LegendPlace {
    private static final List<LegendPosition> CORNERS =
            List.of(LegendPosition.InsideNE, LegendPosition.InsideNW, LegendPosition.InsideSE, LegendPosition.InsideSW);

    private LegendPlace() {}

    /**
     * The corner asked for if nothing is drawn there, else another one, else below the plot. What is not a corner stays.
     *
     * @param width of the legend with what lies between it and the frame, in parts of the plot's width
     * @param height likewise
     * @param lines of the plot, each its x and its y in parts of the plot, from the lower left corner; NaN is a gap
     */
    static LegendPosition of(LegendPosition asked, double width, double height, List<double[][]> lines) {
        if (!CORNERS.contains(asked)) {
            return asked;
        }
        return Stream.concat(Stream.of(asked), CORNERS.stream())
                .filter(corner -> lines.stream().noneMatch(line -> meets(box(corner, width, height), line[0], line[1])))
                .findFirst()
                .orElse(LegendPosition.OutsideS);
    }

    private static Rectangle2D box(LegendPosition corner, double width, double height) {
        boolean east = corner == LegendPosition.InsideNE || corner == LegendPosition.InsideSE;
        boolean north = corner == LegendPosition.InsideNE || corner == LegendPosition.InsideNW;
        return new Rectangle2D.Double(east ? 1 - width : 0, north ? 1 - height : 0, width, height);
    }

    private static boolean meets(Rectangle2D box, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            // A point alone, because a gap may be on both sides of it.
            if (box.contains(x[i], y[i]) || (i > 0 && Double.isFinite(y[i - 1]) && Double.isFinite(y[i])
                    && box.intersectsLine(x[i - 1], y[i - 1], x[i], y[i]))) {
                return true;
            }
        }
        return false;
    }
}
