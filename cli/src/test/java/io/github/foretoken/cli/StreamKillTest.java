package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.forecast.SavedForecaster;
import io.github.foretoken.internal.state.StateFile;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.PredictorFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes of their own, ended by signals at random moments. {@code -Dforetoken.test.kills=50} ends as many by
 * {@code kill -9}.
 */
class StreamKillTest {
    private static final int KILLS = Integer.getInteger("foretoken.test.kills", 5);
    private static final int EVERY = 40;
    private static final int KEYS = 130;

    @TempDir
    private Path folder;
    private Object[] options = {};
    private boolean keyed;
    private final Random random = new Random(Long.getLong("foretoken.test.seed", 5));

    /** What had been checkpointed is never lost, and in the end the output is that of a run that nothing happened to. */
    @ParameterizedTest
    @ValueSource(strings = {"--kernel gaussian:1 --ridge 0.1 --forgetting 0.999", "--level 80 --horizon 2",
        "--key k --method least-squares --delays 2", "--key k --level 80"})
    void killsLoseNothing(String words) throws Exception {
        keyed = words.startsWith("--key");
        options = Stream.of(Stream.of(words.split(" ")), Stream.of("--every", EVERY)).flatMap(w -> w).toArray();
        Path input = Files.writeString(folder.resolve("input.csv"), keyed ? "k,x,y\n" : "x,y\n");
        Path output = folder.resolve("output.csv");
        Path checkpoint = folder.resolve("checkpoint.ftk");
        long before = 0;
        int progressed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long saved = before;
            Process process = child(input, output, checkpoint, true);
            try {
                append(input, kill == 0 ? EVERY / 2 : 100 + random.nextInt(400));
                if (kill == 0) {
                    // Lines, and no checkpoint after any of them.
                    assertThat(ChildProcess.waitFor(process, () -> Files.exists(output) && Files.size(output) > 100))
                            .isTrue();
                } else if (kill % 4 != 3) {
                    // Every fourth dies while it starts.
                    assertThat(ChildProcess.waitFor(process, () -> observed(checkpoint) > saved)).as(err()).isTrue();
                    append(input, random.nextInt(2000));
                }
                Thread.sleep(random.nextInt(60));
                assertThat(process.isAlive()).as(err()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
            long now = observed(checkpoint);
            assertThat(now).isGreaterThanOrEqualTo(before);
            progressed += now > before ? 1 : 0;
            before = now;
        }
        assertThat(progressed).isGreaterThanOrEqualTo(KILLS / 2 - 1);
        append(input, 100);
        Process process = child(input, output, checkpoint, false);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(err()).isZero();
        assertThat(err()).doesNotContain("internal error").doesNotContain("cannot");

        Path whole = folder.resolve("whole.csv");
        Process uninterrupted = child(input, whole, folder.resolve("other.ftk"), false);
        assertThat(uninterrupted.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).hasSameBinaryContentAs(whole);
        assertThat(observed(checkpoint)).isEqualTo(Files.readAllLines(whole).size() - 1L);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".ftk.keys")))
                    .as("nothing half-written")
                    .containsExactlyInAnyOrder("input.csv", "output.csv", "checkpoint.ftk", "whole.csv", "other.ftk",
                            "err");
        }
        if (keyed) {
            // More keys than there is memory for, or it would not have been tried.
            assertThat(err().contains("those least recently seen wait on disk")).isEqualTo(words.contains("level"));
            assertThat(folder.resolve("checkpoint.ftk.keys")).isDirectoryContaining("glob:**.states");
        }
    }

    /** On standard output the lines after the checkpoint come once more, the same to the byte. */
    @Test
    void aSignalLeavesACheckpointOfAllThatWasWritten() throws Exception {
        Path checkpoint = folder.resolve("checkpoint.ftk");
        Path lines = folder.resolve("lines");
        Process process = ChildProcess
                .of(folder.resolve("err").toFile(), "stream", "-", "--checkpoint", checkpoint, "--every", 1000000)
                .redirectOutput(lines.toFile())
                .start();
        StringBuilder all = new StringBuilder();
        try (OutputStream in = process.getOutputStream()) {
            for (int t = 0; t < 200; t++) {
                String line = line();
                all.append(line);
                in.write(line.getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
            assertThat(ChildProcess.waitFor(process, () -> Files.readAllLines(lines).size() == 200)).as(err()).isTrue();
            assertThat(observed(checkpoint)).isZero();
            // Of the handle: the process's own would close its input, too, which is another end.
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(observed(checkpoint)).isEqualTo(200);
        assertThat(err()).contains("stopped after token 200; " + checkpoint + " has token 200").hasLineCount(1);

        String more = line() + line();
        Path rest = Files.writeString(folder.resolve("rest.csv"), more);
        Path file = Files.writeString(folder.resolve("all.csv"), all + more);
        String resumed = output("stream", rest, "--checkpoint", checkpoint, "--no-replay");
        assertThat(Files.readString(lines) + resumed).isEqualTo(output("stream", file));
    }

    private String output(Object... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = ChildProcess.of(folder.resolve("err").toFile(), args).redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(err()).isZero();
        return Files.readString(out);
    }

    private Process child(Path input, Path output, Path checkpoint, boolean follow) throws IOException {
        Object[] args = Stream.concat(Stream.of("stream", input, "--output", output, "--checkpoint", checkpoint),
                Stream.concat(Stream.of(options), follow ? Stream.of("--follow") : Stream.of())).toArray();
        ProcessBuilder child =
                ChildProcess.of(folder.resolve("err").toFile(), args).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (keyed) {
            // Half of it holds some eighty forecasters.
            child.environment().put("JDK_JAVA_OPTIONS", "-Xmx40m");
        }
        return child.start();
    }

    /** In pieces that end anywhere within a line. */
    private void append(Path file, int tokens) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int t = 0; t < tokens; t++) {
            lines.append(line());
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        for (int done = 0; done < bytes.length;) {
            int some = Math.min(bytes.length - done, 1 + random.nextInt(5000));
            Files.write(file, Arrays.copyOfRange(bytes, done, done + some), StandardOpenOption.APPEND);
            done += some;
        }
    }

    private String line() {
        // A few keys of many are seen most of the time.
        String key = keyed ? "k" + random.nextInt(1 + random.nextInt(KEYS)) + "," : "";
        return key + random.nextInt(12) / 4.0 + "," + (random.nextInt(3) == 0 ? random.nextGaussian() : 0) + "\n";
    }

    /** A checkpoint is whole at any moment; 0 when there is none. */
    private long observed(Path checkpoint) throws IOException {
        if (!Files.exists(checkpoint)) {
            return 0;
        }
        if (keyed) {
            return StateFile.read(checkpoint, in -> {
                in.requireText("stream of keys");
                in.getTexts();
                long tokens = in.getLong();
                in.getLong();
                for (int left = in.getInt(); left > 0; left--) {
                    in.getInt();
                    in.getText();
                    in.getInt();
                    in.getLong();
                    in.getInt();
                }
                return tokens;
            });
        }
        try {
            return SavedForecaster.load(checkpoint).forecaster().observed();
        } catch (PredictorFileException e) {
            return Predictor.load(checkpoint).observed();
        }
    }

    private String err() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
