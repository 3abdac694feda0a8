package io.github.foretoken.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sound files with random damage: accepted, or refused with exit code 2 and one line, and nothing half-written.
 * {@code -Dforetoken.test.malformed=N} for other numbers than 1,000, {@code -Dforetoken.test.seed=S} for other damage.
 */
class MalformedInputsTest {
    private static final int INPUTS = Integer.getInteger("foretoken.test.malformed", 1000);
    private static final List<String> PIECES = List.of(",", "\"", "\n", "\r\n", "NaN", "1e999", "-", "x", ";", "[", "]",
            "{", "}", "\0", "\u00e9", "\uFEFF", "null", "1e308", "\n\n", "0x1p3", "\u2028", "99999999999", " ");

    private static final List<String> OPTIONS = List.of("", "--kernel linear", "--delays 3 --kernel gaussian:1",
            "--method affine:3 --ridge 0.1", "--method least-squares --increments", "--method kernel-ridge --horizon 2",
            "--columns 2-3", "--kernel polynomial:3:1");

    @TempDir
    private Path folder;
    private final Random random = new Random(Long.getLong("foretoken.test.seed", 2));
    private int refused;
    private byte[] checkpoint;
    private byte[] training;

    @BeforeEach
    void soundFiles() throws IOException {
        Path file = folder.resolve("sound.ftk");
        Cli.runWithInput(csv(12).getBytes(StandardCharsets.UTF_8), "stream", "-", "--checkpoint", file);
        checkpoint = Files.readAllBytes(file);
        Files.delete(file);
        Path run = folder.resolve("run");
        assertThat(Cli.run("train", "--dimension", 2, "--length", 5, "--layers", 1, "--sequences", 5, "--threads", 1,
                "--epochs", 1, "--output", run).exit()).isZero();
        training = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
    }

    @Test
    void damageIsRefusedInOneLine() throws IOException {
        for (int i = 0; i < INPUTS; i++) {
            switch (i % 20) {
                case 0, 1, 2, 3 -> predict("in.csv", damaged(csv(8)));
                case 4, 5, 6 -> predict("in.npy", damaged(npy()));
                case 7, 8, 9, 10 -> stream(damaged(csv(8)));
                case 11, 12, 13, 14 -> stream(damaged(json(8)));
                case 15, 16, 17, 18 -> resume(damaged(checkpoint));
                default -> weights(damaged(training));
            }
        }
        // What is refused is the point; damage that leaves a sound file is rare enough.
        assertThat(refused).isGreaterThan(INPUTS / 2);
    }

    private void predict(String name, byte[] input) throws IOException {
        Path file = Files.write(folder.resolve(name), input);
        Path output = folder.resolve("out.csv");
        Cli.Result result = Cli.run(with("predict", file, "--output", output));
        check(result, input);
        assertThat(Files.exists(output)).isEqualTo(result.exit() == 0);
        assertThat(file).hasBinaryContent(input);
        onlyThese(name, "out.csv");
        Files.deleteIfExists(output);
        Files.delete(file);
    }

    private void stream(byte[] input) throws IOException {
        Path file = folder.resolve("c.ftk");
        Object[] command = with("stream", "-", "--checkpoint", file);
        Cli.Result result = Cli.runWithInput(input, command);
        check(result, input);
        assertThat(result.out()).matches(out -> out.isEmpty() || out.endsWith("\n"));
        onlyThese("c.ftk");
        if (result.exit() == 0) {
            // What was accepted goes on.
            Cli.Result again =
                    Cli.runWithInput(input, Stream.concat(Stream.of(command), Stream.of("--replay")).toArray());
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(again.out()).isEmpty();
        }
        Files.deleteIfExists(file);
    }

    private void resume(byte[] damaged) throws IOException {
        Path file = Files.write(folder.resolve("c.ftk"), damaged);
        Cli.Result result =
                Cli.runWithInput("1,2\n".getBytes(StandardCharsets.UTF_8), "stream", "-", "--checkpoint", file);
        check(result, damaged);
        if (result.exit() != 0) {
            assertThat(file).hasBinaryContent(damaged);
            assertThat(result.out()).isEmpty();
        }
        onlyThese("c.ftk");
        Files.delete(file);
    }

    private void weights(byte[] damaged) throws IOException {
        Path run = folder.resolve("run");
        Path file = Files.write(run.resolve("checkpoint.safetensors"), damaged);
        Cli.Result result = Cli.run("train", "--resume", "--threads", 1, "--output", run);
        check(result, damaged);
        if (result.exit() != 0) {
            assertThat(file).hasBinaryContent(damaged);
        }
    }

    private void check(Cli.Result result, byte[] input) {
        String what = result.err() + "\ninput: " + new String(input, StandardCharsets.ISO_8859_1);
        assertThat(result.exit()).as(what).isIn(0, 2);
        if (result.exit() == 2) {
            refused++;
            List<String> lines = result.err().lines().filter(line -> !line.matches("(note|continuing).*")).toList();
            assertThat(lines).as(what).hasSize(1);
            assertThat(lines.getFirst()).as(what)
                    .startsWith("foretoken")
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
            assertThat(lines.getFirst().chars().filter(c -> c < ' ').count()).as(what).isZero();
        }
    }

    private Object[] with(Object... command) {
        String options = OPTIONS.get(random.nextInt(OPTIONS.size()));
        return Stream.concat(Stream.of(command), Stream.of(options.split(" ", -1)).filter(o -> !o.isEmpty())).toArray();
    }

    private void onlyThese(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isSubsetOf(Stream.concat(Stream.of("run"), Stream.of(names)).toList());
        }
    }

    private byte[] damaged(String text) {
        return damaged(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One to three changes: bytes flipped, pieces put in, parts left out, doubled, or everything cut off. */
    private byte[] damaged(byte[] sound) {
        byte[] bytes = sound;
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + random.nextInt(20));
            bytes = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 ->
                        join(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8), at);
                case 2 ->
                        join(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8), to);
                case 3 -> join(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
                case 4 -> join(bytes, at, new byte[0], to);
                default -> flip(bytes.clone());
            };
        }
        return bytes;
    }

    private byte[] flip(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] join(byte[] bytes, int end, byte[] middle, int start) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, end);
        joined.writeBytes(middle);
        joined.write(bytes, start, bytes.length - start);
        return joined.toByteArray();
    }

    private String csv(int rows) {
        return (random.nextBoolean() ? "time,a,\"b\"\n" : "")
                + rows(rows, random.nextBoolean() ? "%1$d,%2$s,%3$s" : "%1$d,\"%2$s\",%3$s");
    }

    private String json(int rows) {
        return rows(rows, random.nextBoolean() ? "[%1$d, %2$s, %3$s]" : "{\"t\": %1$d, \"a\": %2$s, \"b\": %3$s}");
    }

    private String rows(int rows, String form) {
        return IntStream.range(0, rows)
                .mapToObj(t -> String.format(Locale.ROOT, form, t, random.nextGaussian(), random.nextInt(5)) + "\n")
                .collect(Collectors.joining());
    }

    private byte[] npy() {
        Path file = folder.resolve("npy.npy");
        Cli.run("generate", "--instance", 1, "--dimension", 2, "--length", 6, "--seed", random.nextInt(100), "--output",
                file);
        try {
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
