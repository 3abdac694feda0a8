package io.github.foretoken.spark.ml;

import io.github.foretoken.spark.Foretoken;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the season that more than half of all sequences show, and gives it to a {@link ForecastModel}, so that sequences too short
 * to show it have it, too. Without such a majority, or with a season that is set, the model is told what this was told.
 */
public final class ForecastEstimator extends Estimator<ForecastModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1;

    /** Unlike that of any other stage. */
    private final String uid;
    /** What it is told. */
    private final ForecastParams params;

    /** With the defaults of {@link ForecastModel}. */
    public ForecastEstimator() {
        this(Identifiable$.MODULE$.randomUID("foretoken"));
    }

    /**
     * The same with a name that is given, as for one that is loaded.
     *
     * @param uid unlike that of any other stage
     */
    public ForecastEstimator(String uid) {
        this.uid = uid;
        params = new ForecastParams(this);
        params.setDefaults(this::setDefault);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** {@return the name of a column of {@code array<number>} or {@code array<array<number>>}, {@code values} by default} */
    public Param<String> inputCol() {
        return params.inputCol;
    }

    /** {@return H, how many tokens are forecast, 1 by default} */
    public IntParam horizon() {
        return params.horizon;
    }

    /** {@return the levels of intervals, 0.8 by default} */
    public DoubleArrayParam levels() {
        return params.levels;
    }

    /** {@return the season in tokens; 0 for none, -1, the default, to look for one that most sequences share} */
    public IntParam season() {
        return params.season;
    }

    /** {@return whether a sequence that cannot be used fails the job; by default it gets null and a reason} */
    public BooleanParam failOnBadRows() {
        return params.failOnBadRows;
    }

    /**
     * Sets {@link #inputCol}.
     *
     * @param value name of a column that is there when the stage is used
     * @return this
     */
    public ForecastEstimator setInputCol(String value) {
        set(params.inputCol, value);
        return this;
    }

    /**
     * Sets {@link #horizon}.
     *
     * @param value 1 to 4096; checked when the stage is used
     * @return this
     */
    public ForecastEstimator setHorizon(int value) {
        set(params.horizon, value);
        return this;
    }

    /**
     * Sets {@link #levels}.
     *
     * @param value in (0, 1), in any order; checked when the stage is used
     * @return this
     */
    public ForecastEstimator setLevels(double... value) {
        set(params.levels, value);
        return this;
    }

    /**
     * Sets {@link #season}.
     *
     * @param value 2 to 16384, 0 for none or -1; checked when the stage is used
     * @return this
     */
    public ForecastEstimator setSeason(int value) {
        set(params.season, value);
        return this;
    }

    /**
     * Sets {@link #failOnBadRows}.
     *
     * @param value true to fail the job
     * @return this
     */
    public ForecastEstimator setFailOnBadRows(boolean value) {
        set(params.failOnBadRows, value);
        return this;
    }

    /**
     * Looks at all sequences, in a job of its own, unless a season is set.
     *
     * @param dataset with the column {@link #inputCol}
     * @return a model with these options and the season that was found
     * @throws IllegalArgumentException if there is no such column, it has another type, or an option is out of range
     */
    @Override
    public ForecastModel fit(Dataset<?> dataset) {
        ForecastModel model = copyValues(new ForecastModel(uid), new ParamMap());
        if ((Integer) getOrDefault(params.season) == ForecastParams.LOOK) {
            model.setSeason(
                    majority(Foretoken.seasons(dataset.toDF(), getOrDefault(params.inputCol), params.asked(this))));
        }
        return model.setParent(this);
    }

    /** @param seasons of all sequences: {@code season, count}, the most frequent one first */
    private static int majority(Dataset<Row> seasons) {
        List<Row> rows = seasons.collectAsList();
        long all = rows.stream().mapToLong(row -> row.getLong(1)).sum();
        return rows.isEmpty() || rows.get(0).getInt(0) == 0 || 2 * rows.get(0).getLong(1) <= all ? ForecastParams.LOOK
                : rows.get(0).getInt(0);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return Foretoken.forecastSchema(schema, getOrDefault(params.inputCol), params.asked(this));
    }

    @Override
    public ForecastEstimator copy(ParamMap extra) {
        return copyValues(new ForecastEstimator(uid), extra);
    }

    /**
     * Loads what {@code save} wrote.
     *
     * @param path of the folder
     * @return the stage
     */
    public static ForecastEstimator load(String path) {
        return read().load(path);
    }

    /** {@return a reader of what {@code write} wrote} */
    public static MLReader<ForecastEstimator> read() {
        return new DefaultParamsReader<>();
    }
}
