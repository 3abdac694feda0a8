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
        List<Number[]> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < matrix.cols(); j++) {
                double value = matrix.get(rows - 1 - i, j);
                if (!Double.isNaN(value)) {
                    cells.add(new Number[]{j, i, value});
                }
            }
        }
        HeatMapSeries series = chart.addSeries("matrix", IntStream.range(0, matrix.cols()).boxed().toList(),
                IntStream.range(0, rows).map(i -> rows - 1 - i).boxed().toList(), cells);
        // Two digits, because the scale beside the map shows all there are.
        double end = reach > 0 ? new BigDecimal(reach).round(new MathContext(2, RoundingMode.UP)).doubleValue() : 1;
        series.setMin(-end);
        series.setMax(end);
        chart.getStyler().setMin(-end).setMax(end);
        return chart;
    }
}
