package io.github.foretoken.cli.forecast;

import io.github.foretoken.cli.plot.HouseStyle;
import io.github.foretoken.cli.plot.LinePanel;
import io.github.foretoken.cli.plot.Picture;
import io.github.foretoken.cli.table.Table;
import io.github.foretoken.forecast.Forecast;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The last rows of a series, and what is forecast of the next ones with its intervals: a fan. */
public final class ForecastPlot {
    private static final int MOST_COLUMNS = 3;
    private static final int WIDTH = 900;
    private static final int ONE_SERIES_HEIGHT = 420;
    private static final int SERIES_HEIGHT = 240;
    private static final int TITLE_HEIGHT = 30;
    private static final int AXIS_WIDTH = 85;
    private static final int LEAST_ROWS = 100;
    private static final int MOST_ROWS = 400;
    /** Rows for each step. */
    private static final int ROWS = 5;
    /** Of the axis, how much further than all else an interval is shown, in parts of the range of that. */
    private static final double ROOM = 1.5;
    /** Lighter the wider. */
    private static final int DARKEST = 150;
    private static final int LIGHTEST = 225;

    private final Table table;
    private final ForecastTable rows;
    private final int from;

    private ForecastPlot(Table table, ForecastTable rows) {
        this.table = table;
        this.rows = rows;
        int shown = Math.clamp((long) ROWS * rows.forecast().horizon(), LEAST_ROWS, MOST_ROWS);
        from = Math.max(0, table.values().rows() - shown);
    }

    /**
     * Writes the picture, whole or not at all.
     *
     * @param file ending in .png or .svg
     */
    public static void write(Path file, Table table, ForecastTable rows) throws IOException {
        new ForecastPlot(table, rows).picture().write(file);
    }

    private Picture picture() {
        int shown = Math.min(MOST_COLUMNS, table.values().cols());
        int seriesHeight = shown == 1 ? ONE_SERIES_HEIGHT : SERIES_HEIGHT;
        Picture picture = new Picture(WIDTH, TITLE_HEIGHT + shown * seriesHeight);
        int y = 0;
        for (int column = 0; column < shown; column++) {
            int height = seriesHeight + (column == 0 ? TITLE_HEIGHT : 0);
            picture.add(panel(column, column == 0, column == shown - 1), 0, y, WIDTH, height);
            y += height;
        }
        return picture.alignLeft(AXIS_WIDTH);
    }

    private LinePanel panel(int column, boolean first, boolean lowest) {
        Forecast forecast = rows.forecast();
        int known = table.values().rows();
        double[] given = new double[known - from];
        double[] token = new double[table.values().cols()];
        Arrays.setAll(given, i -> {
            table.measured(from + i, token);
            return token[column];
        });
        // The forecast goes on from the newest value, so that the two are one line.
        double newest = table.values().get(known - 1, column);
        double[] mean = new double[forecast.horizon() + 1];
        Arrays.setAll(mean, h -> h == 0 ? newest : forecast.mean(h)[column]);
        double low = least(given, mean, 1);
        double high = -least(given, mean, -1);
        double room = ROOM * Math.max(high - low, Math.ulp(high));

        LinePanel panel =
                new LinePanel(first ? title() : "", lowest ? axis() : " ", table.labels().get(column)).legendAbove();
        double[] steps = steps(known, mean.length);
        for (int level = forecast.levels().length - 1; level >= 0; level--) {
            double[] lower = edge(forecast, level, column, -1, newest, low - room);
            double[] upper = edge(forecast, level, column, 1, newest, high + room);
            panel.band(rows.levels().texts().get(level) + " %", steps, lower, upper, shade(level));
        }
        panel.line("given", steps(from + 1, given.length), given, HouseStyle.DATA, 2.2f)
                .line("forecast", steps, mean, HouseStyle.BLUE, 2.2f);
        if (rows.times() != null) {
            panel.xLabels(x -> rows.time((int) (x - known)));
        }
        return panel;
    }

    private static double least(double[] given, double[] mean, int sign) {
        return Math.min(Arrays.stream(given).filter(x -> !Double.isNaN(x)).map(x -> sign * x).min().orElse(0),
                Arrays.stream(mean).filter(x -> !Double.isNaN(x)).map(x -> sign * x).min().orElse(0));
    }

    /** One end of the intervals, cut off where it is far away. */
    private double[] edge(Forecast forecast, int level, int column, int sign, double newest, double limit) {
        double share = forecast.levels()[level];
        double[] edge = new double[forecast.horizon() + 1];
        Arrays.setAll(edge, h -> {
            double end =
                    h == 0 ? newest : sign < 0 ? forecast.lower(share, h)[column] : forecast.upper(share, h)[column];
            return Double.isNaN(end) ? newest : sign < 0 ? Math.max(limit, end) : Math.min(limit, end);
        });
        return edge;
    }

    private Color shade(int level) {
        int levels = rows.levels().count();
        double light = levels == 1 ? 0.5 : (double) level / (levels - 1);
        int weight = (int) Math.round(DARKEST + light * (LIGHTEST - DARKEST));
        return mix(HouseStyle.BLUE, weight);
    }

    private static Color mix(Color color, int white) {
        return new Color(mix(color.getRed(), white), mix(color.getGreen(), white), mix(color.getBlue(), white));
    }

    private static int mix(int channel, int white) {
        return channel + (255 - channel) * white / 255;
    }

    private String title() {
        int horizon = rows.forecast().horizon();
        List<String> levels = rows.levels().texts();
        List<String> labels = table.labels();
        return (labels.size() == 1 ? labels.getFirst() + ": the" : "The")
                + (horizon == 1 ? " next row" : " next " + horizon + " rows")
                + (levels.isEmpty() ? "" : ", with intervals of " + String.join(" % and ", levels) + " %");
    }

    private String axis() {
        String note = from == 0 ? "" : " (the last " + (table.values().rows() - from) + " rows)";
        int columns = table.values().cols();
        return rows.clock() + note
                + (columns > MOST_COLUMNS ? ", the first " + MOST_COLUMNS + " of " + columns + " columns" : "");
    }

    private static double[] steps(int first, int count) {
        double[] steps = new double[count];
        Arrays.setAll(steps, i -> first + i);
        return steps;
    }
}
