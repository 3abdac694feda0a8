package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.forecast.Forecaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key's history may have any length: two million rows of one in a heap of 1 GB. */
@Tag("full")
class LongKeyTest {
    private static final int ROWS = 2_000_000;

    @TempDir
    private Path folder;

    @Test
    void memoryIsBoundedWhateverTheLengthOfAKey() throws Exception {
        Path result = folder.resolve("result");
        Path log = folder.resolve("log");
        Process child = Child.start(log, null, "-Xmx1g", LongKeyMain.class, Integer.toString(ROWS), result.toString());
        assertThat(child.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(log)).isZero();
        Forecaster core = LocalSpark.forecaster(1, Forecasting.ofSteps(1));
        double sum = 0;
        for (int t = 0; t < ROWS; t++) {
            double value = LongKeyMain.value(t);
            double error = t == 0 ? 0 : value - core.forecast().mean(1)[0];
            sum += error * error;
            core.observe(value);
        }
        assertThat(Files.readString(result)).isEqualTo(core.forecast().mean(1)[0] + " " + sum / (ROWS - 1));
    }
}
