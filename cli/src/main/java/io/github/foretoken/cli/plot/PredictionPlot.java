package io.github.foretoken.cli.plot;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.RowClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** A series with its predictions and forecast above, the error per step against persistence below. */
public final class PredictionPlot {
    private static final int MOST_COLUMNS = 3;
    /** Steps that can be told apart in a picture of this width; of a longer series the latest ones are shown. */
    private static final int MOST_STEPS = 400;
    private static final int WIDTH = 900;
    private static final int ONE_SERIES_HEIGHT = 350;
    private static final int SERIES_HEIGHT = 200;
    private static final int TITLE_HEIGHT = 30;
    private static final int ERROR_HEIGHT = 280;
    private static final String STEP = "step";
    private static final int AXIS_WIDTH = 85;

    /**
     * What a picture says.
     *
     * @param title what is drawn
     * @param columns their names
     * @param clock of the rows
     */
    public record Captions(String title, List<String> columns, RowClock clock) {
        private String axis() {
            return clock.hasTimes() ? clock.name() : STEP;
        }

        /** Steps count from 1. */
        private String step(int step) {
            String time = clock.at(step - 1L);
            return time.isBlank() ? STEP + " " + grouped(step) : time;
        }

        private LinePanel along(LinePanel panel) {
            return clock.hasTimes() ? panel.xLabels(step -> clock.at(step - 1)) : panel;
        }
    }

    private PredictionPlot() {}

    /**
     * Writes the picture, whole or not at all.
     *
     * @param file ending in .png or .svg
     * @param truth N x d, N at least 1; not modified
     * @param scored rows of truth that predictions are compared with, of those from horizon on
     * @param filled rows of truth that nobody measured, which are not drawn
     * @param predictions (N + horizon) x d, row i estimating row i of truth, the last rows being forecasts; not modified
     * @param horizon how many rows ahead they are, 1 or more
     * @param captions what is drawn; row 0 of its clock is row 0 of truth
     * @throws IllegalArgumentException if shapes do not match or the ending is another
     */
    public static void write(Path file, Matrix truth, BitSet scored, BitSet filled, Matrix predictions, int horizon,
            Captions captions) throws IOException {
        if (truth.rows() < 1 || predictions.rows() != truth.rows() + horizon || predictions.cols() != truth.cols()
                || captions.columns.size() != truth.cols()) {
            throw new IllegalArgumentException(
                    "a plot needs N >= 1 rows of truth, N + horizon rows of predictions and a name"
                            + " for each column: truth is " + truth.shape() + ", predictions is " + predictions.shape()
                            + ", with " + captions.columns.size() + " names");
        }
        int shown = Math.min(MOST_COLUMNS, truth.cols());
        int seriesHeight = shown == 1 ? ONE_SERIES_HEIGHT : SERIES_HEIGHT;
        Picture picture = new Picture(WIDTH, TITLE_HEIGHT + shown * seriesHeight + ERROR_HEIGHT);
        int y = 0;
        for (int column = 0; column < shown; column++) {
            int height = seriesHeight + (column == 0 ? TITLE_HEIGHT : 0);
            picture.add(series(truth, filled, predictions, captions, column), 0, y, WIDTH, height);
            y += height;
        }
        picture.add(errors(truth, scored, predictions, horizon, captions), 0, y, WIDTH, ERROR_HEIGHT)
                .alignLeft(AXIS_WIDTH)
                .write(file);
    }

    private static LinePanel series(Matrix truth, BitSet filled, Matrix predictions, Captions captions, int column) {
        int rows = truth.rows();
        int from = Math.max(0, rows - MOST_STEPS);
        double[] known = column(truth, column, from);
        double[] predicted = Arrays.copyOf(column(predictions, column, from), known.length);
        int last = predictions.rows();
        double forecast = predictions.get(last - 1, column);
        double low = Arrays.stream(known).min().orElseThrow();
        double high = Arrays.stream(known).max().orElseThrow();
        // Predictions may overshoot by orders of magnitude before anything is learnt; the series must stay readable.
        double margin = high > low ? (high - low) / 2 : Math.max(1, Math.abs(high));

        filled.stream().filter(row -> row >= from).forEach(row -> known[row - from] = Double.NaN);
        boolean lowest = column == Math.min(MOST_COLUMNS, truth.cols()) - 1;
        return captions
                .along(new LinePanel(column == 0 ? captions.title : "",
                        lowest ? stepTitle(captions, rows, from, truth.cols()) : " ", captions.columns.get(column)))
                .legendAbove()
                .within(low - margin, high + margin)
                .line("given series", steps(from + 1, known.length), known, HouseStyle.DATA, 2.8f)
                .line("prediction", steps(from + 1, predicted.length), predicted, HouseStyle.BLUE, 1.3f)
                .mark("forecast of " + captions.step(last) + ": " + brief(forecast), last, forecast, HouseStyle.GREEN);
    }

    private static String stepTitle(Captions captions, int rows, int from, int columns) {
        String title = captions.axis() + (from == 0 ? "" : " (the last " + MOST_STEPS + " of " + grouped(rows) + ")");
        return columns > MOST_COLUMNS ? title + ", the first " + MOST_COLUMNS + " of " + columns + " columns" : title;
    }

    private static LinePanel errors(Matrix truth, BitSet scored, Matrix predictions, int horizon, Captions captions) {
        StepErrors errors = StepErrors.of(truth, scored, predictions, horizon);
        double[] steps = Arrays.stream(errors.rows()).mapToDouble(row -> row + 1).toArray();
        String columns = truth.cols() > 1 ? " and " + truth.cols() + " columns" : "";
        String zeros = errors.hasZeros() ? "; zeros are not shown" : "";
        String xTitle = captions.axis() + " (mean over the last " + errors.window() + " steps" + columns + zeros + ")";
        String title = steps.length == 0 ? "one row only: no error to show" : "";
        String yTitle = "mean squared error" + (errors.unit() == 0 ? "" : " / 4^" + errors.unit());
        return captions.along(new LinePanel(title, xTitle, yTitle))
                .logarithmicY()
                .spanning(1, predictions.rows())
                .legendAbove()
                .line("persistence", steps, errors.persistence(), HouseStyle.PERSISTENCE, 1.6f)
                .line("prediction", steps, errors.prediction(), HouseStyle.BLUE, 2);
    }

    private static double[] column(Matrix matrix, int column, int fromRow) {
        double[] values = new double[matrix.rows() - fromRow];
        Arrays.setAll(values, i -> matrix.get(fromRow + i, column));
        return values;
    }

    private static double[] steps(int first, int count) {
        double[] steps = new double[count];
        Arrays.setAll(steps, i -> first + i);
        return steps;
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String brief(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
