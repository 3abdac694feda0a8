package io.github.foretoken.spark;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Forecasts of many sequences at once.
 *
 * {@snippet lang = java :
 * // One sequence a row, array<double> or array<array<double>>:
 * Dataset<Row> forecasts = Foretoken.forecast(sequences, "values", Forecasting.ofSteps(24).withLevels(0.8, 0.95));
 * // One token a row:
 * Dataset<Row> next = Foretoken.forecastByKey(readings, List.of("sensor"), "time", List.of("load", "oil"),
 *         Forecasting.ofSteps(24));
 * // In SQL, from any language:
 * Foretoken.register(spark);
 * spark.sql("SELECT id, foretoken_forecast(values, 24).mean FROM sequences");
 * }
 *
 * <p>Results are the core library's to the bit, whatever the partitions, executors and their order. A sequence that cannot be used
 * gets null and a reason.
 */
public final class Foretoken {
    private static final String DEFAULT_KERNEL = "exponential";

    private Foretoken() {}

    /**
     * Makes these functions known to SQL, Python and R by name. {@code foretoken_forecast(values, steps)} takes
     * {@code array<double>} and gives a struct of arrays: {@code mean, lower80, upper80}, the mean squared errors
     * {@code mse} and {@code persistence_mse} of one step, and {@code reason}, why there is none.
     * {@code foretoken_prediction(values, kernel)}, {@code _limit}, {@code _coefficients} and {@code _attention} give û, u*, mu and
     * softmax attention (which has no kernel), null where there is none. The same names with {@code _rows} behind them take and give
     * {@code array<array<double>>}, an array for each token.
     *
     * @param spark the session in which they are known from then on
     */
    public static void register(SparkSession spark) {
        TaskReport report = TaskReport.of(spark.sparkContext());
        for (boolean several : new boolean[]{false, true}) {
            String suffix = several ? "_rows" : "";
            Forecasting asked = Forecasting.ofSteps(1);
            spark.udf()
                    .register("foretoken_forecast" + suffix, two(new ForecastFunction(asked, several, report)),
                            ForecastColumns.type(asked, several));
            for (KernelFunction.Result result : KernelFunction.Result.values()) {
                KernelFunction function = new KernelFunction(result, DEFAULT_KERNEL, several, report);
                String name = KernelFunction.name(result) + suffix;
                if (result == KernelFunction.Result.ATTENTION) {
                    spark.udf().register(name, one(function), Tokens.type(several));
                } else {
                    spark.udf().register(name, two(function), Tokens.type(several));
                }
            }
        }
    }

    private static <A, R> UDF1<A, R> one(UDF1<A, R> function) {
        return function;
    }

    private static <A, B, R> UDF2<A, B, R> two(UDF2<A, B, R> function) {
        return function;
    }

    /**
     * Adds a column {@code forecast} of what follows each row's sequence: a struct of {@code mean}, {@code lower80},
     * {@code upper80} and so on, arrays of H tokens like those of the sequence; {@code mse} and {@code persistence_mse}, the mean
     * squared errors of one-step forecasts and of persistence within the sequence; and {@code reason}, null unless there is no forecast.
     *
     * @param sequences one a row
     * @param values name of a column of {@code array<number>} or {@code array<array<number>>}, oldest token first
     * @param asked how far ahead, with which intervals, and what is to happen with sequences that have none
     * @return the same rows with a column {@code forecast}
     * @throws IllegalArgumentException if there is no such column, or it has another type
     */
    public static Dataset<Row> forecast(Dataset<Row> sequences, String values, Forecasting asked) {
        boolean several = several(sequences, values);
        ForecastFunction function =
                new ForecastFunction(asked, several, TaskReport.of(sequences.sparkSession().sparkContext()));
        return sequences.withColumn("forecast",
                functions.udf(one(function), ForecastColumns.type(asked, several)).apply(column(values)));
    }

