package io.github.foretoken.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A query that runs until its input is read: INPUT OUTPUT CHECKPOINT. */
final class StreamMain {
    private StreamMain() {}

    public static void main(String[] args) throws Exception {
        try (SparkSession spark =
                LocalSpark.builder("local[2]").config("spark.sql.shuffle.partitions", 2).getOrCreate()) {
            Readings.run(spark, Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        }
    }
}
