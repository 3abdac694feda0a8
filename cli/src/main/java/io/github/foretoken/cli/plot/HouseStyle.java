package io.github.foretoken.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Colours, fonts and lines that all pictures share. */
public final class HouseStyle {
    /** Okabe and Ito's palette: told apart under every common kind of colour blindness, and in grey print. */
    public static final Color BLUE = new Color(0x0072B2);
    /** The palette's contrast to blue. */
    public static final Color VERMILLION = new Color(0xD55E00);
    /** The palette's third colour. */
    public static final Color GREEN = new Color(0x009E73);
    /** The palette's fourth colour. */
    public static final Color PURPLE = new Color(0xAA4499);
    /** For what is compared against. */
    public static final Color ORANGE = new Color(0xE69F00);
    /** For data, drawn broad so that a prediction that hits them does not hide them. */
    public static final Color DATA = new Color(0x999999);

    private static final Color FRAME = new Color(0x808080);
    private static final Color GRID = new Color(0xE4E4E4);
    /** For text. */
    static final Color TEXT = new Color(0x1A1A1A);

    /** Of a title's letters, on the safe side: titles stand over the plot, which is narrower than its panel. */
    private static final double TITLE_LETTER = 11;

    private HouseStyle() {}

    /** Lets a whole picture be drawn on a machine without a display; to be called before anything of AWT is. */
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    /** The colour, lightened towards white, for curves that stand behind another. */
    public static Color pale(Color color) {
        return new Color(pale(color.getRed()), pale(color.getGreen()), pale(color.getBlue()));
    }

    private static int pale(int channel) {
        return 255 - (255 - channel) * 3 / 10;
    }

    /** Round joins and caps, so that a line drawn segment by segment looks like one path. */
    static BasicStroke stroke(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /** A title as far as it fits a width: what is too long loses its middle, for both ends say what is drawn. */
    static String fitted(String title, int width) {
        int most = Math.max(8, (int) (width / TITLE_LETTER));
        if (title.length() <= most) {
            return title;
        }
        int end = most / 2 - 1;
        return title.substring(0, most - end - 1) + "…" + title.substring(title.length() - end);
    }

    /** An empty chart in this style. */
    static XYChart chart(int width, int height) {
        headless();
        XYChart chart = new XYChart(width, height);
        dress(chart.getStyler());
        chart.getStyler().setMarkerSize(8);
        return chart;
    }

    /** An empty heat map in this style: blue below 0, white at 0, vermillion above, with a scale beside it. */
    static HeatMapChart heatMap(int width, int height) {
        headless();
        HeatMapChart chart = new HeatMapChart(width, height, ChartTheme.XChart);
        HeatMapStyler style = chart.getStyler();
        dress(style);
        style.setRangeColors(new Color[]{BLUE, pale(BLUE), Color.WHITE, pale(VERMILLION), VERMILLION});
        style.setPlotGridLinesVisible(false).setPlotContentSize(1);
        style.setLegendPosition(LegendPosition.OutsideE).setGradientColorColumnWeight(12);
        style.setLegendBorderColor(Color.WHITE).setLegendPadding(4);
        style.setXAxisTickMarkSpacingHint(24).setYAxisTickMarkSpacingHint(24);
        return chart;
    }

    private static void dress(AxesChartStyler style) {
        style.setLocale(Locale.ROOT);
        style.setBaseFont(font(Font.PLAIN, 12));
        // Axes first: setters that XChart declares on a more general styler return that one.
        style.setAxisTitleFont(font(Font.PLAIN, 13)).setAxisTickLabelsFont(font(Font.PLAIN, 12));
        style.setAxisTicksLineVisible(false).setAxisTickMarkLength(5).setAxisTickPadding(5).setAxisTitlePadding(10);
        style.setAxisTickMarksColor(FRAME).setAxisTickLabelsColor(TEXT).setPlotMargin(0);
        style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(0.8f));
        style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        style.setChartTitleFont(font(Font.BOLD, 15)).setChartTitleBoxVisible(false).setChartTitlePadding(8);
        style.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setChartFontColor(TEXT);
        style.setChartPadding(12).setPlotBorderColor(FRAME).setPlotContentSize(0.96);
        style.setLegendFont(font(Font.PLAIN, 12)).setLegendBorderColor(GRID).setLegendPadding(7);
        style.setLegendSeriesLineLength(22);
    }

    /** The fonts of all text. */
    static Font font(int face, int size) {
        return new Font(Font.SANS_SERIF, face, size);
    }
}
