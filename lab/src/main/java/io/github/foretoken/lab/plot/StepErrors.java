package io.github.foretoken.lab.plot;

import io.github.foretoken.Matrix;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The mean squared error of the latest steps, of the prediction and of persistence (each row predicted by the row
 * a horizon before it). Rows without one are scored for neither.
 */
final class StepErrors {
    private static final int LEAST_WINDOW = 10;
    private static final int MOST_WINDOW = 500;
    private static final int WINDOWS_IN_SERIES = 30;

    private final int window;
    private final double[] prediction;
    private final double[] persistence;

    private StepErrors(int window, double[] prediction, double[] persistence) {
        this.window = window;
        this.prediction = prediction;
        this.persistence = persistence;
    }

    /**
     * Scores rows horizon, horizon + 1, ... of {@code truth}.
     *
     * @param truth N x d, not modified
     * @param predictions N rows or more, row i estimating row i of truth; not modified
     */
    static StepErrors of(Matrix truth, Matrix predictions, int horizon) {
        int scored = Math.max(0, truth.rows() - horizon);
        double[] ofPrediction = new double[scored];
        double[] ofPersistence = new double[scored];
        for (int i = 0; i < scored; i++) {
            ofPrediction[i] = meanSquare(truth, i + horizon, predictions, i + horizon);
            ofPersistence[i] = meanSquare(truth, i + horizon, truth, i);
        }
        // Wide enough to be smooth, narrow enough to show learning and change.
        int window = Math.clamp(scored / WINDOWS_IN_SERIES, LEAST_WINDOW, MOST_WINDOW);
        return new StepErrors(window, MovingMean.of(ofPrediction, window), MovingMean.of(ofPersistence, window));
    }

    private static double meanSquare(Matrix a, int rowA, Matrix b, int rowB) {
        double sum = 0;
        for (int j = 0; j < a.cols(); j++) {
            double difference = a.get(rowA, j) - b.get(rowB, j);
            sum += difference * difference;
        }
        return sum / a.cols();
    }

    /** Whether some mean is zero, which a logarithmic axis cannot show. */
    boolean hasZeros() {
        return DoubleStream.concat(Arrays.stream(prediction), Arrays.stream(persistence)).anyMatch(e -> e == 0);
    }

    int window() {
        return window;
    }

    /** Element i belongs to row i + horizon. */
    double[] prediction() {
        return prediction.clone();
    }

    /** Element i belongs to row i + horizon. */
    double[] persistence() {
        return persistence.clone();
    }
}