    /**
     * What {@link #forecast} makes of a schema, by the same rules.
     *
     * @param sequences the schema of sequences, not modified
     * @param values name of a column of {@code array<number>} or {@code array<array<number>>}, oldest token first
     * @param asked how far ahead, and with which intervals
     * @return that schema and a column {@code forecast}
     * @throws IllegalArgumentException if there is no such column, or it has another type
     */
    public static StructType forecastSchema(StructType sequences, String values, Forecasting asked) {
        boolean several = Tokens.severalColumns(values, InputColumns.field(sequences, values).dataType());
        return sequences.add("forecast", ForecastColumns.type(asked, several), true);
    }

    /**
     * Which seasons are found in sequences, each by itself: {@code season} in tokens, 0 for none, and {@code count}, the most
     * frequent one first. Sequences that cannot be used are left out.
     *
     * @param sequences one a row
     * @param values name of a column of {@code array<number>} or {@code array<array<number>>}, oldest token first
     * @param asked whether a season is given, and whether a sequence that cannot be used fails the job
     * @return a row for each season that was found
     * @throws IllegalArgumentException if there is no such column, or it has another type
     */
    public static Dataset<Row> seasons(Dataset<Row> sequences, String values, Forecasting asked) {
        several(sequences, values);
        SeasonFunction function = new SeasonFunction(asked, TaskReport.of(sequences.sparkSession().sparkContext()));
        return sequences.select(functions.udf(one(function), DataTypes.IntegerType).apply(column(values)).as("season"))
                .filter("season is not null")
                .groupBy("season")
                .count()
                .orderBy(functions.col("count").desc(), functions.col("season"));
    }

    /**
     * Adds the Kaczmarz prediction û of each row's sequence, whose row t estimates token t + 1:
     * {@link io.github.foretoken.descent.ForwardSubstitution#predict(io.github.foretoken.Matrix)}.
     *
     * @param sequences one a row
     * @param values name of a column of {@code array<number>} or {@code array<array<number>>}, oldest token first
     * @param kernel as {@link io.github.foretoken.Kernel#parse} reads it, such as {@code gaussian:2}
     * @return the same rows with a column {@code prediction}, T x d like the sequence; null where it cannot be had
     * @throws IllegalArgumentException if there is no such column, or it has another type; or if kernel names none
     */
    public static Dataset<Row> prediction(Dataset<Row> sequences, String values, String kernel) {
        return kernel(sequences, values, KernelFunction.Result.PREDICTION, kernel);
    }

    /**
     * Adds u*, what causal kernel descent tends to at each token:
     * {@link io.github.foretoken.descent.ForwardSubstitution#limit(io.github.foretoken.Matrix)}.
     *
     * @param sequences one a row
     * @param values name of a column of {@code array<number>} or {@code array<array<number>>}, oldest token first
     * @param kernel as {@link io.github.foretoken.Kernel#parse} reads it, such as {@code gaussian:2}
     * @return the same rows with a column {@code limit}, T x d like the sequence; null where it cannot be had
     * @throws IllegalArgumentException if there is no such column, or it has another type; or if kernel names none
     */
    public static Dataset<Row> limit(Dataset<Row> sequences, String values, String kernel) {
        return kernel(sequences, values, KernelFunction.Result.LIMIT, kernel);
    }

    /**
     * Adds the dual coefficients mu of each row's sequence, whose targets are the next tokens:
     * {@link io.github.foretoken.descent.ForwardSubstitution#solve}.
     *
     * @param sequences one a row
     * @param values name of a column of {@code array<number>} or {@code array<array<number>>}, oldest token first
     * @param kernel as {@link io.github.foretoken.Kernel#parse} reads it, such as {@code gaussian:2}
     * @return the same rows with a column {@code coefficients}, T-1 x d, a row for each token but the last; null where it cannot be had
     * @throws IllegalArgumentException if there is no such column, or it has another type; or if kernel names none
     */
    public static Dataset<Row> coefficients(Dataset<Row> sequences, String values, String kernel) {
        return kernel(sequences, values, KernelFunction.Result.COEFFICIENTS, kernel);
    }

