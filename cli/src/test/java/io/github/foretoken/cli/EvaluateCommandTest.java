package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
    private static final String SUNSPOTS = Cli.project("examples/sunspots.csv").toString();

    @TempDir
    Path folder;

    /** A row of the CSV. */
    private record Row(String method, List<Double> numbers) {}

    private static List<Row> rows(String csv) {
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("method,mse,mae,nmse,skill,nanos_per_token,"
                + "coverage_80,width_80,winkler_80,coverage_95,width_95,winkler_95,crps");
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSize(13);
            rows.add(new Row(cells[0],
                    Arrays.stream(cells)
                            .skip(1)
                            .map(cell -> cell.isEmpty() ? Double.NaN : Double.valueOf(cell))
                            .toList()));
        }
        return rows;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("series.csv"), text);
    }

    /** Two columns on different scales, standardised by their first rows. */
    @Test
    void scoresAreThoseOfTheDefinitions() throws IOException {
        Random random = new Random(1);
        int n = 60;
        double[][] x = new double[n][2];
        StringBuilder text = new StringBuilder("date,a,b\n");
        for (int t = 0; t < n; t++) {
            x[t][0] = 100 + 7 * random.nextGaussian();
            x[t][1] = 0.01 * random.nextGaussian();
            text.append("2020-01-").append(t).append(',').append(x[t][0]).append(',').append(x[t][1]).append('\n');
        }
        Cli.Result result = Cli.run("evaluate", write(text.toString()), "--standardize-rows", 20, "--score", "30:50",
                "--season", 3, "--method", "kaczmarz kernel=linear", "--output", "-");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("column 1 (date) is skipped", "scored 20 rows of 30:50",
                "in units of the first 20 rows");

        standardize(x, 20);
        double[] persistence = errors(x, 30, 50, 1);
        double[] seasonal = errors(x, 30, 50, 3);
        List<Row> rows = rows(result.out());
        assertThat(rows.get(0).method()).isEqualTo("persistence");
        assertThat(rows.get(1).method()).isEqualTo("seasonal persistence 3");
        double rounding = 1e3 * 0x1p-53;
        for (int i = 0; i < 3; i++) {
            assertThat(rows.get(0).numbers().get(i)).isCloseTo(persistence[i], offset(rounding * persistence[i]));
            assertThat(rows.get(1).numbers().get(i)).isCloseTo(seasonal[i], offset(rounding * seasonal[i]));
        }
        assertThat(rows.get(0).numbers().get(3)).isZero();
        assertThat(rows.get(1).numbers().get(3)).isCloseTo(1 - seasonal[0] / persistence[0], offset(rounding));
        assertThat(rows).allMatch(row -> row.numbers().get(4) > 0);
        assertThat(rows).extracting(Row::method).containsOnlyOnce("forecaster");
        assertThat(rows.getLast().method()).startsWith("kaczmarz kernel=linear");
    }

    private static void standardize(double[][] x, int first) {
        for (int j = 0; j < x[0].length; j++) {
            int column = j;
            double mean = Arrays.stream(x).limit(first).mapToDouble(row -> row[column]).average().orElseThrow();
            double variance = Arrays.stream(x)
                    .limit(first)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .average()
                    .orElseThrow();
            for (double[] row : x) {
                row[column] = (row[column] - mean) / Math.sqrt(variance);
            }
        }
    }

    /** MSE, MAE and NMSE of the row {@code lag} rows before. */
    private static double[] errors(double[][] x, int from, int to, int lag) {
        double squares = 0;
        double absolute = 0;
        double variation = 0;
        for (int j = 0; j < 2; j++) {
            int column = j;
            double mean = Arrays.stream(x, from, to).mapToDouble(row -> row[column]).average().orElseThrow();
            for (int t = from; t < to; t++) {
                squares += Math.pow(x[t][j] - x[t - lag][j], 2);
                absolute += Math.abs(x[t][j] - x[t - lag][j]);
                variation += Math.pow(x[t][j] - mean, 2);
            }
        }
        int count = 2 * (to - from);
        return new double[]{squares / count, absolute / count, squares / variation};
    }

    @Test
    void theChoiceOfMethodsBeatsPersistenceOnSunspotsInATableACsvAndAPicture() throws IOException {
        Path csv = folder.resolve("scores.csv");
        Path svg = folder.resolve("scores.svg");
        Cli.Result result =
                Cli.run("evaluate", SUNSPOTS, "--columns", "SUNACTIVITY", "--output", csv, "--markdown", "--plot", svg);
        assertThat(result.exit()).as(result.err()).isZero();
        List<Row> rows = rows(Files.readString(csv));
        assertThat(rows).extracting(Row::method)
                .contains("persistence")
                .anyMatch(name -> name.startsWith("seasonal"))
                .anyMatch(name -> name.contains("forgetting"))
                .contains("auto", "forecaster")
                .anyMatch(name -> name.startsWith("affine:8"))
                .anyMatch(name -> name.contains("budget"))
                .doesNotHaveDuplicates();
        assertThat(rows).anyMatch(row -> row.numbers().get(3) > 0.5);
        assertThat(result.out().lines()).hasSize(rows.size() + 2).allMatch(line -> line.startsWith("|"));
        assertThat(Files.readString(svg))
                .contains("<svg", "  persistence", "<title>Errors of forecasts of SUNACTIVITY, one row ahead</title>",
                        "mean squared error against YEAR (mean over the last")
                .doesNotContain("sunspots.csv");
        assertThat(result.err()).contains("season of 1", "auto chose ", "best: ");
    }

    /** Time apart, what is scored does not depend on what comes after it. */
    @Test
    void nothingLooksAhead() throws IOException {
        String all = Files.readString(Path.of(SUNSPOTS));
        String head = all.lines().limit(1 + 200).reduce("", (text, line) -> text + line + "\n");
        String changed = head + "1900,1000000\n1901,-1000000\n";
        Cli.Result before = Cli.run("evaluate", write(head), "--score", "100:200", "--output", "-");
        Cli.Result after = Cli.run("evaluate", write(changed), "--score", "100:200", "--output", "-");
        assertThat(before.exit()).as(before.err()).isZero();
        assertThat(withoutTime(before.out())).isEqualTo(withoutTime(after.out()));
    }

    private static String withoutTime(String csv) {
        return csv.replaceAll("(?m)^((\"[^\"]*\"|[^,]*)(,[^,]*){4}),[^,]*", "$1");
    }

    @Test
    void aMethodThatFailsSaysWhyAndTheRestGoesOn() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < 100; t++) {
            text.append(1000 * Math.sin(t)).append('\n');
        }
        Path file = write(text.toString());
        Cli.Result result = Cli.run("evaluate", file, "--delays", 1, "--method", "kaczmarz kernel=exponential",
                "--method", "ridge:1 kernel=gaussian:100");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("warning: kaczmarz kernel=exponential failed: ")
                .contains("does not fit float64");
        assertThat(result.out().lines().filter(line -> line.contains("failed: "))).hasSize(1);
        assertThat(result.out()).contains("| kaczmarz kernel=gaussian:100 ridge=1 | ");
        Cli.Result csv = Cli.run("evaluate", file, "--delays", 1, "--method", "kaczmarz", "--output", "-");
        assertThat(csv.out()).contains("\nkaczmarz kernel=exponential,,,,,,,,,,,,\n");
    }

    @Test
    void gapsAreHeldOrSkippedAndNothingReachesAcross() throws IOException {
        // 1, 2, 3, ... with a jump at the gap: whoever predicted across it would miss by a thousand.
        StringBuilder text = new StringBuilder("x\n");
        for (int t = 1; t <= 60; t++) {
            text.append(t == 40 ? "NA" : String.valueOf(t < 40 ? t : 1000 + t)).append('\n');
        }
        Path file = write(text.toString());
        Cli.Result refused = Cli.run("evaluate", file);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("line 41, column 1 (x)").hasLineCount(1);

        Cli.Result skipped = Cli.run("evaluate", file, "--missing", "skip", "--score", "30:", "--season", 2, "--delays",
                2, "--method", "least-squares:1e-6 delays=2", "--output", "-");
        assertThat(skipped.exit()).as(skipped.err()).isZero();
        // Rows 30 to 58 without the two after the gap.
        assertThat(skipped.err()).contains("1 row with missing values left out", "scored 27 rows of 30:59");
        List<Row> rows = rows(skipped.out());
        assertThat(rows.get(0).numbers().get(0)).isEqualTo(1);
        assertThat(rows.get(1).numbers().get(0)).isEqualTo(4);
        // x' = 2 x - x_before, exactly learnable; a ridge of 1e-6 leaves this little.
        assertThat(rows.getLast().numbers().get(0)).isLessThan(1e-6);

        Cli.Result held = Cli.run("evaluate", file, "--missing", "hold", "--method", "kaczmarz", "--output", "-");
        assertThat(held.err()).contains("1 missing value holds the value above", "scored 29 rows of 30:60");
    }

    @Test
    void predictBearsGapsToo() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int t = 1; t <= 40; t++) {
            text.append(t == 20 ? "NaN" : String.valueOf(t < 20 ? t : 1000 + t)).append('\n');
        }
        Path file = write(text.toString());
        Cli.Result skipped =
                Cli.run("predict", file, "--missing", "skip", "--method", "least-squares:1e-6", "--delays", 2);
        assertThat(skipped.exit()).as(skipped.err()).isZero();
        List<Double> out = skipped.out().lines().map(Double::valueOf).toList();
        // 39 rows with values, the first of which has no prediction; the one after the gap stands for itself.
        assertThat(out).hasSize(38);
        assertThat(out.get(18)).isEqualTo(1021);
        assertThat(out.get(19)).isCloseTo(1023, offset(1e-3));
        assertThat(out.getLast()).isCloseTo(1041, offset(1e-3));
        assertThat(Cli.run("predict", file, "--missing", "hold", "--kernel", "gaussian:5").out().lines()).hasSize(40);
        assertThat(Cli.run("predict", file, "--missing", "skip", "--method", "descent").err()).contains("hold does");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"--score 5 | not FROM:TO",
        "--score 0:10 | 0:10 cannot be scored", "--score 10:5 | 10:5 cannot be scored", "--score 5:1000 | at most 309",
        "--delays 0 | --delays must be", "--season 0 | --season must be", "--standardize-rows 1 | between 2 and 309",
        "--standardize-rows 400 | between 2 and 309", "--method nonsense | 'nonsense' is none of",
        "--missing maybe | 'maybe' is none of error, hold, skip", "--output scores.npy | must be .csv",
        "--plot scores.jpg | must be .png or .svg", "--columns nine | has no column 'nine'",
        "--season 400 | no row to be scored has 400", "--horizon 0 | horizon must be from 1 to 4096",
        "--horizon 200 | and as many as the horizon, 200", "--level 80,101 | must lie between 0 and 100 %",
        "--level high | is no list of percentages", "--level 80,80 | names a level twice"})
    void badInputIsOneLineAndNothingIsWritten(String options, String message) throws IOException {
        List<Object> args = new ArrayList<>(List.of("evaluate", SUNSPOTS, "--output", folder.resolve("o.csv")));
        if (options.startsWith("--output")) {
            args = new ArrayList<>(List.of("evaluate", SUNSPOTS));
        }
        args.addAll(List.of(options.split(" ")));
        Cli.Result result = Cli.run(args.toArray());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> !line.startsWith("note: "))).hasSize(1);
        assertThat(result.err()).contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void howFarAheadIsNoPartOfAMethod() {
        Cli.Result result = Cli.run("evaluate", SUNSPOTS, "--method", "kaczmarz horizon=2");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("horizon=2");
    }

    @Test
    void standardInputIsASeriesToo() throws IOException {
        byte[] input = Files.readString(Path.of(SUNSPOTS)).getBytes(StandardCharsets.UTF_8);
        Cli.Result result = Cli.runWithInput(input, "evaluate", "-", "--method", "ridge:1 kernel=gaussian:50");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("| persistence | ");
    }

    @ParameterizedTest
    @CsvSource({"ar1, 4", "ar1-switching, 4", "noisy-rotation, 4", "lorenz63, 1", "logistic, 1"})
    void seriesToEvaluateAreGenerated(String series, int columns) {
        Cli.Result result = Cli.run("generate", "--series", series, "--length", 30, "--seed", 1);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(31).allMatch(line -> line.split(",").length == columns);
        assertThat(Cli.run("generate", "--series", series, "--length", 30, "--seed", 1, "--noise", 0.3).out())
                .isNotEqualTo(result.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "--series lorenz63 --dimension 3 | lorenz63 has dimension 1",
        "--series sine | 'sine' is none of ar1, ar1-switching", "--series ar1 --noise -1 | noise must be",
        "--series ar1 --instance 1 --dimension 2 | either --instance or --series", "--dimension 2 | either",
        "--instance 1 | --instance needs --dimension", "--instance 1 --dimension 2 --noise 1 | --noise needs --series"})
    void generatorsRefuseWhatTheyCannotDo(String options, String message) {
        List<Object> args = new ArrayList<>(List.of("generate", "--length", 5, "--seed", 1));
        args.addAll(List.of(options.split(" ")));
        Cli.Result result = Cli.run(args.toArray());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
    }
}
