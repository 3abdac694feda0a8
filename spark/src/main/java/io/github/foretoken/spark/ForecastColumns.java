package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A forecast as a struct: {@code mean, lower80, upper80, ..., mse, persistence_mse, reason}, arrays like the sequence. */
final class ForecastColumns {
    private ForecastColumns() {}

    /** @param several whether tokens are arrays */
    static StructType type(Forecasting asked, boolean several) {
        DataType path = Tokens.type(several);
        List<StructField> fields = new ArrayList<>();
        fields.add(DataTypes.createStructField("mean", path, true));
        for (double level : asked.levels()) {
            fields.add(DataTypes.createStructField("lower" + Forecasting.text(level), path, true));
            fields.add(DataTypes.createStructField("upper" + Forecasting.text(level), path, true));
        }
        fields.add(DataTypes.createStructField("mse", DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField("persistence_mse", DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField("reason", DataTypes.StringType, true));
        return DataTypes.createStructType(fields);
    }

    static Row row(Forecasting asked, SequenceForecast sequence, boolean several) {
        Forecast forecast = sequence.forecast();
        List<Object> values = new ArrayList<>();
        values.add(Tokens.column(SequenceForecast.rows(forecast, forecast::mean), several));
        for (double level : asked.levels()) {
            values.add(Tokens.column(SequenceForecast.rows(forecast, step -> forecast.lower(level, step)), several));
            values.add(Tokens.column(SequenceForecast.rows(forecast, step -> forecast.upper(level, step)), several));
        }
        values.add(sequence.error());
        values.add(sequence.persistenceError());
        values.add(null);
        return RowFactory.create(values.toArray());
    }

    /** Nothing, and why. */
    static Row none(Forecasting asked, String reason) {
        Object[] values = new Object[1 + 2 * asked.levels().length + 3];
        values[values.length - 1] = reason;
        return RowFactory.create(values);
    }
}
