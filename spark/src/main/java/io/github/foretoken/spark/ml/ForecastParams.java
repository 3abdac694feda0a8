package io.github.foretoken.spark.ml;

import io.github.foretoken.spark.Forecasting;
import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What estimator and model are told alike. */
final class ForecastParams implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double USUAL = 0.8;
    /** A season is looked for in each sequence. */
    static final int LOOK = -1;

    final Param<String> inputCol;
    final IntParam horizon;
    final DoubleArrayParam levels;
    final IntParam season;
    final BooleanParam failOnBadRows;

    ForecastParams(Params owner) {
        inputCol = new Param<>(owner, "inputCol", "column of sequences, array<number> or array<array<number>>");
        horizon = new IntParam(owner.uid(), "horizon", "how many tokens are forecast");
        levels = new DoubleArrayParam(owner, "levels", "levels of intervals, such as 0.8 and 0.95");
        season = new IntParam(owner.uid(), "season", "in tokens, 0 for none, -1 to look for one");
        failOnBadRows =
                new BooleanParam(owner.uid(), "failOnBadRows", "whether a sequence that cannot be used fails the job");
    }

    /** Takes one default after the other. */
    interface Defaults {
        <T> Object set(Param<T> param, T value);
    }

    void setDefaults(Defaults defaults) {
        defaults.set(inputCol, "values");
        defaults.set(horizon, 1);
        defaults.set(levels, new double[]{USUAL});
        defaults.set(season, LOOK);
        defaults.set(failOnBadRows, false);
    }

    Forecasting asked(Params owner) {
        Forecasting asked =
                Forecasting.ofSteps((Integer) owner.getOrDefault(horizon)).withLevels(owner.getOrDefault(levels));
        int length = (Integer) owner.getOrDefault(season);
        asked = length == LOOK ? asked : asked.withSeason(length);
        return (Boolean) owner.getOrDefault(failOnBadRows) ? asked.failingOnBadRows() : asked;
    }
}
