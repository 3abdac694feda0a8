package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything a user can get wrong: one line that names it, exit code 2, nothing written. */
class BadInputTest {
    @TempDir
    private Path folder;

    @Test
    void missingFile() {
        refused(folder.resolve("none.csv")).contains("none.csv does not exist");
    }

    @Test
    void directory() {
        refused(folder).contains("is a directory");
    }

    @Test
    void unreadableFile() throws IOException {
        Path file = csv("1,2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "the superuser reads everything");
        refused(file).contains("cannot be read: permission denied");
    }

    @Test
    void emptyFile() throws IOException {
        refused(csv("")).contains("is empty");
        refused(csv("\n\n")).contains("is empty");
        refused(file("empty.npy", new byte[0])).contains("is empty");
    }

    @Test
    void headerOnly() throws IOException {
        refused(csv("a,b\n")).contains("has a header and no rows");
    }

    @Test
    void raggedRows() throws IOException {
        refused(csv("a,b\n1,2\n3\n")).contains("line 3 has 1 cell where the first line has 2");
        refused(csv("1,2\n3,4\n5,6,7\n")).contains("line 3 has 3 cells");
    }

    @Test
    void emptyLineWithinRowsOfOneCell() throws IOException {
        refused(csv("1\n\n3\n")).contains("line 2, column 1: the cell is empty");
        refused(csv("a\n\n3\n")).contains("line 2, column 1 (a): the cell is empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"x | 'x' is not a number", "NaN | 'NaN' is not a finite",
        "-inf | '-inf' is not a finite", "1e999 | '1e999' is not a finite", "1.5f | '1.5f' is not a number",
        "0x1p3 | '0x1p3' is not a number", "1;2 | separated by commas"})
    void badCell(String cell, String message) throws IOException {
        refused(csv("a,b\n1,2\n3," + cell + "\n5,6\n")).contains("line 3, column 2 (b): ").contains(message);
        refused(csv("1,2\n3," + cell + "\n5,6\n")).contains("line 2, column 2: ").contains(message);
    }

    @Test
    void emptyCell() throws IOException {
        refused(csv("a,b\n1,2\n,5\n")).contains("line 3, column 1 (a): the cell is empty");
        refused(csv("1,2\n3, \n")).contains("line 2, column 2: the cell is empty");
    }

    @Test
    void badCellInARowThatIsNoHeader() throws IOException {
        refused(csv("1,x\n3,4\n")).contains("line 1, column 2: 'x' is not a number");
    }

    @Test
    void noNumbers() throws IOException {
        refused(csv("a,b\nx,y\n")).contains("no column of numbers left");
        refused(csv("year,city\n1,x\n2,y\n")).contains("no column of numbers left");
    }

    @Test
    void binary() throws IOException {
        refused(file("x.csv", new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})).contains("NPY header")
                .contains("truncated");
        refused(file("x.csv", new byte[]{0, 1, 2, 3, 10, 4})).contains("is not text");
        refused(file("x.csv", "1,2\n3,é\n".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("line 2, column 2: 'é' is not a number");
    }

    @Test
    void unclosedQuote() throws IOException {
        refused(csv("1,2\n\"3,4\n5,6\n")).contains("x.csv");
        refused(csv("1,2\n5,\"6")).contains("opens a double quote and does not close it");
    }

    @ParameterizedTest
    @CsvSource({"rbf, there is no such kernel", "gaussian, takes one parameter", "gaussian:x, must be a number",
        "gaussian:-1, must be positive", "gaussian:0, must be positive", "linear:1, takes no parameter",
        "polynomial:2, takes two parameters", "polynomial:2.5:1, whole number", "polynomial:0:1, 1 or more",
        "polynomial:2:-1, not negative", "exponential:, must be a number", "exponential:1:2, takes one parameter",
        "laplace:NaN, must be positive"})
    void badKernel(String kernel, String message) throws IOException {
        refused(csv("1,2\n"), "--kernel", kernel).contains(message).contains("valid forms: linear, exponential[:BETA]");
    }

    @Test
    void badColumns() throws IOException {
        refused(csv("a,b\n1,2\n"), "--columns", "c").contains("has no column 'c'; it has a, b");
        refused(csv("1,2\n"), "--columns", "3").contains("has no column '3'; it has columns 1 to 2");
        refused(csv("1,2\n"), "--columns", "0").contains("has no column '0'");
        refused(csv("1,2\n"), "--columns", "2-1").contains("has no column '2-1'");
        refused(csv("1,2\n"), "--columns", "1,,2").contains("empty item");
        refused(csv("1,2\n"), "--columns", "").contains("empty item");
        refused(csv("1,2\n"), "--columns", "1,1").contains("chosen twice");
        refused(csv("a,a\n1,2\n"), "--columns", "a").contains("several columns named 'a'");
        refused(csv("a,b\nx,1\n"), "--columns", "a").contains("column 1 (a): 'x' is not a number");
    }

    @Test
    void badDelays() throws IOException {
        refused(csv("1\n2\n"), "--delays", "3").contains("has 2 rows, too few for --delays 3");
        refused(csv("1\n2\n"), "--delays", "0").contains("--delays must be 1 or more");
        refused(csv("1\n2\n"), "--delays", "x").contains("--delays");
    }

    @Test
    void badOutput() throws IOException {
        Path input = csv("1\n2\n");
        assertRefused(Cli.run("predict", input, "--output", folder.resolve("out.txt")), ".csv or .npy");
        assertRefused(Cli.run("predict", input, "--output", folder.resolve("none/out.csv")), "does not exist");
        assertRefused(Cli.run("predict", input, "--output", Files.createDirectory(folder.resolve("d.csv"))),
                "is a directory");
        assertRefused(Cli.run("predict", input, "--output", input), "is the input itself");
        Path readOnly = Files.writeString(folder.resolve("out.csv"), "precious");
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r--r--r--"));
        assertRefused(Cli.run("predict", input, "--output", readOnly), "read-only");
        assertThat(readOnly).hasContent("precious");
        assertRefused(Cli.run("predict", input, "--plot", folder.resolve("x.jpg")), ".png or .svg");
        assertRefused(Cli.run("predict", csv("1\n"), "--plot", folder.resolve("x.png")), "nothing to plot");
    }

    @Test
    void failureLeavesAnExistingOutputAlone() throws IOException {
        Path output = Files.writeString(folder.resolve("out.csv"), "precious");
        assertRefused(Cli.run("predict", csv("1\nx\n2\n"), "--output", output), "not a number");
        assertThat(output).hasContent("precious");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void numbersThatDoNotFit() throws IOException {
        refused(csv("1e200\n1e200\n"), "--kernel", "linear").contains("overflows float64").contains("x.csv");
        refused(csv("0,0\n1,2\n3,4\n"), "--method", "descent", "--layers", "3", "--kernel", "linear")
                .contains("the first token is zero");
        refused(csv("1,2\n3,4\n"), "--method", "descent", "--attention", "softmax", "--kernel", "linear")
                .contains("needs a positive kernel");
    }

    @Test
    void optionsThatDoNotGoTogether() throws IOException {
        refused(csv("1\n"), "--layers", "3").contains("--layers needs --method descent");
        refused(csv("1\n"), "--attention", "softmax").contains("--attention needs --method descent");
        refused(csv("1\n"), "--step", "1").contains("--step needs --method descent");
        refused(csv("1\n"), "--form", "split").contains("--form needs --method descent");
    }

    @Test
    void badValues() throws IOException {
        refused(csv("1\n"), "--method", "ridg").contains("'ridg' is none of kaczmarz, ridge[:LAMBDA]");
        refused(csv("1\n"), "--method", "descent", "--layers", "-1").contains("whole number of 0 or more nor 'limit'");
        refused(csv("1\n"), "--method", "descent", "--step", "NaN", "--layers", "1").contains("step must be finite");
        refused(csv("1\n"), "--method", "descent", "--attention", "max").contains("none of unnormalized, softmax");
        refused(csv("1\n"), "--method", "descent", "--form", "x").contains("none of split, residual");
    }

    @Test
    void misspelling() throws IOException {
        refused(csv("1\n"), "--kernle", "linear").contains("unknown option '--kernle'")
                .contains("did you mean")
                .contains("--kernel")
                .contains("see foretoken predict --help");
        assertRefused(Cli.run("predct"), "unknown command 'predct' (did you mean predict");
        assertRefused(Cli.run("predict"), "FILE");
        assertRefused(Cli.run("predict", "a.csv", "b.csv"), "unexpected argument 'b.csv'");
    }

    @Test
    void badGenerate() {
        assertRefused(generate("--instance", 5), "must be 1, 2, 3 or 4");
        assertRefused(generate("--instance", 4, "--dimension", 3), "must be even");
        assertRefused(generate("--instance", 1, "--period", 3), "--period needs --instance 3");
        assertRefused(generate("--dimension", 0), "dimension must be 1 or more");
        assertRefused(generate("--length", 0), "length must be 1 or more");
        assertRefused(generate("--length", 2_000_000_000), "too many");
        assertRefused(generate("--output", "x.txt"), ".csv or .npy");
        assertRefused(Cli.run("generate", "--instance", 1), "--length");
        assertRefused(Cli.run("generate", "--instance", 1, "--length", 5, "--seed", 1), "--dimension");
    }

    @Test
    void standardInput() {
        assertRefused(Cli.runWithInput("1\nx\n".getBytes(StandardCharsets.UTF_8), "predict", "-"),
                "standard input, line 2, column 1: 'x' is not a number");
    }

    /** The defaults may be given again: picocli is told that the last one counts by leaving them out. */
    private static Cli.Result generate(Object... args) {
        Object[] defaults = {"--instance", 1, "--dimension", 2, "--length", 5, "--seed", 1};
        Stream<Object> kept = Stream.of(0, 2, 4, 6)
                .filter(i -> !Arrays.asList(args).contains(defaults[i]))
                .flatMap(i -> Stream.of(defaults[i], defaults[i + 1]));
        return Cli.run(Stream.of(Stream.of((Object) "generate"), kept, Arrays.stream(args)).flatMap(s -> s).toArray());
    }

    private AbstractStringAssert<?> refused(Path file, String... options) {
        Stream<String> method = List.of(options).contains("--method") ? Stream.of() : Stream.of("--method", "kaczmarz");
        return assertRefused(Cli.run(Stream.of(Stream.of((Object) "predict", file), Arrays.stream(options), method)
                .flatMap(words -> words)
                .toArray()), "");
    }

    private static AbstractStringAssert<?> assertRefused(Cli.Result result, String message) {
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        List<String> lines = result.err().lines().filter(line -> !line.startsWith("note: ")).toList();
        assertThat(lines).as(result.err()).hasSize(1);
        String last = lines.getLast();
        assertThat(last).startsWith("foretoken").contains(message).doesNotContain("Exception");
        return assertThat(last);
    }

    private Path csv(String text) throws IOException {
        return file("x.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
