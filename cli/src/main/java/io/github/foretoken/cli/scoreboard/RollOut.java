package io.github.foretoken.cli.scoreboard;

import io.github.foretoken.Matrix;
import io.github.foretoken.predict.Predictor;
import java.util.Optional;

/** A predictor of the next row, which takes its own predictions for rows that are still to come. */
record RollOut(Predictor predictor, int horizon) implements RowForecaster {
    @Override
    public void predict(Ahead ahead) {
        Matrix path = predictor.rollOut(horizon);
        for (int h = 0; h < horizon; h++) {
            System.arraycopy(path.data(), path.offset() + h * path.stride(), ahead.mean(), h * path.cols(),
                    path.cols());
        }
    }

    @Override
    public void observe(double[] row) {
        predictor.observe(row);
    }

    @Override
    public Optional<String> doubt() {
        return predictor.doubt();
    }

    @Override
    public void interrupt() {
        predictor.interrupt();
    }
}
