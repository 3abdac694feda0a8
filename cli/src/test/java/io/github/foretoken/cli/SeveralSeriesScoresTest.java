package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/** {@code evaluate} of several series, beside its scores of each of them alone. */
class SeveralSeriesScoresTest {
    private static final String[] OPTIONS =
            {"--season", "1", "--delays", "2", "--method", "ridge:1 kernel=gaussian:4", "--output", "-"};

    @TempDir
    private Path folder;

    /** Numbers of a line by the names of the header; empty cells are NaN. */
    private static Map<String, Map<String, Double>> scores(String csv) {
        List<String> lines = csv.lines().toList();
        String[] names = lines.getFirst().split(",", -1);
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, Double> numbers = new LinkedHashMap<>();
            for (int i = 1; i < names.length; i++) {
                numbers.put(names[i], cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]));
            }
            scores.put(cells[0], numbers);
        }
        return scores;
    }

    private static Cli.Result evaluate(String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of("evaluate", "-"), Stream.concat(Arrays.stream(OPTIONS), Arrays.stream(options)))
                        .toArray());
    }

    private static KeyedText text(double scale) {
        Random random = new Random(3);
        Map<String, List<String>> series = new LinkedHashMap<>();
        for (String key : List.of("a", "b", "c")) {
            List<String> lines = new ArrayList<>();
            double x = 0;
            for (int t = 0; t < 40 + 7 * series.size(); t++) {
                x = 0.8 * x + random.nextGaussian();
                lines.add("r," + x * Math.pow(scale, series.size()));
            }
            series.put(key, lines);
        }
        return KeyedText.of("s,x", series, random);
    }

    /** Every number compared counts once, and deviations are from the mean of the own series. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--horizon 3", "--standardize-rows 15 --score 20:"})
    void errorsOfAllSeriesAreAddedUp(String words) throws Exception {
        String[] options = words.isEmpty() ? new String[0] : words.split(" ", -1);
        KeyedText text = text(words.contains("standardize") ? 1000 : 3);
        Path each = folder.resolve("each.csv");
        Cli.Result all = evaluate(text.text("store"),
                Stream.concat(Arrays.stream(options), Stream.of("--key", "store", "--key-scores", each.toString()))
                        .toArray(String[]::new));
        assertThat(all.exit()).as(all.err()).isZero();
        Map<String, Map<String, Double>> pooled = scores(all.out());
        assertThat(pooled)
                .containsKeys("persistence", "forecaster",
                        "kaczmarz kernel=gaussian:4 ridge=1 delays=2" + (words.contains("horizon") ? " direct" : ""))
                .hasSizeGreaterThan(4);
        Map<String, double[]> sums = new LinkedHashMap<>();
        double numbers = 0;
        for (String key : text.keys()) {
            Cli.Result alone = evaluate(text.alone(key), options);
            double count = Double.parseDouble(alone.err().replaceAll("(?s).*scored (\\d+) .*", "$1"));
            numbers += count;
            Map<String, Map<String, Double>> own = scores(alone.out());
            assertThat(own.keySet()).isEqualTo(pooled.keySet());
            own.forEach((method, score) -> {
                double[] sum = sums.computeIfAbsent(method, _ -> new double[5]);
                sum[0] += score.get("mse") * count;
                sum[1] += score.get("mae") * count;
                sum[2] += score.get("mse") * count / score.get("nmse");
                sum[3] += score.get("coverage_80") * count;
                sum[4] += score.get("crps") * count;
            });
            // The file of all has the same numbers, but for the times.
            String part = KeyedText.part(Files.readString(each), key, true);
            scores(part).forEach((method, score) -> score.forEach((name, number) -> {
                if (!name.equals("nanos_per_token")) {
                    assertThat(number).as(method + " " + name).isEqualTo(own.get(method).get(name));
                }
            }));
        }
        double count = numbers;
        double persistence = sums.get("persistence")[0] / count;
        sums.forEach((method, sum) -> {
            Map<String, Double> score = pooled.get(method);
            assertThat(score.get("mse")).isCloseTo(sum[0] / count, within(1e-9 * persistence));
            assertThat(score.get("mae")).isCloseTo(sum[1] / count, within(1e-9 * sum[1] / count));
            assertThat(score.get("nmse")).isCloseTo(sum[0] / sum[2], within(1e-9));
            assertThat(score.get("skill")).isCloseTo(1 - sum[0] / count / persistence, within(1e-9));
            if (method.equals("forecaster")) {
                assertThat(score.get("coverage_80")).isCloseTo(sum[3] / count, within(1e-9)).isBetween(0.5, 1.0);
                assertThat(score.get("crps")).isCloseTo(sum[4] / count, within(1e-9 * sum[4] / count));
            }
        });
        assertThat(all.err()).contains(" in 3 series").contains("; best: ");
    }

    @Test
    void seriesThatAreTooShortAreLeftOutAndCounted() {
        String input = "store,x\n" + IntStream.range(0, 60)
                .mapToObj(t -> (t % 20 == 3 ? "b," : "a,") + Math.sin(t) + "\n")
                .collect(Collectors.joining());
        Cli.Result result = evaluate(input, "--key", "store", "--standardize-rows", "10");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("in 1 of 2 series, the others being too short, in units of the first 10 rows of each");
    }

    /** What chooses by the rows before those scored does so in each series. */
    @Test
    void autoChoosesForEach() {
        String input = "store,x\n" + IntStream.range(0, 400)
                .mapToObj(t -> t % 2 == 0 ? "a," + Math.sin(t / 5.0) + "\n" : "b," + (t * 37 % 11) + "\n")
                .collect(Collectors.joining());
        Map<String, Map<String, Double>> scores = scores(evaluate(input, "--key", "store", "--method", "auto").out());
        assertThat(scores.get("auto").get("skill")).isGreaterThan(0.5);
    }
}
