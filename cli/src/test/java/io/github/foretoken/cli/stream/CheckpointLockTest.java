package io.github.foretoken.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.terminal.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLockTest {
    private static final int ROUNDS = 300;

    @TempDir
    private Path folder;

    @Test
    void oneAtATimeInAProcess() {
        Path checkpoint = folder.resolve("c");
        CheckpointLock lock = CheckpointLock.of(checkpoint);
        assertThatThrownBy(() -> CheckpointLock.of(checkpoint)).isInstanceOf(InputException.class)
                .hasMessageContaining("is in use by another stream");
        lock.close();
        lock.close();
        CheckpointLock.of(checkpoint).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkInPlaceOfTheLockFileIsNotFollowed() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Files.createSymbolicLink(folder.resolve(".c.lock"), precious);
        assertThatThrownBy(() -> CheckpointLock.of(folder.resolve("c"))).isInstanceOf(InputException.class);
        assertThat(precious).hasContent("precious");
    }

    /** Processes that take it and give it up as fast as they can: each removes the file that the next one makes. */
    @Test
    void oneAtATimeAmongProcessesThatComeAndGo() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int p = 0; p < 3; p++) {
                processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                        Taker.class.getName(), folder.toString()).redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said" + p).toFile())
                        .start());
            }
            for (int p = 0; p < 3; p++) {
                assertThat(processes.get(p).waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(folder.resolve("said" + p)).hasContent("");
                assertThat(processes.get(p).exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(folder.resolve(".c.lock")).doesNotExist();
    }

    /** Holds a file that only one may hold while it has the lock. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] args) throws IOException {
            Path checkpoint = Path.of(args[0], "c");
            for (int taken = 0; taken < ROUNDS;) {
                CheckpointLock lock;
                try {
                    lock = CheckpointLock.of(checkpoint);
                } catch (InputException e) {
                    if (!e.getMessage().contains("in use")) {
                        throw e;
                    }
                    continue;
                }
                Path held = Files.createFile(Path.of(args[0], "held"));
                assertThat(held).isEmptyFile();
                Files.delete(held);
                lock.close();
                taken++;
            }
        }
    }
}