    /**
     * Adds causal softmax attention whose queries, keys and values are the tokens:
     * {@link io.github.foretoken.attention.CausalAttention#softmax} with scale 1.
     *
     * @param sequences one a row
     * @param values name of a column of {@code array<number>} or {@code array<array<number>>}, oldest token first
     * @return the same rows with a column {@code attention}, T x d like the sequence; null where it cannot be had
     * @throws IllegalArgumentException if there is no such column, or it has another type
     */
    public static Dataset<Row> attention(Dataset<Row> sequences, String values) {
        return kernel(sequences, values, KernelFunction.Result.ATTENTION, DEFAULT_KERNEL);
    }

    private static Dataset<Row> kernel(Dataset<Row> sequences, String values, KernelFunction.Result result,
            String kernel) {
        boolean several = several(sequences, values);
        KernelFunction function =
                new KernelFunction(result, kernel, several, TaskReport.of(sequences.sparkSession().sparkContext()));
        return sequences.withColumn(result.name().toLowerCase(Locale.ROOT),
                functions.udf(one(function), Tokens.type(several)).apply(column(values)));
    }

    /** By its name, dots and all. */
    static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    private static boolean several(Dataset<Row> sequences, String values) {
        return Tokens.severalColumns(values, InputColumns.field(sequences.schema(), values).dataType());
    }

    /**
     * What follows each key's rows, a row for each step: the keys, {@code step} from 1 on, {@code after}, the newest row's time, and
     * for each value column NAME, NAME_lower80, NAME_upper80 and so on; then {@code mse}, {@code persistence_mse} and
     * {@code reason}. A key that cannot be used has one row with a reason, where step is null. Rows are taken in the order of time,
     * one by one: a key may have any number of them.
     *
     * @param rows one token each, in any order
     * @param keys names of columns that tell sequences apart; none for a single one
     * @param time name of a column that orders a key's rows, without repeats
     * @param values names of columns of numbers, the coordinates of a token, at least one
     * @param asked how far ahead, with which intervals, and what is to happen with keys that cannot be used
     * @return H rows for each key, in no order; what is wrong with its rows is found when they are computed
     * @throws IllegalArgumentException if a column is not there or has another type, or the result would have two of one name
     */
    public static Dataset<Row> forecastByKey(Dataset<Row> rows, List<String> keys, String time, List<String> values,
            Forecasting asked) {
        GroupForecasts groups = new GroupForecasts(rows.schema(), keys, time, values, asked,
                TaskReport.of(rows.sparkSession().sparkContext()));
        return groups.of(rows);
    }

    /**
     * Forecasts on a stream: after each row of a key, in the order of time, what comes next. The stream must have a watermark on
     * {@code time} ({@code withWatermark}) and the query the RocksDB state store; a row is taken once the watermark has passed it, so
     * that the output does not depend on how rows are spread over batches. Output: {@code key}, {@code time},
     * {@code surprise} (how strange the row was; larger is stranger), {@code alarm} (whether it showed that something had changed),
     * the columns of the struct of {@link #forecast} (H x d), and {@code reason}.
     *
     * <p>State is a forecaster for each key, of a size that horizon and columns set ({@code Forecaster.memoryBytes}), in the core's
     * saved form, behind a version; and rows that wait for the watermark. A key that has had no row for {@code idle} of event time
     * is forgotten. Rows behind the watermark are dropped and counted by Spark ({@code numRowsDroppedByWatermark}); a second row of the
     * same time gets a reason.
     *
     * @param stream one token a row, with a watermark on time
     * @param key name of a column, used as a string
     * @param time name of a timestamp column
     * @param values names of columns of numbers, the coordinates of a token, at least one
     * @param asked how far ahead, with which intervals, and whether a row that cannot be used fails the query
     * @param idleMillis milliseconds of event time, positive
     * @return a stream in append mode, a row for each row taken
     * @throws IllegalArgumentException if a column is not there or has another type, or idleMillis is not positive
     */
    public static Dataset<Row> forecastStream(Dataset<Row> stream, String key, String time, List<String> values,
            Forecasting asked, long idleMillis) {
        return StreamForecasts.of(stream, key, time, values, asked, idleMillis);
    }
}
