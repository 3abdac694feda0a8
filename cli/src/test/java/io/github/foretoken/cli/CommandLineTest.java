package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.method.Accuracy;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.sequence.RotationSequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void sunspotsWithNineDelays() {
        Path sunspots = Cli.project("examples/sunspots.csv");
        Path output = folder.resolve("out.npy");
        Cli.Result result = Cli.run("predict", sunspots, "--columns", "SUNACTIVITY", "--delays", 9, "--kernel",
                "gaussian:200", "--output", output);
        assertThat(result.exit()).as(result.err()).isZero();
        Matrix series = TableReader.read(sunspots, null).values();
        Matrix predictions = TableReader.read(output, null).values();
        assertThat(predictions.rows()).isEqualTo(series.rows() - 9 + 1);
        // Reference: an independent implementation, over the last two thirds of the predicted rows.
        int first = 9 + (predictions.rows() - 1) / 3;
        Accuracy accuracy = Accuracy.of(series, predictions, 1, IntStream.range(first, series.rows()).toArray());
        assertThat(accuracy.prediction()).isCloseTo(0.175, within(5e-4));
        assertThat(accuracy.persistence()).isCloseTo(0.349, within(5e-4));
        assertThat(result.err()).contains("T = 301 tokens of 9 rows, d = 1 (SUNACTIVITY)")
                .contains("NMSE of all 300 predicted rows: 0.1928   persistence 0.3538")
                .contains("NMSE of their second half, 150: 0.1847   persistence 0.3647")
                .contains("BLAS");
    }

    @Test
    void headerOfTheInputIsTheHeaderOfTheOutput() {
        Cli.Result result = predict("a,b\n1,2\n3,4\n");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("a,b\n0.0,0.0\n").hasLineCount(3);
        assertThat(predict("1,2\n3,4\n").out()).startsWith("0.0,0.0\n").hasLineCount(2);
    }

    @Test
    void aSingleTokenPredictsZero() {
        Cli.Result result = predict("3,4\n");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo("0.0,0.0\n");
        assertThat(result.err()).contains("no prediction can be compared yet");
        assertThat(predict("1\n2\n", "--delays", "2").out()).isEqualTo("0.0\n");
    }

    @Test
    void constantRowsHaveNoNmse() {
        assertThat(predict("1\n1\n1\n").err()).contains("undefined, because the rows do not vary");
    }

    @Test
    void warnsAboutAStepThatDiverges() {
        Cli.Result result = predict("1,0\n0,2\n1,1\n", "--kernel", "linear", "--method", "descent", "--layers", "2");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("warning: the default step lies outside (0, 0.5)");
        assertThat(predict("1,0\n0,1\n", "--kernel", "linear", "--method", "descent", "--layers", "2", "--step", "3")
                .err()).contains("warning: the step 3.0 lies outside (0, 2)");
        assertThat(predict("1,0\n0,1\n", "--kernel", "linear", "--method", "descent", "--layers", "2").err())
                .doesNotContain("warning");
        assertThat(predict("1,0\n0,2\n", "--kernel", "linear", "--method", "descent", "--step", "3").err())
                .doesNotContain("warning")
                .contains("note: --step does not change the limit");
    }

    @Test
    void formsAgreeWhereTheyShould() {
        String text = "1,0\n0,1\n-1,0\n0,-1\n";
        String split = predict(text, "--method", "descent", "--layers", "4").out();
        String residual = predict(text, "--method", "descent", "--layers", "4", "--form", "residual").out();
        double[] a = read(split).toArray();
        double[] b = read(residual).toArray();
        assertThat(a).containsExactly(b, within(1e-12));
    }

    @Test
    void replacesAnExistingOutputAndLeavesNothingElse() throws IOException {
        Path output = Files.writeString(folder.resolve("out.csv"), "old");
        assertThat(predict("1\n2\n", "--output", output.toString()).exit()).isZero();
        assertThat(output).content().hasLineCount(2);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(output));
        assertThat(predict("1\n2\n", "--output", "-").out()).hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "svg"})
    void plots(String extension) {
        Path plot = folder.resolve("error." + extension);
        Cli.Result result = predict("1,0\n0,1\n-1,0\n0,-1\n1,0\n", "--plot", plot.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(plot).isNotEmptyFile();
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(plot));
    }

    @Test
    void generatesWhatTheLibraryGenerates() {
        Path file = folder.resolve("x.npy");
        Object[] options =
                {"generate", "--instance", 1, "--dimension", 4, "--length", 20, "--seed", 7, "--output", file};
        assertThat(Cli.run(options).exit()).isZero();
        assertThat(TableReader.read(file, null).values().toArray())
                .containsExactly(RotationSequence.random(4, 7).tokens(20).toArray());
    }

    @Test
    void generatesEveryInstance() {
        for (int instance = 1; instance <= 4; instance++) {
            Cli.Result result =
                    Cli.run("generate", "--instance", instance, "--dimension", 2, "--length", 5, "--seed", 1);
            assertThat(result.out()).startsWith("x1,x2\n").hasLineCount(6);
        }
        Cli.Result periodic =
                Cli.run("generate", "--instance", 3, "--dimension", 2, "--length", 4, "--seed", 1, "--period", 2);
        List<String> lines = periodic.out().lines().toList();
        assertThat(lines.get(1)).isEqualTo(lines.get(3)).isNotEqualTo(lines.get(2));
    }

    @Test
    void theExampleIsWhatItsCommandGenerates() throws IOException {
        assertThat(Cli.run("generate", "--instance", 1, "--dimension", 4, "--length", 200, "--seed", 1).out())
                .isEqualTo(Files.readString(Cli.project("examples/rotation.csv")));
    }

    @Test
    void info() {
        assertThat(Cli.run("info").out()).contains("Java", "processors", "loops", "BLAS", "threads", "foretoken");
    }

    @Test
    void help() {
        assertThat(Cli.run("--help").out()).contains("foretoken forecast ", "predict", "generate", "info");
        assertThat(Cli.run("predict", "--help").out()).contains("--kernel", "--delays", "Examples:", "NMSE");
        assertThat(Cli.run("help", "generate").out()).contains("--instance");
        assertThat(Cli.run("--version").out()).startsWith("foretoken ");
        Cli.Result bare = Cli.run();
        assertThat(bare.exit()).isEqualTo(2);
        assertThat(bare.err()).contains("Commands:");
    }

    @Test
    void aReaderThatStopsReadingIsNoError() {
        Cli.Result result =
                Cli.runTo(failing("Broken pipe"), "1\n2\n".getBytes(StandardCharsets.UTF_8), "predict", "-");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aFullDiskIsOne() {
        Cli.Result result = Cli.runTo(failing("No space left on device"), "1\n2\n".getBytes(StandardCharsets.UTF_8),
                "predict", "-");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("standard output cannot be written: No space left on device");
    }

    @Test
    void aBugOfOursIsOneLineAndExitCodeOne() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("planted");
            }
        };
        Cli.Result result = Cli.runTo(broken, "1\n2\n".getBytes(StandardCharsets.UTF_8), "predict", "-");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).hasLineCount(1).contains("internal error").contains("planted").contains("report it");
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    private static Matrix read(String csv) {
        return TableReader.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), null).values();
    }

    private static Cli.Result predict(String csv, String... options) {
        return Cli.runWithInput(csv.getBytes(StandardCharsets.UTF_8), Cli.kaczmarz("predict", options));
    }
}
