package io.github.foretoken.cli.plot;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.DoubleStream;

/**
 * The mean squared error of the latest steps, of the prediction and of persistence (each row predicted by the row
 * a horizon before it). Rows without one are scored for neither.
 */
final class StepErrors {
    private static final int LEAST_WINDOW = 10;
    private static final int MOST_WINDOW = 500;
    private static final int WINDOWS_IN_SERIES = 30;
    /** Exponents up to which numbers are squared as they are. */
    private static final int ORDINARY = 400;

    private final int unit;
    private final int window;
    private final int[] rows;
    private final double[] prediction;
    private final double[] persistence;

    private StepErrors(int unit, int window, int[] rows, double[] prediction, double[] persistence) {
        this.unit = unit;
        this.window = window;
        this.rows = rows;
        this.prediction = prediction;
        this.persistence = persistence;
    }

    /**
     * Scores rows of {@code truth}.
     *
     * @param truth N x d, not modified
     * @param scored which of them, of those from horizon on
     * @param predictions N rows or more, row i estimating row i of truth; not modified
     */
    static StepErrors of(Matrix truth, BitSet scored, Matrix predictions, int horizon) {
        int[] rows = scored.stream().filter(row -> row >= horizon).toArray();
        int unit = unit(truth, rows);
        double[] ofPrediction = new double[rows.length];
        double[] ofPersistence = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ofPrediction[i] = meanSquare(truth, rows[i], predictions, rows[i], unit);
            ofPersistence[i] = meanSquare(truth, rows[i], truth, rows[i] - horizon, unit);
        }
        // Wide enough to be smooth, narrow enough to show learning and change.
        int window = Math.clamp(rows.length / WINDOWS_IN_SERIES, LEAST_WINDOW, MOST_WINDOW);
        return new StepErrors(unit, window, rows, MovingMean.of(ofPrediction, window),
                MovingMean.of(ofPersistence, window));
    }

    private static int unit(Matrix truth, int[] rows) {
        double greatest = 0;
        for (int row : rows) {
            for (int j = 0; j < truth.cols(); j++) {
                greatest = Math.max(greatest, Math.abs(truth.get(row, j)));
            }
        }
        int exponent = greatest > 0 ? Math.getExponent(greatest) : 0;
        return Math.abs(exponent) <= ORDINARY ? 0 : exponent;
    }

    private static double meanSquare(Matrix a, int rowA, Matrix b, int rowB, int unit) {
        double sum = 0;
        for (int j = 0; j < a.cols(); j++) {
            double difference = Math.scalb(a.get(rowA, j), -unit) - Math.scalb(b.get(rowB, j), -unit);
            sum += difference * difference;
        }
        return sum / a.cols();
    }

    /** Whether some mean is zero, which a logarithmic axis cannot show. */
    boolean hasZeros() {
        return DoubleStream.concat(Arrays.stream(prediction), Arrays.stream(persistence)).anyMatch(e -> e == 0);
    }

    /** The numbers were divided by 2 to this power before they were squared: by 1, but where squares would not fit. */
    int unit() {
        return unit;
    }

    /** The rows scored, ascending. */
    int[] rows() {
        return rows.clone();
    }

    int window() {
        return window;
    }

    /** Of the rows scored, each with those scored before it. */
    double[] prediction() {
        return prediction.clone();
    }

    /** Of the rows scored, each with those scored before it. */
    double[] persistence() {
        return persistence.clone();
    }
}
