package io.github.foretoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.foretoken.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of expected values among the resources. */
public final class Golden {
    private Golden() {}

    public static JsonNode named(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Matrix matrix(JsonNode rows) {
        return Matrix.copyOf(rows.valueStream()
                .map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
                .toArray(double[][]::new));
    }

    /** Agreement within {@code relative * max(1, max|expected|)}. */
    public static void assertClose(String what, Matrix actual, Matrix expected, double relative) {
        double scale = 1;
        for (double x : expected.toArray()) {
            scale = Math.max(scale, Math.abs(x));
        }
        assertThat(actual.toArray()).as(what).containsExactly(expected.toArray(), offset(relative * scale));
    }
}
