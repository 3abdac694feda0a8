package io.github.foretoken.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A folder of JSON files that a stream reads one after the other: readings of a few keys, one a minute, in batches of four minutes that
 * come in any order inside; and last a row so late that the watermark passes all others.
 */
final class Readings {
    static final Forecasting ASKED = Forecasting.ofSteps(2);
    static final int KEYS = 3;
    private static final int MINUTES = 4;
    private static final long MINUTE = 60_000;

    private Readings() {}

    static double[][] tokens(int key, int length) {
        return LocalSpark.tokens(key, length, 1);
    }

    static Timestamp at(int minute) {
        return new Timestamp(MINUTE * (minute + 1_000_000L));
    }

    /** Writes all files, a batch each. */
    static void write(Path folder, int length, long seed) throws IOException {
        Random random = new Random(seed);
        int number = 0;
        for (int from = 0; from < length; from += MINUTES) {
            List<String> lines = new ArrayList<>();
            for (int t = from; t < Math.min(length, from + MINUTES); t++) {
                for (int key = 0; key < KEYS; key++) {
                    lines.add(line("sensor " + key, at(t), Double.toString(tokens(key, length)[t][0])));
                }
            }
            Collections.shuffle(lines, random);
            write(folder, number++, lines);
        }
        write(folder, number, List.of(line("last", at(length + 1000), "1")));
        // Another one, so that the batch before it is not the last.
        write(folder, number + 1, List.of(line("last", at(length + 1001), "1")));
    }

    static String line(String key, Timestamp time, String value) {
        return "{\"key\":\"" + key + "\",\"at\":\"" + time.toInstant() + "\",\"value\":" + value + "}";
    }

    /** With a time of its own for each file, by which Spark orders them. */
    static void write(Path folder, int number, List<String> lines) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(String.format("%05d.json", number));
        Files.write(file, lines);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L + 1000L * number));
    }

    static Dataset<Row> forecasts(SparkSession spark, Path folder, Forecasting asked, long idleMinutes) {
        Dataset<Row> stream = spark.readStream()
                .schema("key STRING, at TIMESTAMP, value DOUBLE")
                .option("maxFilesPerTrigger", 1)
                .json(folder.toString())
                .withWatermark("at", "5 minutes");
        return Foretoken.forecastStream(stream, "key", "at", List.of("value"), asked, idleMinutes * MINUTE);
    }

    /** Until all files are read, into a folder of JSON, which has each row once whatever happens. */
    static void run(SparkSession spark, Path input, Path output, Path checkpoint) throws Exception {
        StreamingQuery query = forecasts(spark, input, ASKED, 100_000).writeStream()
                .format("json")
                .option("path", output.toString())
                .option("checkpointLocation", checkpoint.toString())
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
    }

    /** All that was written, sorted. */
    static List<String> lines(SparkSession spark, Path output) {
        return spark.read().json(output.toString()).orderBy("key", "time").toJSON().collectAsList();
    }
}
