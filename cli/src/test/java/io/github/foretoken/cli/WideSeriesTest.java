package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --series rows}: each row is a series. */
class WideSeriesTest {
    private static Cli.Result run(String command, String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of(command, "-"), Stream.of(options)).toArray());
    }

    private static final List<List<String>> VALUES = values();

    private static List<List<String>> values() {
        Random random = new Random(1);
        return IntStream.of(24, 60, 37)
                .mapToObj(count -> IntStream.range(0, count)
                        .mapToObj(t -> t == 5 ? ""
                                : Double.toString(Math.rint(50 * Math.sin(t / 2.0) + 9 * random.nextGaussian())))
                        .toList())
                .toList();
    }

    /** As the M4 competition writes it: names of columns, text first, everything in quotes, rows filled up to the longest. */
    private static String wide(int width) {
        String header =
                IntStream.rangeClosed(1, width + 1).mapToObj(j -> "\"V" + j + "\"").collect(Collectors.joining(","));
        return header + "\n"
                + IntStream.range(0, VALUES.size())
                        .mapToObj(k -> Stream
                                .of(Stream.of("\"Y" + k + "\""),
                                        VALUES.get(k).stream().map(cell -> cell.isEmpty() ? "" : "\"" + cell + "\""),
                                        Collections.nCopies(width - VALUES.get(k).size(), "").stream())
                                .flatMap(cells -> cells)
                                .collect(Collectors.joining(",")) + "\n")
                        .collect(Collectors.joining());
    }

    private static String longOne(int series) {
        return "value\n" + VALUES.get(series)
                .stream()
                .map(cell -> (cell.isEmpty() ? "NA" : cell) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void forecastsAreThoseOfEachRowAsAColumn() {
        Cli.Result all = run("forecast", wide(60), "--series", "rows", "--horizon", "4");
        assertThat(all.exit()).as(all.err()).isZero();
        for (int k = 0; k < VALUES.size(); k++) {
            assertThat(KeyedText.part(all.out(), "Y" + k, true))
                    .isEqualTo(run("forecast", longOne(k), "--horizon", "4").out());
        }
        assertThat(all.out()).startsWith("V1,step,value,value.lower80,").hasLineCount(13);
        assertThat(all.err()).contains("3 series by V1, 24 to 60 steps", "3 missing values are imputed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--missing impute", "--missing hold --method least-squares --delays 2",
        "--missing impute --horizon 3"})
    void predictionsSayTheirStep(String words) {
        String[] options = words.split(" ", -1);
        Cli.Result all = run("predict", wide(60),
                Stream.concat(Stream.of("--series", "rows"), Stream.of(options)).toArray(String[]::new));
        assertThat(all.exit()).as(all.err()).isZero();
        int horizon = words.contains("horizon") ? 3 : 1;
        for (int k = 0; k < VALUES.size(); k++) {
            List<String> part = KeyedText.part(all.out(), "Y" + k, false).lines().toList();
            assertThat(part.stream()
                    .map(line -> line.replaceFirst("[^,]*,", "") + "\n")
                    .collect(Collectors.joining("", "value\n", "")))
                    .isEqualTo(run("predict", longOne(k), options).out());
            // The last one is for the step a horizon after the end.
            assertThat(part.getLast()).startsWith(VALUES.get(k).size() + horizon + ",");
        }
    }

    /** Rows that end where they end, without a name: numbers from 1 on tell them apart. */
    @Test
    void rowsMayEndAnywhere() {
        String ragged = VALUES.stream()
                .map(row -> row.stream().map(cell -> cell.isEmpty() ? "NA" : cell).collect(Collectors.joining(","))
                        + "\n")
                .collect(Collectors.joining());
        String expected = run("forecast", wide(60), "--series", "rows").out().replaceFirst("V1", "series");
        for (int k = VALUES.size() - 1; k >= 0; k--) {
            expected = expected.replaceAll("(?m)^Y" + k + ",", k + 1 + ",");
        }
        assertThat(run("forecast", ragged, "--series", "rows").out()).isEqualTo(expected);
        String json =
                ragged.lines().map(line -> "[" + line.replace("NA", "null") + "]\n").collect(Collectors.joining());
        assertThat(run("forecast", json, "--series", "rows").out()).isEqualTo(expected);
        assertThat(run("forecast", ragged.replace(",", ";"), "--series", "rows").out()).isEqualTo(expected);
    }

    @Test
    void columnsBesideTheKeyAreNoSteps() {
        String input = "id,item,shop,d_1,d_2,d_3\nA,x,north,1,2,3\nB,x,south,4,5,\nC,y,south,,5,6\n";
        Cli.Result named = run("forecast", input, "--series", "rows", "--horizon", "1", "--level", "80");
        assertThat(named.out()).startsWith("id,step,value,").contains("\nA,4,", "\nB,3,", "\nC,4,");
        assertThat(named.err()).contains("column 2 (item) and column 3 (shop) are skipped: they hold text such as 'x'");
        assertThat(run("forecast", input, "--series", "rows", "--key", "item,shop", "--horizon", "1").out())
                .startsWith("item,shop,step,value,")
                .contains("\nx,north,4,", "\ny,south,4,");
        assertThat(run("forecast", input, "--series", "rows", "--columns", "d_1-d_2", "--horizon", "1").out())
                .contains("\nA,3,", "\nB,3,");
        // A number that numbers, where its name says so.
        assertThat(run("forecast", "id,a,b,c\n7,1,2,3\n8,1,2,3\n", "--series", "rows", "--horizon", "1").out())
                .startsWith("id,step,")
                .contains("\n7,4,");
        assertThat(
                run("forecast", "shop,2021,2022,2023\nA,1,2,3\nB,4,5,6\n", "--series", "rows", "--horizon", "1").err())
                .contains("the first row is taken for a header, because its numbers count steps");
    }

    @Test
    void scoresAreThoseOfLongSeries() {
        String[] options = {"--season", "1", "--delays", "2", "--method", "mean", "--missing", "hold", "--output", "-"};
        String wide = run("evaluate", wide(60),
                Stream.concat(Stream.of("--series", "rows"), Arrays.stream(options)).toArray(String[]::new)).out();
        String text = "k,value\n" + IntStream.range(0, VALUES.size())
                .boxed()
                .flatMap(k -> VALUES.get(k).stream().map(cell -> "Y" + k + "," + (cell.isEmpty() ? "NA" : cell) + "\n"))
                .collect(Collectors.joining());
        String keyed = run("evaluate", text,
                Stream.concat(Stream.of("--key", "k"), Arrays.stream(options)).toArray(String[]::new)).out();
        assertThat(withoutTimes(wide)).isEqualTo(withoutTimes(keyed)).hasSizeGreaterThan(4);
    }

    private static List<List<String>> withoutTimes(String csv) {
        return csv.lines().map(line -> {
            List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
            cells.remove(5);
            return cells;
        }).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k,1,2,3\\nA,1,2,3\\nA,4,5,6 | line 3: a series of this key, 'A', is in line 2 already",
        "k,1,2,3\\nA,1,,3 | line 2, column 3 (2): the cell holds no value, and others follow in its row (see --missing)",
        "k,1,2,3\\nA,1,x,3\\nB,1,2,3 | line 2, column 3 (2): 'x' is not a number",
        "k,1,2,3\\nA,,\\nB,, | has no row with a value in it",
        "k,1,2,3\\nA,1\\nB,2 | each of the 2 series by k has one value only",
        "k,a,b | has no row; it should hold one series a row"})
    void refusalsAreOneLine(String words) {
        String[] parts = words.split(" \\| ", -1);
        Cli.Result result =
                run("predict", parts[0].replace("\\n", "\n") + "\n", "--series", "rows", "--method", "persistence");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().filter(line -> !line.startsWith("note: ")).toList()).hasSize(1)
                .first()
                .asString()
                .contains(parts[1]);
    }

    @Test
    void aRowWithoutAValueIsSaid() {
        Cli.Result result = run("forecast", "k,a,b,c\nA,1,2,3\nB,,,\n", "--series", "rows", "--horizon", "1");
        assertThat(result.out()).hasLineCount(2);
        assertThat(result.err()).contains("1 row has no value and is passed over");
    }
}
