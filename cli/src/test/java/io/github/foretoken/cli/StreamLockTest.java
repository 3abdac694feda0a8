package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream in a process of its own, and others that want its checkpoint or its output under this name or that. */
class StreamLockTest {
    @TempDir
    private Path folder;
    private Path input;
    private Path output;
    private Path checkpoint;
    private Process first;

    @BeforeEach
    void begin() throws Exception {
        input = Files.writeString(folder.resolve("in.csv"), "1\n2\n3\n");
        output = folder.resolve("out.csv");
        checkpoint = folder.resolve("c.ftk");
        first = child("stream", input, "--follow", "--kernel", "linear", "--output", output, "--checkpoint", checkpoint,
                "--every", 1);
        assertThat(ChildProcess.waitFor(first,
                () -> Files.exists(checkpoint) && Predictor.load(checkpoint).observed() == 3)).as(err()).isTrue();
    }

    @AfterEach
    void end() throws Exception {
        first.destroyForcibly().waitFor();
    }

    @Test
    void aSecondStreamIsRefusedUnderAnyName() throws Exception {
        Path alias = Files.createSymbolicLink(folder.resolve("alias.ftk"), checkpoint.getFileName());
        Path twice = Files.createSymbolicLink(folder.resolve("twice.ftk"), alias);
        Path here = Files.createSymbolicLink(folder.resolve("here"), Path.of("."));
        for (Path name : List.of(checkpoint, alias, twice, here.resolve("c.ftk"))) {
            refused("is in use by another stream", "--checkpoint", name, "--output", output);
            refused("is in use by another stream", "--checkpoint", name);
        }
        Path other = Files.createLink(folder.resolve("other.ftk"), checkpoint);
        refused("has several names (hard links)", "--checkpoint", other);
        Files.delete(other);
        Path copy = Files.copy(checkpoint, folder.resolve("copy.ftk"));
        Path hard = Files.createLink(folder.resolve("hard.csv"), output);
        Path soft = Files.createSymbolicLink(folder.resolve("soft.csv"), output);
        for (Path name : List.of(output, hard, soft)) {
            refused("is being written by another stream", "--checkpoint", copy, "--output", name);
        }
        Process predict = child("predict", input, "--output", output);
        assertThat(predict.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(err()).contains("is being written by a stream");

        // Nobody's refusal has cost the first one its locks, nor its place.
        refused("is in use by another stream", "--checkpoint", checkpoint, "--output", output);
        Files.writeString(input, "1\n2\n3\n4\n");
        assertThat(ChildProcess.waitFor(first, () -> Files.readAllLines(output).size() == 4)).as(err()).isTrue();
    }

    /** What a killed process leaves is no lock, and the next one takes it away. */
    @Test
    void aLockEndsWithItsProcess() throws Exception {
        Path lock = folder.resolve(".c.ftk.lock");
        assertThat(lock).exists();
        first.destroyForcibly().waitFor();
        assertThat(lock).exists();
        Process next = child("stream", input, "--kernel", "linear", "--output", output, "--checkpoint", checkpoint);
        assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(next.exitValue()).as(err()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void aSignalTakesTheLockFileAway() throws Exception {
        first.toHandle().destroy();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve(".c.ftk.lock")).doesNotExist();
        assertThat(err()).contains("stopped after token 3");
    }

    @Test
    void anOutputThatGoesAwayIsNotWrittenOn() throws Exception {
        Files.move(output, folder.resolve("moved.csv"));
        byte[] before = Files.readAllBytes(checkpoint);
        Files.writeString(input, "1\n2\n3\n4\n");
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as(err()).isEqualTo(2);
        assertThat(err()).contains("out.csv was replaced or removed while it was being written");
        assertThat(checkpoint).hasBinaryContent(before);
    }

    private void refused(String words, Object... options) throws Exception {
        List<Object> args = new ArrayList<>(List.of("stream", input, "--kernel", "linear", "--every", 1));
        args.addAll(List.of(options));
        Process second = child(args.toArray());
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).as(args.toString()).isTrue();
        assertThat(second.exitValue()).as(args + err()).isEqualTo(2);
        assertThat(err()).contains(words);
        Files.writeString(folder.resolve("err"), "");
        assertThat(first.isAlive()).isTrue();
    }

    private Process child(Object... args) throws IOException {
        return ChildProcess.of(folder.resolve("err").toFile(), args)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }
}
