package io.github.foretoken.spark;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.ForecasterBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A session for tests, and sequences with what the core library says of them. */
final class LocalSpark {
    private LocalSpark() {}

    /** Of two threads; the same one for all tests of a JVM. */
    static SparkSession session() {
        return builder("local[2]").getOrCreate();
    }

    static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("foretoken")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 4)
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/foretoken-warehouse")
                .config("spark.sql.streaming.stateStore.providerClass",
                        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider");
    }

    /** T x d: waves of their own period, and noise. */
    static double[][] tokens(int seed, int length, int d) {
        Random random = new Random(seed);
        double[][] tokens = new double[length][d];
        for (int t = 0; t < length; t++) {
            for (int c = 0; c < d; c++) {
                tokens[t][c] = 10 * Math.sin(2 * Math.PI * t / (12 + seed % 5)) + c + random.nextGaussian();
            }
        }
        return tokens;
    }

    /** What the core library says after all tokens, without anything of this module. */
    static Forecast forecast(double[][] tokens, Forecasting asked) {
        Forecaster forecaster = forecaster(tokens[0].length, asked);
        for (double[] token : tokens) {
            forecaster.observe(token);
        }
        return forecaster.forecast();
    }

    static Forecaster forecaster(int d, Forecasting asked) {
        ForecasterBuilder builder = Forecaster.of(d).horizon(asked.horizon()).levels(asked.levels());
        return (asked.season() < 0 ? builder : builder.season(asked.season())).build();
    }

    /** H x d. */
    static double[][] means(double[][] tokens, Forecasting asked) {
        return rows(forecast(tokens, asked)::mean, asked);
    }

    /** H x d. */
    static double[][] rows(IntFunction<double[]> ofStep, Forecasting asked) {
        double[][] rows = new double[asked.horizon()][];
        Arrays.setAll(rows, h -> ofStep.apply(h + 1));
        return rows;
    }

    /** Mean squared error of one step, in the order in which sums are made. */
    static double error(double[][] tokens, Forecasting asked) {
        Forecaster forecaster = forecaster(tokens[0].length, asked);
        forecaster.observe(tokens[0]);
        double sum = 0;
        for (int t = 1; t < tokens.length; t++) {
            double[] said = forecaster.forecast().mean(1);
            double own = 0;
            for (int c = 0; c < said.length; c++) {
                own += (tokens[t][c] - said[c]) * (tokens[t][c] - said[c]);
            }
            sum += own;
            forecaster.observe(tokens[t]);
        }
        return sum / ((tokens.length - 1) * tokens[0].length);
    }

    /** {@code id, values}. */
    static StructType schema(boolean several) {
        return DataTypes.createStructType(List.of(DataTypes.createStructField("id", DataTypes.IntegerType, false),
                DataTypes.createStructField("values", Tokens.type(several), true)));
    }

    static Row row(int id, double[][] tokens, boolean several) {
        return RowFactory.create(id, Tokens.column(tokens, several));
    }

    /** An array column of a result: a row for each element, of which infinite ones are welcome. */
    static double[][] numbers(Object column) {
        List<?> items = CollectionConverters.asJava((Seq<?>) column);
        double[][] rows = new double[items.size()][];
        for (int t = 0; t < rows.length; t++) {
            List<?> row =
                    items.get(t) instanceof Seq<?> inner ? CollectionConverters.asJava(inner) : List.of(items.get(t));
            rows[t] = row.stream().mapToDouble(value -> (Double) value).toArray();
        }
        return rows;
    }
}
