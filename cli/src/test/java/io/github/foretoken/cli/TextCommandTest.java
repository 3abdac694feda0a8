package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCommandTest {
    private static final Path RHYME = Cli.project("examples/jack.txt");

    @TempDir
    private Path folder;

    @Test
    void rhymeBesideItsCounts() throws IOException {
        Path output = folder.resolve("bytes.csv");
        Cli.Result result = Cli.run("predict", "--text", RHYME, "--context", 4, "--output", output);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList()).hasSize(11)
                .contains(
                        "T = 2396 bytes, 28 distinct; contexts of 4, kernel exponential, omega 0.3, orthonormal vectors",
                        "Bytes predicted right, of 2392:",
                        "                 all  second half      passage        again",
                        // Counted by an independent program.
                        "kernel       79.43 %      81.86 %      80.39 %      84.81 %",
                        "5-gram       82.65 %      85.20 %      83.15 %      89.50 %",
                        "unigram      15.89 %      16.14 %      16.02 %      16.02 %",
                        "The longest passage that occurs twice has 362 bytes, at byte 1610 and at byte 2035.");
        byte[] text = Files.readAllBytes(RHYME);
        List<String> rows = Files.readAllLines(output);
        assertThat(rows).hasSize(1 + text.length - 4 + 1).startsWith("position,byte,predicted");
        int hits = 0;
        for (int i = 4; i < text.length; i++) {
            String[] cells = rows.get(i - 3).split(",", -1);
            assertThat(cells[0]).isEqualTo(String.valueOf(i + 1));
            assertThat(cells[1]).isEqualTo(String.valueOf(text[i]));
            hits += cells[1].equals(cells[2]) ? 1 : 0;
        }
        assertThat(hits).isEqualTo(1900);
        assertThat(rows.getLast()).isEqualTo("2397,,10");
    }

    @Test
    void randomVectorsOfLowDimension() {
        Cli.Result first = Cli.run("predict", "--text", RHYME, "--dimension", 48, "--seed", 1);
        Cli.Result second = Cli.run("predict", "--text", RHYME, "--dimension", 48, "--seed", 2);
        assertThat(first.err()).contains("random vectors of dimension 48, seed 1");
        assertThat(accuracy(first)).isBetween(75.0, 82.0);
        assertThat(accuracy(second)).isBetween(75.0, 82.0);
        assertThat(second.out()).isNotEqualTo(first.out());
    }

    private static double accuracy(Cli.Result result) {
        String line = result.err().lines().filter(l -> l.startsWith("kernel ")).findFirst().orElseThrow();
        return Double.parseDouble(line.split("\\s+", -1)[1]);
    }

    @Test
    void standardInputAndOutput() {
        Cli.Result result =
                Cli.runWithInput("abababab".getBytes(StandardCharsets.UTF_8), "predict", "--text", "-", "--context", 1);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("""
                position,byte,predicted
                2,98,97
                3,97,98
                4,98,98
                5,97,97
                6,98,98
                7,97,97
                8,98,98
                9,,97
                """);
        assertThat(result.err()).contains("No passage of 32 bytes occurs twice.");
    }

    @Test
    void seedOfOrthonormalVectorsIsIdle() {
        Cli.Result plain = Cli.run("predict", "--text", RHYME);
        Cli.Result seeded = Cli.run("predict", "--text", RHYME, "--seed", 3, "--dimension", 300);
        assertThat(seeded.err()).contains("note: --seed changes nothing");
        assertThat(seeded.out()).isEqualTo(plain.out());
    }

    @Test
    void plots() throws Exception {
        Path png = folder.resolve("x.png");
        Path svg = folder.resolve("x.svg");
        assertThat(Cli.run("predict", "--text", RHYME, "--plot", png).exit()).isZero();
        assertThat(ImageIO.read(png.toFile()).getHeight()).isEqualTo(1600);
        assertThat(Cli.run("predict", "--text", RHYME, "--plot", svg).exit()).isZero();
        assertThat(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getDocumentElement()
                .getAttribute("height")).isEqualTo("800px");
        assertThat(Files.readString(svg)).contains("kernel, again").contains("5-gram, first").contains("unigram");
        Path tiny = text("ab");
        assertThat(Cli.run("predict", "--text", tiny, "--context", 1, "--plot", png).exit()).isZero();
        assertThat(ImageIO.read(png.toFile()).getHeight()).isEqualTo(800);
    }

    @Test
    void badTexts() throws IOException {
        refused("is a directory", "--text", folder);
        refused("none.txt does not exist", "--text", folder.resolve("none.txt"));
        refused("is empty", "--text", text(""));
        refused("has 1 byte, too few for --context 4", "--text", text("a"));
        refused("has 4 bytes, too few for --context 4", "--text", text("abcd"));
        refused("standard input is empty", "--text", "-");
        Path text = text("abcdef");
        refused("is the input itself", "--text", Files.copy(text, folder.resolve("x.csv")), "--output",
                folder.resolve("x.csv"));
        refused("read-only", "--text", text, "--output", readOnly());
    }

    private Path readOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("y.csv"), "precious");
        assertThat(file.toFile().setWritable(false, false)).isTrue();
        return file;
    }

    @ParameterizedTest
    @CsvSource({"--context, 0, '--context must be 1 to 8, not 0'", "--context, 9, '--context must be 1 to 8, not 9'",
        "--context, x, --context", "--omega, 0, '--omega must lie between 0 and 2, not 0.0'", "--omega, NaN, not NaN",
        "--omega, 2, not 2.0", "--dimension, 0, '--dimension must be 1 or more, not 0'", "--seed, x, --seed",
        "--columns, 1, --columns does not go with --text", "--delays, 2, '--delays (for texts, --context) does not go'",
        "--method, descent, --method descent does not go with --text", "--layers, 2, --layers does not go with --text",
        "--output, x.npy, extension of --output must be .csv: x.npy", "--plot, x.jpg, .png or .svg",
        "--kernel, polynomial:2000:1, '--kernel polynomial:2000:1: its values for contexts of 4 bytes do not fit'"})
    void badOptions(String option, String value, String message) {
        refused(message, "--text", RHYME, option, value);
    }

    @Test
    void optionsThatNeedATextOrAFile() throws IOException {
        Path csv = Files.writeString(folder.resolve("x.csv"), "1\n2\n");
        refused("FILE " + csv + " does not go with --text", csv, "--text", RHYME);
        refused("--context needs --text", csv, "--context", 4);
        refused("--omega needs --text", csv, "--omega", 1);
        refused("--dimension needs --text", csv, "--dimension", 4);
        refused("--seed needs --text", csv, "--seed", 4);
        refused("Missing required parameter: 'FILE'");
        refused("polynomial:2000:1: its values", "--text", RHYME, "--kernel", "polynomial:2000:1", "--dimension", 3);
    }

    /** Exit code 2, one line that says why, and no file that was not there before. */
    private void refused(String message, Object... args) {
        List<Path> before = files();
        Cli.Result result = Cli.run(Stream.concat(Stream.of((Object) "predict"), Stream.of(args)).toArray());
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList()).hasSize(1);
        assertThat(result.err()).startsWith("foretoken").contains(message).doesNotContain("Exception");
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path text(String content) throws IOException {
        return Files.writeString(folder.resolve("text" + content.length() + ".txt"), content);
    }
}
