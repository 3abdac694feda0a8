package io.github.foretoken.cli.evaluate;

import io.github.foretoken.cli.method.PredictorSpec;
import io.github.foretoken.predict.Predictor;
import java.util.Arrays;
import java.util.Optional;

/** A predictor for each step: the one of step h learns to predict h rows ahead. */
final class DirectPredictors implements RowForecaster {
    private final Predictor[] predictors;
    private final double[] row;

    /** @param spec of one step ahead */
    DirectPredictors(PredictorSpec spec, int dimension, int horizon) {
        predictors = new Predictor[horizon];
        Arrays.setAll(predictors, h -> ahead(spec, h + 1).predictor(dimension));
        row = new double[dimension];
    }

    private static PredictorSpec ahead(PredictorSpec spec, int step) {
        return step == 1 ? spec : PredictorSpec.parse(spec + " horizon=" + step);
    }

    @Override
    public void predict(Ahead ahead) {
        for (int h = 0; h < predictors.length; h++) {
            predictors[h].predict(row);
            System.arraycopy(row, 0, ahead.mean(), h * row.length, row.length);
        }
    }

    @Override
    public void observe(double[] token) {
        for (Predictor predictor : predictors) {
            predictor.observe(token);
        }
    }

    @Override
    public Optional<String> doubt() {
        return predictors[0].doubt();
    }

    @Override
    public void interrupt() {
        for (Predictor predictor : predictors) {
            predictor.interrupt();
        }
    }
}
