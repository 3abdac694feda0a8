package io.github.foretoken.spark.ml;

import io.github.foretoken.spark.Foretoken;
import org.apache.spark.ml.Model;
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
 * {@link Foretoken#forecast} as a stage of a pipeline: adds a column {@code forecast}. Needs no estimator before it; but
 * {@link ForecastEstimator} finds a season that all sequences share, which a short one alone does not show.
 */
public final class ForecastModel extends Model<ForecastModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final ForecastParams params;

    /** With defaults: the next token of the sequences in {@code values}, intervals of 80 %. */
    public ForecastModel() {
        this(Identifiable$.MODULE$.randomUID("foretoken"));
    }

    /** The same with a name that is given, as for one that is loaded. */
    public ForecastModel(String uid) {
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

    /** In tokens; 0 for none, -1 to look for one in each sequence. */
    public IntParam season() {
        return params.season;
    }

    /** Whether a sequence that cannot be used fails the job. */
    public BooleanParam failOnBadRows() {
        return params.failOnBadRows;
    }

    /** See {@link #inputCol}. */
    public ForecastModel setInputCol(String value) {
        set(params.inputCol, value);
        return this;
    }

    /** See {@link #horizon}. */
    public ForecastModel setHorizon(int value) {
        set(params.horizon, value);
        return this;
    }

    /** See {@link #levels}. */
    public ForecastModel setLevels(double... value) {
        set(params.levels, value);
        return this;
    }

    /** See {@link #season}. */
    public ForecastModel setSeason(int value) {
        set(params.season, value);
        return this;
    }

    /** See {@link #failOnBadRows}. */
    public ForecastModel setFailOnBadRows(boolean value) {
        set(params.failOnBadRows, value);
        return this;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        return Foretoken.forecast(dataset.toDF(), getOrDefault(params.inputCol), params.asked(this));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return Foretoken.forecastSchema(schema, getOrDefault(params.inputCol), params.asked(this));
    }

    @Override
    public ForecastModel copy(ParamMap extra) {
        return copyValues(new ForecastModel(uid), extra).setParent(parent());
    }

    /** Loads what {@code save} wrote. */
    public static ForecastModel load(String path) {
        return read().load(path);
    }

    /** Reads what {@code write} wrote. */
    public static MLReader<ForecastModel> read() {
        return new DefaultParamsReader<>();
    }
}
