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
import org.knowm.xchart.style.XYStyler;

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
    /** The forecast that repeats the newest value, in every picture; a page of a report has it, too. */
    public static final Color PERSISTENCE = VERMILLION;
    /** For what is compared against. */
    public static final Color ORANGE = new Color(0xE69F00);
    /** For data, drawn broad so that a prediction that hits them does not hide them. */
    public static final Color DATA = new Color(0x999999);

    private static final Color FRAME = new Color(0x808080);
    private static final Color GRID = new Color(0xE4E4E4);
    /** For text, and for a line that no other colour is left for. */
    public static final Color TEXT = new Color(0x1A1A1A);

    private static final int TITLE_SIZE = 15;
    private static final int AXIS_TITLE_SIZE = 13;
    private static final int LEGEND_SIZE = 12;
    /** Of what is beside a plot: a title must not be wider than that, because it stands over the plot's middle. */
    private static final int BESIDE_PLOT = 120;
    private static final int ABOVE_PLOT = 70;

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

    /** Writes the titles of a chart, so small that nothing of them is lost. */
    static void entitle(XYChart chart, String title, String xTitle, String yTitle) {
        chart.setTitle(title);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        XYStyler style = chart.getStyler();
        double width = Math.max(1, chart.getWidth() - BESIDE_PLOT);
        double height = Math.max(1, chart.getHeight() - ABOVE_PLOT);
        style.setChartTitleFont(TextFit.smaller(title, font(Font.BOLD, TITLE_SIZE), width));
        Font axis = font(Font.PLAIN, AXIS_TITLE_SIZE);
        Font smaller = TextFit.smaller(xTitle, axis, width);
        style.setAxisTitleFont(TextFit.smaller(yTitle, smaller, height));
    }

    /** Of the words in a legend. */
    static Font legendFont() {
        return font(Font.PLAIN, LEGEND_SIZE);
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
        // Each cell has a label, many of them blank.
        style.setXAxisTickMarkSpacingHint(1).setYAxisTickMarkSpacingHint(1);
        return chart;
    }

    private static void dress(AxesChartStyler style) {
        style.setLocale(Locale.ROOT);
        style.setBaseFont(font(Font.PLAIN, 12));
        // Axes first: setters that XChart declares on a more general styler return that one.
        style.setAxisTitleFont(font(Font.PLAIN, AXIS_TITLE_SIZE)).setAxisTickLabelsFont(font(Font.PLAIN, 12));
        style.setAxisTicksLineVisible(false).setAxisTickMarkLength(5).setAxisTickPadding(5).setAxisTitlePadding(10);
        style.setAxisTickMarksColor(FRAME).setAxisTickLabelsColor(TEXT).setPlotMargin(0);
        style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(0.8f));
        style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        style.setChartTitleFont(font(Font.BOLD, TITLE_SIZE)).setChartTitleBoxVisible(false).setChartTitlePadding(8);
        style.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setChartFontColor(TEXT);
        style.setChartPadding(12).setPlotBorderColor(FRAME).setPlotContentSize(0.96);
        style.setLegendFont(legendFont()).setLegendBorderColor(GRID).setLegendPadding(7);
        style.setLegendSeriesLineLength(22);
    }

    /** The fonts of all text. */
    static Font font(int face, int size) {
        return new Font(Font.SANS_SERIF, face, size);
    }
}
