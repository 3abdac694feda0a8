package io.github.foretoken.cli.stream;

import io.github.foretoken.cli.method.Levels;
import io.github.foretoken.cli.table.Missing;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.ForecasterBuilder;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorOptions;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param options of a predictor; where a forecaster is asked for, what earlier releases took instead
 * @param forecaster whether one is asked for
 * @param levels of its intervals
 * @param missing what to do with numbers that are not there
 */
public record StreamMethod(PredictorOptions options, boolean forecaster, Levels levels, Missing missing) {
    /**
     * A new one.
     *
     * @throws IllegalArgumentException if there is none for such tokens
     */
    StreamModel model(int dimension) {
        if (!forecaster) {
            return gaps(new PredictorModel(Predictor.of(options, dimension)));
        }
        ForecasterBuilder builder = Forecaster.of(dimension).horizon(options.steps().horizon());
        return gaps(new ForecasterModel(levels.in(missing == Missing.IMPUTE ? builder.allowMissing() : builder).build(),
                levels));
    }

    private StreamModel gaps(StreamModel model) {
        return missing == Missing.ERROR ? model : new GapModel(model, missing);
    }

    /** What is to be compared with a checkpoint: a predictor that goes on where none was asked for is an earlier default. */
    Map<String, String> wanted(StreamModels begun) {
        return (isEarlierDefault(begun) ? gaps(new PredictorModel(Predictor.of(options, begun.pattern().dimension())))
                : model(begun.pattern().dimension())).options();
    }

    /** Whether a checkpoint may have been begun by the same command line in an earlier release. */
    boolean isEarlierDefault(StreamModels begun) {
        return forecaster && begun instanceof SingleModel && !begun.pattern().automatic() && levels.count() == 0;
    }
}
