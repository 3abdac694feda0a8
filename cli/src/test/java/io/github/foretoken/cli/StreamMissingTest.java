package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.forecast.Forecaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stream --missing}: beside {@code predict} of the same file, the forecaster itself, and itself in two parts. */
class StreamMissingTest {
    @TempDir
    private Path folder;

    /** Two columns of a hundred rows, a tenth of whose cells are empty, one row whole. */
    private static List<String> rows(long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>(List.of("a,b"));
        for (int t = 0; t < 100; t++) {
            String a = t > 2 && (t == 50 || random.nextInt(10) == 0) ? "" : Double.toString(Math.sin(t / 3.0));
            String b = t > 2 && (t == 50 || random.nextInt(10) == 0) ? "NA" : Double.toString(random.nextGaussian());
            rows.add(a + "," + b);
        }
        return rows;
    }

    private static byte[] bytes(List<String> rows) {
        return (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String stream(List<String> rows, String... options) {
        Cli.Result result =
                Cli.runWithInput(bytes(rows), Stream.concat(Stream.of("stream"), Arrays.stream(options)).toArray());
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    /** Lines without the token's number, from one on. */
    private static List<String> numbers(String out, int from) {
        return out.lines().skip(1).map(line -> line.substring(line.indexOf(',') + 1)).skip(from).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "skip"})
    void methodsSayWhatPredictSays(String what) throws IOException {
        List<String> rows = rows(1);
        Path file = Files.write(folder.resolve("in.csv"), bytes(rows));
        String[] method = {"--method", "least-squares:1", "--delays", "3", "--missing", what};
        Cli.Result predicted =
                Cli.run(Stream.concat(Stream.of("predict", file.toString()), Arrays.stream(method)).toArray());
        assertThat(predicted.exit()).as(predicted.err()).isZero();
        List<String> expected = predicted.out().lines().skip(1).toList();
        List<String> streamed = numbers(stream(rows, method), 2);
        // Batch and stream of least squares are the same computation.
        assertThat(streamed).isEqualTo(expected);
        assertThat(streamed).hasSize(what.equals("hold") ? 98 : expected.size());
    }

    @Test
    void theForecasterLearnsFromTheRest() {
        List<String> rows = rows(2);
        Forecaster forecaster = Forecaster.of(2).allowMissing().build();
        List<String> expected = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            forecaster.observe(cells[0].isEmpty() ? Double.NaN : Double.parseDouble(cells[0]),
                    cells[1].equals("NA") ? Double.NaN : Double.parseDouble(cells[1]));
            double[] mean = forecaster.forecast().mean(1);
            expected.add(mean[0] + "," + mean[1]);
        }
        assertThat(numbers(stream(rows, "--missing", "impute"), 0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"impute", "hold", "hold --method kaczmarz --kernel gaussian:1",
        "skip --method least-squares --delays 4", "hold --key k", "skip --key k --method kaczmarz --delays 2"})
    void goesOnAsIfNothingHadHappened(String options) throws IOException {
        boolean keyed = options.contains("--key");
        List<String> rows = new ArrayList<>();
        for (String row : rows(3)) {
            rows.add(!keyed ? row : rows.isEmpty() ? "k," + row : rows.size() % 3 + "," + row);
        }
        String[] words = ("--missing " + options).split(" ", -1);
        String whole = stream(rows, words);
        // Cut before, at and behind rows with empty cells.
        for (int cut : new int[]{2, 20, 51, 52, 53, 80}) {
            Path checkpoint = folder.resolve(cut + ".ftk");
            String[] again =
                    Stream.concat(Arrays.stream(words), Stream.of("--checkpoint", checkpoint.toString(), "--no-replay"))
                            .toArray(String[]::new);
            List<String> rest = new ArrayList<>(rows.subList(cut, rows.size()));
            rest.addFirst(rows.getFirst());
            assertThat(stream(rows.subList(0, cut), again) + stream(rest, again)).as(options + " " + cut)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aColumnWithoutANumberYetIsNotHeld() {
        Cli.Result result = Cli.runWithInput("a,b\n1,\n2,\n3,5\n,6\n".getBytes(StandardCharsets.UTF_8), "stream",
                "--columns", "1,2", "--missing", "hold", "--method", "persistence");
        assertThat(result.out()).isEqualTo("token,a,b\n1,3.0,5.0\n2,3.0,6.0\n");
    }

    @Test
    void blankLinesOfOneColumnAreMissing() {
        String out = stream(List.of("x", "1", "", "", "4", ""), "--missing", "hold", "--method", "persistence");
        assertThat(out).isEqualTo("token,x\n1,1.0\n2,1.0\n3,1.0\n4,4.0\n");
    }

    @Test
    void jsonHasNull() {
        String out = stream(List.of("{\"x\":1}", "{\"x\":null}", "{\"x\":\"NA\"}", "{\"x\":3}"), "--missing", "hold",
                "--method", "persistence");
        assertThat(out).isEqualTo("token,x\n1,1.0\n2,1.0\n3,1.0\n4,3.0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip|the forecaster takes impute or hold",
        "impute --method mean|methods take hold or skip", "drop|none of error, hold, skip, impute"})
    void refusals(String text) {
        String[] parts = text.split("\\|", -1);
        Cli.Result result = Cli.runWithInput("x\n1\n".getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of("stream"), Arrays.stream(("--missing " + parts[0]).split(" ", -1))).toArray());
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(parts[1]);
        assertThat(result.err().lines()).hasSize(1);
    }

    /** Without the option a missing number is a bad line, which says what would take it. */
    @Test
    void theMessageNamesTheOption() {
        Cli.Result result = Cli.runWithInput("x,y\n1,2\n,3\n".getBytes(StandardCharsets.UTF_8), "stream");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("line 3").contains("the cell is empty (--missing takes such cells)");
    }
}
