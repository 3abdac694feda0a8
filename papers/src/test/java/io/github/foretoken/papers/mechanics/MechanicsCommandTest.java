package io.github.foretoken.papers.mechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MechanicsCommandTest {
    @TempDir
    private Path folder;

    private Cli.Result run(Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 3);
        all[arguments.length] = "--output-dir";
        all[arguments.length + 1] = folder.resolve("new");
        all[arguments.length + 2] = "--quick";
        Object[] command = new Object[all.length + 1];
        command[0] = "mechanics";
        System.arraycopy(all, 0, command, 1, all.length);
        return Cli.run(command);
    }

    private List<String> table(String name) throws IOException {
        return Files.readAllLines(folder.resolve("new").resolve(name + ".csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "example", "global", "local", "path", "acyclic", "counts"})
    void writesPicturesAndNumbersAndListsThem(String experiment) throws IOException {
        Cli.Result result = run(experiment);
        assertThat(result.exit()).as(result.err()).isZero();
        List<Path> listed = result.out().lines().map(Path::of).toList();
        assertThat(listed).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        String name = "mechanics-" + experiment;
        assertThat(listed.stream().map(file -> file.getFileName().toString())).startsWith(name + ".png", name + ".svg",
                name + ".csv");
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files).as("no temporary files stay").hasSameSizeAs(listed);
        }
        assertThat(result.err()).contains(experiment + ": ", experiment + " done in");
        assertThat(table(name).getFirst()).startsWith(switch (experiment) {
            case "graph" -> "last,token,component,level,score,strength";
            case "path" -> "lambda,correlation_0,projected_0,cyclic_difference_0,norm_0,correlation_1";
            case "counts" -> "sequences,T4,T8";
            case "example" -> "step,attention_0,attention_1,attention_2,correlation";
            case "global" -> "step,correlation_mean,correlation_deviation,decomposed_mean,projected_mean";
            case "local" -> "step,local_mean,local_deviation,global_mean,local_0";
            default -> "step,correlation_fast_0,correlation_slow_0,gradient_fast_0";
        });
    }

    @Test
    void tellsWhatAttentionOnAUsersDataTendsTo() throws IOException {
        Cli.Result result = run("graph", "--data", Cli.project("examples/choices.csv"));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("graph: last token breakfast: 7 sequences, 12 edges, 5 components, in cycles {tea, coffee}");
        assertThat(Files.readString(folder.resolve("new/mechanics-graph.svg")))
                .contains("last token breakfast: 7 sequences; tea and coffee; juice; milk; breakfast; water</desc>");
        // Coffee was chosen over tea twice, tea over coffee once; then come juice, milk, and the rest, 1 apart.
        List<String[]> rows = table("mechanics-graph").stream().map(row -> row.split(",")).toList();
        double[][] expected = {{1.5, Math.sqrt(0.5)}, {1.5, Math.sqrt(2)}, {0.5, 1}, {-0.5, 1}, {-1.5, 1}, {-1.5, 1}};
        List<String> tokens = List.of("tea", "coffee", "juice", "milk", "breakfast", "water");
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String[] row =
                    rows.stream().filter(r -> r[0].equals("breakfast") && r[1].equals(token)).findFirst().orElseThrow();
            assertThat(Double.parseDouble(row[4])).isCloseTo(expected[i][0], offset(1e-11));
            assertThat(Double.parseDouble(row[5])).isCloseTo(expected[i][1], offset(1e-11));
        }
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        assertThat(run("local", "--seed", 3).exit()).isZero();
        List<String> first = table("mechanics-local");
        byte[] picture = Files.readAllBytes(folder.resolve("new/mechanics-local.svg"));
        assertThat(run("local", "--seed", 3).exit()).isZero();
        assertThat(table("mechanics-local")).isEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("new/mechanics-local.svg"))).isEqualTo(picture);
        assertThat(run("local", "--seed", 4).exit()).isZero();
        assertThat(table("mechanics-local")).isNotEqualTo(first);
    }

    @Test
    void badDataIsOneLineAndNothingIsWritten() throws IOException {
        Path data = Files.writeString(folder.resolve("x.csv"), "sequence,label\na b,b\na b,c\n");
        Cli.Result result = run("graph", "--data", data);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).isEqualToNormalizingNewlines(
                "foretoken: " + data + ", line 3 has label 'c', which is not in its sequence\n");
        assertThat(result.out()).isEmpty();
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void refusesWhatDoesNotGoTogether() throws IOException {
        refused("unknown command '3'; available: ", "3");
        refused("unknown option '--data'", "path", "--data", "x");
        refused("--data and --seed exclude each other", "graph", "--data", "x", "--seed", 1);
        Files.writeString(folder.resolve("new"), "");
        assertThat(run("counts").err()).contains("cannot write to the directory")
                .contains("there is a file of that name");
    }

    private void refused(String message, Object... arguments) {
        Cli.Result result = run(arguments);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(folder.resolve("new")).doesNotExist();
    }
}
