package io.github.foretoken.cookbook;

import io.github.foretoken.spark.Forecasting;
import io.github.foretoken.spark.Foretoken;
import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A column of sequences on Spark, forecast by a function of Java and by one of SQL. */
public final class SparkForecasts {
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate()) {
            StructType schema = new StructType().add("id", DataTypes.IntegerType)
                    .add("values", DataTypes.createArrayType(DataTypes.DoubleType));
            List<Row> rows = IntStream.range(0, 8).mapToObj(id -> RowFactory.create(id, wave(id))).toList();
            Dataset<Row> sequences = spark.createDataFrame(rows, schema);

            Dataset<Row> forecasts = Foretoken.forecast(sequences, "values", Forecasting.ofSteps(3).withLevels(0.9));
            long good =
                    forecasts.selectExpr("forecast.mse < forecast.persistence_mse / 2 AS good").filter("good").count();
            System.out.println(good + " of 8 sequences: less than half of persistence's error");

            Foretoken.register(spark);
            sequences.createOrReplaceTempView("sequences");
            Row first =
                    spark.sql("SELECT size(foretoken_forecast(values, 3).mean) FROM sequences WHERE id = 0").first();
            System.out.println("steps ahead by SQL: " + first.getInt(0));
        }
    }

    private static double[] wave(int id) {
        return DoubleStream.iterate(0, t -> t + 1)
                .limit(200)
                .map(t -> id + Math.sin(2 * Math.PI * t / (10 + id)))
                .toArray();
    }
}
