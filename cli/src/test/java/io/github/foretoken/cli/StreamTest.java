package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.foretoken.Kernel;
import io.github.foretoken.predict.Predictor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    @TempDir
    private Path folder;

    @Test
    void aLineForEachTokenIsWhatThePredictorSays() throws IOException {
        double[][] tokens = tokens(50);
        Predictor predictor = Predictor.kaczmarz(Kernel.gaussian(2), 2).withRidge(0.1).withDelays(2);
        StringBuilder csv = new StringBuilder();
        StringBuilder json = new StringBuilder();
        for (int t = 0; t < 50; t++) {
            predictor.observe(tokens[t]);
            double[] p = predictor.predict();
            csv.append(t + 1).append(',').append(p[0]).append(',').append(p[1]).append('\n');
            json.append("{\"token\":" + (t + 1) + ",\"prediction\":[" + p[0] + "," + p[1] + "]}\n");
        }
        String[] options = {"--kernel", "gaussian:2", "--ridge", "0.1", "--delays", "2"};
        assertThat(stream(csv(tokens), options).out()).isEqualTo(csv.toString());
        assertThat(stream("x,y\n" + csv(tokens), options).out()).isEqualTo("token,x,y\n" + csv);
        assertThat(stream(csv(tokens).replace("\n", "\r\n"), options).out()).isEqualTo(csv.toString());
        assertThat(stream("\uFEFF" + csv(tokens).stripTrailing() + "\n\n", options).out()).isEqualTo(csv.toString());
        assertThat(stream(arrays(tokens), options).out()).isEqualTo(csv.toString());
        assertThat(stream(objects(tokens), with(options, "--format", "jsonl")).out()).isEqualTo(json.toString());
        Cli.Result result = stream(objects(tokens), with(options, "--columns", "y,x"));
        assertThat(result.out()).startsWith("token,y,x\n");
        assertThat(result.err()).contains("token 50, d = 2; kaczmarz kernel=gaussian:2 ridge=0.1 delays=2");
        Path output = folder.resolve("out.csv");
        assertThat(stream(csv(tokens), with(options, "--output", output.toString())).out()).isEmpty();
        assertThat(output).hasContent(csv.toString());
    }

    @Test
    void columnsAreChosenAndNamed() {
        assertThat(stream("date,a,b\n2020-01-01,1,2\n2020-01-02,3,4\n").out()).startsWith("token,a,b\n")
                .hasLineCount(3);
        Cli.Result index = stream("t,a,\"b, c\"\n1,1,x\n2,3,y\n");
        assertThat(index.out()).startsWith("token,a\n");
        assertThat(index.err()).contains("note: column 1 (t) is skipped: it looks like a date or an index",
                "column 3 (b, c) is skipped: it holds text such as 'x'");
        assertThat(stream("t,a\n1,1\n", "--columns", "t").out()).startsWith("token,t\n");
        assertThat(stream("1,2,3\n", "--columns", "3,1").out()).isEqualTo("1,0.0,0.0\n");
        assertThat(stream("{\"time\":1,\"a\":2,\"s\":\"x\"}\n").out()).startsWith("token,a\n");
        assertThat(stream("").exit()).isZero();
        assertThat(stream("").err()).contains("no tokens");
    }

    /** From a checkpoint at any token, of any layout, with the input from its start or from where it was left. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "header", "arrays", "objects"})
    void goesOnToTheByte(String layout) throws IOException {
        double[][] tokens = tokens(90);
        String[] options =
                {"--method", "affine:3", "--kernel", "laplace:1", "--ridge", "0.2", "--horizon", "2", "--every", "7"};
        String whole = stream(text(layout, tokens, true), with(options, "--checkpoint", path("whole.ftk"))).out();
        List<String> lines = whole.lines().toList();
        int header = lines.size() - 90;
        for (int first : new int[]{1, 2, 41}) {
            Path checkpoint = folder.resolve("at" + first);
            String[] with = with(options, "--checkpoint", checkpoint.toString());
            String start = text(layout, Arrays.copyOf(tokens, first), true);
            stream(start, with);
            Path again = Files.copy(checkpoint, folder.resolve("again" + first));
            String rest = lines.subList(first + header, 90 + header)
                    .stream()
                    .map(l -> l + "\n")
                    .collect(Collectors.joining());
            double[][] later = Arrays.copyOfRange(tokens, first, 90);
            for (boolean named : new boolean[]{true, false}) {
                Files.copy(again, checkpoint, StandardCopyOption.REPLACE_EXISTING);
                Cli.Result result = stream(text(layout, later, named), with);
                assertThat(result.out()).isEqualTo(rest);
                assertThat(result.err()).contains("going on after token " + first + " of checkpoint " + checkpoint);
                assertThat(Predictor.load(checkpoint).observed()).isEqualTo(90);
            }
        }
    }

    @Test
    void replaysAFileFromItsStart() throws IOException {
        double[][] tokens = tokens(60);
        Path file = folder.resolve("in.csv");
        Path output = folder.resolve("out.csv");
        Path checkpoint = folder.resolve("c.ftk");
        Object[] args = {"stream", file, "--checkpoint", checkpoint, "--every", 10, "--output", output};
        Files.writeString(file, csv(Arrays.copyOf(tokens, 25)));
        assertThat(Cli.run(args).exit()).isZero();
        byte[] at25 = Files.readAllBytes(checkpoint);
        Files.writeString(file, csv(tokens));
        assertThat(Cli.run(args).err()).contains("going on after token 25", "token 60 (35 since the checkpoint)");
        String whole = Cli.run("stream", file).out();
        assertThat(output).hasContent(whole);
        // Back to the older checkpoint, as after a kill: what was written since is written again.
        Files.write(checkpoint, at25);
        assertThat(Cli.run(args).exit()).isZero();
        assertThat(output).hasContent(whole);
        assertThat(Cli.run(args).err()).contains("token 60 (0 since");
        assertThat(output).hasContent(whole);

        Files.write(checkpoint, at25);
        double[][] others = tokens(60);
        others[3][1] += 1;
        Files.writeString(file, csv(others));
        refused(Cli.run(args), "in.csv begins with other tokens than the 25 that the checkpoint has seen; --no-replay");
        Files.writeString(file, csv(Arrays.copyOf(tokens, 24)));
        refused(Cli.run(args), "in.csv has 24 tokens, fewer than the checkpoint has seen of it, 25");
        assertThat(checkpoint).hasBinaryContent(at25);
        Files.writeString(output, "1,0.0,0.0\n");
        refused(Cli.run(args), "does not have the line of token 25 where the checkpoint says");
    }

    @Test
    void aCheckpointBelongsToOneStreamAndItsOutput() throws IOException {
        Path output = folder.resolve("out.csv");
        Path checkpoint = folder.resolve("c.ftk");
        String[] args = {"--checkpoint", checkpoint.toString(), "--output", output.toString()};
        assertThat(stream(csv(tokens(20)), args).exit()).isZero();
        byte[] before = Files.readAllBytes(checkpoint);
        String lines = Files.readString(output);
        assertThat(folder.resolve(".c.ftk.lock")).doesNotExist();
        Files.delete(output);
        refused(stream(csv(tokens(5)), args), "is not there or empty");
        assertThat(output).doesNotExist();
        assertThat(checkpoint).hasBinaryContent(before);
        Files.writeString(output, lines);
        assertThat(stream(csv(tokens(5)), args).exit()).isZero();
        assertThat(output).content().startsWith(lines).hasLineCount(25);
    }

    @Test
    void optionsThatDifferAreNamed() {
        String checkpoint = path("c.ftk");
        String two = "1,2\n3,4\n";
        stream(two, "--checkpoint", checkpoint, "--kernel", "gaussian:2", "--ridge", "0.1");
        refused(stream(two, "--checkpoint", checkpoint, "--ridge", "0.1"),
                "goes on with kernel=gaussian:2, and the command line says kernel=exponential; give the options it began "
                        + "with (kaczmarz kernel=gaussian:2 ridge=0.1)");
        refused(stream(two, "--checkpoint", checkpoint, "--kernel", "gaussian:2"),
                "ridge=0.1, and the command line says no ridge");
        refused(stream(two, "--checkpoint", checkpoint, "--kernel", "gaussian:2", "--ridge", "0.1", "--delays", "3"),
                "no delays, and the command line says delays=3");
        refused(stream(two, "--checkpoint", checkpoint, "--method", "affine:2"),
                "kaczmarz, and the command line says affine:2");
        String[] same = {"--checkpoint", checkpoint, "--kernel", "gaussian:2", "--ridge", "0.1"};
        refused(stream(two, with(same, "--columns", "2,1")), "no --columns, and the command line says --columns 2,1");
        refused(stream(two, with(same, "--format", "jsonl")), "--format csv, and the command line says --format jsonl");
        refused(stream("1,2,3\n", same), "line 1 has 3 cells where the first token has 2");
        refused(stream("[1,2]\n", same), "line 1 is JSON, and the stream began as CSV");
        refused(stream("a,b\n1,2\n", same), "line 1 is a header, and there was none");
        assertThat(stream(two, same).out()).startsWith("3,");
    }

    /** A whole of JSON is no lines; where a stream has begun the same is a bad line. */
    @ParameterizedTest
    @ValueSource(strings = {"[[1,2],[3,4]]\n|line 1 is an array of rows",
        "[{\"a\":1},{\"a\":2}]\n|line 1 is an array of rows",
        "[\n  [1, 2],\n  [3, 4]\n]\n|line 1 is the beginning of JSON that goes on",
        "{\n \"a\": 1\n}\n|line 1 is the beginning", "\n[{\"a\": 1,\n\"b\": 2}]\n|line 2 is the beginning"})
    void jsonOfSeveralLinesIsNoStream(String text) {
        String input = text.substring(0, text.indexOf('|'));
        Cli.Result result = stream(input);
        refused(result, text.substring(text.indexOf('|') + 1));
        assertThat(result.err()).contains("; a stream has each row on a line of its own",
                "predict and forecast read such a file");
        refused(stream("[1,2]\n" + input.strip() + "\n"), "or pass over such lines with --skip-bad");
    }

    @Test
    void blankLinesBeforeTheFirstOneDecideNothing() throws IOException {
        String lines = "[1,2]\n[2,4]\n[3,6]\n";
        Cli.Result result = stream("\n\n" + lines);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(stream(lines).out());
        assertThat(result.err()).contains("note: standard input, line 1 is empty; passed over");
        String checkpoint = path("c.ftk");
        assertThat(stream("1;2\n2;4\n", "--checkpoint", checkpoint).exit()).isZero();
        Cli.Result again = stream("\n3;6\n", "--checkpoint", checkpoint);
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out()).startsWith("3,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2\n3\n|line 2 has 1 cell where the first token has 2",
        "a,b\n1,2\n3,x\n|line 3, column 2 (b): 'x' is not a number", "1\n\n3\n|line 2: the cell is empty",
        "1,2\n3,\0\n|line 2 has a NUL byte", "1,2\n3,NaN\n|line 2, column 2: 'NaN' is not a finite",
        "1,2\n\"3,4\n|line 2 opens a double quote", "[1,2]\n[1]\n|line 2 has 1 elements where the first token has 2",
        "[1,2]\n[1,\"2\"]\n|line 2, element 2: '\"2\"' is not a number", "[1]\n[1e999]\n|line 2, element 1: ",
        "[1]\n[1\n|line 2 is not JSON", "[1]\n7\n|line 2 is neither", "[1]\n{\"a\":1}\n|line 2 is an object where",
        "{\"a\":1}\n{\"b\":1}\n|line 2 has no field 'a'", "{\"a\":1}\n{\"a\":1,\"a\":2}\n|line 2 is not JSON",
        "[]\n|line 1 has no number in it", "[1] 2\n|line 1 is not JSON",
        "a,b\n1,2,3\n|line 2 has 3 cells where the header has 2", "1,2\n3,4;5\n|separated by commas"})
    void aBadLineStopsAndKeepsWhatWasBeforeIt(String text) throws IOException {
        String input = text.substring(0, text.indexOf('|'));
        String checkpoint = path("c.ftk");
        Cli.Result result = stream(input, "--checkpoint", checkpoint);
        refused(result, text.substring(text.indexOf('|') + 1));
        long written = result.out().lines().filter(line -> !line.startsWith("token")).count();
        assertThat(Files.exists(Path.of(checkpoint)) ? Predictor.load(Path.of(checkpoint)).observed() : 0)
                .isEqualTo(written);
        Cli.Result skipping = stream(input, "--skip-bad");
        if (written == 0) {
            refused(skipping, "none of the lines holds a token, and it had to be passed over");
        } else {
            assertThat(skipping.exit()).isZero();
            assertThat(skipping.err()).contains("passed over 1 bad line");
        }
    }

    @Test
    void numbersThatDoNotFitEndTheStreamBeforeThem() throws IOException {
        Path checkpoint = folder.resolve("c.ftk");
        refused(stream("1\n2\n1e200\n1e200\n", "--kernel", "linear", "--checkpoint", checkpoint.toString(), "--every",
                "1", "--skip-bad"), "overflows float64");
        assertThat(Predictor.load(checkpoint).observed()).isBetween(2L, 3L);
    }

    @Test
    void optionsThatDoNotGoTogether() throws IOException {
        refused(stream("1\n", "--every", "5"), "--every needs --checkpoint FILE");
        refused(stream("1\n", "--replay"), "--replay needs --checkpoint FILE");
        refused(stream("1\n", "--every", "0", "--checkpoint", path("c")), "--every must be 1 or more, not 0");
        refused(stream("1\n", "--follow"), "--follow needs a FILE");
        refused(stream("1\n", "--format", "xml"), "'xml' is none of csv, jsonl");
        refused(stream("1\n", "--method", "magic"), "'magic' is none of");
        refused(stream("1\n", "--checkpoint", folder.toString()), "is a directory");
        refused(stream("1\n", "--checkpoint", path("none/c")), "does not exist");
        Path file = Files.writeString(folder.resolve("in.csv"), "1\n");
        refused(Cli.run("stream", file, "--output", file), "is the input itself");
        refused(Cli.run("stream", file, "--checkpoint", file), "is the input or the output");
        refused(Cli.run("stream", folder), "is a directory");
        refused(Cli.run("stream", path("none.csv")), "does not exist");
        Path taken = Files.writeString(folder.resolve("out.csv"), "precious");
        refused(Cli.run("stream", file, "--output", taken), "exists, and no checkpoint goes on from it");
        assertThat(taken).hasContent("precious");
    }

    private static double[][] tokens(int count) {
        Random random = new Random(11);
        return IntStream.range(0, count)
                .mapToObj(t -> new double[]{random.nextInt(5), Math.sin(t) + 0.1 * random.nextGaussian()})
                .toArray(double[][]::new);
    }

    private static String text(String layout, double[][] tokens, boolean named) {
        return switch (layout) {
            case "csv" -> csv(tokens);
            case "header" -> (named ? "x,y\n" : "") + csv(tokens);
            case "arrays" -> arrays(tokens);
            default -> objects(tokens);
        };
    }

    private static String csv(double[][] tokens) {
        return lines(tokens, "%s,%s\n");
    }

    private static String arrays(double[][] tokens) {
        return lines(tokens, "[%s, %s]\n");
    }

    private static String objects(double[][] tokens) {
        return lines(tokens, "{\"x\": %s, \"y\": %s, \"note\": \"\"}\n");
    }

    private static String lines(double[][] tokens, String form) {
        return Stream.of(tokens).map(t -> String.format(form, t[0], t[1])).collect(Collectors.joining());
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Cli.Result stream(String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8), Cli.kaczmarz("stream", options));
    }

    private static void refused(Cli.Result result, String message) {
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> !line.startsWith("note: ")).toList()).as(result.err())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("foretoken")
                .contains(message)
                .doesNotContain("Exception");
    }
}
