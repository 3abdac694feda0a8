package io.github.foretoken.papers.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IcalCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new IcalCommand()).setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    /** In the test's own directory, and quickly. */
    private void draws(List<String> pictures, String... arguments) {
        draws(pictures, List.of(), arguments);
    }

    /** And other files after the pictures. */
    private void draws(List<String> pictures, List<String> others, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--quick", "--output-dir", directory.toString()));
        assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
        List<String> expected =
                Stream.concat(pictures.stream().flatMap(name -> Stream.of(name + ".png", name + ".svg", name + ".csv")),
                        others.stream()).toList();
        assertThat(out.toString().lines().map(file -> Path.of(file).getFileName().toString()))
                .containsExactlyElementsOf(expected);
        assertThat(expected).allSatisfy(file -> assertThat(directory.resolve(file)).isNotEmptyFile());
    }

    private List<String> csv(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name + ".csv"));
    }

    @Test
    void bridge() throws IOException {
        draws(List.of("ical-bridge"), "bridge");
        assertThat(csv("ical-bridge")).hasSize(12)
                .first()
                .asString()
                .startsWith("pairs,step_d1,sampled_step_d1,standard_error_d1,error_d1,sampled_error_d1,step_d5");
        assertThat(err.toString()).contains("d = 5, N = 49: best step 0.02703 in theory");
    }

    @Test
    void commuting() throws IOException {
        draws(List.of("ical-commuting", "ical-seeds", "ical-heads"), "commuting");
        assertThat(csv("ical-commuting")).hasSize(1 + 3 * 100 + 2 * 80 + 100 + 2 * 209)
                .startsWith("matrix,row,column,value")
                .anyMatch(line -> line.startsWith("orthogonal_P,18,19,-0.77"));
        assertThat(csv("ical-heads")).hasSize(7).element(3).asString().startsWith("3,3.0,0.0,");
        assertThat(err.toString()).contains("8 of 12 starts", "unitary [5.0, 4.0, 3.0, 2.0, 1.0, 0.0]");
    }

    @Test
    void positions() throws IOException {
        draws(List.of("ical-positions", "ical-positions-newest"), "positions");
        assertThat(csv("ical-positions-newest")).hasSize(31)
                .first()
                .asString()
                .startsWith("age,exact_mu50,sampled_mu50,eigenvalues_mu50,exact_mu100");
        assertThat(err.toString()).contains("mu = 300: 474 updates in closed form");
    }

    @Test
    void depth() throws IOException {
        draws(List.of("ical-depth"), "depth");
        assertThat(csv("ical-depth")).hasSize(52)
                .startsWith("steps,size0.02,size0.04,size0.06,size0.08,causal_limit,least_squares");
    }

    @Test
    void plain() throws IOException {
        draws(List.of("ical-plain", "ical-plain-positions"), List.of("ical-plain-rows.csv", "ical-plain.safetensors"),
                "plain", "--epochs", "1", "--heads", "3");
        assertThat(csv("ical-plain")).hasSize(2)
                .startsWith("epoch,training,test,one_step,one_step_rescaled,least_squares");
        assertThat(csv("ical-plain-rows")).hasSize(21).startsWith("row,plain,one_step_of_best_size");
        // Causal: on and below the diagonal there is attention, above it none.
        assertThat(csv("ical-plain-positions")).hasSize(1 + 3 * 400)
                .anyMatch(row -> row.matches("head_\\d,0,0,1.0"))
                .noneMatch(row -> row.matches("head_\\d,0,1,(?!0\\.0).*"));
    }

    @Test
    void augmented() throws IOException {
        draws(List.of("ical-augmented"), "augmented", "--epochs", "1", "--layers", "2");
        assertThat(csv("ical-augmented")).hasSize(2)
                .startsWith("epoch,training,test,one_step,one_step_rescaled,least_squares");
        assertThat(err.toString()).contains("epoch 1 of 1: training error");
    }

    @Test
    void windowsOfWords() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "the whale saw the ship, and the ship sank at sea .");
        draws(List.of("ical-windows"), "windows", text.toString(), "--dimension", "50");
        assertThat(csv("ical-windows")).hasSize(3).startsWith("window,original,shuffled");
        assertThat(err.toString()).contains("original: 1 of 2 are not explained", "1 have a token with two successors");
    }

    @Test
    void windowsOfGivenEmbeddings() throws IOException {
        Path numbers = Files.writeString(directory.resolve("numbers"), "0 1 0 2 3");
        Path table = Files.writeString(directory.resolve("table.csv"), "2,0,0,0\n0,1,0,0\n0,0,3,0\n0,0,0,1\n");
        draws(List.of("ical-windows"), "windows", numbers.toString(), "--embeddings", table.toString());
        double error = Double.parseDouble(csv("ical-windows").get(1).split(",", -1)[1]);
        assertThat(error).isEqualTo(0.45 / 4, within(1e-15));

        Path words = Files.writeString(directory.resolve("words"), "to be to see me ! to be to see me");
        Path vocabulary = Files.writeString(directory.resolve("vocabulary"), "to\nbe\nsee\nme\n");
        out.getBuffer().setLength(0);
        draws(List.of("ical-windows"), "windows", words.toString(), "--embeddings", safetensors().toString(),
                "--tensor", "wte", "--vocabulary", vocabulary.toString());
        assertThat(err.toString()).contains("1 of 11 tokens are not in the vocabulary");
        assertThat(Double.parseDouble(csv("ical-windows").get(1).split(",", -1)[1])).isEqualTo(error, within(1e-15));
    }

    /** Two tables: the identity of R^4 and another. */
    private Path safetensors() throws IOException {
        byte[] header = ("{\"wte\":{\"dtype\":\"F32\",\"shape\":[4,4],\"data_offsets\":[0,64]},"
                + "\"wpe\":{\"dtype\":\"F32\",\"shape\":[1,4],\"data_offsets\":[64,80]}}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 80).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        for (int i = 0; i < 20; i++) {
            bytes.putFloat(i % 5 == 0 ? 1 : 0);
        }
        return Files.write(directory.resolve("model.safetensors"), bytes.array());
    }

    @Test
    void namesTheExperimentsThereAre() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("name an experiment: bridge, commuting, positions, depth, augmented, plain, windows");
    }

    @Test
    void refusesWhatCannotWorkBeforeItWritesAnything() throws IOException {
        Path made = directory.resolve("made");
        String[][] refused = {{"--layers must be 1 to 64, not 0", "augmented", "--layers", "0"},
            {"--epochs must be 1 or more, not 0", "augmented", "--epochs", "0"},
            {"--vocabulary needs --embeddings", "windows", "x", "--vocabulary", "y"},
            {"--tensor needs --embeddings", "windows", "x", "--tensor", "y"},
            {"--dimension is of random vectors", "windows", "x", "--dimension", "3", "--embeddings", "y"},
            {"--windows must be 1 or more", "windows", "x", "--windows", "0"},
            {"--dimension must be 1 or more", "windows", "x", "--dimension", "0"}};
        for (String[] one : refused) {
            err.getBuffer().setLength(0);
            List<String> arguments = new ArrayList<>(List.of(one).subList(1, one.length));
            arguments.addAll(List.of("--output-dir", made.toString()));
            assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
            assertThat(err.toString()).startsWith(one[0]);
        }
        assertThat(made).doesNotExist();
        assertThat(out.toString()).isEmpty();
    }
}
