package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.forecast.Forecaster;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forecaster a key, on a stream. */
class StreamForecastsTest {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final int LENGTH = 24;

    @TempDir
    private Path folder;

    private StreamingQuery query(Path input, Forecasting asked, long idleMinutes, String name) throws Exception {
        StreamingQuery query = Readings.forecasts(SPARK, input, asked, idleMinutes)
                .writeStream()
                .format("memory")
                .queryName(name)
                .outputMode("append")
                .option("checkpointLocation", folder.resolve(name).toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        return query;
    }

    private List<Row> run(Path input, Forecasting asked, long idleMinutes, String name) throws Exception {
        query(input, asked, idleMinutes, name);
        return SPARK.sql("SELECT * FROM " + name + " ORDER BY key, time").collectAsList();
    }

    @Test
    void eachRowIsWhatTheCoreSaysThen() throws Exception {
        Path input = folder.resolve("input");
        Readings.write(input, LENGTH, 1);
        List<Row> rows = run(input, Readings.ASKED, 100_000, "equal").stream()
                .filter(row -> !row.getString(0).equals("last"))
                .toList();
        assertThat(rows).hasSize(Readings.KEYS * LENGTH);
        for (int key = 0; key < Readings.KEYS; key++) {
            Forecaster core = LocalSpark.forecaster(1, Readings.ASKED);
            double[][] tokens = Readings.tokens(key, LENGTH);
            for (int t = 0; t < LENGTH; t++) {
                core.observe(tokens[t]);
                Row row = rows.get(key * LENGTH + t);
                assertThat(row.getString(0)).isEqualTo("sensor " + key);
                assertThat(row.getTimestamp(1)).isEqualTo(Readings.at(t));
                assertThat(row.getDouble(2)).isEqualTo(core.surprise());
                assertThat(row.getBoolean(3)).isEqualTo(core.alarm());
                assertThat(LocalSpark.numbers(row.get(4)))
                        .isDeepEqualTo(LocalSpark.rows(core.forecast()::mean, Readings.ASKED));
                assertThat(LocalSpark.numbers(row.getAs("upper80")))
                        .isDeepEqualTo(LocalSpark.rows(step -> core.forecast().upper(0.8, step), Readings.ASKED));
                assertThat(row.<String>getAs("reason")).isNull();
            }
        }
    }

    @Test
    void rowsThatCannotBeUsedHaveAReasonAndIdleKeysBeginAnew() throws Exception {
        Path input = folder.resolve("input");
        Readings.write(input, 0,
                List.of(Readings.line("a", Readings.at(0), "1"), Readings.line("a", Readings.at(0), "2"),
                        Readings.line("a", Readings.at(1), "null"), "{\"key\":\"a\",\"at\":null,\"value\":1}",
                        Readings.line("a", Readings.at(1), "5").replace("\"a\"", "null"),
                        Readings.line("a", Readings.at(2), "3")));
        Readings.write(input, 1, List.of(Readings.line("b", Readings.at(30), "1")));
        Readings.write(input, 2, List.of(Readings.line("b", Readings.at(60), "1")));
        Readings.write(input, 3, List.of(Readings.line("a", Readings.at(61), "7")));
        Readings.write(input, 4, List.of(Readings.line("b", Readings.at(500), "1")));
        Readings.write(input, 5, List.of(Readings.line("b", Readings.at(501), "1")));
        List<Row> all = run(input, Readings.ASKED, 20, "bad");
        assertThat(all.get(0).isNullAt(0)).isTrue();
        assertThat(all.get(0).<String>getAs("reason")).isEqualTo("the key is null");
        List<Row> rows = all.stream().filter(row -> "a".equals(row.getString(0))).toList();
        assertThat(rows.stream().map(row -> row.<String>getAs("reason")).toList()).containsExactly("the time is null",
                null, "there was a row at " + Readings.at(0) + " already", "value is null", null, null);
        // Of the two at the same time one was taken; and after an hour the key is new, so that there is no error yet.
        assertThat(rows.get(4).isNullAt(rows.get(4).fieldIndex("mse"))).isFalse();
        assertThat(rows.get(5).getTimestamp(1)).isEqualTo(Readings.at(61));
        assertThat(rows.get(5).isNullAt(rows.get(5).fieldIndex("mse"))).isTrue();
        assertThatThrownBy(() -> run(input, Readings.ASKED.failingOnBadRows(), 20, "failing"))
                .hasStackTraceContaining("is null");
    }

    private static long states(StreamingQuery query) {
        return query.lastProgress().stateOperators()[0].numRowsTotal();
    }

    /** Sensors that come once each, one after the other: their states go, where idle keys are forgotten. And one row is late. */
    @Test
    void idleKeysAreForgottenAndLateRowsAreCounted() throws Exception {
        Path input = folder.resolve("input");
        for (int i = 0; i < 8; i++) {
            Readings.write(input, i, List.of(Readings.line("sensor " + i, Readings.at(100 * i), "1")));
        }
        Readings.write(input, 8, List.of(Readings.line("late", Readings.at(50), "1")));
        Readings.write(input, 9, List.of(Readings.line("last", Readings.at(900), "1")));
        StreamingQuery forgetting = query(input, Readings.ASKED, 20, "forgetting");
        StreamingQuery keeping = query(input, Readings.ASKED, 100_000, "keeping");
        assertThat(states(forgetting)).isLessThan(states(keeping) / 2);
        assertThat(Arrays.stream(forgetting.recentProgress())
                .mapToLong(progress -> progress.stateOperators()[0].numRowsDroppedByWatermark())
                .sum()).isOne();
        assertThat(SPARK.sql("SELECT * FROM forgetting WHERE key = 'late'").count()).isZero();
        assertThat(SPARK.sql("SELECT * FROM forgetting WHERE mean IS NOT NULL").count()).isEqualTo(8);
    }

    @Test
    void whatIsNoStreamOfNumbersIsRefused() {
        Dataset<Row> stream = SPARK.readStream().schema("key STRING, at STRING, value DOUBLE").json(folder.toString());
        assertThatThrownBy(() -> Foretoken.forecastStream(stream, "key", "at", List.of("value"), Readings.ASKED, 1))
                .hasMessage("column at is string; a time is a timestamp");
        Dataset<Row> other =
                SPARK.readStream().schema("key STRING, at TIMESTAMP, value STRING").json(folder.toString());
        assertThatThrownBy(() -> Foretoken.forecastStream(other, "key", "at", List.of("value"), Readings.ASKED, 1))
                .hasMessage("column value is string; a value is a number");
    }
}
