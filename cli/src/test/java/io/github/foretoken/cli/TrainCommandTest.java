package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Parallelism;
import io.github.foretoken.cli.train.TrainingFolder;
import io.github.foretoken.cli.train.TrainingRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    private static final List<String> SMALL = List.of("train", "--dimension", "3", "--length", "20", "--layers", "2",
            "--sequences", "60", "--batch", "8", "--threads", "1");

    @TempDir
    private Path folder;

    private static Cli.Result train(Path output, String... more) {
        List<String> args = new ArrayList<>(SMALL);
        args.addAll(List.of(more));
        args.addAll(List.of("--output", output.toString()));
        return Cli.run(args.toArray());
    }

    @Test
    void leavesWeightsCurvesAndACheckpoint() throws IOException {
        Path output = folder.resolve("new/run");
        Cli.Result result = train(output, "--epochs", "3", "--seed", "7");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines().map(Path::of)).hasSize(5).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        try (var files = Files.list(output)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(
                    "weights.safetensors", "config.json", "training.csv", "training.png", "training.svg",
                    "checkpoint.safetensors");
        }
        assertThat(Files.readAllLines(output.resolve("training.csv"))).hasSize(4)
                .first()
                .isEqualTo("epoch,training,validation");
        assertThat(Files.readString(output.resolve("config.json"))).contains("\"seed\" : 7", "\"epochs\" : 3");
        assertThat(result.err()).contains("epoch 1 of 3: training loss", "test loss ", "(before training ");

        Cli.Result again = train(output, "--epochs", "3");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("holds a training run already").hasLineCount(1);
        Cli.Result resumed = Cli.run("train", "--resume", "--output", output);
        assertThat(resumed.exit()).isZero();
        assertThat(resumed.err()).contains("continuing after epoch 3", "test loss ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"--epochs 0|--epochs must be 1 or more, not 0",
        "--lr -1|--lr must be positive and finite, not -1.0", "--lr NaN|--lr must be positive and finite",
        "--instance 5|--instance must be 1, 2, 3 or 4, not 5", "--instance 4|--dimension must be even for instance 4",
        "--attention hard|'hard' is none of linear, exponential, softmax", "--threads 0|threads must be 1 or more",
        "--sequences 3|--sequences must be 5 or more, not 3", "--resume|--dimension cannot be given with --resume",
        "--schedule x|'x' is none of constant, cosine", "--length 1|--length must be 2 or more",
        "--length 50000|--length must be 32768 or less, not 50000",
        "--length 65536|--length must be 32768 or less, not 65536",
        "--dimension 5000|weights and 150 epochs is more than 2 GiB; lower --dimension, --layers or --epochs",
        "--layers 2147483647|lower --dimension, --layers or --epochs",
        "--epochs 2147483647|lower --dimension, --layers or --epochs",
        "--sequences 2147483647|lower --sequences, --length or --dimension",
        "--step 1e39|--step must be a finite number of float32, not 1.0E39",
        "--step NaN|--step must be a finite number of float32, not NaN"})
    void whatIsWrongIsSaidInOneLine(String options, String message) {
        Path output = folder.resolve("run");
        // An option given twice would be another mistake.
        List<String> args = new ArrayList<>(SMALL);
        List<String> wrong = Arrays.asList(options.split(" "));
        int at = args.indexOf(wrong.getFirst());
        if (at >= 0) {
            args.subList(at, at + 2).clear();
        }
        args.addAll(wrong);
        args.addAll(List.of("--output", output.toString()));
        Cli.Result result = Cli.run(args.toArray());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(output).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        Cli.Result result = train(taken.resolve("run"), "--epochs", "1");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("cannot be made: ")
                .doesNotContain("cannot be made: " + taken)
                .hasLineCount(1);
        assertThat(train(taken, "--epochs", "1").err()).contains("taken cannot be made: there is a file of that name")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "weights.safetensors", "training.csv", "training.svg"})
    void whatIsNoRunIsNotWrittenOver(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "something else");
        Cli.Result result = train(folder, "--epochs", "1");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(name + " exists, and a new run would write over it; choose another directory")
                .hasLineCount(1);
        assertThat(file).hasContent("something else");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatDoesNotFitTheMemoryLeavesNothing() throws Exception {
        Path output = folder.resolve("run");
        File err = folder.resolve("err").toFile();
        // Two heads' attention of 8,000² numbers, 512 MB.
        Process process = java(List.of("-Xmx64m"), List.of("train", "--length", "8000", "--dimension", "1", "--layers",
                "1", "--sequences", "5", "--threads", "1", "--output", output.toString()), err);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(err.toPath())).contains("does not fit the memory Java was given, ")
                .doesNotContain("\tat ");
        assertThat(output).doesNotExist();
    }

    private Process java(List<String> options, List<String> args, File err) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(args);
        return new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile()).redirectError(err).start();
    }

    /** The run stays as it was after its last sound epoch, here before the first one. */
    @Test
    void divergenceIsRefusedAndNotSaved() throws IOException {
        Path output = folder.resolve("run");
        Cli.Result result = train(output, "--attention", "exponential", "--step", "1e30", "--epochs", "2");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("training diverged in epoch 1").doesNotContain("\tat ");
        TrainingFolder run = new TrainingFolder(output);
        assertThat(TrainingRun.resume(run, Parallelism.of(1)).epochs()).isZero();
        assertThat(run.model().weights()).containsExactly(run.model().config().theta0());
        try (var files = Files.list(output)) {
            assertThat(files).containsExactlyInAnyOrder(run.checkpoint(), run.weights(), run.config());
        }
    }

    /** A process of its own, ended by a signal in the middle, and continued. */
    @Test
    void aSignalLeavesARunThatContinues() throws Exception {
        Path output = folder.resolve("run");
        List<String> args = new ArrayList<>(SMALL);
        args.addAll(List.of("--epochs", "100000", "--patience", "100000", "--output", output.toString()));
        File err = folder.resolve("err").toFile();
        Process process = java(List.of(), args, err);
        try {
            Path curve = output.resolve("training.csv");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (process.isAlive() && System.nanoTime() < deadline
                    && !(Files.exists(curve) && Files.readAllLines(curve).size() > 3)) {
                Thread.sleep(20);
            }
            assertThat(process.isAlive()).isTrue();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isNotZero();
        int saved = TrainingRun.resume(new TrainingFolder(output), Parallelism.of(1)).epochs();
        assertThat(saved).isGreaterThanOrEqualTo(3);
        assertThat(Files.readString(err.toPath())).contains("interrupted after epoch " + saved + ";")
                .doesNotContain("internal error");
        try (var files = Files.list(output)) {
            assertThat(files.map(file -> file.getFileName().toString())).as("nothing half-written")
                    .containsExactlyInAnyOrder("weights.safetensors", "config.json", "training.csv",
                            "checkpoint.safetensors");
        }
        assertThat(Cli.run("train", "--resume", "--output", folder.resolve("none")).err())
                .contains("holds no training run to continue");
    }
}
