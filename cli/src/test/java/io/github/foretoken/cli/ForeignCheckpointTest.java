package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Predictor;
import io.github.foretoken.predict.SavedPredictor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that this release's streams did not write. */
class ForeignCheckpointTest {
    @TempDir
    private Path folder;

    /** Without what only later releases save. */
    @Test
    void goesOnFromACheckpointOfTheFirstRelease() throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv"), lines(20));
        Path checkpoint = folder.resolve("c.ftk");
        assertThat(Cli.run("stream", file, "--method", "kaczmarz", "--checkpoint", checkpoint).exit()).isZero();
        SavedPredictor saved = SavedPredictor.load(checkpoint);
        Map<String, String> notes = new HashMap<>(saved.notes());
        assertThat(notes.keySet().removeAll(Set.of("stream input place", "stream input finished", "stream lanes")))
                .isTrue();
        new SavedPredictor(saved.predictor(), notes).save(checkpoint);
        Files.writeString(file, lines(30));
        Cli.Result result = Cli.run("stream", file, "--checkpoint", checkpoint);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(Cli.run("stream", file, "--method", "kaczmarz").out()).endsWith(result.out());
        assertThat(result.out()).startsWith("21,").hasLineCount(10);
    }

    /** Written by hand or damaged with a checksum that fits. */
    @Test
    void notesThatCannotBeAreRefused() throws IOException {
        Path checkpoint = folder.resolve("c.ftk");
        stream("1,2\n3,4\n", "--method", "kaczmarz", "--checkpoint", checkpoint.toString());
        SavedPredictor saved = SavedPredictor.load(checkpoint);
        for (String note : List.of("stream output bytes=-5", "stream input place=x",
                "stream input place=1 1025 0 0 0 k", "stream input place=1 0 0 2 0 k", "stream lanes=-1",
                "stream empty position 7=", "stream empty position x=", "stream input tokens=3", "stream width=-1",
                "stream layout=XML")) {
            Map<String, String> notes = new HashMap<>(saved.notes());
            notes.put(note.substring(0, note.indexOf('=')), note.substring(note.indexOf('=') + 1));
            new SavedPredictor(saved.predictor(), notes).save(checkpoint);
            refused(stream("1,2\n", "--checkpoint", checkpoint.toString()), "not a checkpoint of a stream");
        }
    }

    @Test
    void checkpointsOfOtherKindsAreRefusedAndLeftAlone() throws IOException {
        Path text = Files.writeString(folder.resolve("c.txt"), "precious");
        refused(stream("1\n", "--checkpoint", text.toString()),
                "c.txt cannot be loaded: it was not saved by Foretoken");
        assertThat(text).hasContent("precious");
        Path plain = folder.resolve("plain.ftk");
        Predictor.kaczmarz(Kernel.exponential(), 1).save(plain);
        refused(stream("1\n", "--checkpoint", plain.toString()), "is a predictor, but not a checkpoint of a stream");
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(t -> t % 5 + "," + Math.sin(t) + "\n").collect(Collectors.joining());
    }

    private static Cli.Result stream(String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of("stream", "-"), Stream.of(options)).toArray());
    }

    private static void refused(Cli.Result result, String message) {
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).startsWith("foretoken").contains(message).hasLineCount(1);
    }
}
