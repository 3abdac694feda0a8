package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.forecast.Calendar;
import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --inputs} and {@code --calendar}, beside the library used directly. */
class KnownInputsTest {
    private static final int ROWS = 300;
    private static final int PLAN = 5;
    private static final LocalDateTime START = LocalDateTime.of(2024, 2, 27, 3, 0);

    private final double[][] plan = new double[ROWS + PLAN][2];
    private final double[] values = new double[ROWS];

    KnownInputsTest() {
        Random random = new Random(1);
        for (int t = 0; t < plan.length; t++) {
            plan[t][0] = random.nextInt(4);
            plan[t][1] = random.nextInt(100) / 10.0;
            if (t < ROWS) {
                values[t] = 5 + 3 * plan[t][0] - plan[t][1] + Math.round(random.nextGaussian() * 10) / 10.0;
            }
        }
    }

    private static Cli.Result run(String command, String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of(command, "-"), Stream.of(options)).toArray());
    }

    private List<String> lines(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(t -> START.plusHours(t) + "," + plan[t][0] + "," + (t < ROWS ? values[t] : "") + ","
                        + plan[t][1])
                .toList();
    }

    private String text(int rows) {
        return "time,a,y,b\n" + String.join("\n", lines(rows)) + "\n";
    }

    /** What the forecaster itself says after each row. */
    private List<Forecast> expected(int horizon, boolean calendar) {
        int inputs = calendar ? 2 + Calendar.INPUTS : 2;
        Forecaster forecaster = Forecaster.of(1).horizon(horizon).inputs(inputs).levels(0.8).allowMissing().build();
        List<Forecast> forecasts = new ArrayList<>();
        for (int t = 0; t < ROWS; t++) {
            double[][] clock = Calendar.ahead(START.plusHours(t), Duration.ofHours(1), horizon);
            double[][] ahead = new double[horizon][inputs];
            for (int h = 0; h < horizon; h++) {
                // Behind the last row that is known the last one stands in.
                System.arraycopy(plan[Math.min(t + 1 + h, plan.length - 1)], 0, ahead[h], 0, 2);
                System.arraycopy(clock[h], 0, ahead[h], 2, inputs - 2);
            }
            forecaster.observe(new double[]{values[t]}, ahead);
            forecasts.add(forecaster.forecast());
        }
        return forecasts;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void forecastsAreTheLibrarys(boolean calendar) {
        String[] options = Stream
                .concat(Stream.of("--inputs", "a,b", "--level", "80"), calendar ? Stream.of("--calendar") : Stream.of())
                .toArray(String[]::new);
        Forecast last = expected(PLAN, calendar).getLast();
        Cli.Result result = run("forecast", text(ROWS + PLAN),
                Stream.concat(Stream.of("--horizon", "" + PLAN), Stream.of(options)).toArray(String[]::new));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("time,y,y.lower80,y.upper80\n" + IntStream.rangeClosed(1, PLAN)
                .mapToObj(h -> START.plusHours(ROWS - 1L + h) + "," + last.mean(h)[0] + "," + last.lower(0.8, h)[0]
                        + "," + last.upper(0.8, h)[0] + "\n")
                .collect(Collectors.joining()));
        assertThat(result.err()).contains("a and b are inputs, known for 5 rows after the last value");
        Cli.Result predicted = run("predict", text(ROWS + PLAN),
                Stream.concat(Stream.of("--horizon", "2"), Stream.of(options)).toArray(String[]::new));
        assertThat(predicted.out()).isEqualTo("y,y.lower80,y.upper80\n" + expected(2, calendar).stream()
                .map(each -> each.mean(2)[0] + "," + each.lower(0.8, 2)[0] + "," + each.upper(0.8, 2)[0] + "\n")
                .collect(Collectors.joining()));
    }

    @Test
    void whatIsNotKnownIsSaidOrRefused() {
        Cli.Result predicted = run("predict", text(ROWS), "--inputs", "a,b");
        assertThat(predicted.exit()).isZero();
        assertThat(predicted.err())
                .contains("a and b are inputs, known for no row after the last value, where those before stand in");
        assertThat(predicted.err()).doesNotContain("worse than persistence");
        assertRefused("forecast", text(ROWS), "--inputs a,b",
                "inputs are known for no row after the last value, and --horizon 10 needs");
        assertRefused("forecast", text(ROWS + PLAN), "--inputs a,b --horizon 6", "or give --horizon 5");
        assertRefused("forecast", text(ROWS), "--inputs y,z", "has no column 'z'");
        assertRefused("predict", text(ROWS), "--inputs a --columns a,y",
                "column 2 (a) is an input, and cannot be among --columns too");
        assertRefused("predict", text(ROWS), "--inputs a --key a",
                "column 2 (a) is a key, and cannot be among --inputs too");
        assertRefused("predict", text(ROWS), "--inputs a --method ridge",
                "--inputs is for the forecaster, and does not go with a method");
        assertRefused("predict", text(ROWS), "--calendar --report x.html",
                "--calendar is for the forecaster, and does not go with --report");
        assertRefused("predict", text(ROWS), "--calendar --no-time", "--no-time does not go with --calendar");
        assertRefused("predict", "a,b\n1,2\n3,5\n2,2\n", "--calendar",
                "has no column of times, which --calendar needs");
        assertRefused("predict", text(ROWS), "--series rows --inputs a", "--inputs does not go with --series rows");
        assertRefused("predict", "a,y\n,1\n,2\n", "--inputs a", "the input a has no value");
    }

    private static void assertRefused(String command, String input, String options, String words) {
        Cli.Result result = run(command, input, options.split(" ", -1));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(words);
    }

    /** Of series one by one, in any order, newest first, and with a value missing here and there. */
    @Test
    void eachSeriesHasItsOwn() {
        List<String> all = lines(ROWS + PLAN);
        List<String> some = all.subList(210, ROWS + 3);
        List<String> holes = all.stream()
                .map(line -> line.hashCode() % 7 == 0 ? line.replaceFirst(",[^,]*,([^,]*)$", ",,$1") : line)
                .toList();
        KeyedText text = KeyedText.of("time,a,y,b", Map.of("p", all.reversed(), "q", some, "r", holes), new Random(2));
        for (String[] options : List.of(new String[]{"--inputs", "a,b", "--horizon", "3"},
                new String[]{"--inputs", "b", "--calendar", "--horizon", "2", "--columns", "y"},
                new String[]{"--calendar", "--horizon", "2", "--columns", "y"})) {
            for (String command : List.of("forecast", "predict")) {
                Cli.Result keyed = run(command, text.text("k"),
                        Stream.concat(Stream.of(options), Stream.of("--key", "k")).toArray(String[]::new));
                assertThat(keyed.exit()).as(keyed.err()).isZero();
                for (String key : text.keys()) {
                    assertThat(KeyedText.part(keyed.out(), key, true))
                            .isEqualTo(run(command, text.alone(key), options).out());
                }
            }
        }
    }

    /** The forecaster's score alone depends on them, and gets much better by what decides about the values. */
    @Test
    void scoresKnowThem() {
        String[] options = {"--columns", "y", "--method", "mean", "--output", "-", "--missing", "skip"};
        String without = run("evaluate", text(ROWS), options).out();
        String with = run("evaluate", text(ROWS + PLAN),
                Stream.concat(Stream.of(options), Stream.of("--inputs", "a,b")).toArray(String[]::new)).out();
        assertThat(mse(with, "mean")).isEqualTo(mse(without, "mean"));
        assertThat(mse(with, "forecaster")).isLessThan(0.1 * mse(without, "forecaster"));
        String keyed = run("evaluate", text(ROWS + PLAN).replace("time,", "k,time,").replaceAll("(?m)^2024", "x,2024"),
                Stream.concat(Stream.of(options), Stream.of("--inputs", "a,b", "--key", "k")).toArray(String[]::new))
                .out();
        assertThat(mse(keyed, "forecaster")).isEqualTo(mse(with, "forecaster"));
    }

    private static double mse(String csv, String method) {
        return csv.lines()
                .filter(line -> line.startsWith(method + ","))
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[1]))
                .findFirst()
                .orElseThrow();
    }
}
