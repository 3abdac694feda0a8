package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --key} and {@code --series rows} of the commands that read a whole file. */
class SeveralSeriesTest {
    /** As they are written in a file: with quotes, a comma, beyond ASCII, a number that is no number, a missing mark. */
    private static final List<String> KEYS = List.of("\"Nord, \"\"A\"\"\"", "Süd 雪", "007", "NA", "1.50");

    @TempDir
    private Path folder;

    private static Cli.Result run(String command, String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of(command, "-"), Stream.of(options)).toArray());
    }

    private static KeyedText daily(long seed, boolean gaps, boolean newestFirst) {
        Random random = new Random(seed);
        Map<String, List<String>> series = new LinkedHashMap<>();
        for (String key : KEYS) {
            List<String> lines = new ArrayList<>();
            int rows = 25 + random.nextInt(30);
            double phase = random.nextInt(9);
            for (int t = 0; t < rows; t++) {
                boolean hole = gaps && t > 3 && t < rows - 1 && random.nextInt(8) == 0;
                lines.add(LocalDate.of(2024, 1, 1).plusDays(t) + ","
                        + (hole ? ""
                                : Math.round(100 * (phase + 3 * Math.sin(t / 2.0) + random.nextGaussian())) / 100.0)
                        + "," + random.nextInt(5));
            }
            series.put(key, newestFirst ? lines.reversed() : lines);
        }
        return KeyedText.of("day,x,n", series, random);
    }

    private static void assertSameAsAlone(KeyedText text, String command, String... options) {
        String[] keyed = Stream.concat(Stream.of(options), Stream.of("--key", "store")).toArray(String[]::new);
        Cli.Result all = run(command, text.text("store"), keyed);
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.out()).startsWith("store,");
        int lines = 1;
        for (String key : KEYS) {
            Cli.Result alone = run(command, text.alone(key), options);
            assertThat(alone.exit()).as(alone.err()).isZero();
            assertThat(KeyedText.part(all.out(), key, true)).as(key).isEqualTo(alone.out());
            lines += (int) alone.out().lines().count() - 1;
        }
        assertThat(all.out()).hasLineCount(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forecast --horizon 3", "forecast --horizon 2 --level 50 --columns x", "predict",
        "predict --level 80 --horizon 2 --columns n,x", "predict --method least-squares --delays 3",
        "predict --kernel gaussian:2 --ridge 0.1", "predict --method kernel-ridge:1 --kernel gaussian:3 --horizon 2",
        "predict --method descent --layers 3 --kernel gaussian:2", "predict --method auto"})
    void eachSeriesIsAsIfItWereAlone(String words) {
        String[] all = words.split(" ", -1);
        assertSameAsAlone(daily(1, false, false), all[0], Stream.of(all).skip(1).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forecast --horizon 2", "predict --missing impute",
        "predict --missing hold --method ridge:1", "predict --missing skip --method least-squares --delays 2",
        "forecast --every 1w --horizon 1", "predict --every 2d --missing impute",
        "predict --every 12h --missing skip --method least-squares"})
    void gapsAndEvenTimesAreTheSeriesOwn(String words) {
        String[] all = words.split(" ", -1);
        String[] options = Stream.of(all).skip(1).toArray(String[]::new);
        assertSameAsAlone(daily(2, true, false), all[0], options);
        assertSameAsAlone(daily(3, true, true), all[0], options);
    }

    /** Also where each has its own direction: some series newest first, others oldest first. */
    @Test
    void turnedSeriesAreTurnedOneByOne() {
        KeyedText rising = daily(4, false, false);
        Map<String, List<String>> mixed = new LinkedHashMap<>(rising.series());
        mixed.replaceAll((key, lines) -> key.equals("007") ? lines.reversed() : lines);
        KeyedText text = KeyedText.of(rising.header(), mixed, new Random(1));
        assertSameAsAlone(text, "predict");
        assertThat(run("predict", text.text("store"), "--key", "store").err())
                .contains("the newest first in 1 of 5 series, whose rows are turned round");
    }

    /** The order in which rows of different series come changes no series. */
    @Test
    void interleavingChangesNothing() {
        KeyedText text = daily(5, true, false);
        Random random = new Random(6);
        String first = run("forecast", text.text("store"), "--key", "store", "--horizon", "3").out();
        String predicted = run("predict", text.text("store"), "--key", "2").out();
        for (int order = 0; order < 12; order++) {
            KeyedText other = text.shuffled(random);
            String forecast = run("forecast", other.text("store"), "--key", "store", "--horizon", "3").out();
            String estimates = run("predict", other.text("store"), "--key", "store").out();
            List<String> keys = forecast.lines().skip(1).map(SeveralSeriesTest::key).distinct().toList();
            assertThat(keys).isEqualTo(other.keys());
            for (String key : KEYS) {
                assertThat(KeyedText.part(forecast, key, true)).isEqualTo(KeyedText.part(first, key, true));
                assertThat(KeyedText.part(estimates, key, true)).isEqualTo(KeyedText.part(predicted, key, true));
            }
            // Predictions come in the order of the rows that they follow.
            assertThat(estimates.lines().skip(1).map(SeveralSeriesTest::key).toList()).isEqualTo(other.order());
        }
    }

    private static String key(String line) {
        return KEYS.stream().filter(key -> line.startsWith(key + ",")).findFirst().orElseThrow();
    }

    @Test
    void severalColumnsCanBeTheKey() {
        String input = "store,item,x\n" + IntStream.range(0, 40)
                .mapToObj(t -> "s" + t % 2 + "," + t / 2 % 2 + "," + (t % 4 * 10 + t / 4) + "\n")
                .collect(Collectors.joining());
        Cli.Result result = run("forecast", input, "--key", "store,item", "--horizon", "1", "--level", "80");
        assertThat(result.out()).startsWith("store,item,step,x,x.lower80,x.upper80\ns0,0,11,").hasLineCount(5);
        assertThat(result.err()).contains("4 series by store, item, 10 rows each");
        assertThat(run("predict", input, "--key", "1-2").out())
                .startsWith("store,item,x\ns0,0,0.0\ns1,0,10.0\ns0,1,20.0\n");
        // Without a header there is none in the output, either.
        assertThat(run("predict", input.substring(13), "--key", "1,2").out()).startsWith("s0,0,0.0\ns1,0,10.0\n");
    }

    @Test
    void otherFormatsHaveKeys() throws IOException {
        String json = IntStream.range(0, 12)
                .mapToObj(t -> "{\"id\":" + (t % 2 == 0 ? "\"07\"" : "7.0") + ",\"x\":" + t + "}\n")
                .collect(Collectors.joining());
        assertThat(run("predict", json, "--key", "id").out()).startsWith("id,x\n07,0.0\n7.0,1.0\n07,2.0\n");
        assertThat(run("predict", json.replace("\"07\"", "null"), "--key", "id").err())
                .contains("standard input, line 1, column 1 (id): the key is empty");
        Path npy = folder.resolve("x.npy");
        assertThat(run("predict", "5,1\n5,2\n6,3\n6,5\n", "--method", "persistence", "--output", npy.toString()).exit())
                .isZero();
        assertThat(Cli.run("predict", npy, "--key", "1").out()).isEqualTo("5,1.0\n5,2.0\n6,3.0\n6,5.0\n");
    }

    @Test
    void whatWasUnderstoodIsSaid() {
        KeyedText text = daily(7, true, false);
        Cli.Result result = run("forecast", text.text("store"), "--key", "store", "--horizon", "2", "--json");
        assertThat(result.err()).contains("5 series by store, ")
                .contains(" missing values are imputed, in ")
                .contains("\"series\":5")
                .contains("\"keys\":[\"store\"]")
                .hasLineCount(1);
        int least = text.series().values().stream().mapToInt(List::size).min().orElseThrow();
        int most = text.series().values().stream().mapToInt(List::size).max().orElseThrow();
        assertThat(result.err()).contains(least + " to " + most + " rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict --key sto | has no column 'sto'; it has day, store, x, n",
        "predict --key store --columns store,x | column 2 (store) is a key, and cannot be among --columns too",
        "predict --key store --time store | column 2 (store) is a key, and cannot hold the times of rows too",
        "predict --key day,store | has one row only; --key names what the rows of one series have in common",
        "predict --key store, | --key: 'store,' has an empty item",
        "predict --key store --plot x.png | --plot is for one series and does not go with --key",
        "forecast --key store --report x.html | --report is for one series and does not go with --key",
        "predict --key store --surprise x.csv | --surprise is for one series and does not go with --key",
        "predict --key store --output x.npy | can hold numbers only, and no keys; give a .csv",
        "predict --key store --method least-squares --delays 99 | no series has the 100 rows without a gap",
        "evaluate --key-scores x.csv | --key-scores needs --key",
        "evaluate --key store --score 500: | no series has the rows",
        "predict --series rows --every 1h | --every does not go with --series rows",
        "predict --series both | 'both' is none of columns, rows"})
    void refusalsAreOneLine(String words) {
        String[] parts = words.split(" \\| ", -1);
        String[] all = parts[0].split(" ", -1);
        Cli.Result result =
                run(all[0], daily(8, false, false).text("store"), Stream.of(all).skip(1).toArray(String[]::new));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        List<String> faults = result.err().lines().filter(line -> !line.startsWith("note: ")).toList();
        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst()).contains(parts[1]);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingKeyIsRefusedWithItsLine() {
        String input = "store,x\nA,1\nB,2\n,3\nA,4\n";
        for (String command : List.of("forecast", "predict", "evaluate")) {
            Cli.Result result = run(command, input, "--key", "store");
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).isEqualTo(
                    "foretoken: standard input, line 4, column 1 (store): the key is empty; every row needs one, "
                            + "for it says which series the row belongs to\n");
        }
        // Not of another column, nor where it is no key.
        assertThat(run("predict", "store,s,x\nA,,1\nA,,2\nB,,2\nB,,3\n", "--key", "store").exit()).isZero();
    }

    /** A short series has no predictions by a method that needs more; the others have. */
    @Test
    void shortSeriesAreSaid() {
        String input = "k,x\nA,1\nB,2\nA,2\nA,3\nA,5\nB,1\nA,8\n";
        Cli.Result result = run("predict", input, "--key", "k", "--method", "least-squares", "--delays", "3");
        assertThat(result.out().lines().skip(1)).hasSize(3).allMatch(line -> line.startsWith("A,"));
        assertThat(result.err()).contains("note: 1 of 2 series has too few rows for method least-squares:0.1 delays=3");
        assertThat(run("forecast", input, "--key", "k", "--horizon", "1").out()).hasLineCount(3);
    }
}
