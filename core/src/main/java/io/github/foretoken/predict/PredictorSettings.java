package io.github.foretoken.predict;

import io.github.foretoken.common.Checks;
import java.util.Objects;

/**
 * Options and the number of columns they are for.
 *
 * @param options what {@link Predictor} was given
 * @param dimension d
 */
record PredictorSettings(PredictorOptions options, int dimension) {
    PredictorSettings {
        Objects.requireNonNull(options, "options");
        Checks.atLeastOne("dimension", dimension);
        options.columns().requireWithin(dimension);
        if ((long) options.steps().count() * dimension > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("forecasts of " + options.steps().horizons() + " horizons and "
                    + dimension + " coordinates are longer than an array can be");
        }
    }

    /** Those by which a column and what it is predicted from are, where columns are separate. */
    PredictorSettings part(int column) {
        boolean separate = options.columns().separate();
        return new PredictorSettings(options.part(), separate ? options.columns().of(column).length : dimension);
    }

    Features features() {
        return options.features();
    }

    /** H, or 0. */
    int horizons() {
        return options.steps().horizons();
    }

    int horizon() {
        return options.steps().horizon();
    }

    /** p, the number of coordinates of a feature. */
    int featureSize() {
        return options.featureSize(dimension);
    }
}
