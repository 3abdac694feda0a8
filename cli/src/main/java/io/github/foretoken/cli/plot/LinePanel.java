package io.github.foretoken.cli.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One chart of lines and marked points over a common x axis, each axis linear or logarithmic. */
public final class LinePanel extends Panel {
    /** Of a legend in one row, with its margins. */
    private static final double LEGEND_HEIGHT = 40;
    /** Of title and axis labels, roughly. */
    private static final double AROUND_PLOT = 85;
    /** Of axis and margins beside the plot, roughly. */
    private static final double BESIDE_PLOT = 90;
    /** Of a legend beside its labels, and between it and the frame. */
    private static final double AROUND_LABEL = 65;
    private static final double BESIDE_LEGEND = 20;
    private static final double LEGEND_ROW = 21;
    /** Of the width, what a line of the legend may take; XChart cuts longer ones off. */
    private static final double LABEL_SHARE = 0.43;
    /** Between neighbouring labels, in parts of their length. */
    private static final double LABEL_ROOM = 1.35;
    private static final int FEW_POINTS = 30;
    private static final double UNEVEN = 0.382;
    /** Width of the line that stands for an area. */
    private static final float SWATCH = 11;

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<Line> lines = new ArrayList<>();
    private boolean logarithmicX;
    private boolean logarithmicY;
    /** Of an x axis of real numbers; negative where x are whole numbers. */
    private int decimalsX = -1;
    private LegendPosition legend = LegendPosition.InsideNE;
    private boolean legendAbove;
    private double lowestY = Double.NEGATIVE_INFINITY;
    private double leastX = Double.POSITIVE_INFINITY;
    private double mostX = Double.NEGATIVE_INFINITY;
    private double highestY = Double.POSITIVE_INFINITY;
    private double reach = Double.NaN;
    private LongFunction<String> xLabels;

