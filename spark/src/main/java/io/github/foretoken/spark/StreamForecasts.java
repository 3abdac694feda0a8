package io.github.foretoken.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** See {@link Foretoken#forecastStream}. */
final class StreamForecasts {
    static final String KEY = "key";
    static final String TIME = "time";
    static final String VALUES = "values";

    private StreamForecasts() {}

    static Dataset<Row> of(Dataset<Row> stream, String key, String time, List<String> values, Forecasting asked,
            long idleMillis) {
        if (!(InputColumns.field(stream.schema(), time).dataType() instanceof TimestampType)) {
            throw new IllegalArgumentException("column " + time + " is "
                    + InputColumns.field(stream.schema(), time).dataType().simpleString() + "; a time is a timestamp");
        }
        InputColumns.requireNumbers(stream.schema(), values);
        if (idleMillis <= 0) {
            throw new IllegalArgumentException("idleMillis must be positive, not " + idleMillis);
        }
        Column[] numbers =
                values.stream().map(name -> Foretoken.column(name).cast(DataTypes.DoubleType)).toArray(Column[]::new);
        ForecastProcessor processor = new ForecastProcessor(asked, values, idleMillis,
                TaskReport.of(stream.sparkSession().sparkContext()), output(asked));
        return stream
                .select(Foretoken.column(key).cast(DataTypes.StringType).as(KEY), Foretoken.column(time).as(TIME),
                        functions.array(numbers).as(VALUES))
                .groupByKey((MapFunction<Row, String>) row -> row.isNullAt(0) ? "" : row.getString(0),
                        Encoders.STRING())
                .transformWithState(processor, TimeMode.EventTime(), OutputMode.Append(), Encoders.row(output(asked)));
    }

    static StructType output(Forecasting asked) {
        List<StructField> fields = new ArrayList<>();
        fields.add(DataTypes.createStructField(KEY, DataTypes.StringType, true));
        fields.add(DataTypes.createStructField(TIME, DataTypes.TimestampType, true));
        fields.add(DataTypes.createStructField("surprise", DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField("alarm", DataTypes.BooleanType, true));
        fields.addAll(List.of(ForecastColumns.type(asked, true).fields()));
        return DataTypes.createStructType(fields);
    }
}
