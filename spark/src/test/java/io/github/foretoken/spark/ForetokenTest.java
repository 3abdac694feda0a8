package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.Kernel;
import io.github.foretoken.Matrix;
import io.github.foretoken.attention.CausalAttention;
import io.github.foretoken.descent.ForwardSubstitution;
import io.github.foretoken.forecast.Forecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences in rows: what the core library gives, to the bit. */
class ForetokenTest {
    private static final Forecasting ASKED = Forecasting.ofSteps(5).withLevels(0.95, 0.8);
    private static final SparkSession SPARK = LocalSpark.session();

    private static Dataset<Row> sequences(boolean several, int number) {
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < number; id++) {
            rows.add(LocalSpark.row(id, LocalSpark.tokens(id, 60 + id, several ? 3 : 1), several));
        }
        return SPARK.createDataFrame(rows, LocalSpark.schema(several));
    }

    @ParameterizedTest
    @CsvSource({"false,1", "false,7", "true,1", "true,5"})
    void forecastsAreTheCoresWhateverThePartitions(boolean several, int partitions) {
        Dataset<Row> result = Foretoken.forecast(sequences(several, 9).repartition(partitions), "values", ASKED);
        assertThat(result.count()).isEqualTo(9);
        for (Row row : result.collectAsList()) {
            double[][] tokens = LocalSpark.tokens(row.getInt(0), 60 + row.getInt(0), several ? 3 : 1);
            Forecast expected = LocalSpark.forecast(tokens, ASKED);
            Row forecast = row.getStruct(2);
            assertThat(LocalSpark.numbers(forecast.get(0))).isDeepEqualTo(LocalSpark.means(tokens, ASKED));
            assertThat(LocalSpark.numbers(forecast.getAs("lower80")))
                    .isDeepEqualTo(LocalSpark.rows(step -> expected.lower(0.8, step), ASKED));
            assertThat(LocalSpark.numbers(forecast.getAs("upper95")))
                    .isDeepEqualTo(LocalSpark.rows(step -> expected.upper(0.95, step), ASKED));
            assertThat(forecast.<Double>getAs("mse")).isEqualTo(LocalSpark.error(tokens, ASKED)).isPositive();
            assertThat(forecast.<Double>getAs("persistence_mse")).isEqualTo(persistence(tokens));
            assertThat(forecast.<String>getAs("reason")).isNull();
        }
    }

    /** In the order in which sums are made, so that bits agree. */
    private static double persistence(double[][] tokens) {
        double sum = 0;
        for (int t = 1; t < tokens.length; t++) {
            double own = 0;
            for (int c = 0; c < tokens[0].length; c++) {
                own += (tokens[t][c] - tokens[t - 1][c]) * (tokens[t][c] - tokens[t - 1][c]);
            }
            sum += own;
        }
        return sum / ((tokens.length - 1) * tokens[0].length);
    }

    @Test
    void functionsHaveNamesInSql() {
        Foretoken.register(SPARK);
        sequences(false, 3).createOrReplaceTempView("one");
        sequences(true, 3).createOrReplaceTempView("several");
        List<Row> rows =
                SPARK.sql("SELECT id, foretoken_forecast(values, 4).mean, foretoken_prediction(values, 'gaussian:3') "
                        + "FROM one ORDER BY id").collectAsList();
        for (Row row : rows) {
            double[][] tokens = LocalSpark.tokens(row.getInt(0), 60 + row.getInt(0), 1);
            assertThat(LocalSpark.numbers(row.get(1))).isDeepEqualTo(LocalSpark.means(tokens, Forecasting.ofSteps(4)));
            assertThat(LocalSpark.numbers(row.get(2)))
                    .isDeepEqualTo(rows(ForwardSubstitution.of(Kernel.gaussian(3)).predict(Matrix.copyOf(tokens))));
        }
        Row row = SPARK
                .sql("SELECT foretoken_forecast_rows(values, 2).upper80, foretoken_limit_rows(values, 'gaussian:9'), "
                        + "foretoken_coefficients_rows(values, 'gaussian:9'), foretoken_attention_rows(values) FROM several WHERE id = 2")
                .first();
        Matrix x = Matrix.copyOf(LocalSpark.tokens(2, 62, 3));
        Forecasting two = Forecasting.ofSteps(2);
        Forecast expected = LocalSpark.forecast(LocalSpark.tokens(2, 62, 3), two);
        assertThat(LocalSpark.numbers(row.get(0)))
                .isDeepEqualTo(LocalSpark.rows(step -> expected.upper(0.8, step), two));
        ForwardSubstitution substitution = ForwardSubstitution.of(Kernel.gaussian(9));
        assertThat(LocalSpark.numbers(row.get(1))).isDeepEqualTo(rows(substitution.limit(x)));
        assertThat(LocalSpark.numbers(row.get(2)))
                .isDeepEqualTo(rows(substitution.solve(x.rows(0, 61), x.rows(1, 62))));
        assertThat(LocalSpark.numbers(row.get(3))).isDeepEqualTo(rows(CausalAttention.softmax().apply(x, x, x)));
    }

    private static double[][] rows(Matrix x) {
        double[][] rows = new double[x.rows()][];
        Arrays.setAll(rows, x::row);
        return rows;
    }

    /** Nothing is left out in silence where arrays are given to a function of numbers. */
    @Test
    void tokensOfTheOtherKindAreRefusedByName() {
        Foretoken.register(SPARK);
        sequences(true, 1).repartition(1).createOrReplaceTempView("arrays");
        assertThatThrownBy(() -> SPARK.sql("SELECT foretoken_forecast(values, 2) FROM arrays").collect())
                .hasStackTraceContaining("with _rows behind it takes such");
        assertThatThrownBy(() -> SPARK.sql("SELECT foretoken_prediction(values, 'linear') FROM arrays").collect())
                .hasStackTraceContaining("with _rows behind it takes such");
    }

    /** Fields of one forecast: Spark must not make it once for each. */
    @Test
    void aForecastIsMadeOnce() {
        Dataset<Row> fields = Foretoken.forecast(sequences(true, 1).repartition(1), "values", ASKED)
                .select("id", "forecast.mean", "forecast.lower80", "forecast.upper80", "forecast.mse")
                .filter("mse > 0");
        assertThat(fields.queryExecution().optimizedPlan().toString()).containsOnlyOnce("UDF(");
        assertThat(fields.count()).isOne();
    }

    @Test
    void resultsHaveTheTypeOfSequences() {
        assertThat(Foretoken.prediction(sequences(true, 1), "values", "linear").schema().apply("prediction").dataType())
                .isEqualTo(Tokens.type(true));
        assertThat(Foretoken.attention(sequences(false, 1), "values").schema().apply("attention").dataType())
                .isEqualTo(Tokens.type(false));
        assertThat(Foretoken.limit(sequences(false, 1), "values", "linear").count()).isOne();
        assertThat(Foretoken.coefficients(sequences(false, 1), "values", "linear").count()).isOne();
    }

    @Test
    void whatCannotBeUsedHasAReason() {
        Double[] token = {1.0, 2.0};
        List<Row> rows = List.of(RowFactory.create(0, null), RowFactory.create(1, new Object[0]),
                RowFactory.create(2, new Object[]{token, null}),
                RowFactory.create(3, new Object[]{token, new Double[]{1.0}}),
                RowFactory.create(4, new Object[]{token, new Double[]{1.0, null}}),
                RowFactory.create(5, new Object[]{token, new Double[]{Double.NaN, 1.0}}),
                RowFactory.create(6, new Object[]{token, new Double[]{Double.MAX_VALUE, 1.0}}),
                RowFactory.create(7, new Object[]{token, token}));
        Dataset<Row> bad = SPARK.createDataFrame(rows, LocalSpark.schema(true));
        List<Row> result = Foretoken.forecast(bad, "values", ASKED).collectAsList();
        List<String> reasons = result.stream().map(row -> row.getStruct(2).<String>getAs("reason")).toList();
        assertThat(reasons.subList(0, 6)).containsExactly("the sequence is null", "the sequence is empty",
                "token 2 is null", "token 2 has 1 numbers; the first has 2",
                "token 2 has a value that is null or not finite", "token 2 has a value that is null or not finite");
        assertThat(reasons.get(6)).contains("must be below 2^1000");
        assertThat(reasons.get(7)).isNull();
        for (Row row : result.subList(0, 7)) {
            assertThat(row.getStruct(2).isNullAt(0)).isTrue();
        }
        assertThat(Foretoken.prediction(bad, "values", "gaussian:1").filter("prediction is null").count()).isEqualTo(6);
        assertThatThrownBy(() -> Foretoken.forecast(bad, "values", ASKED.failingOnBadRows()).collect())
                .hasStackTraceContaining("the sequence is null");
    }

    @Test
    void whatCannotBeAskedForIsRefusedOnTheDriver() {
        Dataset<Row> some = sequences(false, 1);
        assertThatThrownBy(() -> Foretoken.forecast(some, "value", ASKED)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no column value; there are id, values");
        assertThatThrownBy(() -> Foretoken.forecast(some, "id", ASKED)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "column id is int; a sequence is array<double>, or array<array<double>> with an array for each token");
        assertThatThrownBy(() -> Foretoken.prediction(some, "values", "gauss"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Forecasting.ofSteps(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Forecasting.ofSteps(1).withLevels(1.5)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whole numbers and float32 are numbers, too. */
    @Test
    void anyNumbersWillDo() {
        StructType schema = DataTypes.createStructType(
                List.of(DataTypes.createStructField("values", DataTypes.createArrayType(DataTypes.IntegerType), true)));
        Row row = Foretoken
                .forecast(SPARK.createDataFrame(List.of(RowFactory.create((Object) new Integer[]{1, 2, 3})), schema),
                        "values", Forecasting.ofSteps(1))
                .first()
                .getStruct(1);
        assertThat(LocalSpark.numbers(row.get(0))).isDeepEqualTo(new double[][]{{3}});
    }
}
