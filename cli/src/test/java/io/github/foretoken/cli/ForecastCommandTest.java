package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code forecast}, and what {@code predict} and {@code stream} do when no method is asked for. */
class ForecastCommandTest {
    @TempDir
    private Path folder;

    private static Cli.Result run(String command, String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of(command, "-"), Stream.of(options)).toArray());
    }

    private static String lines(int count, IntFunction<Object> line) {
        return IntStream.range(0, count).mapToObj(t -> line.apply(t) + "\n").collect(Collectors.joining());
    }

    @Test
    void aConstantSeriesGoesOnWithoutDoubt() {
        Cli.Result result = run("forecast", lines(60, t -> 3.5), "--horizon", "2");
        assertThat(result.exit()).as(result.err()).isZero();
        List<String> rows = result.out().lines().toList();
        assertThat(rows.getFirst())
                .isEqualTo("step,column 1,column 1.lower80,column 1.upper80,column 1.lower95,column 1.upper95");
        assertThat(rows.get(1)).startsWith("61,3.5,");
        assertThat(rows.get(2)).startsWith("62,3.5,");
        assertThat(result.err()).doesNotContain("warning");
        assertThat(run("predict", lines(9, t -> 3.5)).out()).isEqualTo(lines(9, t -> 3.5));
        assertThat(run("stream", lines(9, t -> 3.5)).out()).isEqualTo(lines(9, t -> t + 1 + ",3.5"));
    }

    @Test
    void aLineGoesOn() {
        Cli.Result result = run("forecast", lines(400, t -> 7 + 2 * t), "--horizon", "3", "--level", "50");
        double[][] rows = numbers(result.out());
        for (int h = 1; h <= 3; h++) {
            assertThat(rows[h - 1][1]).isCloseTo(7 + 2 * (399 + h), within(0.01));
            // Half of the cases lie between them; the mean of errors of one sign may not.
            assertThat(rows[h - 1][2]).isLessThan(rows[h - 1][3]).isCloseTo(rows[h - 1][1], within(0.01));
        }
    }

    /** On one row and two nothing can be known but the newest. */
    @Test
    void fewRowsAreRepeated() {
        Cli.Result one = run("forecast", "4,5\n", "--horizon", "2");
        assertThat(one.exit()).as(one.err()).isZero();
        String unknown = ",-Infinity,Infinity,-Infinity,Infinity";
        assertThat(one.out().lines().skip(1)).containsExactly("2,4.0" + unknown + ",5.0" + unknown,
                "3,4.0" + unknown + ",5.0" + unknown);
        assertThat(one.err()).contains("no two rows are 1 apart", "no two rows are 2 apart");
        assertThat(List.of(numbers(run("forecast", "1\n2\n", "--horizon", "5").out()))).hasSize(5)
                .allMatch(row -> row[1] == 2);
        assertThat(run("predict", "1\n2\n").out()).isEqualTo("1.0\n2.0\n");
        Cli.Result far = run("predict", "1\n2\n3\n", "--horizon", "3");
        assertThat(far.out()).isEqualTo("1.0\n2.0\n3.0\n");
        assertThat(far.err()).contains("no two rows are 3 apart");
    }

    /** In the documented order, to the bit. */
    @Test
    void numbersAreThoseOfTheForecaster() {
        double[][] x = new double[150][2];
        for (int t = 0; t < x.length; t++) {
            x[t][0] = Math.sin(t * 0.5) + t % 3;
            x[t][1] = t * t % 17;
        }
        Forecaster forecaster = Forecaster.of(2).horizon(4).levels(0.8, 0.95).allowMissing().build();
        StringBuilder predicted = new StringBuilder("a,a.lower80,a.upper80,b,b.lower80,b.upper80\n");
        StringBuilder streamed = new StringBuilder("token,a,b\n");
        for (double[] token : x) {
            forecaster.observe(token);
            Forecast now = forecaster.forecast();
            predicted.append(cell(now, 0, 4)).append(',').append(cell(now, 1, 4)).append('\n');
            streamed.append(forecaster.observed() + "," + now.mean(4)[0] + "," + now.mean(4)[1] + "\n");
        }
        StringBuilder next = new StringBuilder("step,a,a.lower80,a.upper80,b,b.lower80,b.upper80\n");
        for (int h = 1; h <= 4; h++) {
            Forecast now = forecaster.forecast();
            next.append(150 + h).append(',').append(cell(now, 0, h)).append(',').append(cell(now, 1, h)).append('\n');
        }
        String text = "a,b\n" + lines(x.length, t -> x[t][0] + "," + x[t][1]);
        assertThat(run("forecast", text, "--horizon", "4", "--level", "80").out()).isEqualTo(next.toString());
        assertThat(run("predict", text, "--horizon", "4", "--level", "80").out()).isEqualTo(predicted.toString());
        Cli.Result stream = run("stream", text, "--horizon", "4");
        assertThat(stream.out()).isEqualTo(streamed.toString());
        assertThat(stream.err()).contains("the forecaster horizon=4");
    }

    private static String cell(Forecast forecast, int column, int step) {
        return forecast.mean(step)[column] + "," + forecast.lower(0.8, step)[column] + ","
                + forecast.upper(0.8, step)[column];
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1990 1991 1992                         | 1993 1994
            0.10 0.35 0.60                         | 0.85 1.10
            9 6 3                                  | 0 -3
            2020-01-31 2020-02-29 2020-03-31       | 2020-04-30 2020-05-31
            2020-11-15 2020-12-15 2021-01-15       | 2021-02-15 2021-03-15
            2023-12 2024-01 2024-02                | 2024-03 2024-04
            2020-02-27 2020-02-28 2020-02-29       | 2020-03-01 2020-03-02
            2016-12-31T23:00 2017-01-01T00:00 2017-01-01T01:00 | 2017-01-01T02:00 2017-01-01T03:00
            2024-01-01T00:00:00Z 2024-01-01T06:00:00Z 2024-01-01T12:00:00Z | 2024-01-01T18:00:00Z 2024-01-02T00:00:00Z
            202311 202312 202401                   | 202402 202403
            19991230 19991231 20000101             | 20000102 20000103
            30.12.2019 31.12.2019 01.01.2020       | 02.01.2020 03.01.2020
            12/30/2019 12/31/2019 01/01/2020       | 01/02/2020 01/03/2020
            1704067200 1704070800 1704074400       | 1704078000 1704081600
            01/02/2020 01/03/2020 01/04/2020       | 4 5
            2020-01-01 2020-01-02 2020-01-05       | 4 5
            1 2 4                                  | 4 5
            Monday Tuesday Wednesday               | 4 5""")
    void timesGoOn(String given, String expected) {
        String[] times = given.split(" ", -1);
        Cli.Result result =
                run("forecast", "date,v\n" + lines(3, t -> times[t] + "," + t * t), "--columns", "v", "--horizon", "2");
        assertThat(result.exit()).as(result.err()).isZero();
        List<String> rows = result.out().lines().map(row -> row.split(",", -1)[0]).toList();
        boolean numbered = expected.equals("4 5");
        assertThat(rows.subList(1, 3)).containsExactly(expected.split(" "));
        assertThat(rows.getFirst()).isEqualTo(numbered ? "step" : "date");
        assertThat(result.err().contains("do not go on regularly")).isEqualTo(numbered);
    }

    @Test
    void missingValuesAreImputedAndSaidToBe() {
        String text =
                "t,a,b\n" + lines(80, t -> t + "," + (t < 3 || t == 40 ? "" : t % 5) + "," + (t == 41 ? "NA" : t));
        Cli.Result forecast = run("forecast", text, "--horizon", "1");
        assertThat(forecast.exit()).as(forecast.err()).isZero();
        assertThat(forecast.err()).contains("5 missing values are imputed, in 5 rows", "of 74 rows seen");
        Cli.Result predict = run("predict", text);
        assertThat(predict.err()).contains("5 missing values are imputed", "NMSE of all 74 predicted rows");
        List<String> rows = predict.out().lines().toList();
        assertThat(rows).hasSize(81);
        assertThat(rows.get(1)).startsWith("NaN,0.0");
        assertThat(rows.subList(4, 81)).noneMatch(row -> row.contains("NaN"));
        assertThat(run("forecast", text, "--missing", "error").err()).contains("the cell is empty");
        assertThat(run("predict", text, "--kernel", "linear").exit()).isEqualTo(2);
        assertThat(run("forecast", text, "--missing", "hold").err()).contains("hold the value above");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            forecast --horizon 0         | --horizon must be from 1 to 4096, not 0
            forecast --horizon 4097      | --horizon must be from 1 to 4096
            forecast --level 0           | "'0' is no list of levels"
            forecast --level 80,100      | no list of levels
            forecast --level 80,80       | the level 80 twice
            forecast --missing skip      | --missing skip does not go with the forecaster
            forecast --plot x.jpg        | .png or .svg
            forecast --output x.txt      | must be .csv
            forecast --columns 2         | "has no column '2'"
            predict --horizon 5000       | horizon must be from 1 to 4096
            predict --level 80 --kernel linear | --level is for the forecaster; leave out --kernel
            predict --level 80 --method auto   | --level is for the forecaster; leave out --method
            predict --missing impute --delays 2 | --missing impute is for the forecaster
            stream --level 80 --delays 2 | --level is for the forecaster; leave out --delays
            stream --horizon 5000        | horizon must be from 1 to 4096""")
    void refusals(String words, String reason) {
        String[] all = words.split(" ", -1);
        Cli.Result result = run(all[0], "1\n2\n3\n", Stream.of(all).skip(1).toArray(String[]::new));
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(reason).hasLineCount(1);
    }

    @Test
    void aNumberBeyondWhatFitsIsNamed() {
        for (String command : List.of("forecast", "predict", "stream")) {
            Cli.Result result = run(command, "1\n2\n1e305\n4\n");
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("element 1 of token 3 is 1.0E305");
        }
    }

    @Test
    void whatIsWorseThanPersistenceIsSaidToBe() {
        String walk = lines(50, t -> 10 + t);
        assertThat(run("predict", walk, "--method", "mean").err()).contains("worse than persistence",
                "without --method and the options of a method the forecaster is used");
        assertThat(run("stream", walk, "--method", "mean").err()).contains("worse than persistence", "over 49 tokens",
                "the forecaster");
        assertThat(run("predict", lines(9, t -> 4), "--kernel", "linear", "--ridge", "1").err())
                .contains("worse than persistence");
        assertThat(run("predict", walk, "--method", "persistence").err()).doesNotContain("worse");
        assertThat(run("stream", walk, "--method", "persistence").err()).doesNotContain("worse");
        assertThat(run("predict", walk, "--method", "least-squares:1e-6", "--intercept").err())
                .contains("because of their start")
                .doesNotContain("warning");
        assertThat(run("stream", lines(50, t -> t % 2 == 0 ? -1e300 : 1e300), "--method", "mean").err())
                .doesNotContain("worse");
    }

    @Test
    void anOverflowIsSaidAtOnce() {
        Cli.Result result = run("predict", lines(3000, t -> t + 1), "--method", "kaczmarz");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("does not fit float64 from token 39 on").hasLineCount(1);
    }

    @Test
    void writesFilesAndPictures() throws IOException {
        Path output = folder.resolve("f.csv");
        Path plot = folder.resolve("f.svg");
        Path input = Files.writeString(folder.resolve("in.csv"),
                "time,a,b\n" + lines(60, t -> "2024-01-01 00:%02d,%d,%s".formatted(t, t % 7, t == 50 ? "" : "1")));
        Cli.Result result = Cli.run("forecast", input, "--horizon", 3, "--output", output, "--plot", plot);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(output).content().startsWith("time,a,a.lower80,").contains("\n2024-01-01 01:02,").hasLineCount(4);
        assertThat(plot).content().contains("The next 3 rows, with intervals of 80 % and 95 %");
        assertThat(Cli.run("forecast", input, "--output", input).err()).contains("is the input itself");
    }

    /** From a checkpoint at any token, the first ones included. */
    @Test
    void aStreamOfTheForecasterGoesOnToTheByte() {
        String text = "x,y\n" + lines(60, t -> t % 4 + "," + Math.cos(t));
        String[] options = {"--level", "80,95", "--horizon", "3"};
        String whole = run("stream", text, options).out();
        assertThat(whole).startsWith("token,x,x.lower80,x.upper80,x.lower95,x.upper95,y,y.lower80").hasLineCount(61);
        for (int first : new int[]{1, 2, 9, 45}) {
            String checkpoint = folder.resolve("c" + first).toString();
            String[] with = Stream.concat(Stream.of(options), Stream.of("--checkpoint", checkpoint, "--every", "4"))
                    .toArray(String[]::new);
            String start = text.lines().limit(first + 1L).collect(Collectors.joining("\n", "", "\n"));
            String rest = text.lines().skip(first + 1L).collect(Collectors.joining("\n", "", "\n"));
            String before = run("stream", start, with).out();
            assertThat(before + run("stream", rest, with).out()).isEqualTo(whole);
            Cli.Result other = run("stream", rest, "--checkpoint", checkpoint, "--level", "80", "--horizon", "3");
            assertThat(other.err()).contains("goes on with level=80,95, and the command line says level=80;");
            Cli.Result method = run("stream", rest, "--checkpoint", checkpoint, "--method", "mean");
            assertThat(method.err()).contains("goes on with the forecaster, and the command line says mean");
        }
        assertThat(run("stream", "1\n", "--format", "jsonl", "--level", "80").out())
                .isEqualTo("{\"token\":1,\"prediction\":[1.0],\"lower80\":[null],\"upper80\":[null]}\n");
    }

    private static double[][] numbers(String csv) {
        return csv.lines()
                .skip(1)
                .map(row -> Stream.of(row.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }
}
