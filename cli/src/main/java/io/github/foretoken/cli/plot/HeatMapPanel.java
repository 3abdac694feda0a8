package io.github.foretoken.cli.plot;

import io.github.foretoken.Matrix;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapSeries;

/** A matrix as colours, its first row on top: white is 0, blue is below and vermillion above. NaN stays blank. */
public final class HeatMapPanel extends Panel {
    /** Of the scale and an axis, and of title and the other axis, roughly. */
    private static final int BESIDE_MAP = 110;
    private static final int AROUND_MAP = 95;
    /** Between the numbers along an axis. */
    private static final double LABEL_GAP = 9;

    private final String title;
    private final String columnTitle;
    private final String rowTitle;
    private final Matrix matrix;
    private double reach;

    /**
     * The panel of a matrix.
     *
     * @param matrix copied
     */
    public HeatMapPanel(String title, String columnTitle, String rowTitle, Matrix matrix) {
        this.title = title;
        this.columnTitle = columnTitle;
        this.rowTitle = rowTitle;
        this.matrix = Matrix.of(matrix.toArray(), matrix.rows(), matrix.cols());
        reach = Arrays.stream(this.matrix.data()).filter(Double::isFinite).map(Math::abs).max().orElse(0);
    }

    /** Makes colours stand for {@code -newReach} to {@code newReach} instead of what the matrix itself holds. */
    public HeatMapPanel reaching(double newReach) {
        reach = newReach;
        return this;
    }

    @Override
    String title() {
        return title;
    }

    @Override
    List<String> texts() {
        return Stream.of(title, rowTitle + " by " + columnTitle).filter(text -> !text.isBlank()).toList();
    }

    @Override
    HeatMapChart chart(int width, int height) {
        HeatMapChart chart = HouseStyle.heatMap(width, height);
        chart.setTitle(title);
        chart.setXAxisTitle(columnTitle);
        chart.setYAxisTitle(rowTitle);
        int rows = matrix.rows();
        int every = every(Math.min(Math.max(1, width - BESIDE_MAP) / (double) matrix.cols(),
                Math.max(1, height - AROUND_MAP) / (double) rows), Math.max(rows, matrix.cols()) - 1);
        List<Number[]> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                double value = matrix.get(rows - 1 - i, j);
                if (!Double.isNaN(value)) {
                    cells.add(new Number[]{j, i, value});
                }
            }
        }
        HeatMapSeries series =
                chart.addSeries("matrix", labels(matrix.cols(), every), labels(rows, every).reversed(), cells);
        // Two digits, because the scale beside the map shows all there are.
        double end = reach > 0 ? new BigDecimal(reach).round(new MathContext(2, RoundingMode.UP)).doubleValue() : 1;
        series.setMin(-end);
        series.setMax(end);
        chart.getStyler().setMin(-end).setMax(end);
        return chart;
    }

    /** The distance between the numbers 0 to {@code last} on an axis, in cells of this many points. */
    private static int every(double cell, int last) {
        double label = TextFit.width(String.valueOf(last), HouseStyle.legendFont());
        int least = (int) Math.ceil((label + LABEL_GAP) / cell);
        int tens = 1;
        while (10 * tens <= least) {
            tens *= 10;
        }
        int power = tens;
        return IntStream.of(1, 2, 5, 10)
                .map(digit -> digit * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElseThrow();
    }

    /** From 0 on, the same on both axes. XChart would count rows from the last one. */
    private static List<String> labels(int count, int every) {
        return IntStream.range(0, count).mapToObj(i -> i % every == 0 ? String.valueOf(i) : " ").toList();
    }
}
