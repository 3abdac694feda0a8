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

    private final String uid;
    private final ForecastParams params;

    /** With the defaults of {@link ForecastModel}. */
    public ForecastEstimator() {
        this(Identifiable$.MODULE$.randomUID("foretoken"));
    }

    /** The same with a name that is given, as for one that is loaded. */
    public ForecastEstimator(String uid) {
        this.uid = uid;
        params = new ForecastParams(this);
        params.setDefaults(this::setDefault);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Name of a column of {@code array<number>} or {@code array<array<number>>}. */
    public Param<String> inputCol() {
        return params.inputCol;
    }

    /** H. */
    public IntParam horizon() {
        return params.horizon;
    }

    /** Of intervals. */
    public DoubleArrayParam levels() {
        return params.levels;
    }

    /** In tokens; 0 for none, -1 to look for one that most sequences share. */
    public IntParam season() {
        return params.season;
    }

    /** Whether a sequence that cannot be used fails the job. */
    public BooleanParam failOnBadRows() {
        return params.failOnBadRows;
    }

    /** See {@link #inputCol}. */
    public ForecastEstimator setInputCol(String value) {
        set(params.inputCol, value);
        return this;
    }

    /** See {@link #horizon}. */
    public ForecastEstimator setHorizon(int value) {
        set(params.horizon, value);
        return this;
    }

    /** See {@link #levels}. */
    public ForecastEstimator setLevels(double... value) {
        set(params.levels, value);
        return this;
    }

    /** See {@link #season}. */
    public ForecastEstimator setSeason(int value) {
        set(params.season, value);
        return this;
    }

    /** See {@link #failOnBadRows}. */
    public ForecastEstimator setFailOnBadRows(boolean value) {
        set(params.failOnBadRows, value);
        return this;
    }

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

    /** Loads what {@code save} wrote. */
    public static ForecastEstimator load(String path) {
        return read().load(path);
    }

    /** Reads what {@code write} wrote. */
    public static MLReader<ForecastEstimator> read() {
        return new DefaultParamsReader<>();
    }
}
