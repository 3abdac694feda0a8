package io.github.foretoken.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Forecasts one key of that many rows, in no order, and writes what comes next: ROWS FILE. */
final class LongKeyMain {
    private LongKeyMain() {}

    static double value(long t) {
        return (t % 24) * 0.25 + (t * 2654435761L % 1024) / 512.0;
    }

    public static void main(String[] args) throws Exception {
        try (SparkSession spark = LocalSpark.builder("local[1]").getOrCreate()) {
            Dataset<Row> rows = spark.range(0, Long.parseLong(args[0]), 1, 8)
                    .selectExpr("'one' AS key", "id AS time",
                            "(id % 24) * 0.25D + (id * 2654435761L % 1024) / 512.0D AS value")
                    .orderBy(org.apache.spark.sql.functions.expr("hash(time)"));
            Row next = Foretoken.forecastByKey(rows, List.of("key"), "time", List.of("value"), Forecasting.ofSteps(1))
                    .first();
            Files.writeString(Path.of(args[1]), next.<Double>getAs("value") + " " + next.<Double>getAs("mse"));
        }
    }
}
