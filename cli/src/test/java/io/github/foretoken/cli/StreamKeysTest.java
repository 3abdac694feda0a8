package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/** {@code stream --key}. */
class StreamKeysTest {
    private static final List<String> KEYS = List.of("\"a, \"\"b\"\"\"", "ü 雪", "007", "NA", "7.0");

    @TempDir
    private Path folder;

    private static Cli.Result stream(String input, String... options) {
        return Cli.runWithInput(input.getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of("stream", "-"), Arrays.stream(options)).toArray());
    }

    private static KeyedText text(long seed, int rows) {
        Random random = new Random(seed);
        Map<String, List<String>> series = new LinkedHashMap<>();
        for (String key : KEYS) {
            series.put(key, IntStream.range(0, 2 + random.nextInt(rows))
                    .mapToObj(t -> random.nextInt(9) + "," + (series.size() + Math.sin(t / 2.0) + random.nextInt(3)))
                    .toList());
        }
        return KeyedText.of("x,y", series, random);
    }

    private static String[] with(String[] options, Object... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more).map(Object::toString)).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--level 80,95 --horizon 2", "--horizon 3", "--method least-squares --delays 2",
        "--kernel gaussian:2 --ridge 0.1 --columns y", "--method affine:2 --kernel laplace:1"})
    void eachKeyIsAsIfItWereAlone(String words) {
        String[] options = words.split(" ", -1);
        KeyedText text = text(1, 60);
        Cli.Result all = stream(text.text("k"), with(options, "--key", "k"));
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.out()).startsWith("k,token,").hasLineCount(text.order().size() + 1);
        assertThat(all.err()).contains("token " + text.order().size() + " of 5 keys");
        // A line for each token, in the order of the tokens.
        assertThat(all.out().lines().skip(1).map(StreamKeysTest::key).toList()).isEqualTo(text.order());
        for (String key : KEYS) {
            assertThat(KeyedText.part(all.out(), key, true)).as(key).isEqualTo(stream(text.alone(key), options).out());
            assertThat(KeyedText.part(stream(text.shuffled(new Random(3)).text("k"), with(options, "--key", "2")).out(),
                    key, true)).as(key).isEqualTo(stream(text.alone(key), options).out());
        }
    }

    private static String key(String line) {
        return KEYS.stream().filter(key -> line.startsWith(key + ",")).findFirst().orElseThrow();
    }

    /** Text stays text, numbers stay as they were written. */
    @Test
    void jsonHasKeysToo() {
        String objects = """
                {"k":"07","x":1}
                {"x":2,"k":7.00}
                {"k":"q\\"\\u00e4","x":3}
                {"k":true,"x":3}
                """;
        assertThat(stream(objects, "--key", "k").out())
                .isEqualTo("k,token,x\n07,1,1.0\n7.00,1,2.0\n\"q\"\"ä\",1,3.0\ntrue,1,3.0\n");
        assertThat(stream(objects, "--key", "k", "--format", "jsonl").out()).isEqualTo("""
                {"k":"07","token":1,"prediction":[1.0]}
                {"k":"7.00","token":1,"prediction":[2.0]}
                {"k":"q\\"ä","token":1,"prediction":[3.0]}
                {"k":"true","token":1,"prediction":[3.0]}
                """);
        assertThat(stream("[\"a\",1,5]\n[\"b\",1,6]\n[\"a\",2,7]\n", "--key", "1,2").out())
                .isEqualTo("a,1,1,5.0\nb,1,1,6.0\na,2,1,7.0\n");
        for (String bad : List.of("{\"x\":1}", "{\"k\":null,\"x\":1}", "{\"k\":\"\",\"x\":1}", "{\"k\":[1],\"x\":1}",
                "{\"k\":\"\\ud800\",\"x\":1}")) {
            Cli.Result result = stream("{\"k\":\"a\",\"x\":1}\n" + bad + "\n", "--key", "k");
            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err()).contains("standard input, line 2, the key 'k'").contains("--skip-bad");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--method least-squares --delays 2", "--level 50", "--format jsonl --horizon 2"})
    void goesOnToTheByte(String words) throws IOException {
        String[] options = with(words.split(" ", -1), "--key", "k", "--every", 7);
        String text = text(2, 25).text("k");
        List<String> lines = text.lines().toList();
        String whole = stream(text, with(words.split(" ", -1), "--key", "k")).out();
        assertThat(whole).hasLineCount(lines.size() - (words.contains("jsonl") ? 1 : 0));
        for (int cut = 2; cut < lines.size(); cut += 5) {
            Path checkpoint = folder.resolve(cut + ".ftk");
            Path input = folder.resolve("input.csv");
            Path output = folder.resolve(cut + ".csv");
            Files.writeString(input, String.join("\n", lines.subList(0, cut)) + "\n");
            Object[] command = Stream.concat(Stream.of("stream", input, "--output", output, "--checkpoint", checkpoint),
                    Arrays.stream(options)).toArray();
            assertThat(Cli.run(command).exit()).isZero();
            Files.writeString(input, text);
            Cli.Result second = Cli.run(command);
            assertThat(second.exit()).as(second.err()).isZero();
            assertThat(Files.readString(output)).isEqualTo(whole);
            // From standard input right after what was seen.
            Path other = folder.resolve(cut + "b.ftk");
            String first =
                    stream(String.join("\n", lines.subList(0, cut)) + "\n", with(options, "--checkpoint", other)).out();
            String rest = stream(String.join("\n", lines.subList(cut, lines.size())) + "\n",
                    with(options, "--checkpoint", other)).out();
            assertThat(first + rest).isEqualTo(whole);
        }
    }

    @Test
    void whatDoesNotFitTheCheckpointIsRefused() throws IOException {
        Path checkpoint = folder.resolve("c.ftk");
        String[] options = {"--key", "k", "--checkpoint", checkpoint.toString()};
        String text = text(3, 30).text("k");
        assertThat(stream(text, options).exit()).isZero();
        byte[] kept = Files.readAllBytes(checkpoint);
        assertRefused(stream(text, "--checkpoint", checkpoint.toString()),
                "goes on with --key k, and the command line says no --key");
        assertRefused(stream(text, with(options, "--method", "ridge")),
                "goes on with the forecaster, and the command line says");
        assertRefused(stream(text, "--key", "x", "--checkpoint", checkpoint.toString()), "goes on with --key k, and");
        assertRefused(stream("x,y\n1,2\n", options), "is a header without the column 'k'");
        assertRefused(stream("k,x,y\nnew,1,2\n", with(options, "--max-keys", 5)),
                "line 2: key 'new' is one more than the 5 of --max-keys");
        // All of it is there still.
        assertThat(stream("k,x,y\nnew,1,2\n", options).out()).isEqualTo("new,1,1.0,2.0\n");
        Files.write(checkpoint, kept);
        Path states = folder.resolve("c.ftk.keys");
        try (Stream<Path> files = Files.list(states)) {
            for (Path file : files.toList()) {
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
            }
        }
        assertRefused(stream(text, options), "which is not there or shorter; the folder belongs to the checkpoint");
        Files.move(states, folder.resolve("gone"), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(stream(text, options), "bring it back, or remove both to begin anew");
        assertThat(checkpoint).hasBinaryContent(kept);
    }

    private static void assertRefused(Cli.Result result, String words) {
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(words);
    }

    @Test
    void badLinesAndKeys() {
        String text = "k,x\na,1\n,2\nb,3\na,\na,4\n";
        assertRefused(stream(text, "--key", "k"),
                "standard input, line 3, the key 'k': the key is empty; every token needs one");
        Cli.Result skipped = stream(text, "--key", "k", "--skip-bad");
        assertThat(skipped.out()).isEqualTo("k,token,x\na,1,1.0\nb,1,3.0\na,2,4.0\n");
        assertThat(skipped.err()).contains("passed over 2 bad lines");
        assertRefused(stream(text, "--key", "k", "--columns", "1-2"),
                "column 1 (k) is a key, and cannot be among --columns too");
        assertRefused(stream(text, "--key", "z"), "has no column 'z'");
        assertRefused(stream(text, "--max-keys", "3"), "--max-keys needs --key");
        assertRefused(stream(text, "--key", "k", "--max-keys", "0"), "--max-keys must be 1 or more, not 0");
        assertThat(stream("k,x\na,1\nb,2\nc,3\n", "--key", "k").err())
                .contains("warning: each of the 3 keys has one token only; --key names what");
        assertThat(stream("k,x\na,1\nb,2\nb,3\n", "--key", "k").err()).doesNotContain("one token only");
    }

    /** A header of another file of the same log may have its columns elsewhere. */
    @Test
    void keysAreFoundByTheirNames() throws IOException {
        Path checkpoint = folder.resolve("c.ftk");
        String[] options = {"--key", "k", "--checkpoint", checkpoint.toString(), "--method", "persistence"};
        assertThat(stream("k,x\na,1\nb,2\n", options).out()).isEqualTo("k,token,x\na,1,1.0\nb,1,2.0\n");
        assertThat(stream("x,n,k\n5,7,b\n6,7,a\n", options).out()).isEqualTo("b,2,5.0\na,2,6.0\n");
    }

    @Test
    void factsCountKeys() {
        Cli.Result result = stream(text(4, 40).text("k"), "--key", "k", "--json");
        assertThat(result.err()).contains("\"keys\":5").contains("\"observed\":").hasLineCount(1);
    }

    /** Twice what there is: nothing that was once committed is lost by what is written later without a commit. */
    @Test
    void aRunThatFailsLeavesTheCheckpointOfAllBeforeIt() throws IOException {
        Path checkpoint = folder.resolve("c.ftk");
        String[] options = {"--key", "k", "--checkpoint", checkpoint.toString(), "--every", "3"};
        List<String> lines = new ArrayList<>(text(5, 40).text("k").lines().toList());
        String whole = stream(String.join("\n", lines) + "\n", "--key", "k").out();
        String bad = lines.subList(0, 50).stream().collect(Collectors.joining("\n")) + "\n1,a,oops\n";
        Cli.Result failed = stream(bad, options);
        assertThat(failed.exit()).isEqualTo(2);
        String rest = stream(String.join("\n", lines.subList(50, lines.size())) + "\n", options).out();
        assertThat(failed.out() + rest).isEqualTo(whole);
    }
}
