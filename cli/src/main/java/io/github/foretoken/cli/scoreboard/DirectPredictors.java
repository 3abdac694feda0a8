package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import java.util.Arrays;
import java.util.Optional;

/** A predictor for each step: the one of step h learns to predict h rows ahead. */
final class DirectPredictors implements RowForecaster {
    private final Predictor[] predictors;
    private final double[] row;

    /** @param options of one step ahead */
    DirectPredictors(PredictorOptions options, int dimension, int horizon) {
        predictors = new Predictor[horizon];
        Arrays.setAll(predictors, h -> Predictor.of(options.withHorizon(h + 1), dimension));
        row = new double[dimension];
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
