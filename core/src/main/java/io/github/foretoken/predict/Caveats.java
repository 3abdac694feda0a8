package io.github.foretoken.predict;

import io.github.foretoken.internal.online.OnlineRegression;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is to be known of predictions beside them. */
final class Caveats {
    private Caveats() {}

    /** See {@link Predictor#doubt}. */
    static Optional<String> doubt(PredictorSettings settings, OnlineRegression regression) {
        double condition = regression.condition();
        if (condition <= regression.largestCondition()) {
            return Optional.empty();
        }
        return Optional.of(String.format(Locale.ROOT,
                "the condition number of the regression is about %.0e, so that roundings of float64 outweigh the ridge of %s; "
                        + "use a larger ridge%s%s",
                condition, settings.options().correction().ridge(),
                settings.features().increments() ? "" : ", increments",
                settings.features().standardization() ? "" : ", or standardisation"));
    }

    /**
     * See {@link Predictor#budgetError}, in the unit of targets.
     *
     * @param squaredNorm of the newest feature
     * @param bound d numbers, overwritten
     */
    static void budgetError(PredictorSettings settings, OnlineRegression regression, double squaredNorm,
            double[] bound) {
        Memory memory = settings.options().memory();
        if (!memory.bounded()) {
            Arrays.fill(bound, 0);
        } else if (settings.options().method() == Method.KACZMARZ && !memory.random().any()) {
            int first = settings.horizons() > 1 ? (settings.horizon() - 1) * settings.dimension() : 0;
            for (int c = 0; c < bound.length; c++) {
                bound[c] = regression.budgetError(squaredNorm, first + c);
            }
        } else {
            Arrays.fill(bound, Double.NaN);
        }
    }
}
