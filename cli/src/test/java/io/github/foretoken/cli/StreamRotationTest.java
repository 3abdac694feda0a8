package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that is rotated as logrotate does it, followed by a process that is ended by {@code kill -9} at random moments.
 * {@code -Dforetoken.test.kills=N} for another number than 50, {@code -Dforetoken.test.seed=S} for other moments.
 */
class StreamRotationTest {
    private static final int KILLS = Integer.getInteger("foretoken.test.kills", 50);

    @TempDir
    private Path folder;
    private final Random random = new Random(Long.getLong("foretoken.test.seed", 7));
    private final StringBuilder written = new StringBuilder();
    private Path log;
    private Path output;
    private Path checkpoint;
    private int rotations;

    @BeforeEach
    void files() throws IOException {
        log = Files.createFile(folder.resolve("log.csv"));
        output = folder.resolve("out.csv");
        checkpoint = folder.resolve("c.ftk");
        append(5);
    }

    /** No moment makes the output shorter, and in the end it has a line for each that was ever written to the log. */
    @Test
    void rotationsAndKillsLoseNothing() throws Exception {
        long before = 0;
        int grown = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill > 0) {
                // What went before the first stream is none of its.
                maybeRotate();
            }
            append(random.nextInt(30));
            Process process = child(true);
            try {
                long there = before;
                if (kill % 3 != 2) {
                    // Every third one dies while it starts.
                    append(1);
                    assertThat(ChildProcess.waitFor(process, () -> size() > there)).as(err()).isTrue();
                }
                for (int step = random.nextInt(5); step > 0; step--) {
                    append(random.nextInt(40));
                    maybeRotate();
                    Thread.sleep(random.nextInt(40));
                }
                assertThat(process.isAlive()).as(err()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(size()).as("after kill " + kill).isGreaterThanOrEqualTo(before);
            grown += size() > before ? 1 : 0;
            before = size();
        }
        assertThat(grown).isGreaterThan(KILLS / 2);
        assertThat(rotations).isGreaterThan(KILLS / 2);
        finish();
    }

    /** The rest of a file that was renamed, or cut off after a copy, is found; also behind a second rotation. */
    @Test
    void aStreamGoesOnInWhatRotationLeft() throws Exception {
        for (boolean copy : new boolean[]{false, true}) {
            finish();
            append(3);
            rotate(copy);
            append(4);
            rotate(copy);
            append(2);
            finish();
            assertThat(err()).contains("note: what the checkpoint has seen of " + log + " is in " + log + ".2 now");
        }
    }

    private void finish() throws Exception {
        Process last = child(false);
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).as(err()).isZero();
        Path whole = Files.writeString(folder.resolve("whole.csv"), written);
        Path expected = folder.resolve("expected.csv");
        Files.deleteIfExists(expected);
        Process once = ChildProcess
                .of(folder.resolve("err").toFile(), "stream", whole, "--kernel", "linear", "--output", expected)
                .start();
        assertThat(once.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).hasSameBinaryContentAs(expected);
    }

    private void maybeRotate() throws IOException {
        if (Files.size(log) > 0 && random.nextBoolean()) {
            rotate(random.nextBoolean());
            append(random.nextInt(10));
        }
    }

    private void rotate(boolean copy) throws IOException {
        rotations++;
        for (int i = rotations; i > 0; i--) {
            Path from = older(i);
            if (Files.exists(from)) {
                Files.move(from, older(i + 1));
            }
        }
        if (copy) {
            Files.copy(log, older(1));
            Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        } else if (random.nextBoolean()) {
            Files.move(log, older(1));
            // The writer has the old file open until it opens the new one.
            append(older(1), random.nextInt(5));
            Files.createFile(log);
            append(older(1), random.nextInt(5));
        } else {
            Path next = Files.createFile(folder.resolve("next"));
            Files.createLink(older(1), log);
            Files.move(next, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path older(int number) {
        return folder.resolve("log.csv." + number);
    }

    private void append(int lines) throws IOException {
        append(log, lines);
    }

    private void append(Path file, int lines) throws IOException {
        StringBuilder some = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            some.append(random.nextGaussian()).append('\n');
        }
        written.append(some);
        byte[] bytes = some.toString().getBytes(StandardCharsets.UTF_8);
        int middle = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        Files.write(file, Arrays.copyOf(bytes, middle), StandardOpenOption.APPEND);
        Files.write(file, Arrays.copyOfRange(bytes, middle, bytes.length), StandardOpenOption.APPEND);
    }

    private long size() throws IOException {
        return Files.exists(output) ? Files.size(output) : 0;
    }

    private Process child(boolean follow) throws IOException {
        Object[] args = {"stream", log, "--kernel", "linear", "--output", output, "--checkpoint", checkpoint, "--every",
            20, follow ? "--follow" : "--replay"};
        return ChildProcess.of(folder.resolve("err").toFile(), args)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }
}
