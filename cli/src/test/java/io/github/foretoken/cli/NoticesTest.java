package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.cli.terminal.Numbers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --quiet} and {@code --json}. */
class NoticesTest {
    private static final Path SUNSPOTS = Cli.project("examples/sunspots.csv");

    @ParameterizedTest
    @ValueSource(strings = {"predict", "predict --method auto", "stream", "forecast", "evaluate --method mean"})
    void quietIsSilentAndChangesNoResult(String command) {
        Cli.Result loud = run(command, SUNSPOTS);
        Cli.Result quiet = run(command + " --quiet", SUNSPOTS);
        Cli.Result json = run(command + " --json", SUNSPOTS);
        assertThat(loud.exit()).as(loud.err()).isZero();
        assertThat(loud.err()).isNotEmpty();
        assertThat(quiet.err()).isEmpty();
        assertThat(json.err()).hasLineCount(1).endsWith("}\n");
        if (!command.startsWith("evaluate")) {
            // A scoreboard has times in it.
            assertThat(quiet.out()).isEqualTo(loud.out());
            assertThat(json.out()).isEqualTo(loud.out());
        }
    }

    @Test
    void quietKeepsWarningsAndErrors() {
        String diverging = "1,0\n0,2\n1,1\n";
        String[] options = {"--kernel", "linear", "--method", "descent", "--layers", "2"};
        assertThat(piped(diverging, "predict", options).err()).contains("NMSE", "warning: the default step");
        assertThat(piped(diverging, "predict", with(options, "--quiet")).err().lines()).isNotEmpty()
                .allMatch(line -> line.startsWith("warning: "));
        JsonNode json = json(piped(diverging, "predict", with(options, "--json")));
        assertThat(json.get("warnings").get(0).asString()).startsWith("the default step");
        for (String option : List.of("--quiet", "--json")) {
            Cli.Result refused = piped("1\nx\n", "predict", option, "--missing", "error");
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).hasLineCount(1).startsWith("foretoken: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "stream", "forecast", "evaluate"})
    void bothAreRefused(String command) {
        Cli.Result result = run(command + " --quiet --json", SUNSPOTS);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains("--quiet and --json exclude each other");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void predictSaysInJsonWhatCanBeRecomputed() {
        double[] series = TableReader.read(SUNSPOTS, null).values().toArray();
        Cli.Result result = run("predict --json --method persistence --no-time", SUNSPOTS);
        JsonNode json = json(result);
        assertThat(names(json)).containsExactly("tokens", "columns", "method", "scored", "nmse", "persistence_nmse",
                "seconds", "acceleration", "notes", "warnings");
        int rows = series.length;
        double mean = DoubleStream.of(series).skip(1).average().orElseThrow();
        double error = IntStream.range(1, rows).mapToDouble(t -> Math.pow(series[t] - series[t - 1], 2)).sum();
        double variation = DoubleStream.of(series).skip(1).map(x -> (x - mean) * (x - mean)).sum();
        assertThat(json.get("tokens").asInt()).isEqualTo(rows);
        assertThat(json.get("scored").asInt()).isEqualTo(rows - 1);
        assertThat(json.get("nmse").asDouble()).isCloseTo(error / variation, within(1e-9));
        assertThat(json.get("persistence_nmse").asDouble()).isCloseTo(error / variation, within(1e-9));
        assertThat(json.get("columns").get(0).asString()).isEqualTo("SUNACTIVITY");
        assertThat(json.get("method").asString()).contains("persistence");
        assertThat(json.get("seconds").asDouble()).isPositive();
    }

    @Test
    void forecastAndEvaluateAgreeWithTheirSentences() {
        JsonNode forecast = json(run("forecast --json --horizon 5", SUNSPOTS));
        String said = run("forecast --horizon 5", SUNSPOTS).err();
        assertThat(said).contains("NMSE 1 step ahead, of " + forecast.get("scored") + " rows seen: "
                + Numbers.brief(forecast.get("nmse").asDouble()) + "   persistence "
                + Numbers.brief(forecast.get("persistence_nmse").asDouble()));
        assertThat(said).contains("of " + (forecast.get("tokens").asInt() - 5) + " rows seen: "
                + Numbers.brief(forecast.get("nmse_at_horizon").asDouble()));
        JsonNode evaluate = json(run("evaluate --json --method mean", SUNSPOTS));
        assertThat(evaluate.get("nmse")).isEqualTo(evaluate.get("methods").get(evaluate.get("method").asString()));
        assertThat(evaluate.get("persistence_nmse")).isEqualTo(evaluate.get("methods").get("persistence"));
        assertThat(names(evaluate.get("methods"))).contains("mean", "forecaster");
    }

    @Test
    void streamComparesWithPersistence() {
        // From the second token on: estimates are the mean so far, 0 and 1, the truth is 2 and 5; persistence gives 0 and 2.
        JsonNode json = json(piped("0\n2\n5\n", "stream", "--json", "--method", "mean"));
        assertThat(json.get("tokens").asInt()).isEqualTo(3);
        assertThat(json.get("scored").asInt()).isEqualTo(2);
        assertThat(json.get("error_over_persistence").asDouble()).isCloseTo(20.0 / 13, within(1e-12));
        assertThat(json.get("warnings").get(0).asString()).contains("worse than persistence");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void theUnitOfTheDataPlaysNoPart(double unit) {
        String series = "0\n" + 2 * unit + "\n" + 5 * unit + "\n";
        JsonNode json = json(piped(series, "stream", "--json", "--method", "mean"));
        assertThat(json.get("error_over_persistence").asDouble()).isCloseTo(20.0 / 13, within(1e-9));
    }

    @Test
    void whatIsNoNumberIsNull() {
        assertThat(json(piped("1\n1\n1\n", "predict", "--json")).get("nmse").isNull()).isTrue();
        assertThat(json(piped("1\n1\n1\n", "stream", "--json", "--method", "mean")).get("scored").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "forecast"})
    void theKeysDoNotDependOnTheData(String command) {
        assertThat(names(json(piped("1\n", command, "--json"))))
                .containsAll(List.of("tokens", "columns", "method", "scored", "nmse", "persistence_nmse", "warnings"));
    }

    @Test
    void namesThatATerminalWouldObeyAreEscaped() {
        Cli.Result result = piped("a\u009b31m,b\u202e\n1,2\n2,3\n3,5\n", "predict", "--json");
        assertThat(result.err().strip()).isPrintable().doesNotContain("\u009b");
        assertThat(json(result).get("columns").get(0).asString()).isEqualTo("a\u009b31m");
    }

    private static List<String> names(JsonNode object) {
        return new ArrayList<>(object.propertyNames());
    }

    private static JsonNode json(Cli.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).hasLineCount(1);
        return JsonMapper.shared().readTree(result.err());
    }

    private static String[] with(String[] options, String more) {
        return Stream.concat(Arrays.stream(options), Stream.of(more)).toArray(String[]::new);
    }

    private static Cli.Result run(String command, Path file) {
        return Cli.run(Stream.concat(Arrays.stream(command.split(" ", -1)), Stream.of("--columns", "SUNACTIVITY", file))
                .toArray());
    }

    private static Cli.Result piped(String text, String command, String... options) {
        return Cli.runWithInput(text.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of(command, "-"), Arrays.stream(options)).toArray());
    }
}
