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

    /** Unlike that of any other stage. */
    private final String uid;
    /** What it is told. */
    private final ForecastParams params;

    /** With defaults: the next token of the sequences in {@code values}, intervals of 80 %. */
    public ForecastModel() {
        this(Identifiable$.MODULE$.randomUID("foretoken"));
    }

    /**
     * The same with a name that is given, as for one that is loaded.
     *
     * @param uid unlike that of any other stage
     */
    public ForecastModel(String uid) {
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

    /** {@return the season in tokens; 0 for none, -1, the default, to look for one in each sequence} */
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
    public ForecastModel setInputCol(String value) {
        set(params.inputCol, value);
        return this;
    }

    /**
     * Sets {@link #horizon}.
     *
     * @param value 1 to 4096; checked when the stage is used
     * @return this
     */
    public ForecastModel setHorizon(int value) {
        set(params.horizon, value);
        return this;
    }

    /**
     * Sets {@link #levels}.
     *
     * @param value in (0, 1), in any order; checked when the stage is used
     * @return this
     */
    public ForecastModel setLevels(double... value) {
        set(params.levels, value);
        return this;
    }

    /**
     * Sets {@link #season}.
     *
     * @param value 2 to 16384, 0 for none or -1; checked when the stage is used
     * @return this
     */
    public ForecastModel setSeason(int value) {
        set(params.season, value);
        return this;
    }

    /**
     * Sets {@link #failOnBadRows}.
     *
     * @param value true to fail the job
     * @return this
     */
    public ForecastModel setFailOnBadRows(boolean value) {
        set(params.failOnBadRows, value);
        return this;
    }

    /**
     * Forecasts each row's sequence: {@link Foretoken#forecast}.
     *
     * @param dataset with the column {@link #inputCol}
     * @return the same rows with a column {@code forecast}
     * @throws IllegalArgumentException if there is no such column, it has another type, or an option is out of range
     */
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

    /**
     * Loads what {@code save} wrote.
     *
     * @param path of the folder
     * @return the stage
     */
    public static ForecastModel load(String path) {
        return read().load(path);
    }

    /** {@return a reader of what {@code write} wrote} */
    public static MLReader<ForecastModel> read() {
        return new DefaultParamsReader<>();
    }
}
