package io.github.foretoken.bench.gate;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The history as a picture: above, speed against the scalar twin; below, against the machine's peak. */
final class TrendChart {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 420;
    /** Below each chart, for the commits: XChart leaves labels out where they would touch. */
    private static final int LABELS = 90;
    private static final double TURN = Math.toRadians(40);
    private static final int MOST_LABELS = 30;
    private static final int SCALE = 2;
    /** Okabe and Ito's palette, as in all pictures of this project, and three more: as many as the list has benchmarks. */
    private static final int[] PALETTE =
            {0x0072B2, 0xD55E00, 0x009E73, 0xAA4499, 0xE69F00, 0x56B4E9, 0x1A1A1A, 0x808080, 0x7B3F00, 0x999933};
    private static final Color FRAME = new Color(0x808080);
    private static final Color GRID = new Color(0xE4E4E4);
    private static final Color TEXT = new Color(0x1A1A1A);

    private TrendChart() {}

    /** The picture, as SVG or else as PNG. */
    static byte[] draw(List<TrendLine> lines, List<HistoryEntry> runs, boolean svg) {
        System.setProperty("java.awt.headless", "true");
        XYChart[] charts = {
            chart("Vector loops against scalar loops, same run and machine", "times faster", lines, runs,
                    line -> line.timesFasterThanScalar),
            chart("Share of the FMA peak of float32 or float64, same run and machine", "% of peak", lines, runs,
                    line -> line.percentOfPeak)};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (svg) {
                VectorGraphics2D recorder = new VectorGraphics2D();
                paint(recorder, charts, runs);
                new SVGProcessor()
                        .getDocument(recorder.getCommands(),
                                new PageSize(0, 0, WIDTH, (double) (HEIGHT + LABELS) * charts.length))
                        .writeTo(bytes);
            } else {
                BufferedImage image = new BufferedImage(WIDTH * SCALE, (HEIGHT + LABELS) * SCALE * charts.length,
                        BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
                graphics.scale(SCALE, SCALE);
                paint(graphics, charts, runs);
                graphics.dispose();
                ImageIO.write(image, "png", bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void paint(Graphics2D graphics, XYChart[] charts, List<HistoryEntry> runs) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, (HEIGHT + LABELS) * charts.length);
        for (XYChart chart : charts) {
            chart.paint(graphics, WIDTH, HEIGHT);
            labels(graphics, chart, runs);
            graphics.translate(0, HEIGHT + LABELS);
        }
    }

    private static XYChart chart(String title, String axis, List<TrendLine> lines, List<HistoryEntry> runs,
            Function<TrendLine, double[]> which) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle(title);
        chart.setYAxisTitle(axis);
        style(chart.getStyler(), runs);
        double[] x = IntStream.rangeClosed(1, runs.size()).asDoubleStream().toArray();
        double highest = 0;
        for (int i = 0; i < lines.size(); i++) {
            double[] y = which.apply(lines.get(i));
            if (Arrays.stream(y).allMatch(Double::isNaN)) {
                continue;
            }
            highest = Math.max(highest, Arrays.stream(y).filter(Double::isFinite).max().orElse(0));
            Color color = new Color(PALETTE[i % PALETTE.length]);
            XYSeries points = chart.addSeries(i + " runs", x, y);
            points.setShowInLegend(false);
            points.setLineStyle(SeriesLines.NONE);
            points.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
            XYSeries median = chart.addSeries(i + " median", x, TrendLine.rollingMedian(y));
            median.setLabel(lines.get(i).benchmark.replace("Benchmark.", " "));
            median.setMarker(SeriesMarkers.NONE);
            median.setLineColor(color);
            median.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        }
        // From zero, so that a difference looks as large as it is.
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(highest == 0 ? 1 : 1.05 * highest);
        return chart;
    }

    private static void style(XYStyler style, List<HistoryEntry> runs) {
        style.setLocale(Locale.ROOT);
        style.setBaseFont(font(12));
        style.setAxisTitleFont(font(13)).setAxisTickLabelsFont(font(11));
        style.setAxisTicksLineVisible(false).setAxisTickMarkLength(5).setAxisTickPadding(5);
        style.setAxisTickMarksColor(FRAME).setAxisTickLabelsColor(TEXT).setPlotMargin(0);
        style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(0.8f));
        style.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setChartFontColor(TEXT);
        style.setChartPadding(12).setPlotBorderColor(FRAME).setPlotContentSize(0.96).setMarkerSize(7);
        style.setChartTitleFont(font(15)).setChartTitleBoxVisible(false);
        style.setLegendFont(font(11)).setLegendBorderColor(GRID).setLegendPadding(7);
        style.setLegendPosition(LegendPosition.OutsideE);
        style.setXAxisMin(0.5).setXAxisMax(runs.size() + 0.5);
        style.setXAxisTicksVisible(false);
    }

    /** Under each run its commit's day and revision; of many runs, under some. */
    private static void labels(Graphics2D graphics, XYChart chart, List<HistoryEntry> runs) {
        graphics.setColor(TEXT);
        graphics.setFont(font(11));
        int every = (runs.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (int i = runs.size() - 1; i >= 0; i -= every) {
            HistoryEntry entry = runs.get(i);
            String label = entry.committed().substring(0, 10) + " "
                    + entry.revision().substring(0, Math.min(7, entry.revision().length()));
            double x = chart.getScreenXFromChart(i + 1.0);
            Graphics2D turned = (Graphics2D) graphics.create();
            turned.rotate(-TURN, x, HEIGHT);
            turned.drawString(label, (float) (x - turned.getFontMetrics().stringWidth(label)), HEIGHT);
            turned.dispose();
        }
    }

    private static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }
}
