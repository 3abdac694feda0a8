package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param options of a predictor; where a forecaster is asked for, what earlier releases took instead
 * @param forecaster whether one is asked for
 * @param levels of its intervals
 */
public record StreamMethod(PredictorOptions options, boolean forecaster, Levels levels) {
    /**
     * A new one.
     *
     * @throws IllegalArgumentException if there is none for such tokens
     */
    StreamModel model(int dimension) {
        return forecaster
                ? new ForecasterModel(levels.in(Forecaster.of(dimension).horizon(options.steps().horizon())).build(),
                        levels)
                : new PredictorModel(Predictor.of(options, dimension));
    }

    /** What is to be compared with a checkpoint: a predictor that goes on where none was asked for is an earlier default. */
    Map<String, String> wanted(StreamModels begun) {
        return (isEarlierDefault(begun) ? new PredictorModel(Predictor.of(options, begun.pattern().dimension()))
                : model(begun.pattern().dimension())).options();
    }

    /** Whether a checkpoint may have been begun by the same command line in an earlier release. */
    boolean isEarlierDefault(StreamModels begun) {
        return forecaster && begun instanceof SingleModel && !begun.pattern().automatic() && levels.count() == 0;
    }
}
