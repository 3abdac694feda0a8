package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Seconds for the same sequences by the plain library and by Spark, on one thread and on two, one after the other in one process and
 * three times over; medians go to {@code target/throughput.md}. Times are for people: nothing depends on them here.
 */
@Tag("bench")
class ThroughputTest {
    private static final int SEQUENCES = Integer.getInteger("foretoken.sequences", 200);
    private static final int LENGTH = 500;
    private static final int COLUMNS = 7;
    private static final int ROUNDS = 3;
    private static final Forecasting ASKED = Forecasting.ofSteps(24).withLevels(0.8, 0.95);

    private final double[][][] sequences = new double[SEQUENCES][][];

    private double plain(int threads) throws Exception {
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Double>> tasks = new ArrayList<>();
            for (double[][] tokens : sequences) {
                tasks.add(() -> LocalSpark.forecast(tokens, ASKED).mean(24)[0]);
            }
            double sum = 0;
            for (Future<Double> future : pool.invokeAll(tasks)) {
                sum += future.get();
            }
            assertThat(sum).isFinite();
        } finally {
            pool.shutdown();
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    private double spark(int threads) throws Exception {
        try (SparkSession spark = LocalSpark.builder("local[" + threads + "]").getOrCreate()) {
            List<Row> rows = new ArrayList<>();
            for (int id = 0; id < SEQUENCES; id++) {
                rows.add(LocalSpark.row(id, sequences[id], true));
            }
            Dataset<Row> input = spark.createDataFrame(rows, LocalSpark.schema(true)).repartition(4 * threads).cache();
            assertThat(input.count()).isEqualTo(SEQUENCES);
            long start = System.nanoTime();
            double sum = Foretoken.forecast(input, "values", ASKED)
                    .selectExpr("sum(forecast.mean[23][0])")
                    .first()
                    .getDouble(0);
            assertThat(sum).isFinite();
            return (System.nanoTime() - start) * 1e-9;
        }
    }

    @Test
    void table() throws Exception {
        Arrays.setAll(sequences, id -> LocalSpark.tokens(id, LENGTH, COLUMNS));
        // The session of other tests has another number of threads.
        LocalSpark.session().stop();
        double[][] seconds = new double[4][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double[] now = {plain(1), plain(2), spark(1), spark(2)};
            for (int i = 0; round >= 0 && i < now.length; i++) {
                seconds[i][round] = now[i];
            }
        }
        String[] names = {"plain library, 1 thread", "plain library, 2 threads", "Spark, local[1]", "Spark, local[2]"};
        StringBuilder table = new StringBuilder("| " + SEQUENCES + " sequences of " + LENGTH + " tokens, " + COLUMNS
                + " columns, H = 24 | s | a second | from - to s |\n|---|---|---|---|\n");
        for (int i = 0; i < names.length; i++) {
            Arrays.sort(seconds[i]);
            table.append(String.format(Locale.ROOT, "| %s | %.2f | %.1f | %.2f - %.2f |%n", names[i],
                    seconds[i][ROUNDS / 2], SEQUENCES / seconds[i][ROUNDS / 2], seconds[i][0], seconds[i][ROUNDS - 1]));
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/throughput.md"), table);
        System.out.println(table);
    }
}
