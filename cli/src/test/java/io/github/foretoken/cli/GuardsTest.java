package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.FileRules;
import io.github.foretoken.cli.table.Missing;
import io.github.foretoken.cli.table.TableReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of what nobody measured, of series that say nothing, and in units near the ends of float64: none is made up. */
class GuardsTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(GuardsTest.class.getResource("/guards/" + name).toURI());
    }

    private Path column(int rows, IntFunction<Object> cell) throws IOException {
        return Files.writeString(folder.resolve("x.csv"),
                "v\n" + IntStream.range(0, rows).mapToObj(t -> cell.apply(t) + "\n").collect(Collectors.joining()));
    }

    private static double nmse(String err, String line, int which) {
        String found = err.lines().filter(each -> each.startsWith(line)).findFirst().orElseThrow();
        return Double.parseDouble(found.replaceFirst(".*: ", "").split(" +persistence +", -1)[which]);
    }

    @Test
    void nothingIsScoredAcrossAGap() throws URISyntaxException {
        // Right values: of an independent computation without the two rows after the gap.
        Cli.Result result = Cli.run("predict", resource("gap.csv"), "--columns", "x", "--delays", 2, "--method",
                "least-squares:1e-6", "--missing", "skip", "--plot", folder.resolve("gap.svg"));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(nmse(result.err(), "NMSE of all 116 predicted rows", 0)).isCloseTo(2.75e-4, within(5e-7));
        assertThat(nmse(result.err(), "NMSE of all 116 predicted rows", 1)).isCloseTo(1.718e-7, within(5e-11));
    }

    /** With any number in the place of those missing, scores are the same: those of the measured rows. */
    @Test
    void heldRowsAreNeverScored() throws URISyntaxException {
        Cli.Result held = Cli.run("evaluate", resource("hold.csv"), "--missing", "hold", "--method", "least-squares:1",
                "--delays", 4, "--output", "-");
        assertThat(held.err()).contains("no row with one is scored", "scored 80 rows of 200:400", "best: forecaster");
        Matrix values = TableReader.read(resource("hold.csv"), null, Missing.HOLD, FileRules.DEFAULT).values();
        // 220 rows measured, 120 missing, 60 measured: by the definition.
        double sum = 0;
        for (int t = 200; t < 400; t++) {
            sum += t < 220 || t >= 340 ? Math.pow(values.get(t, 0) - values.get(t - 1, 0), 2) : 0;
        }
        double persistence = Double.parseDouble(held.out().lines().toList().get(1).split(",", -1)[1]);
        assertThat(persistence).isCloseTo(sum / 80, within(1e-12));
        Cli.Result predicted = Cli.run("predict", resource("hold.csv"), "--missing", "hold", "--method", "persistence");
        assertThat(predicted.err()).contains("NMSE of all 279 predicted rows");
        Cli.Result chosen =
                Cli.run("predict", resource("hold.csv"), "--missing", "hold", "--method", "auto", "--prefix", 250);
        assertThat(chosen.err()).contains("NMSE of the 60 rows after it");
    }

    @Test
    void aConstantPrefixGivesPersistenceAndSaysSo() throws IOException {
        Random random = new Random(1);
        Cli.Result result =
                Cli.run("predict", column(400, t -> t < 200 ? 5 : 5 + random.nextInt(3)), "--method", "auto");
        assertThat(result.err()).contains("method persistence", "the prefix does not vary, its 200 rows are all alike");
        assertThat(result.err()).contains("NMSE of 199 predicted rows of the prefix, which the choice has seen: "
                + "undefined, because the rows do not vary");
        Cli.Result constant = Cli.run("predict", column(300, t -> 3.5), "--method", "auto");
        assertThat(constant.out()).endsWith("\n3.5\n");
        Cli.Result board = Cli.run("evaluate", column(300, t -> 3.5), "--method", "auto", "--method", "mean");
        assertThat(board.err()).contains("says nothing");
        assertThat(board.out()).contains("| auto | 0.0 | 0.0 | undefined | undefined |", "| mean | 0.0 |");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 100})
    void aHorizonBeyondTheSeriesIsRefused(int horizon) throws IOException {
        Cli.Result result =
                Cli.run("predict", column(8, t -> t * t), "--horizon", horizon, "--method", "least-squares");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("nothing could be learned", "--horizon of 7 or less").hasLineCount(1);
        assertThat(Cli.run("predict", folder.resolve("x.csv"), "--horizon", 7, "--method", "least-squares").exit())
                .isZero();
    }

    @Test
    void largeNumbersAreTheSmallOnesTimesAPowerOfTwo() throws URISyntaxException {
        Cli.Result result = Cli.run("predict", resource("large.csv"), "--method", "affine:4", "--kernel",
                "gaussian:6.703903964971299E153", "--increments", "--delays", 2);
        String last = result.out().lines().toList().getLast();
        assertThat(Math.scalb(Double.parseDouble(last), -511)).isCloseTo(0.890822, within(5e-7));
        assertThat(result.err()).doesNotContain("do not vary");
    }

    /** Scores to the bit, from one unit to the other, or a refusal with the reason. */
    @ParameterizedTest
    @ValueSource(ints = {-600, -500, -5, 3, 400, 505, 511, 520})
    void scoresDoNotDependOnTheUnit(int exponent) throws IOException {
        Random random = new Random(5);
        double[] x = new double[120];
        for (int t = 1; t < x.length; t++) {
            x[t] = 0.8 * x[t - 1] + random.nextGaussian();
        }
        double unit = Math.scalb(1.0, exponent);
        List<String[]> boards = new ArrayList<>();
        for (double each : new double[]{1, unit}) {
            Path file = column(x.length, t -> each * x[t]);
            Cli.Result board = Cli.run("evaluate", file, "--delays", 2, "--season", 7, "--method",
                    "kaczmarz kernel=gaussian:" + 2 * each, "--method", "kernel-ridge:0.1 standardize", "--output",
                    "-");
            if (exponent == -600 || exponent == 520) {
                // No squared error fits, so that there is no board.
                assertThat(board.exit()).isEqualTo(each == 1 ? 0 : 2);
                assertThat(board.err().contains("no method has a score; persistence, ")).isEqualTo(each != 1);
            } else {
                assertThat(board.exit()).as(board.err()).isZero();
            }
            boards.add(board.out().lines().filter(line -> !line.startsWith("least")).toArray(String[]::new));
            Cli.Result predicted = Cli.run("predict", file, "--method", "kernel-ridge:0.1", "--kernel",
                    "laplace:" + each, "--delays", 3);
            assertThat(predicted.err()).doesNotContain("do not vary");
            boards.add(predicted.err().lines().filter(line -> line.startsWith("NMSE")).toArray(String[]::new));
        }
        assertThat(boards.get(3)).hasSize(2).containsExactly(boards.get(1));
        for (int i = 1; i < Math.min(boards.get(0).length, boards.get(2).length); i++) {
            String[] plain = boards.get(0)[i].split(",", -1);
            String[] scaled = boards.get(2)[i].split(",", -1);
            double squared = Math.scalb(Double.parseDouble(plain[1]), 2 * exponent);
            if (squared < Double.MIN_NORMAL || Double.isInfinite(squared)) {
                assertThat(scaled[1]).isEmpty();
                continue;
            }
            assertThat(Double.parseDouble(scaled[1])).isEqualTo(squared);
            assertThat(Double.parseDouble(scaled[2])).isEqualTo(unit * Double.parseDouble(plain[2]));
            assertThat(scaled[3]).isEqualTo(plain[3]);
            assertThat(scaled[4]).isEqualTo(plain[4]);
        }
        if (exponent == -600 || exponent == 520) {
            assertThat(Cli.run("evaluate", column(x.length, t -> unit * x[t]), "--season", 7, "--method", "mean").err())
                    .contains("its squared errors do not fit float64; scale the values "
                            + (exponent < 0 ? "up" : "down"));
        }
    }

    @Test
    void rowsThatVaryAreNotSaidNotTo() throws IOException {
        Cli.Result result =
                Cli.run("predict", column(50, t -> t < 10 || t % 7 == 0 ? (t % 2 == 0 ? -1e200 : 1e200) : 1e-200),
                        "--method", "persistence");
        assertThat(result.err()).doesNotContain("do not vary");
        assertThat(Cli.run("predict", column(9, t -> t % 2 == 0 ? 1 : Math.nextUp(1.0)), "--method", "mean").err())
                .doesNotContain("do not vary");
    }

    @Test
    void predictionsFarWorseThanPersistenceAreWarnedOf() throws IOException {
        assertThat(Cli.run("predict", column(5, t -> List.of(2, 3, 4, 5, 6).get(t)), "--method", "kaczmarz").err())
                .contains("warning: ", "far worse than persistence", "--method auto");
        assertThat(Cli.run("predict", column(60, t -> Math.sin(t)), "--method", "least-squares", "--delays", 2).err())
                .doesNotContain("warning");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NaN\\nNaN\\n        | no column of numbers | nothing but missing values
            a\\nNaN\\n\\nNA\\n  | no column of numbers | nothing but missing values
            NaN,NA\\nNaN,\\n    | no column of numbers | column 2
            """)
    void columnsOfMissingValues(String text, String words, String others) {
        Cli.Result result =
                Cli.runWithInput(text.strip().replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), "predict", "-");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(words, others).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1.5, 1e999]       | element 2: '1e999' is not a finite float64 number
            [-1e5000, 2]       | element 1: '-1e5000' is not a finite float64 number
            [1, NaN]           | is not JSON: 'NaN' is no number of JSON
            [1, 2] [3]         | is not JSON: Trailing token
            [1, 2,]            | is not JSON
            [1, 01]            | is not JSON: Invalid numeric value: Leading zeroes not allowed
            """)
    void badJsonInTheWordsOfItsUser(String line, String words) {
        Cli.Result result = Cli.runWithInput(("[1, 2]\n" + line.strip() + "\n").getBytes(StandardCharsets.UTF_8),
                "stream", "-", "--format", "jsonl", "--kernel", "gaussian:1");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(words)
                .doesNotContain("Infinity")
                .doesNotContain("Feature")
                .doesNotContain("`")
                .doesNotContain("JsonNode");
    }

    /** Whether a table is read or a stream of lines. */
    @Test
    void aRidgeBelowTheRoundingsIsSaidToBe() {
        String lines =
                IntStream.range(0, 60).mapToObj(t -> 1e4 + 1e3 * Math.sin(t) + "\n").collect(Collectors.joining());
        for (String command : List.of("stream", "predict")) {
            Cli.Result result = Cli.runWithInput(lines.getBytes(StandardCharsets.UTF_8), command, "-", "--method",
                    "kernel-ridge:0.1", "--kernel", "polynomial:3:1");
            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.err()).contains("warning: the condition number of the regression is about ",
                    "e+26, so that");
        }
    }

    @Test
    void tooManyColumnsAreSaidToBe() {
        byte[] line = ("[1" + ",2".repeat(69_999) + "]\n").getBytes(StandardCharsets.UTF_8);
        Cli.Result result = Cli.runWithInput(line, "stream", "-", "--format", "jsonl", "--method", "least-squares");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("features of 70000 coordinates", "fewer columns or delays").hasLineCount(1);
    }
}
