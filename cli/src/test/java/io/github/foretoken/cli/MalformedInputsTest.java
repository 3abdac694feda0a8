package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Sound files and commands with random damage: accepted, or refused with exit code 2 and at most three lines, and nothing
 * half-written. {@code -Dforetoken.test.malformed=N} for other numbers than 10,000, {@code -Dforetoken.test.seed=S} for other
 * damage.
 */
class MalformedInputsTest {
    private static final int INPUTS = Integer.getInteger("foretoken.test.malformed", 10_000);
    private static final int LINES = 3;
    /** A stream says what it meets when it meets it: an empty line, the form, columns, the encoding, an unfinished line. */
    private static final int STREAM_LINES = 6;
    private static final List<String> OPTIONS = List.of("", "", "--kernel linear", "--delays 3 --kernel gaussian:1",
            "--method affine:3 --ridge 0.1", "--method least-squares --increments", "--method kernel-ridge --horizon 2",
            "--columns 2-3", "--kernel polynomial:3:1", "--method kaczmarz", "--method least-squares:1 --intercept",
            "--kernel matern32:2 --standardize", "--horizon 3", "--level 80");
    private static final List<String> NAMES = List.of("--kernel", "--method", "--ridge", "--delays", "--columns",
            "--horizon", "--forgetting", "--window", "--level", "--missing", "--output", "--format");
    private static final List<String> VALUES = List.of("", "0", "-1", "NaN", "1e999", "99999999999", "x", "gaussian:0",
            "gaussian:", "polynomial:99999:1", "affine:-1", "least-squares:-1", "1-", "5-2", "a,,b", "skip", "hold",
            "1:2:3:4", "\u001b[2J", "kaczmarz", "0.5", "2", "/", "matern32", "auto", "csv");

    @TempDir
    private Path folder;
    private final Random random = new Random(Long.getLong("foretoken.test.seed", 2));
    private final Damage damage = new Damage(random);
    private int refused;
    private byte[] predictor;
    private byte[] forecaster;
    private byte[] training;
    private byte[] npy;

    @BeforeEach
    void soundFiles() throws IOException {
        predictor = checkpoint("--method", "kernel-ridge:0.1", "--kernel", "gaussian:2", "--delays", "2");
        forecaster = checkpoint("--horizon", "2", "--level", "80");
        Path run = folder.resolve("run");
        assertThat(Cli.run("train", "--dimension", 2, "--length", 5, "--layers", 1, "--sequences", 5, "--threads", 1,
                "--epochs", 1, "--output", run).exit()).isZero();
        training = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
        Path array = folder.resolve("npy.npy");
        Cli.run("generate", "--instance", 1, "--dimension", 2, "--length", 9, "--seed", 3, "--output", array);
        npy = Files.readAllBytes(array);
        Files.delete(array);
    }

