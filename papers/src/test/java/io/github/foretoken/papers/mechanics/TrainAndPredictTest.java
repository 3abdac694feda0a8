package io.github.foretoken.papers.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.foretoken.cli.ChildProcess;
import io.github.foretoken.cli.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainAndPredictTest {
    @TempDir
    private Path folder;

    private Path learned() {
        return folder.resolve("learned");
    }

    private Cli.Result train(Object... more) {
        Object[] all = new Object[more.length + 4];
        all[0] = "mechanics";
        all[1] = "train";
        System.arraycopy(more, 0, all, 2, more.length);
        all[more.length + 2] = "--output-dir";
        all[more.length + 3] = learned();
        return Cli.run(all);
    }

    private Cli.Result predict(String sequences) {
        return Cli.runWithInput(sequences.getBytes(StandardCharsets.UTF_8), "mechanics", "predict", "-", "--layer",
                learned().resolve("mechanics-layer.ftk"));
    }

    @Test
    void learnsFromAFileAndForetellsAnother() throws IOException {
        Cli.Result result = train(Cli.project("examples/choices.csv"), "--held-out", 0, "--ridge", 1e-6);
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines().map(file -> Path.of(file).getFileName().toString())).containsExactly(
                "mechanics-train.png", "mechanics-train.svg", "mechanics-train.csv", "mechanics-accuracy.csv",
                "mechanics-layer.ftk");
        assertThat(result.err()).contains("train: 17 sequences, 13 tokens, 2 last tokens, ridge 1.0E-6",
                "no sequence is held out", "last token breakfast: 7 sequences");
        try (var files = Files.list(learned())) {
            assertThat(files).as("no temporary files stay").hasSize(5);
        }
        // Without a ridge attention goes to the winner: coffee two to one with tea, all of it against what loses.
        Cli.Result predicted =
                predict("coffee tea breakfast\n\nwater milk breakfast\nzebra\nmilk coffee zebra breakfast\n");
        assertThat(predicted.exit()).as(predicted.err()).isZero();
        List<String[]> rows = predicted.out().lines().map(row -> row.split(",", -1)).toList();
        assertThat(rows.getFirst()).containsExactly("line", "token", "probability", "unknown");
        assertThat(rows).extracting(row -> row[0]).containsExactly("line", "1", "3", "4", "5");
        assertThat(rows).extracting(row -> row[1]).containsExactly("token", "coffee", "milk", "zebra", "coffee");
        assertThat(rows).extracting(row -> row[3]).containsExactly("unknown", "0", "0", "1", "1");
        assertThat(Double.parseDouble(rows.get(1)[2])).isCloseTo(2.0 / 3, within(1e-4));
        assertThat(Double.parseDouble(rows.get(2)[2])).isGreaterThan(0.99);
        assertThat(Double.parseDouble(rows.get(3)[2])).isOne();
        assertThat(predicted.err()).contains("predicted what comes after 4 sequences",
                "2 of them have tokens that the layer was not trained on");
    }

    @Test
    void saysHowGoodItIsWhereLabelsAreKnown() throws IOException {
        assertThat(train(Cli.project("examples/choices.csv")).exit()).isZero();
        List<String> accuracy = Files.readAllLines(learned().resolve("mechanics-accuracy.csv"));
        assertThat(accuracy.getFirst()).isEqualTo("method,sequences,accuracy,log_loss");
        assertThat(accuracy.stream().skip(1).map(row -> row.split(",", -1)[0])).containsExactly("attention",
                "last two tokens", "last token", "frequency", "chance");
        // A fifth of 17.
        assertThat(accuracy.stream().skip(1)).allMatch(row -> row.split(",", -1)[1].equals("3"));
        Cli.Result scored = predict("sequence,label\ntea coffee breakfast,coffee\ntea coffee breakfast,\n");
        assertThat(scored.err()).contains("of 1 labels were predicted, log-loss");
        Path out = folder.resolve("out.csv");
        Path labelled = Files.writeString(folder.resolve("in.csv"), "sequence,label\n\"a,b x\",x\n");
        Cli.Result toFile = Cli.run("mechanics", "predict", labelled, "--layer",
                learned().resolve("mechanics-layer.ftk"), "--output", out, "--json");
        assertThat(toFile.err()).contains("\"sequences\":1,\"unknown\":1,\"labels\":1,\"accuracy\":0.5");
        assertThat(Files.readString(out)).isEqualTo("line,token,probability,unknown\n2,\"a,b\",0.5,2\n");
    }

    /** One process learns, another foretells; sequences of one token, numbers and words. */
    @Test
    void anotherProcessGoesOn() throws Exception {
        Path data = Files.writeString(folder.resolve("data.txt"), "é 7 é\n7 7\né é\n\né 7 7\n");
        Path err = folder.resolve("err");
        Process training = ChildProcess.of(err.toFile(), "mechanics", "train", data, "--output-dir", learned())
                .redirectOutput(folder.resolve("files").toFile())
                .start();
        assertThat(training.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).as(Files.readString(err)).isZero();
        Path sequences = Files.writeString(folder.resolve("new.txt"), "é 7\n7\né\n");
        Path out = folder.resolve("predictions");
        Process predicting =
                ChildProcess
                        .of(err.toFile(), "mechanics", "predict", sequences, "--layer",
                                learned().resolve("mechanics-layer.ftk"))
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(predicting.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(predicting.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readString(out)).isEqualTo(predict("é 7\n7\né\n").out());
        assertThat(Files.readAllLines(out)).hasSize(4).element(2).asString().isEqualTo("2,7,1.0,0");
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        Path data = Cli.project("examples/choices.csv");
        assertThat(train(data, "--seed", 5).exit()).isZero();
        byte[] first = Files.readAllBytes(learned().resolve("mechanics-layer.ftk"));
        assertThat(train(data, "--seed", 5).exit()).isZero();
        assertThat(Files.readAllBytes(learned().resolve("mechanics-layer.ftk"))).isEqualTo(first);
        assertThat(train(data, "--seed", 6).exit()).isZero();
        assertThat(Files.readAllBytes(learned().resolve("mechanics-layer.ftk"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a b,b;a b,c|, line 3 has label 'c', which is not in its sequence",
        ";;|holds no sequence; it should hold one a line, with its label", "a b|, line 2 has 1 cell"})
    void badDataLeaveNothing(String rows, String message) throws IOException {
        Path data = Files.writeString(folder.resolve("x.csv"), "sequence,label\n" + rows.replace(';', '\n') + "\n");
        Cli.Result result = train(data);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(data.toString(), message.strip()).hasLineCount(1);
        assertThat(learned()).doesNotExist();
    }

    @Test
    void badLayersAndOptionsAreOneLine() throws IOException {
        Path data = Cli.project("examples/choices.csv");
        refused("--held-out must be 0 to 0.9, not 1.5", "train", data, "--held-out", 1.5);
        refused("--ridge must be positive, not 0.0", "train", data, "--ridge", 0);
        refused("Missing required option: '--layer=LAYER'", "predict", data);
        refused("none.ftk does not exist", "predict", data, "--layer", folder.resolve("none.ftk"));
        refused("choices.csv cannot be loaded: it was not saved by Foretoken", "predict", data, "--layer", data);
        Path empty = Files.createFile(folder.resolve("empty.ftk"));
        refused("empty.ftk cannot be loaded: it is empty; give a file that", "predict", data, "--layer", empty);
        assertThat(train(data).exit()).isZero();
        Path layer = learned().resolve("mechanics-layer.ftk");
        refused("the extension must be .csv", "predict", data, "--layer", layer, "--output", folder.resolve("x.txt"));
        refused("is the input itself", "predict", data, "--layer", layer, "--output", layer);
        Path bad = Files.writeString(folder.resolve("bad.csv"), "a NA b\n");
        Path out = folder.resolve("out.csv");
        refused("line 1 has the token 'NA'", "predict", bad, "--layer", layer, "--output", out);
        assertThat(out).doesNotExist();
    }

    private void refused(String message, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "mechanics";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Cli.Result result = Cli.run(all);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }
}
