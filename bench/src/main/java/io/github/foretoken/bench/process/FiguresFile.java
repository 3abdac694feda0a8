package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The last run of each part, in one JSON file. */
public final class FiguresFile {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;

    /** That file, which need not be there. */
    public FiguresFile(Path file) {
        this.file = file;
    }

    /** Of a checkout. */
    public static FiguresFile of(Path root) {
        return new FiguresFile(root.resolve("bench/target/figures.json"));
    }

    /** Replaces one part, and leaves the others. */
    public void put(String name, Part part) {
        Map<String, Part> parts = parts();
        parts.put(name, part);
        write(parts);
    }

    /**
     * Replaces some rows of a part by those of this run; the part is this run if it is not there yet.
     *
     * @param which rows, in words
     * @param derived makes anew what follows from all rows
     */
    public void putRows(String name, Part rows, String which, UnaryOperator<List<Figure>> derived) {
        Map<String, Part> parts = parts();
        parts.merge(name, rows, (old, again) -> old.with(again, which));
        parts.computeIfPresent(name, (key, part) -> part.of(derived.apply(part.figures())));
        write(parts);
    }

    private void write(Map<String, Part> parts) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(parts) + "\n");
        } catch (IOException e) {
            throw new PerfkitException(file + " cannot be written (" + e + ")", e);
        }
    }

    /** By name; none if there is no file. */
    Map<String, Part> parts() {
        if (!Files.exists(file)) {
            return new LinkedHashMap<>();
        }
        try {
            return JSON.readValue(Files.readString(file), new TypeReference<LinkedHashMap<String, Part>>() {});
        } catch (IOException | JacksonException e) {
            throw new PerfkitException(file + " holds no figures ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "); remove it and measure again",
                    e);
        }
    }
}
