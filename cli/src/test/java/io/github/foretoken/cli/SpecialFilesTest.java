package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links, pipes and devices where files are written, what killed processes leave there, and a full standard output. */
@DisabledOnOs(OS.WINDOWS)
class SpecialFilesTest {
    @TempDir
    private Path folder;

    @Test
    void linksStayLinksAlsoToWhatIsNotThereYet() throws IOException {
        Path input = input();
        for (String[] names : new String[][]{{"p.csv", "predict IN --kernel linear --output OUT"},
            {"p.png", "predict IN --kernel linear --output /x.csv --plot OUT"},
            {"c.ftk", "stream IN --kernel linear --checkpoint OUT"},
            {"s.csv", "stream IN --kernel linear --output OUT"},
            {"g.csv", "generate --instance 1 --dimension 2 --length 4 --seed 1 --output OUT"}}) {
            Path link = Files.createSymbolicLink(folder.resolve(names[0]), Path.of("real-" + names[0]));
            Cli.Result result =
                    Cli.run(command(names[1].replace("/x.csv", folder.resolve("x.csv").toString()), input, link));
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(link).isSymbolicLink();
            assertThat(folder.resolve("real-" + names[0])).isRegularFile().isNotEmptyFile();
        }
        Path link = folder.resolve("c.ftk");
        Files.writeString(input, Files.readString(input) + "6\n");
        assertThat(Cli.run("stream", input, "--kernel", "linear", "--checkpoint", link).err()).contains("token 41");
        assertThat(link).isSymbolicLink();
        hiddenOnes(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict IN --kernel linear --output OUT.csv",
        "predict IN --kernel linear --output x.csv --plot OUT.png", "evaluate IN --output OUT.csv",
        "stream IN --kernel linear --output OUT.csv", "stream IN --kernel linear --checkpoint OUT.csv",
        "stream IN --kernel linear --follow --checkpoint OUT.csv --output o.csv",
        "generate --instance 1 --dimension 2 --length 4 --seed 1 --output OUT.csv"})
    @Timeout(60)
    void pipesAndDevicesAreRefusedAndLeft(String words) throws Exception {
        for (boolean pipe : new boolean[]{true, false}) {
            Path output = folder.resolve("out" + pipe + (words.contains("OUT.png") ? ".png" : ".csv"));
            if (pipe) {
                assertThat(new ProcessBuilder("mkfifo", output.toString()).start().waitFor()).isZero();
            } else {
                Files.createSymbolicLink(output, Path.of("/dev/null"));
            }
            Cli.Result result = Cli.run(command(words.replaceAll("OUT\\.\\w+", "OUT")
                    .replace(" x.csv", " " + folder.resolve("x.csv"))
                    .replace(" o.csv", " " + folder.resolve("o.csv")), input(), output));
            assertThat(result.exit()).as(result.err()).isEqualTo(2);
            assertThat(result.err().lines().filter(line -> !line.startsWith("note"))).hasSize(1);
            assertThat(result.err()).contains("a pipe or a device");
            assertThat(Files.exists(output)).isTrue();
            assertThat(Files.isRegularFile(output)).isFalse();
            assertThat(Files.isSymbolicLink(output)).isEqualTo(!pipe);
        }
        hiddenOnes(List.of());
    }

    @Test
    @Timeout(60)
    void aPipeIsAnInput() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Process writer = new ProcessBuilder("sh", "-c", "printf '1\\n2\\n3\\n' > " + pipe).start();
        assertThat(Cli.run("stream", pipe, "--kernel", "linear").out()).hasLineCount(3);
        assertThat(writer.waitFor()).isZero();
        assertThat(Cli.run("stream", pipe, "--follow", "--kernel", "linear").err()).contains("leave --follow out");
    }

    /** A part of a killed process goes with the next run; one of a process that is alive stays. */
    @Test
    void leftoversOfKilledProcessesGo() throws Exception {
        Path output = folder.resolve("p.csv");
        Path err = folder.resolve("err");
        Process killed = reading(output, err);
        List<String> left = hidden();
        assertThat(left).hasSize(1).first().asString().matches("\\.[0-9a-f]{20}\\.p\\.csv");
        killed.destroyForcibly().waitFor();
        assertThat(hidden()).isEqualTo(left);
        Process alive = reading(output, err);
        try {
            List<String> present = hidden();
            assertThat(present).hasSize(1).doesNotContainAnyElementsOf(left);
            assertThat(Cli.run("predict", input(), "--kernel", "linear", "--output", output).exit()).isZero();
            hiddenOnes(present);
        } finally {
            alive.destroyForcibly().waitFor();
        }
    }

    /** One that waits for its input, with its output opened. */
    private Process reading(Path output, Path err) throws Exception {
        List<String> before = hidden();
        Process process =
                ChildProcess.of(err.toFile(), "predict", "-", "--kernel", "linear", "--output", output).start();
        assertThat(ChildProcess.waitFor(process, () -> !hidden().isEmpty() && !hidden().equals(before))).isTrue();
        Thread.sleep(100);
        return process;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "info", "predict --help", "generate --help", "stream --version",
        "help generate", "generate --instance 1 --dimension 2 --length 4 --seed 1", "predict IN --kernel linear",
        "stream IN --kernel linear", "evaluate IN --method least-squares"})
    void aFullStandardOutputIsAnError(String words) throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Path err = folder.resolve("err");
        Files.deleteIfExists(err);
        Object[] args = command(words, input(), full);
        Process process = ChildProcess.of(err.toFile(), args).redirectOutput(full.toFile()).start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(2);
        assertThat(Files.readAllLines(err).stream().filter(line -> line.startsWith("foretoken"))).hasSize(1)
                .first()
                .asString()
                .contains("standard output cannot be written: ");
    }

    private Path input() throws IOException {
        return Files.writeString(folder.resolve("in.csv"), "1\n3\n2\n4\n".repeat(10));
    }

    private static Object[] command(String words, Path input, Path output) {
        return Stream.of(words.split(" "))
                .map(word -> word.equals("IN") ? input : word.equals("OUT") ? output : word)
                .toArray();
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    private void hiddenOnes(List<String> names) throws IOException {
        assertThat(hidden()).isEqualTo(names);
    }
}