    /** A panel without lines; an empty title takes no room. */
    public LinePanel(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** Makes the x axis logarithmic; every x must then be positive. */
    public LinePanel logarithmicX() {
        logarithmicX = true;
        return this;
    }

    /** Makes the x axis one of real numbers, that many decimals of which are shown; it ends where the lines do. */
    public LinePanel realX(int decimals) {
        decimalsX = decimals;
        return this;
    }

    /** Makes the y axis logarithmic; values that are not positive become gaps. */
    public LinePanel logarithmicY() {
        logarithmicY = true;
        return this;
    }

    /** Puts the legend into this corner. */
    public LinePanel legend(LegendPosition corner) {
        legend = corner;
        return this;
    }

    /** Puts the legend in one row above the lines, in room kept free for it. */
    public LinePanel legendAbove() {
        legendAbove = true;
        return this;
    }

    /** Makes the x axis reach from {@code least} to {@code most} at least. */
    public LinePanel spanning(double least, double most) {
        leastX = least;
        mostX = most;
        return this;
    }

    /** Shows no y outside this range; lines are cut off there. */
    public LinePanel within(double lowest, double highest) {
        lowestY = lowest;
        highestY = highest;
        return this;
    }

    /**
     * Makes the panel a plane: both axes reach from {@code -newReach} to {@code newReach}, and points are joined in their
     * order, whatever it is. The plot is square where the panel's size makes it so.
     */
    public LinePanel plane(double newReach) {
        reach = newReach;
        return this;
    }

    /**
     * Adds a line; arrays are not modified. Unnamed lines (an empty name) are not in the legend.
     *
     * @param x ascending, but in a plane
     * @param y as many; NaN is a gap
     */
    public LinePanel line(String name, double[] x, double[] y, Color color, float width) {
        return add(new Line(name, x, y, color, width, x.length <= FEW_POINTS ? SeriesMarkers.CIRCLE : null));
    }

    /**
     * Adds the area between two lines; arrays are not modified.
     *
     * @param x ascending
     * @param lower as many; finite
     * @param upper as many; finite
     */
    public LinePanel band(String name, double[] x, double[] lower, double[] upper, Color color) {
        // Beside lines in a legend an area's own swatch stands out of line.
        add(new Line(name, new double[]{x[0]}, new double[]{Double.NaN}, color, SWATCH, null));
        return add(Line.area("", x, new double[][]{lower, upper}, color));
    }

    /** Says what stands at an x, a whole number. */
    public LinePanel xLabels(LongFunction<String> newLabels) {
        xLabels = newLabels;
        return this;
    }

    /** Adds one marked point. */
    public LinePanel mark(String name, double x, double y, Color color) {
        return add(new Line(name, new double[]{x}, new double[]{y}, color, 0, SeriesMarkers.DIAMOND));
    }

    private LinePanel add(Line line) {
        if (line.x.length > 0) {
            lines.add(line);
        }
        return this;
    }

    @Override
    String title() {
        return title;
    }

    @Override
    List<String> texts() {
        return Stream.concat(Stream.of(title, yTitle + " against " + xTitle), lines.stream().map(line -> line.name))
                .filter(text -> !text.isBlank())
                .toList();
    }

    @Override
    XYChart chart(int width, int height) {
        XYChart chart = HouseStyle.chart(width, height);
        HouseStyle.entitle(chart, title, xTitle, yTitle);
        XYStyler style = chart.getStyler();
        style.setLegendLayout(legendAbove ? LegendLayout.Horizontal : LegendLayout.Vertical);
        style.setLegendVisible(lines.stream().anyMatch(line -> !line.name.isEmpty()));
        DoubleUnaryOperator y = DoubleUnaryOperator.identity();
        if (Double.isNaN(reach)) {
            scaleX(style);
            y = scaleY(style, height);
        } else {
            style.setXAxisMin(-reach).setXAxisMax(reach).setYAxisMin(-reach).setYAxisMax(reach);
            style.setXAxisTickMarkSpacingHint(60).setYAxisTickMarkSpacingHint(60);
            style.setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
        }
        DoubleUnaryOperator columnScale = logarithmicX ? Math::log10 : DoubleUnaryOperator.identity();
        for (int i = 0; i < lines.size(); i++) {
            addSeries(chart, lines.get(i), i, y, columnScale, width);
        }
        style.setLegendPosition(legendAbove ? legend : legendPlace(chart));
        keepTicksFromPoints(chart, y);
        return chart;
    }

    /** Where the legend hides nothing; sizes of axes are not known yet, so the plot is taken for a little smaller than it is. */
    private LegendPosition legendPlace(XYChart chart) {
        double plotWidth = Math.max(1, chart.getWidth() - BESIDE_PLOT);
        double plotHeight = Math.max(1, chart.getHeight() - AROUND_PLOT - BESIDE_LEGEND);
        double labels = 0;
        int rows = 0;
        for (XYSeries series : chart.getSeriesCollection()) {
            if (series.isShowInLegend()) {
                for (String row : series.getLabel().split("\n", -1)) {
                    labels = Math.max(labels, TextFit.width(row, HouseStyle.legendFont()));
                    rows++;
                }
            }
        }
        XYStyler style = chart.getStyler();
        UnitScale x = logarithmicX ? UnitScale.logarithmic(low(), high())
                : UnitScale.linear(style.getXAxisMin(), style.getXAxisMax());
        UnitScale y = style.isYAxisLogarithmic() ? UnitScale.logarithmic(style.getYAxisMin(), style.getYAxisMax())
                : UnitScale.linear(style.getYAxisMin(), style.getYAxisMax());
        return LegendPlace.of(legend, (labels + AROUND_LABEL) / plotWidth,
                (rows * LEGEND_ROW + BESIDE_LEGEND) / plotHeight,
                chart.getSeriesCollection()
                        .stream()
                        .map(series -> new double[][]{x.of(series.getXData()), y.of(series.getYData())})
                        .toList());
    }

    private double low() {
        return lines.stream().mapToDouble(line -> line.x[0]).reduce(leastX, Math::min);
    }

    private double high() {
        return lines.stream().mapToDouble(Line::lastX).reduce(mostX, Math::max);
    }

    /**
     * XChart puts ticks at points of only two heights, and never ends where these are decades apart. A third one that nobody
     * sees, not half-way between them, prevents it.
     */
    private void keepTicksFromPoints(XYChart chart, DoubleUnaryOperator y) {
        double[] shown = lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.y))
                .map(y)
                .filter(Double::isFinite)
                .distinct()
                .limit(3)
                .toArray();
        if (shown.length == 2) {
            double low = Arrays.stream(shown).min().getAsDouble();
            double between = low + UNEVEN * (Arrays.stream(shown).max().getAsDouble() - low);
            XYSeries series = chart.addSeries("unseen", new double[]{lines.getFirst().x[0]}, new double[]{between});
            series.setShowInLegend(false);
            series.setLineStyle(SeriesLines.NONE);
            series.setMarker(SeriesMarkers.NONE);
        }
    }

    private static void addSeries(XYChart chart, Line line, int index, DoubleUnaryOperator yScale,
            DoubleUnaryOperator columnScale, int columns) {
        double[] y = Arrays.stream(line.y).map(yScale).toArray();
        int[] kept =
                line.area ? IntStream.range(0, y.length).toArray() : Decimation.keep(line.x, y, columnScale, columns);
        // Names need not be unique, keys must be; the label is what the legend shows.
        XYSeries series =
                chart.addSeries(String.valueOf(index), Arrays.stream(kept).mapToDouble(i -> line.x[i]).toArray(),
                        Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
        series.setLabel(
                line.name.isEmpty() ? " " : TextFit.wrapped(line.name, HouseStyle.legendFont(), LABEL_SHARE * columns));
        series.setShowInLegend(!line.name.isEmpty());
        if (line.area) {
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
            series.setFillColor(line.color);
        }
        series.setMarkerColor(line.color);
        series.setLineColor(line.color);
        series.setLineStyle(line.width == 0 ? SeriesLines.NONE : HouseStyle.stroke(line.width));
        series.setMarker(line.marker == null ? SeriesMarkers.NONE : line.marker);
    }

    private void scaleX(XYStyler style) {
        double low = low();
        double high = high();
        if (logarithmicX) {
            Decades decades = Decades.of(low, high);
            style.setXAxisLogarithmicDecadeOnly(false)
                    .setXAxisLogarithmic(true)
                    .setXAxisTickLabelsFormattingFunction(decades::narrowLabel);
        } else if (decimalsX >= 0) {
            // The margins for the same reason as below.
            double margin = 0.01 * (high > low ? high - low : 1);
            style.setXAxisMin(low - margin).setXAxisMax(high + margin).setXAxisTickMarkSpacingHint(60);
            style.setXAxisDecimalPattern(decimalsX == 0 ? "0" : "0." + "0".repeat(decimalsX));
        } else {
            // XChart puts ticks at data points, however odd their numbers, when the points and both ends of the axis
            // are equally spaced. Half a step at the ends prevents it.
            // Labels have no commas, because XChart aligns labels by their lowest ink.
            style.setXAxisMin(low - 0.5).setXAxisMax(high + 0.5).setXAxisTickMarkSpacingHint(80);
            style.setXAxisDecimalPattern("0");
            if (xLabels != null) {
                double label = Math.max(labelWidth(low), labelWidth(high));
                style.setXAxisTickMarkSpacingHint((int) Math.max(80, Math.ceil(LABEL_ROOM * label)));
                style.setXAxisTickLabelsFormattingFunction(x -> xLabels.apply(Math.round(x)));
            }
        }
    }

    private double labelWidth(double x) {
        return TextFit.width(xLabels.apply(Math.round(x)), HouseStyle.legendFont());
    }

    /** Sets the y axis up and returns what to apply to every y before it is plotted. */
    private DoubleUnaryOperator scaleY(XYStyler style, int height) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            for (double y : line.y) {
                if (Math.abs(y) <= YAxis.LARGEST && (!logarithmicY || y > 0)) {
                    low = Math.min(low, y);
                    high = Math.max(high, y);
                }
            }
        }
        YAxis axis = new YAxis(style, headroom(height));
        low = Math.max(low, lowestY);
        high = Math.min(high, highestY);
        return logarithmicY ? axis.logarithmic(low, high, height) : axis.linear(low, high);
    }

    /** How much longer than its data the y axis must be to hold the legend above them. */
    private double headroom(int height) {
        return legendAbove ? LEGEND_HEIGHT / Math.max(LEGEND_HEIGHT, height - AROUND_PLOT - LEGEND_HEIGHT) : 0;
    }
}
