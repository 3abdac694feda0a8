package io.github.foretoken.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A whole job for {@code spark-submit}: {@link Foretoken#forecastByKey} from files to files.
 *
 * <pre>
 * spark-submit --class io.github.foretoken.spark.ForecastJob --jars foretoken-core.jar foretoken-spark_2.13.jar \
 *     readings.parquet forecasts.parquet sensor time load,oil 24 0.8,0.95
 * </pre>
 *
 * <p>Arguments: input and output, each CSV with a header, JSON lines or Parquet by its extension (a folder {@code x.csv} is
 * written as such); names of key columns joined by commas, {@code -} for none; the time column; the value columns; how many steps;
 * levels of intervals, which may be left out. The output must not be there yet.
 */
public final class ForecastJob {
    private static final int FEWEST = 6;

    private ForecastJob() {}

    /**
     * Runs the job.
     *
     * @param args as above
     * @throws IllegalArgumentException if an argument is none of these
     * @throws IOException if the session cannot be closed
     */
    public static void main(String[] args) throws IOException {
        if (args.length < FEWEST || args.length > FEWEST + 1) {
            throw new IllegalArgumentException(
                    "arguments are INPUT OUTPUT KEYS TIME VALUES STEPS [LEVELS]; got " + args.length + " of them");
        }
        Forecasting asked = Forecasting.ofSteps(Integer.parseInt(args[5]));
        if (args.length > FEWEST) {
            asked = asked.withLevels(names(args[FEWEST]).stream().mapToDouble(Double::parseDouble).toArray());
        }
        String inputFormat = format(args[0]);
        String outputFormat = format(args[1]);
        try (SparkSession spark = SparkSession.builder().appName("foretoken").getOrCreate()) {
            Dataset<Row> rows =
                    spark.read().format(inputFormat).option("header", true).option("inferSchema", true).load(args[0]);
            List<String> keys = args[2].equals("-") ? List.of() : names(args[2]);
            Foretoken.forecastByKey(rows, keys, args[3], names(args[4]), asked)
                    .write()
                    .format(outputFormat)
                    .option("header", true)
                    .save(args[1]);
        }
    }

    private static List<String> names(String list) {
        return Arrays.asList(list.split(",", -1));
    }

    private static String format(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        for (String format : List.of("csv", "json", "parquet")) {
            if (name.endsWith("." + format)) {
                return format;
            }
        }
        throw new IllegalArgumentException(file + ": the extension must be .csv, .json or .parquet");
    }
}
