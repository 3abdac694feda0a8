package io.github.foretoken.spark;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Forecasts sequences both ways on some master, and writes a digest of all bits: MASTER PARTITIONS FILE. */
final class ClusterMain {
    private static final int SEQUENCES = 40;

    private ClusterMain() {}

    public static void main(String[] args) throws Exception {
        SparkSession.Builder builder = LocalSpark.builder(args[0])
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .config("spark.sql.shuffle.partitions", args[1]);
        try (SparkSession spark = builder.getOrCreate()) {
            List<Row> rows = new ArrayList<>();
            for (int id = 0; id < SEQUENCES; id++) {
                rows.add(LocalSpark.row(id, LocalSpark.tokens(id, 50 + id, 2), true));
            }
            Collections.rotate(rows, Integer.parseInt(args[1]));
            Dataset<Row> sequences =
                    spark.createDataFrame(rows, LocalSpark.schema(true)).repartition(Integer.parseInt(args[1]));
            Forecasting asked = Forecasting.ofSteps(4).withLevels(0.8, 0.95);
            List<String> lines = new ArrayList<>(
                    Foretoken.prediction(Foretoken.forecast(sequences, "values", asked), "values", "gaussian:5")
                            .toJSON()
                            .collectAsList());
            Dataset<Row> tokens = sequences.selectExpr("id", "posexplode(values) AS (time, token)")
                    .selectExpr("id", "time", "token[0] AS a", "token[1] AS b");
            lines.addAll(Foretoken.forecastByKey(tokens, List.of("id"), "time", List.of("a", "b"), asked)
                    .toJSON()
                    .collectAsList());
            Collections.sort(lines);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            Files.writeString(Path.of(args[2]), lines.size() + " " + HexFormat.of().formatHex(digest.digest()));
        }
    }
}