    private byte[] checkpoint(String... options) throws IOException {
        Path file = folder.resolve("sound.ftk");
        Object[] command =
                Stream.concat(Stream.of("stream", "-", "--checkpoint", file.toString()), Stream.of(options)).toArray();
        assertThat(Cli.runWithInput(csv(12).getBytes(StandardCharsets.UTF_8), command).exit()).isZero();
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    @Test
    void damageIsRefusedInFewLines() throws IOException {
        for (int i = 0; i < INPUTS; i++) {
            switch (i % 40) {
                case 0, 1, 2, 3, 4, 5, 6, 7 -> batch("predict", "in.csv", damage.of(csv(8)));
                case 8, 9, 10, 11, 12 -> batch("forecast", "in.csv", damage.of(csv(12)), "--horizon", "2");
                case 13, 14, 15, 16 -> batch("predict", "in.npy", damage.of(npy));
                case 17 ->
                        batch("evaluate", "in.csv", damage.of(csv(40)), "--method", "least-squares:1", "--delays", "2");
                case 18, 19, 20, 21, 22 -> stream(damage.of(csv(8)));
                case 23, 24, 25, 26, 27 -> stream(damage.of(json(8)));
                case 28 -> resume(damage.of(predictor));
                case 29, 30, 31 -> resume(damage.sealed(predictor));
                case 32 -> resume(damage.of(forecaster));
                case 33, 34, 35 -> resume(damage.sealed(forecaster));
                case 36, 37, 38 -> command();
                default -> weights(damage.of(training));
            }
        }
        // What is refused is the point; damage that leaves a sound file is rare enough.
        assertThat(refused).isGreaterThan(INPUTS / 3);
    }

    private void batch(String command, String name, byte[] input, String... more) throws IOException {
        Path file = Files.write(folder.resolve(name), input);
        Path output = folder.resolve("out.csv");
        boolean table = command.equals("evaluate");
        Object[] words = table ? new Object[]{command, file} : new Object[]{command, file, "--output", output};
        Object[] all =
                command.equals("predict") ? with(words) : Stream.concat(Stream.of(words), Stream.of(more)).toArray();
        Cli.Result result = Cli.run(all);
        check(result, all, input);
        assertThat(Files.exists(output)).isEqualTo(result.exit() == 0 && !table);
        onlyThese(name, "out.csv");
        Files.deleteIfExists(output);
        Files.delete(file);
    }

    private void stream(byte[] input) throws IOException {
        Path file = folder.resolve("c.ftk");
        Object[] command = with("stream", "-", "--checkpoint", file);
        Cli.Result result = Cli.runWithInput(input, command);
        check(result, command, input);
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
        Object[] command = {"stream", "-", "--checkpoint", file};
        Cli.Result result = Cli.runWithInput("1,2\n".getBytes(StandardCharsets.UTF_8), command);
        check(result, command, damaged);
        if (result.exit() != 0) {
            assertThat(file).hasBinaryContent(damaged);
            assertThat(result.out()).isEmpty();
        }
        onlyThese("c.ftk");
        Files.delete(file);
    }

    /** Options that do not go together, or with values that are none. */
    private void command() throws IOException {
        List<Object> words =
                new ArrayList<>(List.of(List.of("predict", "stream", "forecast").get(random.nextInt(3)), "-"));
        for (int n = random.nextInt(3); n >= 0; n--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            words.add(name);
            if (random.nextInt(8) > 0) {
                String value = VALUES.get(random.nextInt(VALUES.size()));
                words.add(name.equals("--output") ? folder.resolve("run") + "/" + value : value);
            }
        }
        byte[] input = csv(6).getBytes(StandardCharsets.UTF_8);
        check(Cli.runWithInput(input, words.toArray()), words.toArray(), input);
        onlyThese();
    }

    private void weights(byte[] damaged) throws IOException {
        Path run = folder.resolve("run");
        Path file = Files.write(run.resolve("checkpoint.safetensors"), damaged);
        Object[] command = {"train", "--resume", "--threads", 1, "--output", run};
        Cli.Result result = Cli.run(command);
        check(result, command, damaged);
        if (result.exit() != 0) {
            assertThat(file).hasBinaryContent(damaged);
        }
    }

    private void check(Cli.Result result, Object[] command, byte[] input) {
        if (result.exit() == 0) {
            return;
        }
        String what =
                List.of(command) + "\n" + result.err() + "\ninput: " + new String(input, StandardCharsets.ISO_8859_1);
        assertThat(result.exit()).as(what).isEqualTo(2);
        refused++;
        List<String> lines = result.err().lines().toList();
        assertThat(lines).as(what).hasSizeBetween(1, command[0].equals("stream") ? STREAM_LINES : LINES);
        assertThat(lines.stream().filter(line -> !line.matches("(note|continuing).*"))).as(what)
                .singleElement()
                .asString()
                .startsWith("foretoken");
        assertThat(result.err()).as(what).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(result.err().chars().filter(c -> c < ' ' && c != '\n').count()).as(what).isZero();
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
}
