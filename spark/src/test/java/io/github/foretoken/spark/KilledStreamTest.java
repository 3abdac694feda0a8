package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query whose process is killed at random moments gives the rows of one that is left alone. */
@Tag("full")
class KilledStreamTest {
    private static final int KILLS = 20;
    private static final int LENGTH = 400;

    @TempDir
    private Path folder;

    private Process start(Path input, String name) throws Exception {
        return Child.start(folder.resolve(name + ".log"), null, "-Xmx1g", StreamMain.class, input.toString(),
                folder.resolve(name).toString(), folder.resolve(name + "-checkpoint").toString());
    }

    private void finish(Process child, String name) throws Exception {
        assertThat(child.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(folder.resolve(name + ".log"))).isZero();
    }

    @Test
    void killsLeaveNoTrace() throws Exception {
        Path input = folder.resolve("input");
        Readings.write(input, LENGTH, 7);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int kills = 0;
        for (int tries = 0; kills < KILLS && tries < 2 * KILLS; tries++) {
            Process child = start(input, "killed");
            if (!child.waitFor(4_000 + random.nextInt(12_000), TimeUnit.MILLISECONDS)) {
                child.destroyForcibly().waitFor();
                kills++;
            }
        }
        assertThat(kills).isEqualTo(KILLS);
        finish(start(input, "killed"), "killed");
        finish(start(input, "alone"), "alone");
        List<String> expected = Readings.lines(LocalSpark.session(), folder.resolve("alone"));
        assertThat(expected).hasSizeGreaterThanOrEqualTo(Readings.KEYS * LENGTH);
        assertThat(Readings.lines(LocalSpark.session(), folder.resolve("killed"))).as("seed %s", seed)
                .isEqualTo(expected);
    }
}
