package io.github.foretoken.bench.peers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Errors against t, a panel for each kind of sequences, in rows of four. */
final class NetworksPicture {
    private static final int COLUMNS = 4;
    private static final int WIDTH = 440;
    private static final int HEIGHT = 420;
    private static final int LABELLED = 8;
    /** What is less is drawn there: rounding. */
    private static final double LEAST = 1e-8;
    private static final List<Color> COLORS = List.of(new Color(0xD55E00), new Color(0x009E73), new Color(0x999999),
            new Color(0x0072B2), new Color(0xAA4499), new Color(0xE69F00));

    private final List<XYChart> charts = new ArrayList<>();

    /** Adds a panel. */
    void add(String title, Map<String, double[]> curves) {
        XYChart chart = new XYChartBuilder().width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("t")
                .yAxisTitle(charts.size() % COLUMNS == 0 ? "mean squared error" : "")
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        // Every fourth of the marks, which stand at odd t.
        chart.setCustomXAxisTickLabelsFormatter(
                t -> (Math.round(t) - 1) % LABELLED == 0 ? Long.toString(Math.round(t)) : "");
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendVisible(charts.size() >= COLUMNS);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesVisible(false);
        int drawn = 0;
        for (Map.Entry<String, double[]> curve : curves.entrySet()) {
            double[] t = IntStream.rangeClosed(1, curve.getValue().length).asDoubleStream().toArray();
            double[] y = Arrays.stream(curve.getValue()).map(error -> Math.max(LEAST, error)).toArray();
            XYSeries series = chart.addSeries(curve.getKey(), t, y);
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(COLORS.get(drawn++));
            series.setLineStyle(new BasicStroke(1.8f));
        }
        charts.add(chart);
    }

    /** Draws all. */
    void write(Path file) throws IOException {
        BitmapEncoder.saveBitmap(charts, (charts.size() + COLUMNS - 1) / COLUMNS, COLUMNS, file.toString(),
                BitmapEncoder.BitmapFormat.PNG);
    }
}
