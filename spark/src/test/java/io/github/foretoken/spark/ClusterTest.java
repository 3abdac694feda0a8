package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own: what goes to them must be serialisable, and bits are the same. */
@Tag("full")
class ClusterTest {
    @TempDir
    private Path folder;

    private String digest(String master, int partitions) throws IOException, InterruptedException {
        Path result = folder.resolve("digest" + partitions);
        Path log = folder.resolve("log" + partitions);
        Process child = Child.start(log, folder.resolve("home"), "-Xmx1g", ClusterMain.class, master,
                Integer.toString(partitions), result.toString());
        assertThat(child.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(log)).isZero();
        // What ran is one line of the driver's log.
        assertThat(Files.readString(log))
                .containsPattern("Foretoken: foretoken: there are tasks on Java [0-9]+, Vector API");
        return Files.readString(result);
    }

    @Test
    void bitsDoNotDependOnExecutorsAndPartitions() throws Exception {
        String expected = digest("local[1]", 1);
        assertThat(expected).startsWith("200 ");
        assertThat(digest("local[2]", 5)).isEqualTo(expected);
        assertThat(digest("local-cluster[2,1,1024]", 8)).isEqualTo(expected);
    }
}
