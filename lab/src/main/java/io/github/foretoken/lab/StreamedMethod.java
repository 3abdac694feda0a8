package io.github.foretoken.lab;

import io.github.foretoken.Matrix;
import io.github.foretoken.Predictor;
import io.github.foretoken.lab.method.PredictorSpec;

/**
 * A {@link Predictor} that is shown the rows one after the other.
 *
 * @param spec which
 */
record StreamedMethod(PredictorSpec spec) implements SeriesMethod {
    @Override
    public int reach() {
        return spec.lags().reach();
    }

    @Override
    public int horizon() {
        return spec.horizon();
    }

    @Override
    public Matrix predict(Matrix series) {
        int d = series.cols();
        Predictor predictor = spec.predictor(d);
        double[] token = new double[d];
        double[] row = new double[d];
        int skipped = reach() - 1;
        Matrix predictions = Matrix.zeros(series.rows() - skipped, d);
        for (int t = 0; t < series.rows(); t++) {
            System.arraycopy(series.data(), series.offset() + t * series.stride(), token, 0, d);
            predictor.observe(token);
            if (t >= skipped) {
                predictor.predict(row);
                System.arraycopy(row, 0, predictions.data(), (t - skipped) * d, d);
            }
        }
        return predictions;
    }

    @Override
    public String describe() {
        return "method " + spec;
    }
}
