package io.github.foretoken.cli.anomaly;

import io.github.foretoken.cli.table.Cell;
import io.github.foretoken.cli.terminal.InputException;
import io.github.foretoken.cli.terminal.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Labelled windows in the format of the Numenta Anomaly Benchmark: a JSON object with, for each file, a list of
 * {@code [first, last]} timestamps such as {@code 2014-04-10 16:15:00.000000}, fractions of a second being left aside.
 */
public final class WindowFile {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int SECONDS = "2014-04-10 16:15:00".length();

    private final Path file;
    private final Map<String, List<Span>> spans = new LinkedHashMap<>();

    /** From a timestamp to another, both included. */
    private record Span(String first, String last) {}

    private WindowFile(Path file) {
        this.file = file;
    }

    /**
     * Reads it.
     *
     * @throws InputException if it cannot be read, or is not of that format
     */
    public static WindowFile read(Path file) {
        WindowFile windows = new WindowFile(file);
        JsonNode node;
        try {
            node = STRICT.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reasons.of(e), e);
        } catch (JacksonException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InputException(file + ", line " + line + ", is not JSON", e);
        }
        if (!node.isObject() || node.isEmpty()) {
            throw new InputException(file + " holds no object with a list of windows for each file");
        }
        node.properties().forEach(entry -> windows.add(entry.getKey(), entry.getValue()));
        return windows;
    }

    private void add(String name, JsonNode list) {
        List<Span> found = new ArrayList<>();
        boolean sound = list.isArray();
        for (JsonNode pair : list) {
            boolean ends = pair.isArray() && pair.size() == 2 && pair.get(0).isString() && pair.get(1).isString();
            sound &= ends;
            if (ends) {
                found.add(new Span(seconds(pair.get(0).stringValue()), seconds(pair.get(1).stringValue())));
            }
        }
        if (!sound) {
            throw new InputException(file + ", " + Cell.quote(name)
                    + ": windows must be a list of [first, last] timestamps, each between double quotes");
        }
        spans.put(name, found);
    }

    /** The names of its files. */
    public List<String> names() {
        return List.copyOf(spans.keySet());
    }

    /**
     * The name that a file goes by: the longest that its path ends with.
     *
     * @throws InputException if there is none
     */
    public String nameOf(Path data) {
        Path absolute = data.toAbsolutePath().normalize();
        return spans.keySet()
                .stream()
                .filter(name -> absolute.endsWith(name))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new InputException(file + " has no windows of " + data + "; it has "
                        + spans.keySet().iterator().next() + (spans.size() == 1 ? "" : " and others")));
    }

    /**
     * Rows of a file that are labelled, ascending.
     *
     * @param timestamps one a row, ascending in the order of text
     * @throws InputException if a window has no row in it, or overlaps another
     */
    public List<LabelledScores.Window> of(String name, List<String> timestamps) {
        List<LabelledScores.Window> windows = new ArrayList<>();
        for (Span span : spans.get(name)) {
            int first = -1;
            int last = -1;
            for (int row = 0; row < timestamps.size(); row++) {
                String at = seconds(timestamps.get(row));
                if (span.first().compareTo(at) <= 0 && at.compareTo(span.last()) <= 0) {
                    first = first < 0 ? row : first;
                    last = row;
                }
            }
            if (first < 0) {
                throw new InputException(file + ", " + Cell.quote(name) + ": no row lies between " + span.first()
                        + " and " + span.last());
            }
            windows.add(new LabelledScores.Window(first, last));
        }
        windows.sort(Comparator.comparingInt(LabelledScores.Window::first));
        for (int w = 1; w < windows.size(); w++) {
            if (windows.get(w).first() <= windows.get(w - 1).last()) {
                throw new InputException(file + ", " + Cell.quote(name) + ": two windows overlap");
            }
        }
        return windows;
    }

    private static String seconds(String timestamp) {
        return timestamp.length() <= SECONDS ? timestamp : timestamp.substring(0, SECONDS);
    }
}
