package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.forecast.Forecast;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token a row: in the order of time, whatever order the rows come in. */
class GroupForecastsTest {
    private static final Forecasting ASKED = Forecasting.ofSteps(3).withLevels(0.8, 0.995);
    private static final SparkSession SPARK = LocalSpark.session();
    private static final List<String> VALUES = List.of("load", "oil.temperature");

    private static final StructType SCHEMA =
            DataTypes.createStructType(List.of(DataTypes.createStructField("site", DataTypes.StringType, true),
                    DataTypes.createStructField("sensor", DataTypes.IntegerType, true),
                    DataTypes.createStructField("time", DataTypes.TimestampType, true),
                    DataTypes.createStructField("load", DataTypes.DoubleType, true),
                    DataTypes.createStructField("oil.temperature", DataTypes.DoubleType, true)));

    private static Row row(String site, Integer sensor, Integer minute, Double load, Double oil) {
        return RowFactory.create(site, sensor, minute == null ? null : at(minute), load, oil);
    }

    private static Timestamp at(int minute) {
        return new Timestamp(60_000L * minute);
    }

    private static List<Row> good(String site, int sensor, int length) {
        double[][] tokens = LocalSpark.tokens(sensor, length, 2);
        List<Row> rows = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            rows.add(row(site, sensor, t, tokens[t][0], tokens[t][1]));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16})
    void eachKeyIsTheCoresSequence(int partitions) {
        List<Row> rows = new ArrayList<>();
        for (int sensor = 0; sensor < 6; sensor++) {
            rows.addAll(good("north", sensor, 40 + sensor));
        }
        rows.addAll(good(null, 3, 50));
        Collections.shuffle(rows, new Random(partitions));
        Dataset<Row> result = Foretoken.forecastByKey(SPARK.createDataFrame(rows, SCHEMA).repartition(partitions),
                List.of("site", "sensor"), "time", VALUES, ASKED);
        assertThat(result.columns()).containsExactly("site", "sensor", "step", "after", "load", "load_lower80",
                "load_upper80", "load_lower99_5", "load_upper99_5", "oil.temperature", "oil.temperature_lower80",
                "oil.temperature_upper80", "oil.temperature_lower99_5", "oil.temperature_upper99_5", "mse",
                "persistence_mse", "reason");
        List<Row> collected = result.collectAsList();
        assertThat(collected).hasSize(7 * 3);
        for (Row row : collected) {
            int length = row.isNullAt(0) ? 50 : 40 + row.getInt(1);
            Forecast expected = LocalSpark.forecast(LocalSpark.tokens(row.getInt(1), length, 2), ASKED);
            int step = row.getInt(2);
            assertThat(row.getTimestamp(3)).isEqualTo(at(length - 1));
            assertThat(row.getDouble(4)).isEqualTo(expected.mean(step)[0]);
            assertThat(row.getDouble(9)).isEqualTo(expected.mean(step)[1]);
            assertThat(row.getDouble(12)).isEqualTo(expected.lower(0.995, step)[1]);
            assertThat(row.isNullAt(16)).isTrue();
        }
    }

    @Test
    void aKeyThatCannotBeUsedHasAReason() {
        List<Row> rows = new ArrayList<>(good("good", 1, 30));
        rows.add(row("null value", 1, 0, 1.0, 2.0));
        rows.add(row("null value", 1, 1, 1.0, null));
        rows.add(row("not finite", 1, 1, Double.POSITIVE_INFINITY, 1.0));
        rows.add(row("no time", 1, null, 1.0, 2.0));
        rows.add(row("no time", 1, 3, 1.0, 2.0));
        rows.add(row("twice", 1, 5, 1.0, 2.0));
        rows.add(row("twice", 1, 5, 3.0, 2.0));
        Dataset<Row> input = SPARK.createDataFrame(rows, SCHEMA);
        Dataset<Row> result = Foretoken.forecastByKey(input, List.of("site"), "time", VALUES, ASKED);
        assertThat(result.filter("reason is null").count()).isEqualTo(3);
        List<Row> bad = result.filter("reason is not null").orderBy("site").collectAsList();
        assertThat(bad).hasSize(4).allMatch(row -> row.isNullAt(1) && row.isNullAt(3));
        assertThat(bad.get(0).<String>getAs("reason")).isEqualTo("time of a row is null");
        assertThat(bad.get(1).<String>getAs("reason")).startsWith("load at 1970-01-01").endsWith("is not finite");
        assertThat(bad.get(2).<String>getAs("reason")).startsWith("oil.temperature at").endsWith("is null");
        assertThat(bad.get(3).<String>getAs("reason")).startsWith("there are two rows at 1970-01-01")
                .endsWith("whose order is not known");
        assertThatThrownBy(
                () -> Foretoken.forecastByKey(input, List.of("site"), "time", VALUES, ASKED.failingOnBadRows())
                        .collect())
                .hasStackTraceContaining("BadSequenceException");
    }

    @Test
    void withoutKeysThereIsOneSequence() {
        Dataset<Row> rows = SPARK.createDataFrame(good("a", 4, 64), SCHEMA).repartition(5);
        List<Row> result = Foretoken.forecastByKey(rows, List.of(), "time", List.of("load"), Forecasting.ofSteps(2))
                .collectAsList();
        double[][] loads = LocalSpark.tokens(4, 64, 2);
        double[][] alone = new double[64][];
        for (int t = 0; t < 64; t++) {
            alone[t] = new double[]{loads[t][0]};
        }
        assertThat(result.stream().map(row -> row.getDouble(2)).toList()).containsExactly(
                LocalSpark.means(alone, Forecasting.ofSteps(2))[0][0],
                LocalSpark.means(alone, Forecasting.ofSteps(2))[1][0]);
    }

    @Test
    void whatIsNoColumnOfNumbersIsRefusedOnTheDriver() {
        Dataset<Row> rows = SPARK.createDataFrame(good("a", 4, 3), SCHEMA);
        assertThatThrownBy(() -> Foretoken.forecastByKey(rows, List.of("sit"), "time", VALUES, ASKED))
                .hasMessage("there is no column sit; there are site, sensor, time, load, oil.temperature");
        assertThatThrownBy(() -> Foretoken.forecastByKey(rows, List.of(), "time", List.of("site"), ASKED))
                .hasMessage("column site is string; a value is a number");
        // 10 comes before 9 there.
        assertThatThrownBy(() -> Foretoken.forecastByKey(rows, List.of(), "site", VALUES, ASKED)).hasMessage(
                "column site is string, whose order may not be that of time; cast it to a timestamp, a date or a number");
        assertThatThrownBy(() -> Foretoken.forecastByKey(rows.withColumnRenamed("load", "Reason"), List.of(), "time",
                List.of("Reason"), ASKED)).hasMessage("the result would have two columns reason; rename yours");
        assertThatThrownBy(() -> Foretoken.forecastByKey(rows, List.of(), "time", List.of(), ASKED))
                .hasMessage("values names no column to forecast");
    }
}
