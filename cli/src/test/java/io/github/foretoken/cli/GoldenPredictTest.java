package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Matrix;
import io.github.foretoken.cli.table.TableFormat;
import io.github.foretoken.cli.table.TableReader;
import io.github.foretoken.cli.table.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every number of the golden files, through files and the command line. A selection lies in the resources; the full
 * set is run where it is present beside the project.
 */
class GoldenPredictTest {
    private static final Map<String, String> KERNELS =
            Map.of("id", "linear", "exp", "exponential", "softmax", "exponential");

    @TempDir
    private Path folder;

    static List<Path> files() throws IOException, URISyntaxException {
        List<Path> files = new ArrayList<>(list(resources()));
        Path full = Cli.project("../shared/golden");
        if (Files.isDirectory(full)) {
            files.addAll(list(full));
        }
        return files;
    }

    private static Path resources() throws URISyntaxException {
        URL url = GoldenPredictTest.class.getResource("/golden");
        return Path.of(url.toURI());
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.getFileName().toString().matches("inst.*\\.json")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void reproducesTheFile(Path file) throws IOException {
        JsonNode golden = JsonMapper.shared().readTree(file.toFile());
        Matrix sequence = Golden.matrix(golden.get("x"));
        Matrix tokens = sequence.rows(0, golden.get("T").asInt());
        Path csv = write(tokens, "tokens.csv");
        Path npy = write(tokens, "tokens.npy");
        golden.get("limits").propertyStream().forEach(limit -> {
            String kernel = KERNELS.get(limit.getKey());
            Matrix limitRows = Golden.matrix(limit.getValue().get("u_star"));
            Matrix kaczmarz =
                    limit.getValue().has("u_kaczmarz") ? Golden.matrix(limit.getValue().get("u_kaczmarz")) : limitRows;
            check(limitRows, all(limitRows), csv, "--kernel", kernel, "--method", "descent", "--layers", "limit");
            check(limitRows, all(limitRows), npy, "--kernel", kernel, "--method", "descent");
            check(kaczmarz, all(kaczmarz), csv, "--kernel", kernel);
            check(kaczmarz, all(kaczmarz), npy, "--kernel", kernel, "--method", "kaczmarz");
        });
        golden.get("descent").propertyStream().forEach(descent -> {
            String attention = descent.getKey().equals("softmax") ? "softmax" : "unnormalized";
            for (JsonNode run : descent.getValue().get("cases")) {
                run.get("u").propertyStream().forEach(iterate -> {
                    Matrix rows = Golden.matrix(iterate.getValue());
                    int[] which = run.get("rows").isString() ? all(rows)
                            : run.get("rows").valueStream().mapToInt(row -> row.asInt() - 1).toArray();
                    check(rows, which, npy, "--kernel", KERNELS.get(descent.getKey()), "--method", "descent",
                            "--attention", attention, "--layers", iterate.getKey(), "--step",
                            run.get("eta").asDouble());
                });
            }
        });
    }

    /** The expected rows, at those positions of the output. */
    private void check(Matrix expected, int[] rows, Path input, Object... options) {
        Path output = folder.resolve("out" + (input.toString().endsWith(".csv") ? ".npy" : ".csv"));
        Object[] args = Stream.concat(Stream.of("predict", input, "--output", output), Stream.of(options)).toArray();
        Cli.Result result = Cli.run(args);
        assertThat(result.exit()).as(result.err()).isZero();
        Matrix actual = TableReader.read(output, null).values();
        double scale = 1;
        for (double x : expected.toArray()) {
            scale = Math.max(scale, Math.abs(x));
        }
        for (int i = 0; i < rows.length; i++) {
            assertThat(actual.row(rows[i])).as("%s, row %d", List.of(args), rows[i])
                    .containsExactly(expected.row(i), offset(1e-12 * scale));
        }
    }

    private Path write(Matrix tokens, String name) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            TableWriter.write(out, TableFormat.of(name).orElseThrow(), tokens, List.of());
        }
        return file;
    }

    private static int[] all(Matrix rows) {
        return IntStream.range(0, rows.rows()).toArray();
    }
}
