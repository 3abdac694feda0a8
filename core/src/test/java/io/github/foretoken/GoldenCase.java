package io.github.foretoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of expected values, computed in extended precision. The resources hold a selection; where the full set lies
 * beside the project, all of it is used.
 */
public record GoldenCase(String name, JsonNode json) {
    private static final Path FULL_SET = Path.of("..", "..", "shared", "golden");
    private static final int SELECTION = 49;

    public static Stream<GoldenCase> all() {
        Path folder = Files.isDirectory(FULL_SET) ? FULL_SET : resources();
        try (Stream<Path> files = Files.list(folder)) {
            List<GoldenCase> cases = files.filter(f -> f.getFileName().toString().startsWith("inst"))
                    .sorted()
                    .map(GoldenCase::read)
                    .toList();
            assertThat(cases).as("golden cases in " + folder).hasSizeGreaterThanOrEqualTo(SELECTION);
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static GoldenCase named(String name) {
        return read(resources().resolve(name + ".json"));
    }

    private static Path resources() {
        return Path.of("src", "test", "resources", "golden");
    }

    private static GoldenCase read(Path file) {
        return new GoldenCase(file.getFileName().toString(), JsonMapper.shared().readTree(file.toFile()));
    }

    /** x_1..x_T. */
    public Matrix tokens() {
        return matrix(json.get("x")).rows(0, length());
    }

    /** x_2..x_{T+1}. */
    public Matrix successors() {
        return matrix(json.get("x")).rows(1, length() + 1);
    }

    public int length() {
        return json.get("x").size() - 1;
    }

    public static Kernel kernel(String name) {
        return name.equals("id") ? Kernel.linear() : Kernel.exponential();
    }

    public static Matrix matrix(JsonNode rows) {
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new double[rows.get(i).size()];
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = rows.get(i).get(j).asDouble();
            }
        }
        return Matrix.copyOf(values);
    }

    /** The 0-based rows an expected matrix lists: all, or those of a 1-based list. */
    public List<Integer> rows(JsonNode node) {
        List<Integer> rows = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(row -> rows.add(row.asInt() - 1));
        } else {
            for (int t = 0; t < length(); t++) {
                rows.add(t);
            }
        }
        return rows;
    }

    /** Agreement within {@code relative * max(1, max|expected|)}. */
    public static void assertClose(String what, Matrix actual, List<Integer> rows, Matrix expected, double relative) {
        assertThat(rows).hasSize(expected.rows());
        double scale = 1;
        for (double e : expected.toArray()) {
            scale = Math.max(scale, Math.abs(e));
        }
        double worst = 0;
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.cols(); j++) {
                double difference = Math.abs(actual.get(rows.get(i), j) - expected.get(i, j));
                worst = Math.max(worst, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            }
        }
        assertThat(worst).as(what).isLessThanOrEqualTo(relative * scale);
    }

    @Override
    public String toString() {
        return name;
    }
}
