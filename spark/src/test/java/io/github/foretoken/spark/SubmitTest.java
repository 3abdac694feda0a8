package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link ForecastJob} in a jar, by Spark's own program that submits jobs, on executors that are processes. */
@Tag("full")
class SubmitTest {
    private static final Forecasting ASKED = Forecasting.ofSteps(3).withLevels(0.8, 0.95);

    @TempDir
    private Path folder;

    private Path jar(String name, Class<?> one) throws IOException, URISyntaxException {
        Path classes = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(classes)) {
            return classes;
        }
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, entries);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return jar;
    }

    @Test
    void aJarIsSubmitted() throws Exception {
        StringBuilder csv = new StringBuilder("sensor,time,load\n");
        for (int key = 0; key < 4; key++) {
            double[][] tokens = LocalSpark.tokens(key, 60, 1);
            for (int t = 59; t >= 0; t--) {
                csv.append("s").append(key).append(',').append(t).append(',').append(tokens[t][0]).append('\n');
            }
        }
        Path input = Files.writeString(folder.resolve("readings.csv"), csv);
        Path output = folder.resolve("forecasts.parquet");
        Path log = folder.resolve("log");
        Process child = Child.start(log, folder.resolve("home"), "-Xmx1g", SparkSubmit.class, "--master",
                "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false", "--conf",
                "spark.executor.extraClassPath=" + System.getProperty("java.class.path"), "--class",
                ForecastJob.class.getName(), "--jars", jar("core.jar", Forecaster.class).toString(),
                jar("spark.jar", ForecastJob.class).toString(), input.toString(), output.toString(), "sensor", "time",
                "load", "3", "0.8,0.95");
        assertThat(child.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(log)).isZero();
        List<Row> rows =
                LocalSpark.session().read().parquet(output.toString()).orderBy("sensor", "step").collectAsList();
        assertThat(rows).hasSize(4 * 3);
        for (int i = 0; i < rows.size(); i++) {
            Forecast expected = LocalSpark.forecast(LocalSpark.tokens(i / 3, 60, 1), ASKED);
            assertThat(rows.get(i).<Double>getAs("load")).isEqualTo(expected.mean(i % 3 + 1)[0]);
            assertThat(rows.get(i).<Double>getAs("load_upper95")).isEqualTo(expected.upper(0.95, i % 3 + 1)[0]);
        }
    }
}
