package io.github.foretoken.papers.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FigureCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new FigureCommand()).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void writesPicturesAndNumbersAndListsThem() throws IOException {
        Path made = directory.resolve("new/figures");
        assertThat(run("3", "--quick", "--seed", "7", "--output-dir", made.toString())).isZero();

        List<Path> listed = out.toString().lines().map(Path::of).toList();
        assertThat(listed).hasSize(9).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(listed.stream().map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(
                "figure3-left.png", "figure3-left.svg", "figure3-left.csv", "figure3-centre.png", "figure3-centre.svg",
                "figure3-centre.csv", "figure3-right.png", "figure3-right.svg", "figure3-right.csv");
        try (var files = Files.list(made)) {
            assertThat(files).as("no temporary files stay").hasSize(9);
        }
        assertThat(Files.readAllLines(made.resolve("figure3-left.csv"))).hasSize(401)
                .startsWith("t,instance1,instance2");
        assertThat(Files.readAllLines(made.resolve("figure3-centre.csv"))).startsWith("t,instance3");
        assertThat(Files.readAllLines(made.resolve("figure3-right.csv"))).startsWith("t,instance4");
        assertThat(err.toString()).contains("instance 3", "done in");
    }

    @Test
    void drawsTheConjecture() throws IOException {
        assertThat(run("conjecture", "--quick", "--output-dir", directory.toString())).isZero();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString()))
                .containsExactly("conjecture.png", "conjecture.svg", "conjecture.csv");
        assertThat(Files.readAllLines(directory.resolve("conjecture.csv"))).hasSize(65)
                .first()
                .asString()
                .startsWith("n_over_t,instance2_t64,instance2_t128,instance2_t256,instance3_t64");
    }

    @Test
    void drawsProjections() throws IOException {
        assertThat(run("2", "--output-dir", directory.toString())).isZero();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString())).containsExactly(
                "figure2.png", "figure2.svg", "figure2.csv", "figure2-sphere.png", "figure2-sphere.svg",
                "figure2-sphere.csv");
        assertThat(Files.readAllLines(directory.resolve("figure2-sphere.csv"))).hasSize(8)
                .startsWith("k,x,y,z,length,P1..Pk_nu_length,token_x,token_y,token_z");
        assertThat(Files.readAllLines(directory.resolve("figure2.csv"))).hasSize(32)
                .startsWith("t,P1..Pt_nu_x,P1..Pt_nu_y,Pt..P1_nu_x,Pt..P1_nu_y")
                .element(1)
                .asString()
                .startsWith("0,");
    }

    @Test
    void drawsSpectra() throws IOException {
        assertThat(run("spectrum", "--quick", "--output-dir", directory.toString())).isZero();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString()))
                .containsExactly("spectrum.png", "spectrum.svg", "spectrum.csv", "spectrum-atoms.csv");
        List<String> rows = Files.readAllLines(directory.resolve("spectrum.csv"));
        assertThat(rows).first().isEqualTo("t,third,two_fifths,plane,two_planes");
        double[] last = Arrays.stream(rows.getLast().split(",")).mapToDouble(Double::parseDouble).toArray();
        assertThat(last[0]).isEqualTo(4096);
        // Of a third of a turn by its closed form, 1 over the transform of a period at its own angle.
        assertThat(last[1]).isCloseTo(3 / (Math.E - Math.exp(-0.5)), within(1e-10));
        assertThat(Files.readAllLines(directory.resolve("spectrum-atoms.csv"))).first()
                .isEqualTo("angle,third,two_fifths,plane,two_planes");
        assertThat(err.toString()).contains("an irrational angle: the errors sum to 1.76941; after 4096 tokens 1.769");
    }

    @Test
    void drawsTheDecay() throws IOException {
        assertThat(run("decay", "--tokens", "10000", "--output-dir", directory.toString())).as(err.toString()).isZero();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString()))
                .containsExactly("decay.png", "decay.svg", "decay.csv", "decay-exponents.csv");
        assertThat(Files.readAllLines(directory.resolve("decay-exponents.csv"))).hasSize(36)
                .first()
                .isEqualTo("row,d,rotation,exponent,standard_error,from_1e2,from_1e3,last,last_roundings");
        assertThat(err.toString()).contains("d = 15, rotation 4: exponent -");
    }

    @Test
    void drawsWhatBoundedMemoryCosts() throws IOException {
        assertThat(run("memory", "--quick", "--output-dir", directory.toString())).as(err.toString()).isZero();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString()))
                .containsExactly("memory.png", "memory.svg", "memory.csv");
        assertThat(Files.readAllLines(directory.resolve("memory.csv"))).hasSize(6)
                .first()
                .asString()
                .startsWith("size,instance2_d4_budget_bytes,instance2_d4_budget,instance2_d4_waves_bytes,");
    }

    @Test
    void numbersOfTokensAreForTheDecay() {
        assertThat(run("3", "--tokens", "10000")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--tokens is for figure decay, not for figure 3");
        assertThat(run("decay", "--tokens", "9999")).isEqualTo(2);
        assertThat(err.toString()).contains("--tokens must be 10000 to 100000000, not 9999");
    }

    @Test
    void drawsInfiniteDepth() throws IOException {
        assertThat(run("ode", "--quick", "--output-dir", directory.toString())).isZero();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString()))
                .containsExactly("ode.png", "ode.svg", "ode.csv");
        assertThat(Files.readAllLines(directory.resolve("ode.csv"))).hasSize(102)
                .first()
                .isEqualTo("depth,exponential_exact,exponential_ode,dual_ode,exponential_layers,exponential_layers4,"
                        + "softmax_exact,softmax_ode,softmax_layers");
    }

    @Test
    void drawsTheTrainedLayersBesideTheOthers() throws IOException {
        assertThat(run("4", "--quick", "--output-dir", directory.toString())).as(err.toString()).isZero();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString()))
                .containsExactly("figure4.png", "figure4.svg", "figure4.csv");
        List<String> rows = Files.readAllLines(directory.resolve("figure4.csv"));
        assertThat(rows).hasSize(100).first().isEqualTo("t,infinite_depth,untrained,trained");
        double[] last = Arrays.stream(rows.getLast().split(",")).mapToDouble(Double::parseDouble).toArray();
        assertThat(last[0]).isEqualTo(99);
        assertThat(last[3]).isLessThan(last[1]).isLessThan(last[2]);
    }

    @Test
    void retrainsAndKeepsTheRun() throws IOException {
        String[] command = {"4", "--quick", "--retrain", "--output-dir", directory.toString()};
        assertThat(run(command)).as(err.toString()).isZero();
        assertThat(err.toString()).contains("epoch 2 of 2: ");
        byte[] table = Files.readAllBytes(directory.resolve("figure4.csv"));
        assertThat(run(command)).isZero();
        assertThat(Files.readAllBytes(directory.resolve("figure4.csv"))).isEqualTo(table);
        String weights = directory.resolve("figure4-training").toString();
        assertThat(run("4", "--quick", "--weights", weights, "--output-dir", directory.toString())).isZero();
        assertThat(Files.readAllBytes(directory.resolve("figure4.csv"))).isEqualTo(table);
    }

    @Test
    void namesTheFiguresThereAre() {
        assertThat(run("1", "--output-dir", directory.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("figure 1 is not available; available: 2, 3, 4, ode, conjecture, spectrum");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesWhatIsForFigure4Alone() {
        Path made = directory.resolve("new");
        assertThat(run("3", "--weights", "x", "--output-dir", made.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("--weights is for figure 4, not for figure 3");
        err.getBuffer().setLength(0);
        assertThat(run("ode", "--retrain", "--output-dir", made.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("--retrain is for figure 4, not for figure ode");
        assertThat(made).doesNotExist();
    }

    @Test
    void refusesADirectoryThatIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("taken"), "");
        assertThat(run("3", "--quick", "--output-dir", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("cannot write to the directory " + file + ": there is a file of that name");
    }
}
