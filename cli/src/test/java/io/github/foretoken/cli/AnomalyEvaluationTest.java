package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.foretoken.cli.anomaly.AnomalyScore;
import io.github.foretoken.cli.anomaly.LabelledScores;
import io.github.foretoken.cli.anomaly.Profile;
import io.github.foretoken.forecast.Forecaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyEvaluationTest {
    private static final int ROWS = 600;

    @TempDir
    Path folder;

    private static double value(int i) {
        return Math.sin(i / 3.0) + (i % 7) * 0.1 + (i >= 400 && i < 405 ? 20 : 0);
    }

    private static String time(int i) {
        return "2024-01-%02d %02d:00:00".formatted(1 + i / 24, i % 24);
    }

    private Path series(String holeAt) throws IOException {
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(time(i)).append(',').append(holeAt.equals("" + i) ? "" : "" + value(i)).append('\n');
        }
        Files.createDirectories(folder.resolve("sub"));
        return Files.writeString(folder.resolve("sub/series.csv"), text);
    }

    private Path windows(String json) throws IOException {
        return Files.writeString(folder.resolve("windows.json"), json);
    }

    private String aWindow() {
        return "{\"sub/series.csv\": [[\"" + time(398) + ".000000\", \"" + time(410) + ".000000\"]]}";
    }

    private static double[] surprises(int hole) {
        Forecaster forecaster = Forecaster.of(1).allowMissing().build();
        double[] surprises = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            forecaster.observe(i == hole ? Double.NaN : value(i));
            surprises[i] = forecaster.surprise();
        }
        return surprises;
    }

    @Test
    void surpriseOfTheDefaultForecasterIsScoredInOneFileOrAFolder() throws IOException {
        Path series = series("none");
        Path windows = windows(aWindow());
        Cli.Result all = Cli.run("evaluate", "--anomalies", windows, "--output", "-");
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.err()).contains("surprise at 600 rows of 1 file, 1 window");
        assertThat(Cli.run("evaluate", series, "--anomalies", windows, "--output", "-").out()).isEqualTo(all.out());
        assertThat(Cli.run("evaluate", folder, "--anomalies", windows, "--output", "-").out()).isEqualTo(all.out());
        AnomalyScore expected = AnomalyScore.of(
                List.of(new LabelledScores(surprises(-1), List.of(new LabelledScores.Window(398, 410)))),
                Profile.STANDARD);
        List<String> lines = all.out().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("profile,score,threshold,detected,windows,false_alarms");
        assertThat(lines.get(1)).isEqualTo(
                "standard," + expected.score() + "," + expected.threshold() + ",1,1," + expected.falseAlarms());
        assertThat(expected.score()).isGreaterThan(70);
        assertThat(Cli.run("evaluate", series, "--anomalies", windows).out()).contains("| standard | ")
                .contains("1 of 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[] | holds no object", "{ | line 1, is not JSON",
        "{\"sub/series.csv\": [[\"a\"]]} | must be a list of [first, last]",
        "{\"sub/series.csv\": 5} | must be a list of [first, last]",
        "{\"sub/series.csv\": [[\"1999\", \"2000\"]]} | no row lies between 1999 and 2000",
        "{\"sub/series.csv\": []} | nothing can be scored", "{\"sub/none.csv\": []} | does not exist",
        "{\"sub/series.csv\": [[\"2024-01-20\", \"2024-01-22\"], [\"2024-01-21\", \"2024-01-23\"]]} | two windows overlap"})
    void whatIsNoLabelIsOneLine(String json, String message) throws IOException {
        series("none");
        Cli.Result result = Cli.run("evaluate", "--anomalies", windows(json), "--output", folder.resolve("o.csv"));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(folder.resolve("o.csv")).doesNotExist();
    }

    @Test
    void whatHasNothingToDoWithAnomaliesIsRefused() throws IOException {
        Path series = series("none");
        Path windows = windows(aWindow());
        Cli.Result result = Cli.run("evaluate", series, "--anomalies", windows, "--horizon", 2);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--horizon does not go with --anomalies").hasLineCount(1);
        assertThat(Cli.run("evaluate").err()).contains("Missing required parameter: 'FILE'").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"error,-1", "hold,300", "skip,300", "hold,0", "skip,0"})
    void predictWritesALineForEachRowOfTheInput(String missing, int hole) throws IOException {
        Path out = folder.resolve("surprise.csv");
        Cli.Result result = Cli.run("predict", series("" + hole), "--missing", missing, "--method", "persistence",
                "--surprise", out);
        assertThat(result.exit()).as(result.err()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.getFirst()).isEqualTo("row,surprise");
        double[] expected = surprises(hole);
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            wanted.add((i + 1) + "," + expected[i]);
        }
        assertThat(lines.subList(1, lines.size())).isEqualTo(wanted);
        assertThat(expected[0]).isZero();
        assertThat(expected[400]).isGreaterThan(expected[399]);
        assertThat(result.out().lines().count()).isGreaterThan(ROWS - 2);
    }

    /** From row 1,001 on the numbers are spread ten times as far: seen within 100 rows, and not before. */
    @Test
    void predictSaysWhereAChangeWasNoticed() throws IOException {
        Random random = new Random(4);
        StringBuilder rows = new StringBuilder("x\n");
        for (int t = 0; t < 1500; t++) {
            rows.append((t < 1000 ? 1 : 10) * random.nextGaussian()).append('\n');
        }
        Path series = Files.writeString(folder.resolve("change.csv"), rows);
        Cli.Result result = Cli.run("predict", series, "--surprise", folder.resolve("surprise.csv"));
        assertThat(result.err()).containsPattern("a change was noticed at rows? 10[0-9][0-9] ");
        assertThat(result.err()).contains("(without any, the probability of an alarm is below 1/1000)");
        Files.writeString(series, rows.toString().lines().limit(1001).collect(Collectors.joining("\n")));
        assertThat(Cli.run("predict", series, "--surprise", folder.resolve("surprise.csv")).err())
                .doesNotContain("change was noticed");
    }

    @Test
    void aSurpriseFileThatCannotBeIsRefusedBeforeTheWork() throws IOException {
        Path series = series("none");
        assertThat(Cli.run("predict", series, "--surprise", "s.npy").err()).contains("must be .csv").hasLineCount(1);
        assertThat(Cli.run("predict", series, "--surprise", series).exit()).isEqualTo(2);
        assertThat(Cli.run("predict", series, "--surprise", folder.resolve("no/s.csv")).err()).contains("no");
        // A method that fails leaves no file of surprises either.
        Path out = folder.resolve("surprise.csv");
        assertThat(Cli.run("predict", series, "--delays", 5000, "--surprise", out).exit()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void scoresOfSavedSurpriseAreThoseOfEvaluate() throws IOException {
        double rounding = 100 * ROWS * 0x1p-52;
        AnomalyScore direct = AnomalyScore.of(
                List.of(new LabelledScores(surprises(300), List.of(new LabelledScores.Window(398, 410)))),
                Profile.FEW_MISSES);
        Path series = series("300");
        String csv =
                Cli.run("evaluate", series, "--anomalies", windows(aWindow()), "--missing", "hold", "--output", "-")
                        .out();
        String[] cells = csv.lines().skip(3).findFirst().orElseThrow().split(",", -1);
        assertThat(Double.parseDouble(cells[1])).isCloseTo(direct.score(), offset(rounding));
    }
}
