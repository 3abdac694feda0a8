package io.github.foretoken.lab;

import io.github.foretoken.Matrix;
import io.github.foretoken.lab.method.PredictorSpec;

/**
 * A {@link io.github.foretoken.Predictor} over all rows.
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
        Matrix all = spec.predictor(series.cols()).predict(series);
        return all.rows(reach() - 1, all.rows());
    }

    @Override
    public String describe() {
        return "method " + spec;
    }
}
